"""The shapes as documentation: what each holds data to, in its own messages, made from the Turtle."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode

from graph import iris
from server.pages.terms import Value, shown
from server.pages.turtle import Turtle

_APART = frozenset(
    iris.PREFIXES["sh"] + name
    for name in (
        "path",
        "property",
        "sparql",
        "message",
        "targetClass",
        "targetSubjectsOf",
        "targetObjectsOf",
        "targetNode",
        "severity",
        "name",
        "description",
    )
)
_TARGETS = (
    ("sh:targetClass", "each"),
    ("sh:targetSubjectsOf", "whatever has"),
    ("sh:targetObjectsOf", "whatever is a value of"),
    ("sh:targetNode", "the node"),
)


@dataclass(frozen=True, slots=True)
class Constraint:
    """A property shape: its anchor, the path, the components with their parameters, the message."""

    anchor: str
    path: str
    parameters: tuple[tuple[str, tuple[Value, ...]], ...]
    message: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape: anchor, label, comment, targets, its own components, its property shapes, its queries."""

    anchor: str
    label: str
    comment: str
    targets: tuple[tuple[str, Value], ...]
    own: Constraint
    constraints: tuple[Constraint, ...]
    queries: tuple[tuple[str, str], ...]


def document(text: str) -> tuple[Shape, ...]:
    """Make the documentation of shapes from their Turtle. Raises SyntaxError where it is none."""
    source = Turtle.read(text)
    shapes = [_shape(source, node) for node in sorted(source.of_type("sh:NodeShape"), key=lambda node: node.value)]
    return tuple(_anchored(shapes))


def _anchored(shapes: Iterable[Shape]) -> Iterator[Shape]:
    """Leave each anchor to the first who has it: shapes share property shapes."""
    taken: set[str] = set()
    for shape in shapes:
        own = [each if each.anchor not in taken else replace(each, anchor="") for each in shape.constraints]
        taken.update(each.anchor for each in own)
        yield replace(shape, constraints=tuple(own))


def _shape(source: Turtle, node: NamedNode) -> Shape:
    targets = ((words, source.value(term)) for name, words in _TARGETS for term in source.all(node, name))
    queries = (
        (_message(source, query), shown(source.text(query, "sh:select"))) for query in source.all(node, "sh:sparql")
    )
    return Shape(
        anchor=_anchor(node),
        label=source.text(node, "rdfs:label"),
        comment=source.text(node, "rdfs:comment"),
        targets=tuple(targets),
        own=_constraint(source, node),
        constraints=tuple(_constraint(source, term) for term in source.all(node, "sh:property")),
        queries=tuple(queries),
    )


def _constraint(source: Turtle, node: object) -> Constraint:
    own = source.by_subject.get(node, {}) if isinstance(node, NamedNode) else {}
    sh = iris.PREFIXES["sh"]
    parameters = (
        (name.removeprefix(sh), source.values(part for term in terms for part in source.items(term)))
        for name, terms in own.items()
        if name.startswith(sh) and name not in _APART
    )
    return Constraint(
        anchor=_anchor(node),
        path=", ".join(value.text for value in source.values(source.all(node, "sh:path"))),
        parameters=tuple((name, tuple(map(_short, values))) for name, values in parameters),
        message=_message(source, node),
    )


def _message(source: Turtle, node: object) -> str:
    return " ".join(term.value for term in source.all(node, "sh:message") if isinstance(term, Literal))


def _short(value: Value) -> Value:
    return Value(iris.shorten(value.iri), value.iri) if value.iri else value


def _anchor(node: object) -> str:
    return node.value.removeprefix(iris.NMS) if isinstance(node, NamedNode) else ""
