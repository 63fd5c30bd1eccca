"""Random shapes on random data: the findings are pySHACL's own, constraint by constraint and nested in any way."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.errors import NmkgError
from graph.validate import Engine, ShapesError, validate

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EX = "http://example.org/"

TYPE = NamedNode(RDF + "type")
NODES = [NamedNode(EX + name) for name in "abcd"] + [BlankNode("x"), BlankNode("y")]
PROPERTIES = [NamedNode(EX + name) for name in "pqr"]
CLASSES = [NamedNode(EX + name) for name in ("A", "B", "C")]
LITERALS = [
    Literal("1", datatype=NamedNode(XSD + "integer")),
    Literal("01", datatype=NamedNode(XSD + "integer")),
    Literal("5", datatype=NamedNode(XSD + "integer")),
    Literal("x", datatype=NamedNode(XSD + "integer")),
    Literal("1", datatype=NamedNode(XSD + "nonNegativeInteger")),
    Literal("1.50", datatype=NamedNode(XSD + "decimal")),
    Literal("1.5", datatype=NamedNode(XSD + "decimal")),
    Literal("1.0E0", datatype=NamedNode(XSD + "double")),
    Literal("NaN", datatype=NamedNode(XSD + "double")),
    Literal("true", datatype=NamedNode(XSD + "boolean")),
    Literal("2020-01-01", datatype=NamedNode(XSD + "date")),
    Literal("2020-13-01", datatype=NamedNode(XSD + "date")),
    Literal("2020-01-01T00:00:00Z", datatype=NamedNode(XSD + "dateTime")),
    Literal("2020-01-01T00:00:00", datatype=NamedNode(XSD + "dateTime")),
    Literal("1", datatype=NamedNode(EX + "own")),
    Literal(""),
    Literal("a"),
    Literal("a\n"),
    Literal("1"),
    Literal("abc"),
    Literal("a", language="en"),
    Literal("a", language="en-US"),
    Literal("b", language="EN-us"),
    Literal("b", language="de"),
]
DATATYPES = [
    *map(NamedNode, [XSD + "integer", XSD + "decimal", XSD + "double", XSD + "boolean", XSD + "date"]),
    *map(NamedNode, [XSD + "dateTime", XSD + "string", XSD + "nonNegativeInteger"]),
    NamedNode(RDF + "langString"),
    NamedNode(RDFS + "Literal"),
    NamedNode(EX + "own"),
]
KINDS = [
    NamedNode(SH + kind)
    for kind in ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
]
TERMS = [*NODES[:4], *CLASSES, *LITERALS]

data = st.frozensets(
    st.one_of(
        st.builds(Triple, st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.sampled_from([*NODES, *LITERALS])),
        st.builds(Triple, st.sampled_from(NODES), st.just(TYPE), st.sampled_from(CLASSES)),
        st.builds(
            Triple,
            st.sampled_from(CLASSES),
            st.just(NamedNode(RDFS + "subClassOf")),
            st.sampled_from([*CLASSES, BlankNode("x")]),
        ),
    ),
    min_size=1,
    max_size=25,
)

small = st.integers(0, 3)
paths = st.recursive(
    st.sampled_from(PROPERTIES),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"]), inner),
        st.tuples(st.just("sequence"), st.lists(inner, min_size=2, max_size=3)),
        st.tuples(st.just("alternativePath"), st.lists(inner, min_size=2, max_size=3)),
    ),
    max_leaves=4,
)
anywhere = st.one_of(
    st.tuples(st.just("class"), st.sampled_from(CLASSES)),
    st.tuples(st.just("datatype"), st.sampled_from(DATATYPES)),
    st.tuples(
        st.just("nodeKind"),
        st.sampled_from(KINDS),
    ),
    st.tuples(
        st.sampled_from(["minInclusive", "minExclusive", "maxInclusive", "maxExclusive"]), st.sampled_from(LITERALS)
    ),
    st.tuples(st.sampled_from(["minLength", "maxLength"]), small),
    st.tuples(st.just("pattern"), st.sampled_from([Literal(p) for p in ("^a", "a$", "(?=a)", "^$", "[0-9]{2,}", "B")])),
    st.tuples(st.just("flags"), st.sampled_from([Literal("i"), Literal("m")])),
    st.tuples(
        st.just("languageIn"), st.lists(st.sampled_from([Literal(t) for t in ("en", "EN-us", "de", "*")]), max_size=2)
    ),
    st.tuples(st.sampled_from(["equals", "disjoint"]), st.sampled_from(PROPERTIES)),
    st.tuples(st.just("hasValue"), st.sampled_from([*TERMS, BlankNode("x")])),
    st.tuples(st.just("in"), st.lists(st.sampled_from([*TERMS, BlankNode("x")]), max_size=4)),
    st.tuples(st.just("closed"), st.booleans()),
)
on_paths = st.one_of(
    anywhere,
    st.tuples(st.sampled_from(["minCount", "maxCount"]), st.integers(0, 6)),
    st.tuples(st.just("uniqueLang"), st.booleans()),
    st.tuples(st.sampled_from(["lessThan", "lessThanOrEquals"]), st.sampled_from(PROPERTIES)),
)


def nesting(inner: st.SearchStrategy) -> st.SearchStrategy:
    """Nest shapes: a shape is a path or None, and its constraints."""
    node_shapes = inner.filter(lambda shape: shape[0] is None)
    property_shapes = inner.filter(lambda shape: shape[0] is not None)
    nested = st.one_of(
        st.tuples(st.just("not"), inner),
        st.tuples(st.sampled_from(["and", "or", "xone"]), st.lists(inner, min_size=1, max_size=3)),
        st.tuples(st.just("node"), node_shapes),
        st.tuples(st.just("property"), property_shapes),
    )
    qualified = st.tuples(st.just("qualified"), st.tuples(inner, st.integers(0, 5), st.integers(0, 5), st.booleans()))
    return st.one_of(
        st.tuples(st.none(), st.lists(st.one_of(anywhere, nested), min_size=1, max_size=3)),
        st.tuples(paths, st.lists(st.one_of(on_paths, nested, qualified), min_size=1, max_size=3)),
    )


flat = st.one_of(
    st.tuples(st.none(), st.lists(anywhere, min_size=1, max_size=2)),
    st.tuples(paths, st.lists(on_paths, min_size=1, max_size=3)),
)
shapes = st.recursive(flat, nesting, max_leaves=6)
targets = st.one_of(
    st.tuples(st.just("targetClass"), st.sampled_from(CLASSES)),
    st.tuples(st.sampled_from(["targetSubjectsOf", "targetObjectsOf"]), st.sampled_from(PROPERTIES)),
    st.tuples(st.just("targetNode"), st.sampled_from(TERMS)),
)


class Writer:
    """Writes random shapes as triples."""

    def __init__(self) -> None:
        self.triples: set[Triple] = set()
        self.names = count()

    def node(self) -> BlankNode:
        return BlankNode(f"n{next(self.names)}")

    def say(self, subject: object, name: str, value: object) -> None:
        self.triples.add(Triple(subject, NamedNode(SH + name), value))

    def list_of(self, members: list) -> object:
        head: object = NamedNode(RDF + "nil")
        for member in reversed(members):
            cell = self.node()
            self.triples |= {
                Triple(cell, NamedNode(RDF + "first"), member),
                Triple(cell, NamedNode(RDF + "rest"), head),
            }
            head = cell
        return head

    def path(self, path: object) -> object:
        if isinstance(path, NamedNode):
            return path
        kind, inner = path
        if kind == "sequence":
            return self.list_of([self.path(one) for one in inner])
        node = self.node()
        value = self.list_of([self.path(one) for one in inner]) if kind == "alternativePath" else self.path(inner)
        self.say(node, kind, value)
        return node

    def shape(self, shape: tuple, node: object = None) -> object:
        node = node or self.node()
        path, constraints = shape
        kind = "NodeShape" if path is None else "PropertyShape"
        self.triples.add(Triple(node, TYPE, NamedNode(SH + kind)))
        if path is not None:
            self.say(node, "path", self.path(path))
        for name, value in dict(constraints).items():
            self.constraint(node, name, value)
        return node

    def constraint(self, node: object, name: str, value: object) -> None:
        match name:
            case "qualified":
                inner, least, most, disjoint = value
                self.say(node, "qualifiedValueShape", self.shape(inner))
                self.say(node, "qualifiedMinCount", number(least))
                self.say(node, "qualifiedMaxCount", number(most))
                self.say(node, "qualifiedValueShapesDisjoint", boolean(disjoint))
            case "and" | "or" | "xone":
                self.say(node, name, self.list_of([self.shape(one) for one in value]))
            case "not" | "node" | "property":
                self.say(node, name, self.shape(value))
            case "in" | "languageIn":
                self.say(node, name, self.list_of(value))
            case "uniqueLang" | "closed":
                self.say(node, name, boolean(value))
            case "minCount" | "maxCount" | "minLength" | "maxLength":
                self.say(node, name, number(value))
            case _:
                self.say(node, name, value)


def number(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))


def boolean(value: bool) -> Literal:
    return Literal(str(value).lower(), datatype=NamedNode(XSD + "boolean"))


def outcome(graph: frozenset[Triple], shapes: frozenset[Triple], engine: Engine) -> object:
    try:
        report = validate(graph, shapes, engine)
    except ShapesError:
        raise
    except NmkgError:
        return "failure"
    return report.conforms, report.findings


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data, st.lists(st.tuples(shapes, st.lists(targets, min_size=1, max_size=2)), min_size=1, max_size=3))
def test_findings_are_those_of_pyshacl(graph: frozenset[Triple], aimed: list) -> None:
    writer = Writer()
    for place, (shape, aims) in enumerate(aimed):
        node = writer.shape(shape, NamedNode(f"{EX}shape{place}"))
        for name, value in aims:
            writer.say(node, name, value)
    triples = frozenset(writer.triples)
    assert outcome(graph, triples, "sets") == outcome(graph, triples, "pyshacl")
