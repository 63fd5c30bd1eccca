"""Which cycles of classes and which classes without members are faults, and which are not."""

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from graph.infer.soundness import faults

PREFIXES = """
@prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CYCLES = {
    "by itself": (":A rdfs:subClassOf :B . :B rdfs:subClassOf :A .", "A below B below A"),
    "of three": (
        ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C rdfs:subClassOf :A .", "A below B below C below A",
    ),
    "by an equivalence": (
        ":A rdfs:subClassOf :B . :B owl:equivalentClass :C . :C rdfs:subClassOf :A .",
        "A below B the same as C below A",
    ),
    "by an equivalence written the other way": (
        ":A rdfs:subClassOf :B . :C owl:equivalentClass :B ; rdfs:subClassOf :A .", "A below B the same as C below A",
    ),
    "by an anonymous class": (
        ":A rdfs:subClassOf [ owl:intersectionOf ( :B :C ) ] . :B rdfs:subClassOf :A .",
        "A below (B and C) and so below B below A",
    ),
    "by the definition of a class": (
        ":A owl:equivalentClass [ owl:intersectionOf ( :B :C ) ] . :B rdfs:subClassOf :A .",
        "B below A the same as (B and C) and so below B",
    ),
    "by a union": (
        ":U owl:unionOf ( :A :B ) ; rdfs:subClassOf :A .", "U below A and so below U",
    ),
    "by restrictions": (
        """:A rdfs:subClassOf [ owl:onProperty :p ; owl:someValuesFrom :C ] . :C rdfs:subClassOf :D .
           [ owl:onProperty :p ; owl:someValuesFrom :D ] rdfs:subClassOf :A .""",
        "A below (p some C) and so below (p some D) below A",
    ),
}  # fmt: skip
NO_CYCLES = {
    "itself": ":A rdfs:subClassOf :A .",
    "equivalence both ways": ":A owl:equivalentClass :B . :B owl:equivalentClass :A .",
    "a subclass of what is equivalent": ":A owl:equivalentClass :B ; rdfs:subClassOf :B .",
    "equivalence by a third": ":A owl:equivalentClass :B . :C owl:equivalentClass :B . :A rdfs:subClassOf :C .",
    "everything": ":A a owl:Class ; rdfs:subClassOf owl:Thing . owl:Thing rdfs:subClassOf :A .",
    "a class of things related to its members": (
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:someValuesFrom :B ] . :B rdfs:subClassOf :A ."
    ),
    "two ways up": (
        ":A rdfs:subClassOf :B , :C . :B rdfs:subClassOf :D . :C rdfs:subClassOf :D . :D owl:equivalentClass :E ."
    ),
    "one definition for two": (
        ":A owl:equivalentClass [ owl:intersectionOf ( :C :D ) ] . :B owl:equivalentClass :A ; rdfs:subClassOf :C ."
    ),
}
DISJOINT = ":A owl:disjointWith :B . "
EMPTY = {
    "declared in OWL": "{} a owl:Class ; rdfs:subClassOf :A , :B .",
    "declared in RDF Schema": "{} a rdfs:Class ; rdfs:subClassOf :A , :B .",
    "not declared": "{} rdfs:subClassOf :A , :B .",
    "used as a range": ":p rdfs:range {} . {} rdfs:subClassOf [ owl:intersectionOf ( :A :B ) ] .",
    "used as a filler": ":D rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom {} ] . {} rdfs:subClassOf :A, :B.",
    "by equivalence": "{} owl:equivalentClass [ owl:intersectionOf ( :A :B ) ] .",
    "without members by its own word": "{} rdfs:subClassOf owl:Nothing .",
    "by a value that is none of the range": """
        {} rdfs:subClassOf [ owl:onProperty :q ; owl:hasValue "x" ] . :q rdfs:range xsd:integer .""",
}


def triples(text: str) -> frozenset[Triple]:
    return frozenset(quad.triple for quad in parse(PREFIXES + text, format=RdfFormat.TURTLE))


def said(text: str) -> list[str]:
    return [message.replace("http://example.org/", "") for message in faults(triples(text))]


@pytest.mark.parametrize(("ontology", "chain"), CYCLES.values(), ids=CYCLES)
def test_a_cycle_is_said_with_its_steps(ontology: str, chain: str) -> None:
    assert said(ontology) == [f"subclass cycle: {chain}; say owl:equivalentClass if they are one class"]


@pytest.mark.parametrize("ontology", NO_CYCLES.values(), ids=NO_CYCLES)
def test_these_are_no_cycles(ontology: str) -> None:
    assert said(ontology) == []


@pytest.mark.parametrize("ontology", EMPTY.values(), ids=EMPTY)
def test_a_class_that_can_have_no_member_is_named(ontology: str) -> None:
    (message,) = said(DISJOINT + ontology.format(":E", ":E"))
    assert message.startswith("unsatisfiable class E: ")
    assert "any E" in message


def test_what_has_members_that_break_an_axiom_is_said_once_and_of_no_class() -> None:
    (message,) = said(DISJOINT + ":C rdfs:subClassOf :D . :x a :A , :B .")
    assert message.startswith("the ontology contradicts itself: ")
    assert "x in common" in message


def test_datatypes_are_no_classes() -> None:
    assert said(":p rdfs:range xsd:integer . :q rdfs:range rdfs:Literal . :T a rdfs:Datatype .") == []
