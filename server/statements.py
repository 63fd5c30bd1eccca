"""Writing a few statements of our own: what the server says of itself."""

from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from graph import iris

Term = NamedNode | Literal

_PREFIXES = {**iris.PREFIXES, "spdx": "http://spdx.org/rdf/terms#"}


def name(short: str) -> NamedNode:
    """Give the IRI of a term written with its prefix, such as `dcat:Dataset`."""
    prefix, _, local = short.partition(":")
    return NamedNode(_PREFIXES[prefix] + local)


class Statements:
    """Triples that are collected one subject and property at a time."""

    def __init__(self) -> None:
        """Begin with none."""
        self.triples: set[Triple] = set()

    def add(self, subject: NamedNode, short: str, *values: Term) -> None:
        """Say that the subject has these values of the property that is written with its prefix."""
        self.triples.update(Triple(subject, name(short), value) for value in values)

    def limit(self, space: str, title: str, value: Decimal, unit: str, text: str) -> NamedNode:
        """Describe a limit as schema.org does a property with a value, and give the node that stands for it."""
        node = NamedNode(space + title)
        self.add(node, "rdf:type", name("schema:PropertyValue"))
        self.add(node, "schema:name", Literal(title))
        self.add(node, "schema:value", Literal(format(value.normalize(), "f"), datatype=name("xsd:decimal")))
        self.add(node, "schema:description", Literal(text, language="en"))
        if unit:
            self.add(node, "schema:unitText", Literal(unit))
        return node
