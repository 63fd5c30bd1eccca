"""A shapes graph, looked up by subject and predicate."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.validate.errors import ShapesError, Term

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"

TYPE = NamedNode(RDF + "type")
FIRST = NamedNode(RDF + "first")
REST = NamedNode(RDF + "rest")
NIL = NamedNode(RDF + "nil")
SUBCLASS = NamedNode(RDFS + "subClassOf")


def sh(name: str) -> NamedNode:
    """Give a term of the SHACL vocabulary."""
    return NamedNode(SH + name)


@dataclass(frozen=True, slots=True)
class Index:
    """Objects and subjects of a graph; each group sorted, so that the same shapes give the same queries."""

    forward: Mapping[Term, Mapping[NamedNode, tuple[Term, ...]]]
    backward: Mapping[NamedNode, Mapping[Term, tuple[Term, ...]]]

    def predicates(self, subject: Term) -> Iterable[NamedNode]:
        """Give the predicates that the subject has."""
        return self.forward.get(subject, {})

    def objects(self, subject: Term, predicate: NamedNode) -> tuple[Term, ...]:
        """Give the objects of subject and predicate."""
        return self.forward.get(subject, {}).get(predicate, ())

    def subjects(self, predicate: NamedNode, object_: Term) -> tuple[Term, ...]:
        """Give the subjects of predicate and object."""
        return self.backward.get(predicate, {}).get(object_, ())

    def subjects_with(self, predicate: NamedNode) -> set[Term]:
        """Give every subject that has the predicate."""
        return {subject for group in self.backward.get(predicate, {}).values() for subject in group}

    def objects_with(self, predicate: NamedNode) -> set[Term]:
        """Give every object of the predicate."""
        return set(self.backward.get(predicate, {}))

    def leading_to(self, node: Term) -> tuple[Term, ...]:
        """Give every subject that has the node as an object of any predicate."""
        return tuple(subject for group in self.backward.values() for subject in group.get(node, ()))

    def items(self, head: Term, of: Term) -> tuple[Term, ...]:
        """Give the members of an RDF list; `of` is the shape that holds it.

        Raises ShapesError where the list is no list: without end, branching or with a member missing.
        """
        members: list[Term] = []
        seen: set[Term] = set()
        while head != NIL:
            first, rest = self.objects(head, FIRST), self.objects(head, REST)
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise ShapesError(of, f"{head} is not a well-formed RDF list")
            seen.add(head)
            members.append(first[0])
            head = rest[0]
        return tuple(members)


def index(triples: Iterable[Triple]) -> Index:
    """Index triples."""
    forward: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
    backward: dict[NamedNode, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        subject, predicate, object_ = triple.subject, triple.predicate, triple.object
        if not isinstance(subject, NamedNode | BlankNode) or not isinstance(object_, NamedNode | BlankNode | Literal):
            raise ShapesError(NIL, "the shapes hold triple terms, which SHACL does not know")
        forward[subject][predicate].append(object_)
        backward[predicate][object_].append(subject)
    return Index(
        {s: {p: tuple(sorted(o, key=str)) for p, o in group.items()} for s, group in forward.items()},
        {p: {o: tuple(sorted(s, key=str)) for o, s in group.items()} for p, group in backward.items()},
    )
