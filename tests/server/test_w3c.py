"""The HTTP tests of the W3C's SPARQL 1.1 suites, those that a read-only endpoint can pass, against a running server.

A read-only endpoint passes a test of updates by refusing it and leaving the data as they are.
"""

import json
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from running import JSON, Reply, Server, serving

SUITE = Path(__file__).parents[3] / "shared" / "w3c" / "sparql-http-tests.json"
pytestmark = pytest.mark.skipif(not SUITE.is_file(), reason=f"the W3C's tests are not at {SUITE.parent}")

# Written out, so that a suite that was read wrongly or not at all is seen.
QUERIES = (
    "query_post_form", "query_dataset_default_graphs_get", "query_dataset_default_graphs_post",
    "query_dataset_named_graphs_post", "query_dataset_named_graphs_get", "query_dataset_full",
    "query_multiple_dataset", "query_get", "query_content_type_select", "query_content_type_ask",
    "query_content_type_describe", "query_content_type_construct", "query_post_direct", "bad_query_method",
    "bad_multiple_queries", "bad_query_wrong_media_type", "bad_query_missing_form_type",
    "bad_query_missing_direct_type", "bad_query_non_utf8", "bad_query_syntax", "bad_update_get",
    "bad_multiple_updates", "bad_update_wrong_media_type", "bad_update_missing_form_type", "bad_update_non_utf8",
    "bad_update_syntax", "bad_update_dataset_conflict",
)  # fmt: skip
UPDATES = (
    "update_dataset_default_graph", "update_dataset_default_graphs", "update_dataset_named_graphs",
    "update_dataset_full", "update_post_form", "update_post_direct", "update_base_uri",
)  # fmt: skip
DESCRIPTIONS = ("has-endpoint-triple", "returns-rdf", "conforms-to-schema")
BOOLEANS = ("application/sparql-results+json", "application/sparql-results+xml", "application/json", "application/xml")
TABLES = (*BOOLEANS, "text/csv", "text/tab-separated-values")
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
}
EVERYTHING = "SELECT ?g ?s ?p ?o { { ?s ?p ?o BIND('' AS ?g) } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?g ?s ?p ?o"

Ask = Callable[[str, str, dict[str, str], bytes | None], Reply]


def suite() -> dict[str, dict[str, Any]]:
    if not SUITE.is_file():
        return {}
    tests: list[dict[str, Any]] = json.loads(SUITE.read_text(encoding="utf-8"))["tests"]
    return {test["id"]: test for test in tests}


def failure(ask: Ask, test: dict[str, Any]) -> str:
    """Run a test, and say what is wrong; nothing where it passes."""
    for request in test["requests"]:
        body = request["body"]
        content = body["chars"].encode(body["encoding"]) if body else None
        reply = ask(request["method"], request["path"], dict(request["headers"]), content)
        wanted = request["expect"]
        classes = {status[10] for status in wanted["status"]}
        if str(reply.status)[0] not in classes:
            return f"{reply.status}, not one of {wanted['status']}"
        if wanted["format"] == "boolean" and reply.media_type not in BOOLEANS:
            return f"{reply.media_type} is no boolean"
        if wanted["boolean"] is not None and truth(reply) is not wanted["boolean"]:
            return f"{reply.body[:200]!r} is not {wanted['boolean']}"
        if wanted["format"] == "tabular" and reply.media_type not in TABLES:
            return f"{reply.media_type} is no table"
        if wanted["format"] == "RDF" and reply.media_type not in GRAPHS:
            return f"{reply.media_type} is not RDF"
        if wanted["format"] == "RDF":
            list(parse(reply.body, format=GRAPHS[reply.media_type]))
    return ""


def truth(reply: Reply) -> bool:
    if reply.media_type.endswith("json"):
        value: bool = reply.json()["boolean"]
        return value
    return b">true<" in reply.body


def control(ask: Ask) -> bool:
    """Whether the server answers at all: without that, a refusal proves nothing."""
    path = f"/sparql?{urlencode({'query': 'ASK { }'})}"
    reply = ask("GET", path, {"Accept": JSON}, None)
    return reply.status == 200 and reply.media_type in BOOLEANS and truth(reply)


@pytest.fixture(scope="module")
def w3c(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """All graphs that the tests want, together: no test asks about the absence of another's."""
    folder = tmp_path_factory.mktemp("w3c")
    lines = {
        line.removesuffix(".").rstrip() + f" <{graph['iri']}> ."
        for test in suite().values()
        for graph in test["graphs"]
        for line in graph["ntriples"].splitlines()
    }
    data = folder / "data.nq"
    data.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    with serving(folder, "--data", str(data)) as running:
        yield running


def test_the_suite_is_the_one_that_is_expected() -> None:
    found = suite()
    protocol = [name for name, test in found.items() if test["kind"] == "ProtocolTest"]
    assert sorted(protocol) == sorted((*QUERIES, *UPDATES))
    assert len(QUERIES) == 27
    assert sorted(n for n, t in found.items() if t["kind"] == "ServiceDescriptionTest") == sorted(DESCRIPTIONS)


@pytest.mark.parametrize("name", QUERIES)
def test_protocol(name: str, w3c: Server) -> None:
    assert control(w3c.ask)
    assert failure(w3c.ask, suite()[name]) == ""


@pytest.mark.parametrize("name", UPDATES)
def test_updates_are_refused_and_change_nothing(name: str, w3c: Server) -> None:
    before = w3c.sparql(EVERYTHING, "POST").rows()
    assert len(before) == 6
    first = suite()[name]["requests"][0]
    body = first["body"]["chars"].encode(first["body"]["encoding"])
    refused = w3c.ask(first["method"], first["path"], dict(first["headers"]), body)
    assert refused.status == 403
    assert "read-only" in refused.problem()["detail"]
    assert w3c.sparql(EVERYTHING, "POST").rows() == before


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_service_description(name: str, w3c: Server) -> None:
    reply = w3c.ask("GET", "/sparql", {"Accept": "text/turtle, application/rdf+xml;q=0.5"})
    assert reply.status == 200
    triples = [(q.subject, q.predicate.value, q.object) for q in parse(reply.body, format=GRAPHS[reply.media_type])]
    assert triples
    sd = "http://www.w3.org/ns/sparql-service-description#"
    if name == "has-endpoint-triple":
        assert [o for _, p, o in triples if p == f"{sd}endpoint"] == [NamedNode(f"{w3c.base}/sparql")]
    elif name == "conforms-to-schema":
        kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
        services = [s for s, p, o in triples if (p, o) == (kind, NamedNode(f"{sd}Service"))]
        assert len(services) == 1
        ours = {p for s, p, _ in triples if s == services[0]}
        assert {f"{sd}endpoint", f"{sd}supportedLanguage", f"{sd}resultFormat", f"{sd}defaultDataset"} <= ours


class _Nothing(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", "0")))
        self.send_error(404)

    do_POST = do_PUT = do_GET  # noqa: N815 - as the library names them

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_server_that_answers_404_to_everything_does_not_pass() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Nothing) as nothing:
        thread = threading.Thread(target=nothing.serve_forever, daemon=True)
        thread.start()

        def ask(method: str, path: str, headers: dict[str, str], body: bytes | None) -> Reply:
            connection = HTTPConnection("127.0.0.1", nothing.server_address[1], timeout=10)
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            reply = Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
            connection.close()
            return reply

        passed = [name for name in QUERIES if not failure(ask, suite()[name])]
        assert len(passed) == 14, "half of the suite asks for refusals only"
        assert not control(ask)
        nothing.shutdown()
        thread.join()
