"""What no rule covers stops with its name."""

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.infer import Selection, UnsupportedAxiom, engine

PREFIXES = """
PREFIX : <http://example.org/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
REFUSED = {
    ":C owl:onProperty :p ; owl:hasSelf true": r"C has owl:hasSelf: OWL 2 RL has no rule",
    ":C owl:onProperty :p ; owl:minCardinality 1": r"C has owl:minCardinality",
    ":C owl:onProperty :p ; owl:cardinality 1": r"C has owl:cardinality",
    ":C owl:onProperty :p ; owl:qualifiedCardinality 1 ; owl:onClass :D": r"C has owl:qualifiedCardinality",
    ":C owl:onProperty :p ; owl:minQualifiedCardinality 1": r"C has owl:minQualifiedCardinality",
    ":C owl:onProperty :p ; owl:maxCardinality 2": r"C has owl:maxCardinality 2: OWL 2 RL counts to 0 and to 1",
    ":C owl:onProperty :p ; owl:maxCardinality 10": r"C has owl:maxCardinality 10",
    ":C owl:onProperty :p ; owl:maxCardinality :D": r"C has owl:maxCardinality http://example.org/D",
    ":C owl:onProperty :p ; owl:maxQualifiedCardinality 1 ; owl:onDataRange xsd:int": r"no owl:onClass",
    ":C owl:onProperties ( :p :q ) ; owl:someValuesFrom :D": r"C has owl:someValuesFrom but no owl:onProperty",
    ":C owl:disjointUnionOf ( :D :E )": r"C has owl:disjointUnionOf",
    ":C owl:oneOf ( 1 2 )": r"owl:oneOf: OWL 2 RL has no enumerations of literals",
    ":C owl:intersectionOf ( )": r"C has owl:intersectionOf with an empty list",
    ":C owl:unionOf :l . :l rdf:first :D ; rdf:rest :l": r"C has owl:unionOf with an ill-formed list at .*l",
    ":C owl:unionOf :l . :l rdf:first :D": r"C has owl:unionOf with an ill-formed list at .*l",
    ":C owl:unionOf :l . :l rdf:first :D , :E ; rdf:rest ()": r"C has owl:unionOf with an ill-formed list at .*l",
    ":C rdfs:subClassOf owl:TransitiveProperty": r"owl:TransitiveProperty in rdfs:subClassOf is no class",
    ':C rdfs:subClassOf "D"': r"\"D\" in rdfs:subClassOf is no class",
    ":p rdfs:subPropertyOf rdfs:subClassOf": r"rdfs:subClassOf in rdfs:subPropertyOf is no property",
    ":p rdfs:subPropertyOf owl:topObjectProperty": r"owl:topObjectProperty in rdfs:subPropertyOf is no property",
    ":p rdfs:subPropertyOf owl:sameAs": r"owl:sameAs in rdfs:subPropertyOf is no property",
    "rdf:type rdfs:domain :C": r"rdf:type in rdfs:domain is no property",
    ":p a owl:ReflexiveProperty": r"p is a owl:ReflexiveProperty: OWL 2 RL has no rule",
    ":D a rdfs:Datatype ; owl:onDatatype xsd:int ; owl:withRestrictions ()": r"D has owl:(onDatatype|withRestrictions)",
    ":D owl:datatypeComplementOf xsd:int": r"D has owl:datatypeComplementOf",
    ":p owl:inverse :q": r"p has owl:inverse: OWL 2 RL has no rule",
    "[] a owl:AllDisjointClasses": r"owl:AllDisjointClasses with 0 lists",
    "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :x": r"NegativePropertyAssertion without one source",
    ":o a owl:Ontology ; owl:imports :other": r"o owl:imports .*other, which is not among the triples",
    ":C owl:sameAs :D . :C rdfs:subClassOf :E": r"C and .*D would be one .owl:sameAs.: use owl:equivalentClass",
    ":p a owl:FunctionalProperty . :x :p :C , :D . :C rdfs:subClassOf :E": r"would be one .functional property",
}


def _read(text: str) -> frozenset[Triple]:
    return frozenset(quad.triple for quad in parse(f"{PREFIXES}{text} .", format=RdfFormat.TURTLE))


@pytest.mark.parametrize(("axiom", "message"), REFUSED.items(), ids=REFUSED)
def test_an_axiom_without_a_rule_is_refused_by_name(axiom: str, message: str) -> None:
    with pytest.raises(UnsupportedAxiom, match=message):
        engine.infer(_read(axiom), Selection())


def test_declarations_annotations_and_headers_are_no_axioms() -> None:
    text = """
      :o a owl:Ontology ; owl:versionIRI :o1 ; owl:versionInfo "1" ; owl:imports :o2 . :o2 a owl:Ontology .
      :C a owl:Class , rdfs:Class ; rdfs:label "C" ; owl:deprecated true . :p a owl:ObjectProperty .
      :note a owl:AnnotationProperty . :x a owl:NamedIndividual ; :note "text" .
      [] a owl:Axiom ; owl:annotatedSource :C ; owl:annotatedProperty rdfs:subClassOf ; owl:annotatedTarget :D ;
        rdfs:comment "why" .
    """
    assert engine.infer(_read(text.strip().removesuffix(".")), Selection()) == frozenset()


def test_annotations_may_be_superproperties() -> None:
    found = engine.infer(_read(':name rdfs:subPropertyOf rdfs:label . :x :name "X"'), Selection(literals=True))
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    assert found == {Triple(NamedNode("http://example.org/x"), label, Literal("X"))}
