"""OWL 2 RL conclusions, by owlrl: the one door to that library.

The full closure is mostly noise (every class a subclass of itself, every literal typed). Kept are the conclusions that
say something new about our own subjects with our own terms.
"""

import re
from collections.abc import Iterator

import owlrl
from pyoxigraph import Literal, RdfFormat, Triple, parse, serialize
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF
from rdflib.term import Node

from graph import iris
from graph.errors import Contradiction

_IRI = re.compile(r"<?https?://[^\s<>(),]+>?")
_ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


def infer(triples: frozenset[Triple]) -> frozenset[Triple]:
    """Give the conclusions of OWL 2 RL/RDF that are not among the triples.

    Kept are triples with a subject under `id/`, a property of ours, and an IRI as object (or `rdf:type` with a class of
    ours). A node's relation to itself, which symmetry and transitivity together imply, is left out: it says nothing.

    Raises Contradiction with the individuals and the axiom where facts and ontology cannot both hold.
    """
    graph = Graph()
    graph.parse(data=serialize(filter(_feeds_a_rule, triples), format=RdfFormat.N_TRIPLES), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    errors = {str(message) for message in graph.objects(None, _ERROR)} | set(_merged(graph))
    if errors:
        raise Contradiction(_readable(error) for error in errors)
    kept = Graph()
    for subject, predicate, value in graph:
        if _says_something(subject, predicate, value):
            kept.add((subject, predicate, value))
    found = parse(kept.serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    return frozenset(quad.triple for quad in found) - triples


def _feeds_a_rule(triple: Triple) -> bool:
    """Leave out the labels and definitions that other vocabularies have us write: no axiom speaks of them."""
    return not isinstance(triple.object, Literal) or triple.predicate.value.startswith((iris.NM, iris.PREFIXES["owl"]))


def _merged(graph: Graph) -> Iterator[str]:
    """Report nodes of ours that a functional property makes one; the ontology never means to merge two ids."""
    for one, other in graph.subject_objects(OWL.sameAs):
        if isinstance(one, URIRef) and isinstance(other, URIRef) and one < other and one.startswith(iris.BASE):
            shared = {
                str(p) for s, p in graph.subject_predicates(one) if (s, p, other) in graph and _functional(graph, p)
            }
            axiom = f"functional property {', '.join(sorted(shared))} has both values" if shared else "owl:sameAs"
            yield f"{one} and {other} would be one and the same ({axiom})"


def _functional(graph: Graph, predicate: Node) -> bool:
    return (predicate, RDF.type, OWL.FunctionalProperty) in graph


def _says_something(subject: object, predicate: object, value: object) -> bool:
    if not isinstance(subject, URIRef) or not subject.startswith(iris.ID):
        return False
    if not isinstance(value, URIRef) or value == subject:
        return False
    return value.startswith(iris.NM) if predicate == RDF.type else str(predicate).startswith(iris.NM)


def _readable(message: str) -> str:
    """Shorten the IRIs of a message to ids and prefixed names."""
    return _IRI.sub(lambda match: iris.shorten(match[0].strip("<>")), message)
