"""Ontologies and shapes that are wrong themselves: the message names node and file."""

from pathlib import Path

import pytest

from graph import vocabulary
from graph.definitions import DefinitionError, check

PREFIXES = """
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
CLASSES = ":A a owl:Class . :B a owl:Class . :C a owl:Class ."


def said(tmp_path: Path, ontology: str = "", shapes: str = "") -> str:
    first, second, third = tmp_path / "first.ttl", tmp_path / "second.ttl", tmp_path / "shapes.ttl"
    first.write_text(PREFIXES + CLASSES)
    second.write_text(PREFIXES + ontology)
    third.write_text(PREFIXES + shapes)
    with pytest.raises(DefinitionError) as caught:
        check([first, second], [third])
    return str(caught.value)


def test_our_own_are_sound() -> None:
    check(vocabulary.turtle_files("ontology"), vocabulary.turtle_files("shapes"))


def test_a_subclass_cycle_is_said_with_its_chain(tmp_path: Path) -> None:
    message = said(tmp_path, ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C rdfs:subClassOf :A .")
    assert message.startswith("first.ttl: subclass cycle: ")
    assert "http://example.org/A below http://example.org/B below http://example.org/C" in message
    assert message.count("\n") == 0


def test_a_class_that_can_have_no_member_is_said_with_the_axiom(tmp_path: Path) -> None:
    message = said(tmp_path, ":D a owl:Class ; rdfs:subClassOf :A , :B . :A owl:disjointWith :B .")
    assert message.startswith("second.ttl: unsatisfiable class http://example.org/D: ")
    assert "owl:disjointWith" in message


def test_an_axiom_outside_owl_2_rl_is_said_by_its_name(tmp_path: Path) -> None:
    restriction = "[ a owl:Restriction ; owl:onProperty :p ; owl:minCardinality 2 ]"
    assert "owl:minCardinality" in said(tmp_path, f":D a owl:Class ; rdfs:subClassOf {restriction} .")


def test_a_file_that_is_not_turtle_is_said_with_its_line(tmp_path: Path) -> None:
    assert said(tmp_path, "\n:D a").startswith("second.ttl:")


@pytest.mark.parametrize(
    ("shape", "named"),
    [
        (":S a sh:NodeShape ; sh:property [ sh:minCount 1 ] .", "sh:path"),
        (":S a sh:NodeShape ; sh:targetClass :A ; sh:node :S .", "recursive"),
        (":S a sh:NodeShape ; sh:targetClass :A ; sh:minCounts 1 .", "minCounts"),
        (":S a sh:NodeShape ; sh:property [ sh:path :p ; sh:pattern '(' ] .", "(within <http://example.org/S>)"),
        ("[] a sh:NodeShape ; sh:severity 'high' .", "sh:severity"),
        (":S a sh:NodeShape ; sh:in ( 1 ) , ( 2 ) ; sh:class :A .", "http://example.org/S"),
    ],
)
def test_a_wrong_shape_is_said_with_node_and_file(shape: str, named: str, tmp_path: Path) -> None:
    message = said(tmp_path, shapes=shape)
    assert named in message
    assert message.startswith("shapes.ttl: ")


def test_classes_that_only_break_an_axiom_together_are_satisfiable(tmp_path: Path) -> None:
    """One key value cannot stand for members of two disjoint classes; each class can have members all the same."""
    file = tmp_path / "first.ttl"
    file.write_text(
        PREFIXES
        + """:p a owl:ObjectProperty , owl:InverseFunctionalProperty . :v a :V .
        :A a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :v ] .
        :B a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :v ] ;
            owl:disjointWith :A ."""
    )
    check([file], [])
