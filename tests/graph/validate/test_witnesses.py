"""Which nodes bring a violation about, beside the focus node."""

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from graph.validate.handover import candidates
from graph.validate.reading import read
from graph.validate.witnesses import faults

EX = "http://example.org/"
SHAPES = '''
PREFIX : <http://example.org/>
PREFIX sh: <http://www.w3.org/ns/shacl#>
:One a sh:NodeShape ; sh:targetClass :Thing ; sh:property :One-name .
:One-name a sh:PropertyShape ; sh:path :name ; sh:maxCount 1 .
:Apart a sh:PropertyShape ; sh:targetClass :Exit ; sh:disjoint :on ;
    sh:path ( :leaves [ sh:inversePath :enters ] :on ) .
:Order a sh:NodeShape ; sh:targetClass :Day ; sh:sparql :Order-query .
:Order-query a sh:SPARQLConstraint ; sh:select
    """SELECT DISTINCT $this ?value WHERE {
        ?value <http://example.org/first> $this . ?before <http://example.org/last> $this }""" .
'''
DATA = """
PREFIX : <http://example.org/>
:good a :Thing ; :name "a" .
:bad a :Thing ; :name "a" , "b" .
:exit a :Exit ; :leaves :house ; :on :monday .
:entry :enters :house ; :on :monday .
:fine a :Exit ; :leaves :house ; :on :friday .
:monday a :Day .
:friday a :Day .
:x :first :monday .
:y :last :monday .
"""


def graph(text: str) -> frozenset[Triple]:
    return frozenset(quad.triple for quad in parse(text, RdfFormat.TURTLE))


def test_the_nodes_that_break_a_shape_together_are_named() -> None:
    found = {
        (str(f.shape), frozenset(n.value.removeprefix(EX) for n in f.nodes))
        for f in faults(graph(DATA), read(graph(SHAPES)))
    }
    assert found == {
        (f"<{EX}One>", frozenset({"bad"})),
        (f"<{EX}Apart>", frozenset({"exit", "house", "entry", "monday"})),
        (f"<{EX}Order>", frozenset({"monday", "x", "y"})),
    }


def test_every_candidate_has_a_fault_and_no_other_node_has_one() -> None:
    data, shapes = graph(DATA), read(graph(SHAPES))
    named = {(f.shape, n) for f in faults(data, shapes) for n in f.nodes}
    wanted = {(shape, node) for shape, nodes in candidates(data, shapes).items() for node in nodes}
    assert wanted <= named
    assert all(isinstance(node, NamedNode) for _, node in named)


def test_what_conforms_has_no_faults() -> None:
    assert not list(
        faults(
            graph(DATA.replace('"a" , "b"', '"a"').replace(":monday", ":friday", 1).replace(":last", ":next")),
            read(graph(SHAPES)),
        )
    )
