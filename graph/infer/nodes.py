"""Blank nodes and literals as IRIs, so that rules may put them anywhere.

The rules of OWL 2 RL are stated over generalised triples, with literals as subjects and blank nodes as properties
(`"x" rdf:type xsd:string`; `[ owl:inverseOf :p ]`). SPARQL has no such triples, so for the reasoning each blank node
and each literal *value* stands as an IRI. Literals of one value are one node (rule dt-eq).
"""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.infer.model import Value
from graph.infer.values import value

STAND_IN = "urn:x-rl:"
BLANK, LITERAL = f"{STAND_IN}blank:", f"{STAND_IN}literal:"


def literal_prefix(datatype: NamedNode) -> str:
    """Give how the IRIs of literals written with a datatype begin."""
    return f"{LITERAL}{datatype.value}:"


class Nodes:
    """Gives the IRI that stands for a term, and back."""

    def __init__(self) -> None:
        """Start with no literal known."""
        self._of_literal: dict[Literal, NamedNode] = {}
        self._of_value: dict[object, NamedNode] = {}
        self._literals: dict[NamedNode, list[Literal]] = {}

    def encode(self, term: Value | Triple) -> NamedNode:
        """Give the IRI that stands for a term."""
        if isinstance(term, NamedNode):
            return term
        if isinstance(term, BlankNode):
            return NamedNode(BLANK + term.value)
        if not isinstance(term, Literal):
            raise TypeError(f"a triple as a term has no place in OWL 2 RL: {term}")
        known = self._of_literal.get(term)
        return known if known is not None else self._add(term)

    def _add(self, literal: Literal) -> NamedNode:
        # A literal whose value is unknown (its datatype is) may or may not equal another: it is a node of its own.
        # Its IRI begins with its datatype, so that a query can leave out what surely belongs to that.
        mine = NamedNode(f"{literal_prefix(literal.datatype)}{len(self._of_literal)}")
        node = self._of_value.setdefault(value(literal) or literal, mine)
        self._of_literal[literal] = node
        self._literals.setdefault(node, []).append(literal)
        return node

    def decode(self, node: NamedNode) -> tuple[Value, ...]:
        """Give the terms that an IRI stands for: several, where literals of one value are written differently."""
        if node.value.startswith(LITERAL):
            return tuple(self._literals[node])
        if node.value.startswith(BLANK):
            return (BlankNode(node.value.removeprefix(BLANK)),)
        return (node,)

    def triples(self, triple: Triple) -> Iterator[Triple]:
        """Give the triples of RDF that a generalised triple stands for: none, where RDF does not allow it."""
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode):
            raise TypeError(f"{triple} has not been encoded")
        if predicate.value.startswith(STAND_IN) or subject.value.startswith(LITERAL):
            return
        if not subject.value.startswith(STAND_IN) and not value.value.startswith(STAND_IN):
            yield triple
            return
        first = self.decode(subject)[0]
        for term in self.decode(value):
            if not isinstance(first, Literal):
                yield Triple(first, predicate, term)

    def literals(self) -> Iterator[tuple[NamedNode, Literal]]:
        """List the literals met, each once, with the IRI that stands for it."""
        yield from ((node, literal) for literal, node in self._of_literal.items())

    def literal(self, node: NamedNode) -> Literal | None:
        """Give the literal that an IRI stands for, if it stands for one."""
        return self._literals[node][0] if node.value.startswith(LITERAL) else None

    def written_differently(self) -> tuple[NamedNode, ...]:
        """List the nodes that stand for several literals of one value."""
        return tuple(node for node, literals in self._literals.items() if len(literals) > 1)
