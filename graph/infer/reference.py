"""OWL 2 RL conclusions by owlrl, the reference that the engine is measured against: the one door to that library."""

from collections.abc import Iterable

import owlrl
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize
from rdflib import Graph, URIRef
from rdflib import Literal as RdflibLiteral

from graph.errors import Contradiction
from graph.infer.model import Selection
from graph.infer.nodes import BLANK

_ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


def closure(triples: Iterable[Triple]) -> Graph:
    """Give the triples and all that owlrl concludes; blank nodes stand as IRIs, so that they can be told apart.

    Raises Contradiction with owlrl's own messages.
    """
    graph = Graph()
    named = (Triple(_named(t.subject), t.predicate, _named(t.object)) for t in triples)  # type: ignore[arg-type]
    graph.parse(data=serialize(named, format=RdfFormat.N_TRIPLES), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    errors = sorted(map(str, graph.objects(None, _ERROR)))
    if errors:
        raise Contradiction(errors)
    return graph


def infer(triples: frozenset[Triple], selection: Selection) -> frozenset[Triple]:
    """Give the conclusions of owlrl's full closure that are not among the triples, as far as they are selected."""
    kept = Graph()
    for subject, predicate, value in closure(triples):
        if not isinstance(subject, RdflibLiteral):
            kept.add((subject, predicate, value))
    found = parse(kept.serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    restored = (Triple(_blank(q.subject), q.predicate, _blank(q.object)) for q in found)  # type: ignore[arg-type]
    return frozenset(filter(selection.keeps, restored)) - triples


def _named(term: object) -> object:
    return NamedNode(BLANK + term.value) if isinstance(term, BlankNode) else term


def _blank(term: NamedNode | BlankNode | Literal | Triple) -> object:
    if isinstance(term, NamedNode) and term.value.startswith(BLANK):
        return BlankNode(term.value.removeprefix(BLANK))
    return term
