"""Shapes that are wrong themselves are refused, with the node that is at fault and what to do about it."""

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from graph.errors import NmkgError
from graph.validate import ENGINES, Engine, ShapesError, validate
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
    "pattern": ("ex:S sh:pattern '(' ; sh:targetNode ex:nowhere .", "ex:S", 'sh:pattern "(" is no regular expression'),
    "pattern beyond all numbers": ("ex:S sh:targetNode ex:a ; sh:pattern 'a{99999999999}' .", "ex:S", "sh:pattern"),
    "two patterns": ("ex:S sh:targetNode ex:a ; sh:pattern 'a' , 'b' .", "ex:S", "2 times"),
    "severity": ("ex:S sh:targetNode ex:a ; sh:severity 'high' .", "ex:S", "sh:severity has to be an IRI"),
    "two severities": ("ex:S sh:targetNode ex:a ; sh:severity sh:Info , sh:Warning .", "ex:S", "2 times"),
    "message": ("ex:S sh:targetNode ex:a ; sh:message 1 .", "ex:S", "sh:message has to be a text"),
    "message of a query": (
        "ex:S sh:targetNode ex:a ; sh:sparql [ sh:select 'SELECT $this {}' ; sh:message ex:m ] .", "ex:S", "sh:message",
    ),
    "query that is no string": ("ex:S sh:targetNode ex:a ; sh:sparql [ sh:select 'SELECT'@en ] .", "ex:S", "sh:select"),
    "switch of a query": (
        "ex:S sh:targetNode ex:a ; sh:sparql [ sh:select 'SELECT $this {}' ; sh:deactivated 'no' ] .",
        "ex:S",
        "sh:deactivated",
    ),
    "member of ignored": (
        "ex:S sh:targetNode ex:a ; sh:closed true ; sh:ignoredProperties ( ex:p 'q' ) .", "ex:S", 'holds "q"',
    ),
    "ignored twice": (
        "ex:S sh:targetNode ex:a ; sh:closed true ; sh:ignoredProperties () , ( ex:p ) .", "ex:S", "2 times",
    ),
    "member of languages": ("ex:S sh:targetNode ex:a ; sh:languageIn ( 'en' ex:de ) .", "ex:S", "/de>"),
    "language of a language": ("ex:S sh:targetNode ex:a ; sh:languageIn ( 'en'@en ) .", "ex:S", "sh:languageIn"),
    "two limits": ("ex:S sh:targetNode ex:a ; sh:minInclusive 1 , 2 .", "ex:S", "2 times"),
    "blank target": ("ex:S sh:targetNode [] ; sh:nodeKind sh:IRI .", "ex:S", "sh:targetNode"),
    "blank target class": ("ex:S sh:targetClass [] ; sh:nodeKind sh:IRI .", "ex:S", "sh:targetClass"),
    "blank class": ("[] a sh:NodeShape , rdfs:Class ; sh:nodeKind sh:IRI .", "_:", "needs an IRI"),
    "qualified without path": (
        "ex:S sh:targetNode ex:a ; sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 1 .",
        "ex:S",
        "sh:qualifiedValueShape belongs to a property shape",
    ),
    "path of two forms": (
        "ex:S sh:targetNode ex:a ; sh:path [ sh:inversePath ex:p ; sh:zeroOrMorePath ex:p ] .", "ex:S", "2 properties",
    ),
    "path twice inverse": ("ex:S sh:targetNode ex:a ; sh:path [ sh:inversePath ex:p, ex:q ] .", "ex:S", "2 properties"),
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
@pytest.mark.parametrize("engine", ENGINES)
def test_wrong_shapes_are_named_whatever_the_engine(engine: Engine, turtle: str, node: str, said: str) -> None:
    with pytest.raises(ShapesError) as caught:
        validate(graph("ex:a ex:p 1 ."), graph(turtle), engine)
    assert node.replace("ex:", EX) in str(caught.value.node)
    assert str(caught.value.node) in str(caught.value)
    assert said in str(caught.value)


def test_a_shape_without_a_name_is_found_by_the_one_it_belongs_to() -> None:
    with pytest.raises(ShapesError, match=rf"within <{EX}S>"):
        read(graph("ex:S a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:or ( [ sh:not [ sh:pattern '(' ] ] ) ] ."))


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


def test_prefixes_of_imported_ontologies_are_known_to_both_engines() -> None:
    shapes = graph(
        f"""ex:o <http://www.w3.org/2002/07/owl#imports> ex:other .
           ex:other sh:declare [ sh:prefix "e" ; sh:namespace "{EX}"^^xsd:anyURI ] .
           ex:S sh:targetSubjectsOf ex:p ; sh:sparql [
             sh:prefixes ex:o ; sh:select "SELECT $this ?value WHERE {{ $this e:p ?value }}" ] ."""
    )
    found = [validate(graph("ex:a ex:p 1 ."), shapes, engine) for engine in ENGINES]
    assert found[0] == found[1]
    assert [finding.value for finding in found[0].findings] == ["1"]
