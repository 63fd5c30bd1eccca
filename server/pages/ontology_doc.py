"""The ontology as documentation: every term with its definition and its axioms, made from the Turtle."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup
from pyoxigraph import NamedNode

from graph import iris
from server.pages.terms import Value
from server.pages.turtle import Turtle
from server.pictures import hierarchy

_KINDS = (
    ("classes", "Classes", "owl:Class"),
    ("object-properties", "Properties between things", "owl:ObjectProperty"),
    ("datatype-properties", "Properties with literal values", "owl:DatatypeProperty"),
    ("annotation-properties", "Annotation properties", "owl:AnnotationProperty"),
)
_ROWS = (
    ("Below", ("rdfs:subClassOf", "rdfs:subPropertyOf")),
    ("Same as", ("owl:equivalentClass",)),
    ("Never also", ("owl:disjointWith",)),
    ("Of", ("rdfs:domain",)),
    ("To", ("rdfs:range",)),
    ("Inverse of", ("owl:inverseOf",)),
    ("Values from", ("nm:conceptScheme",)),
    ("Serves like", ("skos:closeMatch",)),
)
_MANNERS = {
    "owl:FunctionalProperty": "one value at most",
    "owl:TransitiveProperty": "transitive",
    "owl:SymmetricProperty": "symmetric",
    "nm:ContestableProperty": "contestable: named inside propositions only",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its anchor, label, definition, notes and examples, and its axioms as headed rows."""

    anchor: str
    iri: str
    label: str
    definition: str
    notes: tuple[str, ...]
    examples: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Value, ...]], ...]
    manners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """What the page shows; `schemes` are the concept schemes with their concepts, `outside` terms of others."""

    title: str
    abstract: str
    version: str
    changes: tuple[str, ...]
    sections: tuple[tuple[str, str, tuple[Term, ...]], ...]
    schemes: tuple[tuple[Value, str, tuple[tuple[Value, str], ...]], ...]
    outside: tuple[tuple[Value, str], ...]
    picture: Markup


def document(text: str) -> Ontology:
    """Make the documentation of an ontology from its Turtle. Raises SyntaxError where it is none."""
    source = Turtle.read(text)
    header = next(source.of_type("owl:Ontology"), None)
    sections = ((id_, heading, tuple(_terms(source, kind))) for id_, heading, kind in _KINDS)
    return Ontology(
        title=source.text(header, "dcterms:title") or "Ontology",
        abstract=source.text(header, "dcterms:abstract"),
        version=source.text(header, "owl:versionInfo"),
        changes=tuple(value.text for value in source.values(source.all(header, "skos:changeNote"))),
        sections=tuple((id_, heading, terms) for id_, heading, terms in sections if terms),
        schemes=tuple(_schemes(source)),
        outside=tuple(_outside(source)),
        picture=_hierarchy(source),
    )


def _terms(source: Turtle, kind: str) -> Iterable[Term]:
    found = (node for node in source.of_type(kind) if node.value.startswith(iris.NM))
    return (_term(source, node) for node in sorted(found, key=lambda node: node.value.casefold()))


def _term(source: Turtle, node: NamedNode) -> Term:
    rows = [(heading, source.values(source.all(node, *names))) for heading, names in _ROWS]
    chains = source.all(node, "owl:propertyChainAxiom")
    below = [
        s
        for s in source.by_subject
        if isinstance(s, NamedNode) and node in source.all(s, "rdfs:subClassOf", "rdfs:subPropertyOf")
    ]
    expressions = [
        s for s in source.by_subject if not isinstance(s, NamedNode) and node in source.all(s, "rdfs:subClassOf")
    ]
    uses = [s for s in source.by_subject if isinstance(s, NamedNode) and node in source.all(s, "rdfs:domain")]
    rows += [
        ("Follows from", source.values([*chains, *expressions])),
        ("Above", source.values(below)),
        ("Has", source.values(uses)),
    ]
    return Term(
        anchor=node.value.removeprefix(iris.NM),
        iri=node.value,
        label=source.text(node, "rdfs:label"),
        definition=source.text(node, "skos:definition"),
        notes=tuple(value.text for value in source.values(source.all(node, "skos:scopeNote"))),
        examples=tuple(value.text for value in source.values(source.all(node, "skos:example"))),
        rows=tuple((heading, values) for heading, values in rows if values),
        manners=tuple(words for name, words in _MANNERS.items() if node in source.of_type(name)),
    )


def _schemes(source: Turtle) -> Iterable[tuple[Value, str, tuple[tuple[Value, str], ...]]]:
    for scheme in source.of_type("skos:ConceptScheme"):
        concepts = [c for c in source.of_type("skos:Concept") if scheme in source.all(c, "skos:inScheme")]
        shown = tuple((source.value(concept), source.text(concept, "skos:definition")) for concept in concepts)
        yield source.value(scheme), source.text(scheme, "skos:definition"), shown


def _outside(source: Turtle) -> Iterable[tuple[Value, str]]:
    for node in source.by_subject:
        comment = source.text(node, "rdfs:comment")
        if isinstance(node, NamedNode) and comment and not node.value.startswith(iris.BASE):
            yield Value(iris.shorten(node.value), node.value), comment


def _hierarchy(source: Turtle) -> Markup:
    own = {node for node in source.of_type("owl:Class") if node.value.startswith(iris.NM)}
    parents = {
        source.value(node).text: [source.value(p).text for p in source.all(node, "rdfs:subClassOf") if p in own]
        for node in sorted(own, key=lambda node: node.value)
    }
    return hierarchy.draw("classes-picture", "The classes, each under a wider one", parents)
