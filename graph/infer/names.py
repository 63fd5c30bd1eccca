"""Writes classes, properties and axioms for people; anonymous class expressions in the Manchester syntax."""

from pyoxigraph import NamedNode

from graph.infer import terms
from graph.infer.model import Axiom, Axioms, Name, Restriction
from graph.infer.nodes import BLANK, Nodes

_LISTED = {terms.INTERSECTION: " and ", terms.UNION: " or "}
_WORDS = {terms.SOME: "some", terms.ALL: "only", terms.VALUE: "value", terms.AT_MOST: "max", terms.AT_MOST_OF: "max"}
_DEPTH = 4


class Names:
    """Knows how to write each node of an ontology and its facts."""

    def __init__(self, ontology: Axioms, nodes: Nodes, name: Name) -> None:
        """Take `name` for IRIs."""
        self._nodes, self._name = nodes, name
        self._made: dict[NamedNode, Axiom | Restriction] = {}
        for part in ontology.axioms:
            if part.kind in (*_LISTED, terms.ONE_OF, terms.COMPLEMENT, terms.INVERSE):
                self._made.setdefault(part.subject, part)
        for restriction in ontology.restrictions:
            self._made.setdefault(restriction.node, restriction)

    def describe(self, node: NamedNode, depth: int = _DEPTH) -> str:
        """Write a node: a name, a literal, or the class expression that a blank node stands for."""
        literal = self._nodes.literal(node)
        if literal is not None:
            return str(literal)
        if not node.value.startswith(BLANK):
            return self._name(node.value)
        made = self._made.get(node)
        if made is None or depth == 0:
            return f"_:{node.value.removeprefix(BLANK)}"
        return self._restriction(made, depth - 1) if isinstance(made, Restriction) else self._axiom(made, depth - 1)

    def _axiom(self, axiom: Axiom, depth: int) -> str:
        members = [self.describe(member, depth) for member in axiom.objects]
        if axiom.kind in _LISTED:
            return f"({_LISTED[axiom.kind].join(members)})"
        if axiom.kind == terms.ONE_OF:
            return f"{{{', '.join(members)}}}"
        return f"{'not' if axiom.kind == terms.COMPLEMENT else 'inverse'} {members[0]}"

    def _restriction(self, restriction: Restriction, depth: int) -> str:
        filler = self.describe(restriction.filler, depth)
        if restriction.kind in (terms.AT_MOST, terms.AT_MOST_OF):
            filler = f"{restriction.limit} {filler}" if restriction.kind == terms.AT_MOST_OF else f"{restriction.limit}"
        return f"({self.describe(restriction.property, depth)} {_WORDS[restriction.kind]} {filler})"

    def axiom(self, why: Axiom | Restriction) -> str:
        """Write an axiom on one line."""
        if isinstance(why, Restriction):
            return self._restriction(why, _DEPTH)
        kind, members = terms.abbreviate(why.kind.value), [self.describe(member) for member in why.objects]
        if not members:
            return f"{self.describe(why.subject)} is an {kind}"
        listed = why.kind in (terms.CHAIN, terms.KEY, terms.ONE_OF, *_LISTED)
        return f"{self.describe(why.subject)} {kind} {'(' + ' '.join(members) + ')' if listed else ' '.join(members)}"
