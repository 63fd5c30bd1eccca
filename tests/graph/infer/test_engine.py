"""The engine on the real graph, against owlrl, and what a selection of unique names means."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from graph import corpus, triples
from graph.errors import Contradiction
from graph.infer import OURS, Selection, engine, infer, reference
from graph.infer import terms as t

EXAMPLE = "http://example.org/"
A, B, C, P, X = (NamedNode(EXAMPLE + name) for name in ("a", "b", "c", "p", "x"))


def _inferred(said: Iterable[Triple], unique: str | None) -> frozenset[Triple]:
    return engine.infer(said, Selection(subjects=EXAMPLE, terms=(EXAMPLE,), unique=unique))


def test_the_conclusions_on_the_real_graph_are_owlrls(sources: Path) -> None:
    stated = triples.merge(triples.asserted(corpus.read(sources)))
    found = infer(stated)
    assert found == reference.infer(stated, OURS)
    assert found


def test_a_conclusion_does_not_depend_on_the_order_of_triples(sources: Path) -> None:
    stated = triples.merge(triples.asserted(corpus.read(sources)))
    assert engine.infer(sorted(stated, key=str), OURS) == engine.infer(sorted(stated, key=str, reverse=True), OURS)


@pytest.mark.parametrize(
    "said",
    [
        [Triple(A, t.SAME, B)],
        [Triple(P, t.TYPE, t.FUNCTIONAL), Triple(X, P, A), Triple(X, P, B)],
        [Triple(P, t.TYPE, t.INVERSE_FUNCTIONAL), Triple(A, P, X), Triple(B, P, X)],
    ],
)
def test_two_unique_names_are_never_one(said: list[Triple]) -> None:
    facts = [*said, Triple(A, t.TYPE, C)]
    assert Triple(B, t.TYPE, C) in _inferred(facts, unique=None)
    assert Triple(B, t.TYPE, C) in _inferred(facts, unique=f"{EXAMPLE}a")
    with pytest.raises(Contradiction, match=r"a and .*b would be one and the same"):
        _inferred(facts, unique=EXAMPLE)


def test_nothing_follows_from_nothing() -> None:
    assert engine.infer(frozenset(), Selection()) == frozenset()
    assert engine.infer([Triple(X, P, A)], Selection()) == frozenset()
