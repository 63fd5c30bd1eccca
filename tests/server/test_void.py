"""VoID and DCAT: the counts are those of the endpoint, and the description has the shape that both ask for."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyshacl
import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from graph import iris
from graph.release import Release
from graph.release.statistics import ClassPart, PropertyPart, count, count_graphs

Ask = Callable[..., Any]
VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
LOCATING = {VOID.sparqlEndpoint, VOID.dataDump, DCAT.endpointURL, DCAT.endpointDescription, DCAT.accessURL,
            DCAT.downloadURL}  # fmt: skip
DATASET = URIRef(f"{iris.ID}dataset/nmkg")
SHAPES = Path(__file__).with_name("dcat.shapes.ttl")
FORMATS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}


@pytest.fixture(scope="module")
def described(served: Release) -> Graph:
    return Graph().parse(served.folder / "void.ttl")


def _rows(ask: Ask, query: str) -> list[list[str]]:
    got = ask(f"/sparql?query={quote(query)}", headers={"Accept": "text/csv"})
    assert got.status == 200, got.text
    return list(csv.reader(io.StringIO(got.text)))[1:]


def _int(described: Graph, node: Node | None, name: str) -> int:
    return int(described.value(node, VOID[name]))


@pytest.mark.parametrize("path", ["/void", "/.well-known/void"])
@pytest.mark.parametrize(("media_type", "form"), FORMATS.items())
def test_the_description_is_served_in_every_format(
    path: str, media_type: str, form: str, ask: Ask, described: Graph, endpoint: str
) -> None:
    got = ask(path, headers={"Accept": media_type})
    assert got.media_type == media_type
    assert "accept" in got.headers["vary"].lower()
    assert "public" in got.headers["cache-control"]
    assert isomorphic(Graph().parse(data=got.text, format=form), _placed(described, endpoint))


def _placed(described: Graph, endpoint: str) -> Graph:
    """The description of a release where it is served: names are the same, and the endpoint is where it is found."""
    placed = Graph()
    service = URIRef(f"{iris.BASE}sparql#service")
    for triple in described:
        s, p, o = (URIRef(f"{endpoint}/sparql#service") if term == service else term for term in triple)
        if p in LOCATING and str(o).startswith(iris.BASE):
            o = URIRef(f"{endpoint}/{str(o).removeprefix(iris.BASE)}")
        placed.add((s, p, o))
    return placed


def test_there_is_one_endpoint_wherever_it_is_told(ask: Ask, endpoint: str) -> None:
    told = {
        path: Graph().parse(data=ask(path, headers={"Accept": "text/turtle"}).text, format="turtle")
        for path in ("/void", "/dumps/", "/sparql")
    }
    for path, graph in told.items():
        assert [*graph.subjects(RDF.type, DCAT.DataService)] == [URIRef(f"{endpoint}/sparql#service")], path
        assert {*graph.objects(None, DCAT.endpointURL)} == {URIRef(f"{endpoint}/sparql")}, path
    assert {*told["/void"].objects(None, VOID.sparqlEndpoint)} == {URIRef(f"{endpoint}/sparql")}
    files = [{*told[path].objects(None, DCAT.downloadURL)} for path in ("/void", "/dumps/")]
    assert files[0]
    assert files[0] <= files[1]


def test_turtle_is_as_written_to_browsers_too_and_nothing_else_is_made_up(ask: Ask, served: Release) -> None:
    written = (served.folder / "void.ttl").read_text(encoding="utf-8")
    plain = ask("/void").body
    assert plain.decode().count("\n") == written.count("\n")
    shown = ask("/void", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (shown.headers["content-type"], shown.body) == ("text/plain; charset=utf-8", plain)
    for accept in ("image/png", "text/html"):
        assert ask("/void", headers={"Accept": accept}).status == 406
    etag = ask("/void").headers["etag"]
    assert ask("/void", headers={"If-None-Match": etag}).status == 304


def test_each_description_has_the_shape_that_dcat_and_void_ask_for(ask: Ask, described: Graph) -> None:
    listed = Graph().parse(data=ask("/dumps/", headers={"Accept": "text/turtle"}).text, format="turtle")
    assert len(listed) > 300
    for graph in (described, listed):
        conforms, _, text = pyshacl.validate(graph, shacl_graph=str(SHAPES), inference="none")
        assert conforms, text


@pytest.mark.parametrize(
    "term",
    ["void:entities", "void:classes", "void:class", "dcat:byteSize", "dcat:mediaType", "dcat:endpointURL",
     "dcat:service", "spdx:checksumValue", "foaf:primaryTopic"],
)  # fmt: skip
def test_a_description_that_lacks_something_does_not_conform(term: str, described: Graph) -> None:
    name = URIRef(described.namespace_manager.expand_curie(term))
    broken = Graph() + described
    broken.remove((next(broken.subjects(name)), name, None))
    assert not pyshacl.validate(broken, shacl_graph=str(SHAPES), inference="none")[0]


def test_the_whole_is_counted_as_the_endpoint_counts_it(ask: Ask, described: Graph) -> None:
    asked = """SELECT (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?ss) (COUNT(DISTINCT ?o) AS ?os)
        (COUNT(DISTINCT ?p) AS ?ps) { ?s ?p ?o }"""
    names = ("triples", "distinctSubjects", "distinctObjects", "properties")
    (row,) = _rows(ask, asked)
    assert [_int(described, DATASET, name) for name in names] == [int(n) for n in row]
    ((classes,),) = _rows(ask, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c FILTER(isIRI(?c)) }")
    assert _int(described, DATASET, "classes") == int(classes)


def test_each_graph_is_counted_as_the_endpoint_counts_it(ask: Ask, described: Graph) -> None:
    asked = """SELECT ?g (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?ss) (COUNT(DISTINCT ?o) AS ?os)
        (COUNT(DISTINCT ?p) AS ?ps) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"""
    names = ("triples", "distinctSubjects", "distinctObjects", "properties")
    told = {str(g): [_int(described, g, name) for name in names] for g in described.objects(DATASET, VOID.subset)}
    counted = {graph: [int(n) for n in numbers] for graph, *numbers in _rows(ask, asked)}
    assert len(counted) == 18
    assert told == counted


def test_classes_are_counted_as_the_endpoint_counts_them(ask: Ask, described: Graph) -> None:
    parts = list(described.objects(DATASET, VOID.classPartition))
    named = {str(described.value(part, VOID["class"])): part for part in parts}
    assert len(named) == len(parts) == _int(described, DATASET, "classes")
    entities = _rows(ask, "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c FILTER(isIRI(?c)) } GROUP BY ?c")
    assert {name: _int(described, part, "entities") for name, part in named.items()} == {c: int(n) for c, n in entities}
    triples = _rows(ask, "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o FILTER(isIRI(?c)) } GROUP BY ?c")
    assert {name: _int(described, part, "triples") for name, part in named.items()} == {c: int(n) for c, n in triples}
    pairs = _rows(ask, "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o FILTER(isIRI(?c)) } GROUP BY ?c ?p")
    told = {
        (name, str(described.value(inner, VOID.property))): _int(described, inner, "triples")
        for name, part in named.items()
        for inner in described.objects(part, VOID.propertyPartition)
    }
    assert told == {(c, p): int(n) for c, p, n in pairs}


def test_properties_are_counted_as_the_endpoint_counts_them(ask: Ask, described: Graph) -> None:
    asked = """SELECT ?p (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?ss) (COUNT(DISTINCT ?o) AS ?os)
        { ?s ?p ?o } GROUP BY ?p"""
    told = {
        str(described.value(part, VOID.property)): [
            _int(described, part, name) for name in ("triples", "distinctSubjects", "distinctObjects")
        ]
        for part in described.objects(DATASET, VOID.propertyPartition)
    }
    assert told == {p: [int(n) for n in numbers] for p, *numbers in _rows(ask, asked)}


def test_lines_are_counted_by_class_and_property() -> None:
    kind = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    lines = [
        b"<http://e/a> " + kind + b" <http://e/C> .\n",
        b"<http://e/a> " + kind + b" <http://e/D> .\n",
        b"<http://e/a> " + kind + b" _:anonymous .\n",
        b'<http://e/a> <http://e/p> "a b . c" .\n',
        b'<http://e/b> <http://e/p> "a b . c" .\n',
        b"_:b " + kind + b" <http://e/C> .\n",
    ]
    counted = count(lines)
    assert (counted.triples, counted.subjects, counted.objects) == (6, 3, 4)
    assert counted.properties["http://e/p"] == PropertyPart(2, 2, 1)
    type_ = kind[1:-1].decode()
    assert counted.classes == {
        "http://e/C": ClassPart(2, 5, {type_: 4, "http://e/p": 1}),
        "http://e/D": ClassPart(1, 4, {type_: 3, "http://e/p": 1}),
    }
    quads = [line.replace(b" .\n", b" <http://e/g%d> .\n" % n) for n in (1, 2) for line in lines]
    assert count_graphs(quads) == {"http://e/g1": counted, "http://e/g2": counted}


def test_the_links_to_wikidata_are_a_linkset_of_their_own(described: Graph, ask: Ask) -> None:
    linkset = described.value(predicate=RDF.type, object=VOID.Linkset)
    assert described.value(linkset, VOID.subjectsTarget) == DATASET
    space = described.value(described.value(linkset, VOID.objectsTarget), VOID.uriSpace)
    linked = f'?x <{described.value(linkset, VOID.linkPredicate)}> ?y FILTER(STRSTARTS(STR(?y), "{space}"))'
    ((total,),) = _rows(ask, f"SELECT (COUNT(*) AS ?n) {{ {linked} }}")
    assert _int(described, linkset, "triples") == int(total) > 0
