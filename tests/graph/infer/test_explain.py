"""From a conclusion to the rule and the facts it came from."""

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from graph import iris
from graph.infer import OURS, Selection, engine
from graph.infer.explain import Derivation, explain
from graph.pipeline import Checked
from graph.triples import merge

EXAMPLE = "http://example.org/"
ONTOLOGY = """
PREFIX : <http://example.org/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


def _explained(text: str, *statement: str) -> Derivation | None:
    triples = frozenset(quad.triple for quad in parse(ONTOLOGY + text, format=RdfFormat.TURTLE))
    closure = engine.draw(triples, Selection(), lambda iri: iri.removeprefix(EXAMPLE))
    return explain(closure, Triple(*(NamedNode(EXAMPLE + name) for name in statement)))


def _leaves(derivation: Derivation) -> set[str]:
    if not derivation.rule:
        return {derivation.statement}
    return {leaf for premise in derivation.premises for leaf in _leaves(premise)}


def test_a_chain_leads_down_to_what_was_stated() -> None:
    found = _explained(
        ":uncle owl:propertyChainAxiom ( :parent :brother ) . :child owl:inverseOf :parent ."
        ":b :child :a . :b :brother :c .",
        *("a", "uncle", "c"),
    )
    assert found is not None
    assert list(found.lines()) == [
        "a uncle c   [prp-spo2: uncle owl:propertyChainAxiom (parent brother)]",
        "  a parent b   [prp-inv1: child owl:inverseOf parent]",
        "    b child a   [stated]",
        "  b brother c   [stated]",
    ]


def test_no_conclusion_is_its_own_reason() -> None:
    found = _explained(":p a owl:SymmetricProperty , owl:TransitiveProperty . :a :p :b . :b :p :c .", *("c", "p", "a"))
    assert found is not None
    assert _leaves(found) == {"a p b", "b p c"}


def test_equality_is_a_reason() -> None:
    found = _explained(":f a owl:FunctionalProperty . :x :f :a , :b . :a :p :y .", *("b", "p", "y"))
    assert found is not None
    assert found.rule == "eq-rep-s"
    assert _leaves(found) == {"x f a", "x f b", "a p y"}


@pytest.mark.parametrize("statement", [("a", "p", "b"), ("a", "q", "b")])
def test_what_was_stated_needs_no_rule_and_what_does_not_hold_has_none(statement: tuple[str, ...]) -> None:
    found = _explained(":a :p :b . :p rdfs:domain :C .", *statement)
    assert found == (Derivation("a p b") if statement[1] == "p" else None)


def test_every_inferred_triple_of_the_real_graph_rests_on_stated_ones(checked: Checked) -> None:
    inferred = checked.graphs[iris.named_graph("inferred")]
    stated = merge({name: graph for name, graph in checked.graphs.items() if name != iris.named_graph("inferred")})
    closure = engine.draw(stated, OURS, iris.shorten)
    for triple in sorted(inferred, key=str)[::5]:
        found = explain(closure, triple)
        assert found is not None
        assert found.rule
        assert _leaves(found)
