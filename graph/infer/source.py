"""Parts the triples given into what is said of terms (axioms) and what is said of things (facts)."""

from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

from graph.infer import terms
from graph.infer.terms import is_reserved


def part(triples: Iterable[Triple]) -> tuple[list[Triple], list[Triple]]:
    """Give the triples of axioms, and the facts."""
    axioms: list[Triple] = []
    facts: list[Triple] = []
    of_terms: dict[NamedNode, bool] = {}
    classes: dict[object, bool] = {}
    for triple in triples:
        predicate = triple.predicate
        is_axiom = of_terms.get(predicate)
        if is_axiom is None:
            is_axiom = of_terms[predicate] = is_reserved(predicate)
        if is_axiom and predicate == terms.TYPE:
            value = triple.object
            is_axiom = classes.get(value)
            if is_axiom is None:
                is_axiom = classes[value] = isinstance(value, NamedNode) and is_reserved(value)
        (axioms if is_axiom else facts).append(triple)
    return axioms, facts
