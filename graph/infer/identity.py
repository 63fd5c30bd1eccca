"""Finds what would be one and the same, and says where that cannot be.

Values of literals differ or are equal by their datatype (rules dt-diff and eq-diff1). Names differ where the selection
says that they are unique; elsewhere two names may well stand for one thing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from graph.infer import terms
from graph.infer.fixpoint import rows, where
from graph.infer.model import Axiom, Axioms, Rule, Selection, UnsupportedAxiom
from graph.infer.names import Names
from graph.infer.nodes import Nodes
from graph.infer.values import differ

_STATED = f"SELECT ?a ?b WHERE {{ ?a {terms.SAME} ?b FILTER(!sameTerm(?a, ?b)) }}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes that are the same, and the rule that says so; None where `owl:sameAs` does."""

    one: NamedNode
    other: NamedNode
    rule: Rule | None = None


def pairs(store: Store, same: Iterable[Rule]) -> Iterator[Pair]:
    """Give what is the same without being the same node."""
    for rule in same:
        one, other = rule.head.subject, rule.head.object
        query = f"SELECT DISTINCT {one} {other} WHERE {{ {where(rule.body, distinct=rule.distinct)} }}"
        yield from (Pair(first, second, rule) for first, second in rows(store, query))
    for row in rows(store, _STATED):
        first, second = sorted(row, key=str)
        yield Pair(first, second)


def merged(found: Iterable[Pair], axioms: Axioms, selection: Selection, nodes: Nodes, names: Names) -> Iterator[str]:
    """Say which different names or values would be one.

    Raises UnsupportedAxiom where classes or properties would be: that would change the rules themselves.
    """
    of_ontology = set(_terms(axioms))
    explained = set()
    for pair in found:
        both = (pair.one, pair.other)
        if pair.rule is None and both in explained:
            continue
        explained.add(both)
        text = f"{names.describe(pair.one)} and {names.describe(pair.other)} would be one"
        if not of_ontology.isdisjoint(both):
            remedy = "use owl:equivalentClass or owl:equivalentProperty"
            raise UnsupportedAxiom(f"{text} ({_reason(pair.rule, names)}): {remedy}")
        if _differ(pair, selection, nodes):
            yield f"{text} and the same ({_reason(pair.rule, names)})"


def _differ(pair: Pair, selection: Selection, nodes: Nodes) -> bool:
    both = (pair.one, pair.other)
    one, other = map(nodes.literal, both)
    if one is not None and other is not None:
        return differ(one, other)
    unique = selection.unique
    return unique is not None and all(node.value.startswith(unique) for node in both)


def _reason(rule: Rule | None, names: Names) -> str:
    if rule is None or rule.why is None:
        return "owl:sameAs"
    if rule.name == "prp-fp" and isinstance(rule.why, Axiom):
        return f"functional property {names.describe(rule.why.subject)} has both values"
    if rule.name == "prp-ifp" and isinstance(rule.why, Axiom):
        return f"inverse functional property {names.describe(rule.why.subject)} has one value for both"
    return names.axiom(rule.why)


def _terms(axioms: Axioms) -> Iterator[NamedNode]:
    """Give the classes and properties of an ontology."""
    for axiom in axioms.axioms:
        if axiom.kind == terms.NOT:
            yield axiom.objects[0]
        elif axiom.kind != terms.ALL_DIFFERENT:
            yield axiom.subject
            yield from axiom.objects if axiom.kind != terms.ONE_OF else ()
    for restriction in axioms.restrictions:
        yield from (restriction.node, restriction.property)
        yield from (restriction.filler,) if restriction.kind != terms.VALUE else ()
