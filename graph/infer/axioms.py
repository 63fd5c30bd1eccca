"""Reads the axioms of an ontology; what no rule covers stops with its name.

The forms are those of the OWL 2 Mapping to RDF Graphs. Everything in the namespace of OWL must be one of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from graph.infer import terms
from graph.infer.model import Axiom, Axioms, Restriction, UnsupportedAxiom
from graph.infer.nodes import LITERAL, Nodes
from graph.infer.terms import is_reserved

Fact = tuple[NamedNode, NamedNode, NamedNode]

_OF_CLASSES = (terms.SUB_CLASS, terms.EQUIVALENT_CLASS, terms.DISJOINT_CLASS, terms.COMPLEMENT)
_OF_PROPERTIES = (terms.SUB_PROPERTY, terms.EQUIVALENT_PROPERTY, terms.DISJOINT_PROPERTY, terms.INVERSE)
_PAIRS = (*_OF_CLASSES, *_OF_PROPERTIES, terms.DOMAIN, terms.RANGE)
_LISTS = (terms.INTERSECTION, terms.UNION, terms.ONE_OF, terms.KEY, terms.CHAIN)
_RESTRICTIONS = (terms.SOME, terms.ALL, terms.VALUE, terms.AT_MOST, terms.AT_MOST_OF)
_CHARACTERISTICS = {
    *(terms.FUNCTIONAL, terms.INVERSE_FUNCTIONAL, terms.SYMMETRIC),
    *(terms.ASYMMETRIC, terms.TRANSITIVE, terms.IRREFLEXIVE),
}
_GROUPS = {terms.ALL_DISJOINT_CLASSES, terms.ALL_DISJOINT_PROPERTIES, terms.ALL_DIFFERENT}
_NOT_PARTS = tuple(terms.owl(n) for n in ("sourceIndividual", "assertionProperty", "targetIndividual", "targetValue"))
# Read as parts of the forms above.
_PARTS = {
    *(terms.FIRST, terms.REST, terms.ON_PROPERTY, terms.ON_CLASS, terms.MEMBERS, terms.DISTINCT_MEMBERS),
    *_NOT_PARTS,
}
# Declarations and headers, from which no rule but the reflexive ones of table 9 concludes anything.
_DECLARATIONS = {
    *(terms.CLASS, terms.owl("ObjectProperty"), terms.owl("DatatypeProperty"), terms.owl("AnnotationProperty")),
    *(terms.owl("OntologyProperty"), terms.owl("Ontology"), terms.owl("Restriction"), terms.owl("Axiom")),
    *(terms.owl("Annotation"), terms.owl("DeprecatedClass"), terms.owl("DeprecatedProperty")),
}
_HEADERS = {terms.owl(n) for n in ("versionIRI", "annotatedSource", "annotatedProperty", "annotatedTarget")}


def read(facts: Iterable[Fact], nodes: Nodes) -> Axioms:
    """Read all axioms, in a fixed order.

    Raises UnsupportedAxiom with the kind of axiom and its node where no rule covers it, or where it is ill-formed.
    """
    reader = _Reader(facts, nodes)
    axioms = {*reader.pairs(), *reader.lists(), *reader.typed()}
    restrictions = set(reader.restrictions())
    reader.leave_nothing()
    return Axioms(tuple(sorted(axioms, key=str)), tuple(sorted(restrictions, key=str)))


class _Reader:
    def __init__(self, facts: Iterable[Fact], nodes: Nodes) -> None:
        self._nodes = nodes
        self._by_predicate: dict[NamedNode, list[tuple[NamedNode, NamedNode]]] = defaultdict(list)
        self._values: dict[tuple[NamedNode, NamedNode], list[NamedNode]] = defaultdict(list)
        for subject, predicate, value in facts:
            self._by_predicate[predicate].append((subject, value))
            self._values[subject, predicate].append(value)

    def pairs(self) -> Iterator[Axiom]:
        for kind in _PAIRS:
            for subject, value in self._by_predicate[kind]:
                (self._property if kind in (*_OF_PROPERTIES, terms.DOMAIN, terms.RANGE) else self._class)(kind, subject)
                (self._property if kind in _OF_PROPERTIES else self._class)(kind, value)
                yield Axiom(kind, subject, (value,))

    def lists(self) -> Iterator[Axiom]:
        for kind in _LISTS:
            for subject, head in self._by_predicate[kind]:
                members = self._list(kind, subject, head)
                (self._property if kind == terms.CHAIN else self._class)(kind, subject)
                for member in members:
                    if kind in (terms.CHAIN, terms.KEY):
                        self._property(kind, member)
                    elif kind == terms.ONE_OF:
                        self._individual(kind, member)
                    else:
                        self._class(kind, member)
                yield Axiom(kind, subject, members)

    def typed(self) -> Iterator[Axiom]:
        for subject, kind in self._by_predicate[terms.TYPE]:
            if kind in _CHARACTERISTICS:
                self._property(kind, subject)
                yield Axiom(kind, subject)
            elif kind in _GROUPS:
                yield self._group(kind, subject)
            elif kind == terms.NOT:
                yield from self._negative(subject)
            elif kind not in _DECLARATIONS:
                raise UnsupportedAxiom(f"{_(subject)} is a {_(kind)}: OWL 2 RL has no rule for that")

    def restrictions(self) -> Iterator[Restriction]:
        for kind in _RESTRICTIONS:
            for node, value in self._by_predicate[kind]:
                self._class(kind, node)
                on = self._values.get((node, terms.ON_PROPERTY))
                if not on:
                    raise UnsupportedAxiom(f"{_(node)} has {_(kind)} but no owl:onProperty")
                for property_ in on:
                    self._property(kind, property_)
                    yield from self._restriction(kind, node, property_, value)

    def _restriction(
        self, kind: NamedNode, node: NamedNode, property_: NamedNode, value: NamedNode
    ) -> Iterator[Restriction]:
        if kind == terms.VALUE:
            yield Restriction(kind, node, property_, value)
        elif kind in (terms.SOME, terms.ALL):
            self._class(kind, value)
            yield Restriction(kind, node, property_, value)
        else:
            classes = self._values.get((node, terms.ON_CLASS), []) if kind == terms.AT_MOST_OF else [terms.THING]
            if not classes:
                raise UnsupportedAxiom(f"{_(node)} has {_(kind)} but no owl:onClass: data ranges are not counted")
            for class_ in classes:
                self._class(kind, class_)
                yield Restriction(kind, node, property_, class_, self._limit(kind, node, value))

    def leave_nothing(self) -> None:
        """Refuse every property of OWL that is none of the forms."""
        known = {*_PAIRS, *_LISTS, *_RESTRICTIONS, *_PARTS, *_HEADERS, terms.TYPE, terms.owl("imports")}
        for predicate, pairs in self._by_predicate.items():
            if predicate not in known and pairs:
                raise UnsupportedAxiom(f"{_(pairs[0][0])} has {_(predicate)}: OWL 2 RL has no rule for that")
        present = {subject for subject, kind in self._by_predicate[terms.TYPE] if kind == terms.owl("Ontology")}
        present |= {version for _, version in self._by_predicate[terms.owl("versionIRI")]}
        for ontology, imported in self._by_predicate[terms.owl("imports")]:
            if imported not in present:
                raise UnsupportedAxiom(f"{_(ontology)} owl:imports {_(imported)}, which is not among the triples")

    def _group(self, kind: NamedNode, node: NamedNode) -> Axiom:
        heads = [h for p in (terms.MEMBERS, terms.DISTINCT_MEMBERS) for h in self._values.get((node, p), [])]
        if len(heads) != 1:
            raise UnsupportedAxiom(f"{_(node)} is an {_(kind)} with {len(heads)} lists of members; it needs one")
        members = self._list(kind, node, heads[0])
        for member in members:
            if kind != terms.ALL_DIFFERENT:
                (self._class if kind == terms.ALL_DISJOINT_CLASSES else self._property)(kind, member)
        return Axiom(kind, node, members)

    def _negative(self, node: NamedNode) -> Iterator[Axiom]:
        source, property_, *targets = (self._values.get((node, part), []) for part in _NOT_PARTS)
        objects = [target for values in targets for target in values]
        if not (len(source) == len(property_) == len(objects) == 1):
            raise UnsupportedAxiom(f"{_(node)} is an {_(terms.NOT)} without one source, one property and one target")
        self._property(terms.NOT, property_[0])
        yield Axiom(terms.NOT, source[0], (property_[0], objects[0]))

    def _list(self, kind: NamedNode, owner: NamedNode, head: NamedNode) -> tuple[NamedNode, ...]:
        members: list[NamedNode] = []
        seen = set()
        while head != terms.NIL:
            first, rest = self._values.get((head, terms.FIRST), []), self._values.get((head, terms.REST), [])
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise UnsupportedAxiom(f"{_(owner)} has {_(kind)} with an ill-formed list at {_(head)}")
            seen.add(head)
            members.append(first[0])
            head = rest[0]
        if not members:
            raise UnsupportedAxiom(f"{_(owner)} has {_(kind)} with an empty list")
        return tuple(members)

    def _limit(self, kind: NamedNode, node: NamedNode, value: NamedNode) -> int:
        literal = self._nodes.literal(value)
        if literal is None or literal.value.lstrip("+0") not in ("", "1"):
            number = literal.value if literal is not None else _(value)
            raise UnsupportedAxiom(f"{_(node)} has {_(kind)} {number}: OWL 2 RL counts to 0 and to 1 only")
        return 1 if literal.value.endswith("1") else 0

    def _class(self, kind: NamedNode, node: NamedNode) -> None:
        if node.value.startswith(LITERAL) or is_reserved(node):
            raise UnsupportedAxiom(f"{self._show(node)} in {_(kind)} is no class that an axiom may speak of")

    def _property(self, kind: NamedNode, node: NamedNode) -> None:
        if node.value.startswith(LITERAL) or is_reserved(node) or node in (terms.SAME, terms.DIFFERENT):
            raise UnsupportedAxiom(f"{self._show(node)} in {_(kind)} is no property that an axiom may speak of")

    def _individual(self, kind: NamedNode, node: NamedNode) -> None:
        if node.value.startswith(LITERAL):
            raise UnsupportedAxiom(f"{self._show(node)} in {_(kind)}: OWL 2 RL has no enumerations of literals")

    def _show(self, node: NamedNode) -> str:
        literal = self._nodes.literal(node)
        return str(literal) if literal is not None else _(node)


def _(node: NamedNode) -> str:
    return terms.abbreviate(node.value)
