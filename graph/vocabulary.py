"""The ontology and the concept schemes as the program reads them.

The Turtle in `ontology/` is the definition; nothing here repeats it.
"""

import datetime
import decimal
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graph import iris

RDF = iris.PREFIXES["rdf"]
OWL = iris.PREFIXES["owl"]
SKOS = iris.PREFIXES["skos"]
DCTERMS = iris.PREFIXES["dcterms"]
PROV = iris.PREFIXES["prov"]
XSD = iris.PREFIXES["xsd"]

TYPE = NamedNode(f"{RDF}type")
SUBCLASS_OF = NamedNode(f"{iris.PREFIXES['rdfs']}subClassOf")
PREF_LABEL = NamedNode(f"{SKOS}prefLabel")
IN_SCHEME = NamedNode(f"{SKOS}inScheme")
ALT_LABEL = NamedNode(f"{SKOS}altLabel")
HIDDEN_LABEL = NamedNode(f"{SKOS}hiddenLabel")
EXACT_MATCH = NamedNode(f"{SKOS}exactMatch")
NOTE = NamedNode(f"{SKOS}note")
TITLE = NamedNode(f"{DCTERMS}title")

# Names that people write in sources and that are not terms of our own.
_OUTSIDE = {
    "prefLabel": PREF_LABEL,
    "altLabel": ALT_LABEL,
    "hiddenLabel": HIDDEN_LABEL,
    "note": NOTE,
    "title": TITLE,
    "exactMatch": EXACT_MATCH,
    "language": NamedNode(f"{DCTERMS}language"),
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a source may use: the classes, and for each property with concepts as values the concepts allowed.

    `parents` are the classes just above each class; `labels` name each concept as people read it.
    """

    classes: frozenset[str]
    concepts: Mapping[str, frozenset[str]]
    contestable: frozenset[str]
    parents: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]

    def is_a(self, name: str, ancestor: str) -> bool:
        """Tell whether a class is another or below it."""
        return name == ancestor or any(self.is_a(parent, ancestor) for parent in self.parents.get(name, ()))


def property_iri(name: str) -> NamedNode:
    """Give the property that people call by this name in sources."""
    return _OUTSIDE.get(name) or iris.term(name)


@cache
def read() -> Vocabulary:
    """Read classes, contestable properties, and the concepts each property may take."""
    triples = ontology() | concepts()
    members: dict[NamedNode, set[str]] = {}
    schemes: dict[str, NamedNode] = {}
    classes: set[str] = set()
    contestable: set[str] = set()
    parents: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    for triple in triples:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if isinstance(subject, NamedNode) and predicate == PREF_LABEL and isinstance(value, Literal):
            labels[subject.value.removeprefix(iris.NMC)] = value.value
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode):
            continue
        name = subject.value.removeprefix(iris.NM)
        if predicate == IN_SCHEME:
            members.setdefault(value, set()).add(subject.value.removeprefix(iris.NMC))
        elif predicate == iris.term("conceptScheme"):
            schemes[name] = value
        elif predicate == TYPE and value.value == f"{OWL}Class":
            classes.add(name)
        elif predicate == TYPE and value == iris.term("ContestableProperty"):
            contestable.add(name)
        elif predicate == SUBCLASS_OF:
            parents.setdefault(name, set()).add(value.value.removeprefix(iris.NM))
    allowed = {name: frozenset(members.get(scheme, ())) for name, scheme in schemes.items()}
    above = {name: frozenset(found) for name, found in parents.items()}
    return Vocabulary(frozenset(classes), allowed, frozenset(contestable), above, labels)


def turtle_files(package: str) -> tuple[Traversable, ...]:
    """List the Turtle files of `ontology` or `shapes`, by name."""
    found = (file for file in files(package).iterdir() if file.name.endswith(".ttl"))
    return tuple(sorted(found, key=lambda file: file.name))


def source_text(package: str) -> str:
    """Join the hand-written Turtle of `ontology` or `shapes` into one document, comments and layout kept."""
    return "\n".join(file.read_text(encoding="utf-8") for file in turtle_files(package))


@cache
def ontology() -> frozenset[Triple]:
    """Read the ontology, without the concept schemes."""
    return _canonical(_triples(file for file in turtle_files("ontology") if file.name != "concepts.ttl"))


@cache
def concepts() -> frozenset[Triple]:
    """Read the concept schemes."""
    return _canonical(_triples(file for file in turtle_files("ontology") if file.name == "concepts.ttl"))


@cache
def shapes() -> frozenset[Triple]:
    """Read the shapes."""
    return _canonical(_triples(turtle_files("shapes")))


def text(value: str) -> Literal:
    """Make a plain string literal."""
    return Literal(value)


def address(value: str) -> Literal:
    """Make an xsd:anyURI."""
    return Literal(value, datatype=NamedNode(f"{XSD}anyURI"))


def date(value: datetime.date) -> Literal:
    """Make an xsd:date."""
    return Literal(value.isoformat(), datatype=NamedNode(f"{XSD}date"))


def number(value: str | int, *, whole: bool = False) -> Literal:
    """Make a number in its canonical form: the store would turn 42.0 into 42, and dumps would differ from it."""
    canonical = format(decimal.Decimal(value).normalize(), "f")
    return Literal(canonical, datatype=NamedNode(f"{XSD}{'integer' if whole else 'decimal'}"))


def english(value: str) -> Literal:
    """Make an English string literal."""
    return Literal(value, language="en")


def _triples(sources: Iterable[Traversable]) -> Iterator[Triple]:
    for file in sources:
        for quad in parse(file.read_bytes(), format=RdfFormat.TURTLE):
            yield quad.triple


def _canonical(triples: Iterable[Triple]) -> frozenset[Triple]:
    """Give blank nodes (anonymous class expressions) the labels of RDFC-1.0, so that equal input gives equal bytes."""
    dataset = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(quad.triple for quad in dataset)
