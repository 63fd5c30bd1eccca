"""Finding by halving what a fault that names nothing rests on, and what a contradiction hides."""

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from graph import iris
from graph.sift import documents, facts
from graph.sift.facts import Version
from graph.sift.faults import Fault

A, B, C = (NamedNode(f"{iris.ID}claim/{name}") for name in "abc")
GRAPHS = {
    NamedNode(f"{iris.GRAPH}{node.value[-1]}"): frozenset([Triple(node, iris.term("summary"), Literal("x"))])
    for node in (A, B, C)
}


def test_what_two_documents_contradict_each_other_in_hides_no_fault_of_a_third(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(everything: frozenset[Triple], _: frozenset[Triple]) -> tuple[Fault, ...]:
        there = {triple.subject for triple in everything}
        if {A, B} <= there:
            return (Fault("contradicts", frozenset([A, B]), hides=True),)
        return (Fault("breaks", frozenset([C])),) if C in there else ()

    monkeypatch.setattr(documents, "find", find)
    kept, said = documents.sift(frozenset(), GRAPHS, frozenset(), 1)
    assert {graph.value[-1] for graph, found in kept.items() if found} == {"a", "b"}
    assert said == ("left out: claim/c: breaks",)


@pytest.mark.parametrize("guilty", [{3}, {0, 7}, {2, 4, 5}, {6, 7}])
def test_the_fewest_that_bring_a_fault_about_are_found(guilty: set[int]) -> None:
    versions = {Version(str(n), frozenset()): () for n in range(8)}

    def shows(some: facts.Versions) -> bool:
        return {str(n) for n in guilty} <= {version.node for version in some}

    assert {int(version.node) for version in facts._fewest(versions, {}, shows)} == guilty
