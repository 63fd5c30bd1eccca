"""Shapes that are wrong themselves are refused, with the node that is at fault and what to do about it."""

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from graph.errors import NmkgError
from graph.validate import ShapesError, validate
from graph.validate.paths import Alternative, Inverse, Repeated, Sequence, comparable, sparql
from graph.validate.reading import read

EX = "http://example.org/"
PREFIXES = f"""
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix ex: <{EX}> .
"""
P, Q = NamedNode(EX + "p"), NamedNode(EX + "q")

WRONG = {
    "unknown component": ("ex:S sh:targetNode ex:a ; sh:minimumCount 1 .", "ex:S", "sh:minimumCount"),
    "recursive": ("ex:S sh:targetNode ex:a ; sh:node ex:T . ex:T sh:not ex:S .", "ex:S", "recursive"),
    "recursive by a list": (
        "ex:S sh:targetNode ex:a ; sh:or ( ex:T ) . ex:T sh:property [ sh:path ex:p ; sh:node ex:S ] .",
        "ex:S",
        "recursive",
    ),
    "count that is none": ("ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:minCount 'one' .", "ex:S", "sh:minCount"),
    "two counts": ("ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:maxCount 1 , 2 .", "ex:S", "2 times"),
    "two paths": ("ex:S sh:targetNode ex:a ; sh:path ex:p , ex:q .", "ex:S", "sh:path"),
    "count without path": ("ex:S sh:targetNode ex:a ; sh:minCount 1 .", "ex:S", "sh:path"),
    "node shape with path": ("ex:S a sh:NodeShape ; sh:path ex:p .", "ex:S", "sh:path"),
    "property shape without": ("ex:S a sh:PropertyShape ; sh:class ex:C .", "ex:S", "sh:path"),
    "value of sh:property": ("ex:S sh:targetNode ex:a ; sh:property ex:T . ex:T sh:class ex:C .", "ex:T", "sh:path"),
    "node kind": ("ex:S sh:targetNode ex:a ; sh:nodeKind ex:IRI .", "ex:S", "sh:nodeKind"),
    "list": ("ex:S sh:targetNode ex:a ; sh:in ex:list .", "ex:S", "list"),
    "empty list of shapes": ("ex:S sh:targetNode ex:a ; sh:or ( ) .", "ex:S", "sh:or"),
    "literal as class": ("ex:S sh:targetNode ex:a ; sh:class 'C' .", "ex:S", "sh:class"),
    "path of one": ("ex:S sh:targetNode ex:a ; sh:path ( ex:p ) ; sh:minCount 1 .", "ex:S", "two"),
    "path without form": ("ex:S sh:targetNode ex:a ; sh:path [ ex:p ex:q ] ; sh:minCount 1 .", "ex:S", "path"),
    "path in a circle": (
        "ex:S sh:targetNode ex:a ; sh:path _:p ; sh:minCount 1 . _:p sh:inversePath _:p .", "ex:S", "path",
    ),
    "pattern": ("ex:S sh:targetNode ex:a ; sh:pattern '(' .", "(", "sh:pattern"),
    "query without text": ("ex:S sh:targetNode ex:a ; sh:sparql [ sh:message 'x' ] .", "ex:S", "sh:select"),
    "qualified without count": (
        "ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:C ] .",
        "ex:S",
        "sh:qualifiedMinCount",
    ),
    "ignored without closed": ("ex:S sh:targetNode ex:a ; sh:ignoredProperties ( ex:p ) .", "ex:S", "sh:closed"),
    "component without parameter": ("ex:C a sh:ConstraintComponent .", "ex:C", "sh:parameter"),
    "advanced target": ("ex:S a sh:NodeShape ; sh:target [ sh:select '' ] .", "ex:S", "sh:target"),
}  # fmt: skip


def graph(turtle: str) -> frozenset[Triple]:
    return frozenset(quad.triple for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE))


@pytest.mark.parametrize(("turtle", "node", "said"), [pytest.param(*case, id=name) for name, case in WRONG.items()])
def test_wrong_shapes_are_named(turtle: str, node: str, said: str) -> None:
    with pytest.raises(ShapesError) as caught:
        validate(graph("ex:a ex:p 1 ."), graph(turtle))
    assert node.replace("ex:", EX) in str(caught.value.node)
    assert str(caught.value.node) in str(caught.value)
    assert said in str(caught.value)


def test_what_is_not_used_as_a_shape_is_not_read() -> None:
    assert read(graph("ex:x sh:minimumCount 1 . ex:S a sh:NodeShape ; rdfs:label 'no target' .")) == ()


def test_implicit_class_target() -> None:
    (shape,) = read(graph("ex:S a sh:NodeShape , rdfs:Class ; sh:nodeKind sh:IRI ."))
    assert shape.targets.classes == (NamedNode(EX + "S"),)


def test_paths() -> None:
    path = Sequence((P, Inverse(Q), Repeated(Alternative((P, Q)), "*")))
    assert sparql(path) == f"(<{EX}p>/^(<{EX}q>)/((<{EX}p>|<{EX}q>))*)"
    assert comparable(path)


def test_pyshacl_walks_inverse_sequences_in_the_wrong_order() -> None:
    assert not comparable(Inverse(Sequence((P, Q))))
    assert comparable(Inverse(Inverse(Sequence((P, Q)))))


@pytest.mark.parametrize(
    "shape",
    [
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; " + "sh:not [ " * 600 + "sh:class ex:D" + " ]" * 600 + " .",
        "ex:S a sh:PropertyShape ; sh:targetClass ex:C ; sh:minCount 1 ; sh:path "
        + "[ sh:inversePath " * 1500
        + "ex:p"
        + " ]" * 1500
        + " .",
    ],
)
def test_shapes_nested_hundreds_deep_are_refused_in_words(shape: str) -> None:
    text = f"@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> . {shape}"
    triples = frozenset(quad.triple for quad in parse(text, format=RdfFormat.TURTLE))
    with pytest.raises(NmkgError, match="nested"):
        validate(frozenset(), triples)
