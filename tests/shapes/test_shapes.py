"""The shapes, tested in the manner of the W3C suite: a Turtle file holds data and the results expected."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import owlrl
import pyoxigraph
import pyshacl
import pytest
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
FILES = sorted(FOLDER.glob("*.ttl"))
VALID = [path for path in FILES if path.stem.startswith("valid-")]

SH = Namespace("http://www.w3.org/ns/shacl#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
NM = Namespace("https://w3id.org/notorious-markets/ontology#")
NMS = Namespace("https://w3id.org/notorious-markets/shapes#")

KINDS = (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint)
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
# What a shape says about itself; everything else that it says with SHACL is a constraint.
PLAIN = {*TARGETS, SH.property, SH.path, SH.name, SH.description, SH.message, SH.severity}


class Result(NamedTuple):
    """What a report says about one node; a blank node is written `[]`, nothing as an empty text."""

    focus: str
    path: str
    shape: str
    value: str


def validate(data: Graph) -> tuple[bool, Graph]:
    """Validate data together with the ontology; pySHACL's own `ont_graph` would leave out the concepts."""
    conforms, report, text = pyshacl.validate(data + ontology(), shacl_graph=shapes(), inference="none")
    assert isinstance(report, Graph), text
    return bool(conforms), report


@cache
def ontology() -> Graph:
    return _graph(sorted((ROOT / "ontology").glob("*.ttl")))


@cache
def shapes() -> Graph:
    return _graph(sorted((ROOT / "shapes").glob("*.ttl")))


@cache
def prefixes() -> dict[str, str]:
    declared = shapes().objects(None, SH.declare)
    return {str(shapes().value(p, SH.prefix)): str(shapes().value(p, SH.namespace)) for p in declared}


@cache
def data_of(path: Path) -> Graph:
    return _graph([path])


@cache
def expected(path: Path) -> frozenset[Result]:
    return frozenset(results(data_of(path)))


def results(graph: Graph) -> Iterator[Result]:
    report = graph.value(None, RDF.type, SH.ValidationReport)
    for result in graph.objects(report, SH.result):
        yield Result(
            _text(graph.value(result, SH.focusNode)),
            _path(graph, graph.value(result, SH.resultPath)),
            _text(graph.value(result, SH.sourceShape)),
            _text(graph.value(result, SH.value)),
        )


def queried(path: Path) -> set[Result]:
    """The expected results that come of queries."""
    queries = {_text(shape) for shape in shapes().subjects(SH.sparql)}
    return {result for result in expected(path) if result.shape in queries}


def targeted() -> set[Node]:
    """The shapes that choose their own focus nodes."""
    return {shape for target in TARGETS for shape in shapes().subjects(target)}


def reported() -> list[URIRef]:
    """The shapes that can stand in a report: those that have targets, and their property shapes."""
    members = {member for shape in targeted() for member in shapes().objects(shape, SH.property)}
    found = {shape for shape in targeted() | members if _constraints(shape)}
    return sorted(shape for shape in found if isinstance(shape, URIRef))


def focus_nodes(shape: Node, data: Graph) -> set[Node]:
    """The nodes of the data that a shape looks at, itself or as a property shape of others."""
    found: set[Node] = set(shapes().objects(shape, SH.targetNode))
    for class_ in shapes().objects(shape, SH.targetClass):
        for subclass in ontology().transitive_subjects(RDFS.subClassOf, class_):
            found.update(data.subjects(RDF.type, subclass))
    for predicate in shapes().objects(shape, SH.targetSubjectsOf):
        found.update(data.subjects(predicate))
    for predicate in shapes().objects(shape, SH.targetObjectsOf):
        found.update(data.objects(None, predicate))
    for holder in shapes().subjects(SH.property, shape):
        found |= focus_nodes(holder, data)
    return found


def _graph(paths: list[Path]) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


def _constraints(shape: Node) -> set[Node]:
    return {p for p in shapes().predicates(shape) if str(p).startswith(SH)} - PLAIN


def _text(term: Node | None) -> str:
    if term is None:
        return ""
    return "[]" if isinstance(term, BNode) else term.n3()


def _path(graph: Graph, path: Node | None) -> str:
    """Write a property path as SPARQL does."""
    if path is None or isinstance(path, URIRef):
        return _text(path)
    if (inverse := graph.value(path, SH.inversePath)) is not None:
        return "^" + _path(graph, inverse)
    if (options := graph.value(path, SH.alternativePath)) is not None:
        return "(" + "|".join(_path(graph, step) for step in Collection(graph, options)) + ")"
    return "/".join(_path(graph, step) for step in Collection(graph, path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file(path: Path) -> None:
    conforms, report = validate(data_of(path))
    assert set(results(report)) == expected(path)
    assert (None, SH.conforms, Literal(conforms)) in data_of(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_is_its_own_manifest(path: Path) -> None:
    manifest, entry = URIRef(path.as_uri()), URIRef(path.with_suffix("").as_uri())
    entries = data_of(path).value(manifest, MF.entries)
    assert entries is not None
    assert list(Collection(data_of(path), entries)) == [entry]


@pytest.mark.parametrize("shape", reported(), ids=lambda shape: shape.removeprefix(NMS))
def test_shape_is_broken_by_a_file(shape: URIRef) -> None:
    assert any(result.shape == shape.n3() for path in FILES for result in expected(path))


@pytest.mark.parametrize("path", [path for path in FILES if path not in VALID], ids=lambda path: path.stem)
def test_file_that_breaks_a_shape_also_keeps_it(path: Path) -> None:
    graph = data_of(path) + ontology()
    for shape in {result.shape for result in expected(path)}:
        nodes = {_text(node) for node in focus_nodes(URIRef(shape[1:-1]), graph)}
        broken = {result.focus for result in expected(path) if result.shape == shape}
        assert nodes - broken or SH.targetNode in shapes().predicates(URIRef(shape[1:-1]))


def test_every_part_has_a_name_and_says_the_remedy_in_english() -> None:
    parts = {part for kind in KINDS for part in shapes().subjects(RDF.type, kind)}
    parts |= {part for key in (SH.path, SH.select, *TARGETS) for part in shapes().subjects(key)}
    assert all(isinstance(part, URIRef) and part.startswith(NMS) for part in parts)
    for part in parts:
        languages = [getattr(message, "language", "") for message in shapes().objects(part, SH.message)]
        assert languages == (["en"] if _constraints(part) - {SH.sparql} else []), part


def test_every_shape_without_targets_is_used() -> None:
    used = set(shapes().objects()) - set(shapes().objects(None, RDF.type))
    assert set(shapes().subjects(RDF.type, SH.NodeShape)) - targeted() - used == set()


def test_valid_data_is_valid_after_inference() -> None:
    """The whole OWL 2 RL closure, with all its noise, adds no violation."""
    closure = _graph(VALID) + ontology()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    conforms, report = validate(closure)
    assert (conforms, set(results(report))) == (True, set())


@pytest.mark.parametrize("path", [p for p in FILES if p in VALID or queried(p)], ids=lambda path: path.stem)
def test_queries_say_the_same_for_all_focus_nodes_at_once(path: Path) -> None:
    """A second engine, asked once with `$this` free, finds what pySHACL finds node by node."""
    graph = data_of(path) + ontology()
    store = pyoxigraph.Store()
    store.load(graph.serialize(format="nt", encoding="utf-8"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    found = set()
    for shape, constraint in shapes().subject_objects(SH.sparql):
        nodes = {_text(node) for node in focus_nodes(shape, graph)}
        rows = store.query(str(shapes().value(constraint, SH.select)), prefixes=prefixes())
        assert isinstance(rows, pyoxigraph.QuerySolutions)
        pairs = {(str(row["this"]), str(row["value"])) for row in rows}
        found |= {Result(this, "", shape.n3(), value) for this, value in pairs if this in nodes}
    assert found == queried(path)


def test_every_term_of_the_ontology_is_checked() -> None:
    """Left out are conclusions: inverses, chains, and what only takes these together."""
    graph = ontology()
    concluded = {*graph.subjects(OWL.propertyChainAxiom), *graph.objects(None, OWL.inverseOf)}
    for below in tuple(concluded):
        concluded.update(node for node in graph.transitive_objects(below, RDFS.subPropertyOf) if node)
    checked = set(shapes().objects())
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        ours = {p for p in graph.subjects(RDF.type, kind) if str(p).startswith(NM)}
        assert ours - concluded - checked == set()
    classes = {c for c in graph.subjects(RDF.type, OWL.Class) if str(c).startswith(NM)}
    aimed = set(shapes().objects(None, SH.targetClass))
    assert {c for c in classes if not aimed & set(graph.transitive_objects(c, RDFS.subClassOf))} == set()


def test_concepts_are_of_the_scheme_that_the_ontology_names() -> None:
    for property_, scheme in ontology().subject_objects(NM.conceptScheme):
        aimed = shapes().objects(property_, ~SH.path / SH.node / SH.property / SH.hasValue)
        assert set(aimed) == {scheme}, property_
