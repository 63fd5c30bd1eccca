"""Hand-written Turtle, looked up by subject: what the pages of ontology and shapes are made of."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from graph import iris
from server.pages.terms import Value, shown

Node = NamedNode | BlankNode
_RDF = iris.PREFIXES["rdf"]
_NAMES = tuple(
    f"{iris.PREFIXES[p]}{name}" for p, name in (("skos", "prefLabel"), ("dcterms", "title"), ("rdfs", "label"))
)


@dataclass(frozen=True, slots=True)
class Turtle:
    """Triples by subject and predicate, in the order in which the file has them."""

    by_subject: Mapping[Node, Mapping[str, tuple[object, ...]]]

    @staticmethod
    def read(text: str) -> "Turtle":
        """Read a file. Raises SyntaxError where it is no Turtle."""
        found: dict[Node, dict[str, list[object]]] = {}
        for quad in parse(text, format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode | BlankNode):
                found.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
        return Turtle({s: {p: tuple(terms) for p, terms in own.items()} for s, own in found.items()})

    def all(self, node: object, *names: str) -> tuple[object, ...]:
        """Give the values of properties, each by its prefixed name."""
        own = self.by_subject.get(node, {}) if isinstance(node, NamedNode | BlankNode) else {}
        return tuple(term for name in names for term in own.get(full(name), ()))

    def text(self, node: object, *names: str) -> str:
        """Give the first value as text, empty where there is none."""
        return next((term.value for term in self.all(node, *names) if isinstance(term, Literal | NamedNode)), "")

    def of_type(self, name: str) -> Iterator[NamedNode]:
        """Give the nodes of a class that have an IRI."""
        wanted = NamedNode(full(name))
        return (s for s in self.by_subject if isinstance(s, NamedNode) and wanted in self.all(s, "rdf:type"))

    def items(self, node: object) -> Iterator[object]:
        """Give the members of a list; the node itself where it is none."""
        if not self.all(node, "rdf:first"):
            yield from () if node == NamedNode(f"{_RDF}nil") else (node,)
            return
        while firsts := self.all(node, "rdf:first"):
            yield firsts[0]
            node = next(iter(self.all(node, "rdf:rest")), None)

    def value(self, term: object) -> Value:
        """Show a term: a node by its label, a class expression in words."""
        if isinstance(term, NamedNode):
            own = self.by_subject.get(term, {})
            label = next((t for name in _NAMES for t in own.get(name, ()) if isinstance(t, Literal)), None)
            return Value(shown(label.value) if label else iris.shorten(term.value), term.value)
        if isinstance(term, Literal):
            return Value(shown(term.value), "", term.language or "")
        return Value(self._expression(term))

    def values(self, terms: Iterable[object]) -> tuple[Value, ...]:
        """Show several."""
        return tuple(map(self.value, terms))

    def _expression(self, node: object) -> str:
        for name, word in (("owl:intersectionOf", "and"), ("owl:unionOf", "or")):
            if parts := [part for each in self.all(node, name) for part in self.items(each)]:
                return f" {word} ".join(self.value(part).text for part in parts)
        property_ = " ".join(self.value(term).text for term in self.all(node, "owl:onProperty"))
        for name, word in (("owl:hasValue", "is"), ("owl:someValuesFrom", "some"), ("owl:allValuesFrom", "only")):
            if found := self.all(node, name):
                return f"({property_} {word} {self.value(found[0]).text})"
        if self.all(node, "rdf:first"):
            return " then ".join(self.value(part).text for part in self.items(node))
        for name, word in (("sh:inversePath", "inverse of"), ("sh:alternativePath", "either of")):
            if found := self.all(node, name):
                return f"{word} {', '.join(self.value(part).text for part in self.items(found[0]))}"
        return "an unnamed node"


def full(name: str) -> str:
    """Give the IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return f"{iris.PREFIXES[prefix]}{local}"


def triples(text: str) -> frozenset[Triple]:
    """Read a file as a set."""
    return frozenset(quad.triple for quad in parse(text, format=RdfFormat.TURTLE))
