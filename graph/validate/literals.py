"""Literals as the validator sees them, in a store that would change them.

Oxigraph keeps values, not spellings (`1.50` becomes `1.5`, xsd:int becomes xsd:integer); rdflib, and so pySHACL, has
rules of its own (`01` becomes `1`, the case of language tags does not count). Whatever does not come out of the store
as rdflib has it goes in as a stand-in: same text, with a datatype that says what was there. So two literals are one
term in the store just when they are one to pySHACL, and no literal changes its datatype unseen. What is done with the
*value* of a stand-in (comparing, calculating) is not known to SPARQL, and is handed over.
"""

import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from logging import LogRecord, getLogger
from threading import get_ident

import rdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple
from rdflib.term import Literal as RdflibLiteral

from graph.validate.index import RDF, XSD

IRI, BLANK, LANGUAGE = "IRI", "blank node", "text in a language"
KEPT = "urn:x-stand-in:"
ILL_TYPED = "urn:x-ill-typed:"

_STRING, _LANGUAGE = XSD + "string", RDF + "langString"
# The spellings, by datatype, that both libraries keep and whose values both compare alike.
_KNOWN = {
    XSD + "integer": re.compile(r"0|-?[1-9][0-9]{0,15}"),
    XSD + "decimal": re.compile(r"0|-?[1-9][0-9]{0,11}|-?(0|[1-9][0-9]{0,11})\.[0-9]{0,5}[1-9]"),
    XSD + "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    XSD + "boolean": re.compile(r"true|false"),
}
_SUBJECT = NamedNode("urn:x")
_LOGGER = getLogger("rdflib.term")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A store for queries, and of what kinds the objects of each predicate are.

    A kind is IRI, BLANK, LANGUAGE or a datatype, which for stand-ins is none that SPARQL or anything else knows.
    """

    store: Store
    kinds: Mapping[str, Set[str]]


def load(data: frozenset[Triple]) -> Loaded:
    """Load data into a store, every literal in the form that stands for what pySHACL sees."""
    kinds: dict[str, set[str]] = defaultdict(set)

    def quads() -> Iterable[Quad]:
        for triple in data:
            subject, predicate, object_ = triple.subject, triple.predicate, triple.object
            if type(object_) is not Literal:
                kinds[predicate.value].add(IRI if type(object_) is NamedNode else BLANK)
                yield Quad(subject, predicate, object_)
                continue
            form = stored(object_)
            kinds[predicate.value].add(LANGUAGE if form.language else form.datatype.value)
            yield Quad(subject, predicate, form)

    store = Store()
    store.bulk_extend(quads())
    return Loaded(store, dict(kinds))


def stored(literal: Literal) -> Literal:
    """Give the form in which the store holds a literal; the same object where it needs no other."""
    datatype = literal.datatype.value
    if datatype == _STRING:
        return literal
    if datatype == _LANGUAGE:
        tag = literal.language or ""
        return literal if tag == tag.lower() else Literal(literal.value, language=tag.lower())
    return literal if _plain(literal.value, datatype) else _form(literal)


@lru_cache(maxsize=100_000)
def _plain(text: str, datatype: str) -> bool:
    known = _KNOWN.get(datatype)
    return known is not None and known.fullmatch(text) is not None and (datatype != XSD + "date" or _is_date(text))


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=100_000)
def _form(literal: Literal) -> Literal:
    as_read = to_rdflib(literal)
    text, datatype = str(as_read), literal.datatype.value
    if as_read.ill_typed:
        return Literal(text, datatype=NamedNode(ILL_TYPED + datatype))
    if _plain(text, datatype) and _survives(form := Literal(text, datatype=NamedNode(datatype))):
        return form
    return Literal(text, datatype=NamedNode(KEPT + datatype))


def _survives(literal: Literal) -> bool:
    store = Store()
    store.add(Quad(_SUBJECT, _SUBJECT, literal, DefaultGraph()))
    return bool(next(iter(store)).object == literal)


def to_rdflib(literal: Literal) -> RdflibLiteral:
    """Give a literal as rdflib reads it, without the warnings and log lines it has for weird ones."""
    if literal.language is not None:
        return RdflibLiteral(literal.value, lang=literal.language)
    if literal.datatype.value == _STRING:
        return RdflibLiteral(literal.value)
    with warnings.catch_warnings(), _unlogged():
        warnings.simplefilter("ignore")
        return RdflibLiteral(literal.value, datatype=rdflib.URIRef(literal.datatype.value))


@contextmanager
def _unlogged() -> Iterator[None]:
    """Hold back what rdflib logs meanwhile in this thread; nothing stays behind, and other threads keep their log."""
    mine = get_ident()

    def of_others(record: LogRecord) -> bool:
        return record.thread != mine

    _LOGGER.addFilter(of_others)
    try:
        yield
    finally:
        _LOGGER.removeFilter(of_others)


def original(literal: Literal) -> Literal:
    """Give back what a literal of the store stands for."""
    datatype = literal.datatype.value
    for mark in (KEPT, ILL_TYPED):
        if datatype.startswith(mark):
            return Literal(literal.value, datatype=NamedNode(datatype.removeprefix(mark)))
    return literal
