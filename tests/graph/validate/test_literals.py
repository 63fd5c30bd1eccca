"""Literals as rdflib reads them: without its log, and without a change to anybody's logging."""

import logging
from threading import Thread

import pytest
from pyoxigraph import Literal, NamedNode
from rdflib.term import Literal as RdflibLiteral
from rdflib.term import URIRef

from graph.validate.literals import ILL_TYPED, KEPT, original, stored, to_rdflib

XSD = "http://www.w3.org/2001/XMLSchema#"
WEIRD = Literal("x", datatype=NamedNode(f"{XSD}integer"))


def test_a_weird_literal_is_read_in_silence_and_nothing_stays_behind(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("rdflib.term")
    before = (logger.level, logger.disabled, [*logger.filters], [*logger.handlers])
    assert to_rdflib(WEIRD).ill_typed
    assert not caplog.records
    assert before == (logger.level, logger.disabled, [*logger.filters], [*logger.handlers])
    RdflibLiteral("x", datatype=URIRef(f"{XSD}integer"))
    assert caplog.records


def test_other_threads_keep_their_log(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(*_: object, **__: object) -> RdflibLiteral:
        thread = Thread(target=logging.getLogger("rdflib.term").warning, args=("said by another",))
        thread.start()
        thread.join()
        logging.getLogger("rdflib.term").warning("said by us")
        return RdflibLiteral("1")

    monkeypatch.setattr("graph.validate.literals.RdflibLiteral", meanwhile)
    to_rdflib(WEIRD)
    assert caplog.messages == ["said by another"]


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [("1.50", "decimal", KEPT), ("x", "integer", ILL_TYPED), ("1", "int", KEPT), ("2020-02-30", "date", ILL_TYPED)],
)
def test_a_stand_in_comes_back_as_it_was(text: str, name: str, form: str) -> None:
    literal = Literal(text, datatype=NamedNode(XSD + name))
    assert stored(literal).datatype.value == form + XSD + name
    assert original(stored(literal)) == literal
