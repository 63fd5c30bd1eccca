"""Whole graphs by their names (SPARQL 1.1 Graph Store HTTP Protocol), read-only."""

import asyncio
import json
import re
from collections.abc import Callable, Iterable
from email import message_from_bytes
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, unquote

import pytest
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)
from rdflib import Graph
from rdflib.compare import isomorphic

from graph import iris
from graph.release import Release
from server.gate.graphs import graphs, named_graph
from server.gate.message import Answer, Request
from server.jobs import handle
from server.limits import Limits
from server.pool.channel import Message
from server.problem import Problem
from server.site import answered

Ask = Callable[..., Any]
FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}
ENTITIES = iris.named_graph("entities").value
WRITES = ("PUT", "POST", "DELETE", "PATCH")


def _path(graph: str) -> str:
    return f"/graphs?graph={quote(graph, safe='')}"


def _canonical(quads: Iterable[Quad]) -> set[Quad]:
    """Give names to the blank nodes of the ontology's axioms that depend on what is said of them alone."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def test_dump_graph_store_and_endpoint_agree_term_for_term(ask: Ask, served: Release) -> None:
    dumped = list(parse(path=served.folder / "nmkg.nq", format=RdfFormat.N_QUADS))
    stored = []
    for graph in {quad.graph_name for quad in dumped}:
        assert isinstance(graph, NamedNode)
        got = ask(_path(graph.value), headers={"Accept": "application/n-triples"})
        triples = parse(got.body, format=RdfFormat.N_TRIPLES)
        stored += [Quad(q.subject, q.predicate, q.object, graph) for q in triples]
    query = quote("SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }")
    told = ask(f"/sparql?query={query}", headers={"Accept": "application/sparql-results+json"})
    rows = parse_query_results(told.body, format=QueryResultsFormat.JSON)
    assert isinstance(rows, QuerySolutions)
    selected = [Quad(row["s"], row["p"], row["o"], row["g"]) for row in rows]
    assert len(dumped) > 9_000
    assert set(stored) == set(selected)
    assert _canonical(dumped) == _canonical(stored)


def test_the_default_graph_is_the_merge_that_the_dumps_hold(ask: Ask, served: Release) -> None:
    got = ask("/graphs?default", headers={"Accept": "application/n-triples"})
    dumped = parse(path=served.folder / "nmkg.nt", format=RdfFormat.N_TRIPLES)
    assert _canonical(parse(got.body, format=RdfFormat.N_TRIPLES)) == _canonical(dumped)


@pytest.mark.parametrize(("media_type", "format_"), FORMATS.items())
def test_a_graph_comes_in_every_format_with_type_and_length(
    media_type: str, format_: RdfFormat, ask: Ask, served: Release
) -> None:
    got = ask(_path(ENTITIES), headers={"Accept": media_type})
    head = ask(_path(ENTITIES), "HEAD", headers={"Accept": media_type})
    expected = {q.triple for q in parse(path=served.folder / "graphs" / "entities.ttl")}
    assert got.media_type == media_type
    assert {q.triple for q in parse(got.body, format=format_)} == expected
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.headers["content-length"] == got.headers["content-length"] == str(len(got.body))
    assert "accept" in got.headers["vary"].lower()


@pytest.mark.parametrize("name", ["entities", "source/000"])
def test_a_graphs_own_address_gives_the_same(name: str, ask: Ask) -> None:
    direct = ask(f"/graph/{name}", headers={"Accept": "text/turtle"})
    indirect = ask(_path(f"{iris.GRAPH}{name}"), headers={"Accept": "text/turtle"})
    assert direct.status == indirect.status == 200
    assert direct.body == indirect.body
    shown = ask(f"/graph/{name}", headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert (shown.headers["content-type"], shown.body) == ("text/plain; charset=utf-8", direct.body)


def test_a_graph_the_client_has_is_not_sent_again(ask: Ask) -> None:
    etag = ask("/graphs?default").headers["etag"]
    assert ask("/graphs?default", headers={"If-None-Match": etag}).status == 304
    assert ask("/graphs?default", headers={"If-None-Match": "*"}).status == 304
    assert ask(_path("http://example.org/none"), headers={"If-None-Match": "*"}).status == 404


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/graphs", 400, "/graphs?graph=IRI"),
        ("/graphs?default&graph=http://example.org/", 400, "Name one graph"),
        ("/graphs?graph=http://example.org/a&graph=http://example.org/b", 400, "Name one graph"),
        ("/graphs?graph=", 400, "IRI"),
        ("/graphs?graph=relative", 400, "IRI"),
        ("/graphs?graph=http://example.org/%3Cx%3E", 400, "IRI"),
        ("/graphs?graph=%ff", 400, "UTF-8"),
        ("/graphs?graph=http://example.org/none", 404, "/sparql"),
        ("/graph/none", 404, "/sparql"),
        ("/graph/..%2fentities", 404, "/sparql"),
    ],
)
def test_a_graph_that_is_not_named_rightly_is_refused_with_the_reason(
    path: str, status: int, said: str, ask: Ask
) -> None:
    for method in ("GET", "HEAD"):
        got = ask(path, method)
        assert (got.status, got.media_type) == (status, "application/problem+json")
    assert said in json.loads(ask(path).body)["detail"]


def test_no_acceptable_format_is_said_with_those_there_are(ask: Ask) -> None:
    got = ask("/graphs?default", headers={"Accept": "image/png"})
    assert got.status == 406
    assert set(FORMATS) <= set(json.loads(got.body)["available"])
    assert ask(_path(ENTITIES) + "&format=nt", headers={"Accept": "text/turtle"}).media_type == "application/n-triples"


@pytest.mark.parametrize("method", WRITES)
@pytest.mark.parametrize("path", ["/graphs?default", _path(ENTITIES), "/graph/entities", _path("http://e/new")])
def test_writes_are_refused_and_change_nothing(method: str, path: str, ask: Ask) -> None:
    ask("/graphs?default")  # what is kept of a GET must not answer another method
    ask(path)
    before = ask("/graphs?default", headers={"Accept": "application/n-triples", "Cache-Control": "no-cache"}).body
    got = ask(path, method, {"Content-Type": "text/turtle"}, b"<http://e/a> <http://e/b> <http://e/c> .")
    assert (got.status, got.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert "read-only" in json.loads(got.body)["detail"]
    assert ask(path, method).status == 405
    query = quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    told = ask(f"/sparql?query={query}", headers={"Accept": "text/csv"})
    assert int(told.text.split()[1]) == len(before.splitlines())
    assert ask(_path("http://e/new")).status == 404


def test_other_sites_may_read(ask: Ask) -> None:
    for path in ("/graphs?default", "/graphs", "/graph/entities"):
        preflight = ask(path, "OPTIONS", {"Origin": "http://e", "Access-Control-Request-Method": "GET"})
        assert preflight.status == 204
        assert preflight.headers["allow"] == preflight.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
        assert ask(path, headers={"Origin": "http://e"}).headers["access-control-allow-origin"] == "*"


# The tests of the W3C: each writes first, so the writes are done on a store here, and refused by the server.

SUITE = next(
    (p / "shared/w3c/sparql-http-tests.json" for p in Path(__file__).parents if (p / "shared/w3c").is_dir()), None
)
STATUS = {"OK": 200, "NotFound": 404, "Created": 201, "NoContent": 204}


def _suite() -> list[Any]:
    tests = json.loads(SUITE.read_text(encoding="utf-8"))["tests"] if SUITE else []
    # One test is of a store that makes up the name of a graph that is posted.
    chosen = [t for t in tests if t["kind"] == "GraphStoreProtocolTest" and "POSTGraphCreation" not in t["requires"]]
    return [pytest.param(test, id=test["id"]) for test in chosen]


@pytest.mark.skipif(SUITE is None, reason="needs the W3C tests at shared/w3c beside the checkout")
def test_the_suite_is_there() -> None:
    assert len(_suite()) == 12


@pytest.mark.parametrize("test", _suite())
def test_w3c(test: dict[str, Any]) -> None:
    store = Store()
    reads = 0
    for request in test["requests"]:
        if request["method"] in ("GET", "HEAD"):
            _check_read(store, request)
            reads += 1
        else:
            before = set(store)
            with pytest.raises(Problem) as refused:
                _send(store, request)
            assert refused.value.status == 405
            assert set(store) == before
            _write(store, request)
    assert reads


def _check_read(store: Store, request: dict[str, Any]) -> None:
    expected = request["expect"]
    try:
        got = _send(store, request)
    except Problem as problem:
        got = Answer(problem.status)
    assert got.status in [STATUS[name] for name in expected["status"]]
    for name, value in expected["headers"]:
        assert got.headers[name] == value
    if expected["body"]:
        assert isinstance(got.body, bytes)
        wanted = Graph().parse(data=expected["body"]["chars"], format="turtle")
        assert isomorphic(Graph().parse(data=got.body, format="turtle"), wanted)


def _send(store: Store, request: dict[str, Any]) -> Answer:
    async def job(header: dict[str, Any]) -> Message:
        return answered(handle(store, Limits(), Message(header)))

    path, _, query = request["path"].partition("?")
    direct = path != "/gsp"
    sent = Request(
        request["method"].replace("HEAD", "GET"),
        path.replace("/gsp/", "/graph/") if direct else "/graphs",
        query,
        dict(request["headers"]),
    )
    return asyncio.run((named_graph if direct else graphs)(SimpleNamespace(job=job), sent))


def _write(store: Store, request: dict[str, Any]) -> None:
    """Do what a store that can be written to would do."""
    target = _target(request["path"])
    if request["method"] in ("PUT", "DELETE"):
        for quad in list(store.quads_for_pattern(None, None, None, target)):
            store.remove(quad)
        if isinstance(target, NamedNode):
            store.remove_graph(target)
    for media_type, text in _contents(request):
        assert media_type == "text/turtle"
        if isinstance(target, NamedNode):
            store.add_graph(target)
        for quad in parse(text, format=RdfFormat.TURTLE, base_iri="http://www.example/", rename_blank_nodes=True):
            store.add(Quad(quad.subject, quad.predicate, quad.object, target))


def _target(path: str) -> NamedNode | DefaultGraph:
    if path == "/gsp?default":
        return DefaultGraph()
    named = re.search(r"\?graph=(.*)", path)
    return NamedNode(unquote(named[1]) if named else iris.BASE + path.replace("/gsp/", "graph/"))


def _contents(request: dict[str, Any]) -> list[tuple[str, bytes]]:
    if request["body"] is None:
        return []
    body = request["body"]["chars"].encode()
    (sent,) = [value for name, value in request["headers"] if name == "content-type"]
    message = message_from_bytes(f"Content-Type: {sent}\r\n\r\n".encode() + body)
    parts = message.get_payload() if message.is_multipart() else [message]
    return [(part.get_content_type(), part.get_payload(decode=True)) for part in parts]
