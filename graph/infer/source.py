"""Parts the triples given into what is said of terms (axioms) and what is said of things (facts)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Triple

from graph.infer import terms
from graph.infer.terms import is_reserved

# Triples by their predicate, of which there are few.
Facts = Mapping[NamedNode, list[Triple]]


def part(triples: Iterable[Triple]) -> tuple[list[Triple], Facts]:
    """Give the triples of axioms, and the facts."""
    grouped: dict[NamedNode, list[Triple]] = defaultdict(list)
    for triple in triples:
        grouped[triple.predicate].append(triple)
    axioms = [triple for predicate in filter(is_reserved, grouped) for triple in grouped[predicate]]
    facts = {predicate: group for predicate, group in grouped.items() if not is_reserved(predicate)}
    typed = grouped.get(terms.TYPE, [])
    reserved = {value for value in {triple.object for triple in typed} if _is_reserved(value)}
    kept = [triple for triple in typed if triple.object not in reserved]
    if not kept:
        return axioms, facts
    axioms = [triple for triple in axioms if triple.predicate != terms.TYPE or triple.object in reserved]
    return axioms, {**facts, terms.TYPE: kept}


def _is_reserved(value: object) -> bool:
    return isinstance(value, NamedNode) and is_reserved(value)
