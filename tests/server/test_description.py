"""The service description: what it says is what the server does."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyshacl
import pytest
from rdflib import DCTERMS, RDF, RDFS, Graph, Namespace, URIRef

from graph import iris
from graph.release import Release
from server.app import create_app
from server.jobs import handle
from server.limits import Limits
from server.pool.channel import Message
from server.site import Site
from server.source import Source

Ask = Callable[..., Any]
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
SCHEMA = Namespace("https://schema.org/")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
RDF_FORMATS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
    "application/n-quads": "nquads",
    "application/trig": "trig",
}
RESULTS = {
    "SPARQL_Results_JSON": "application/sparql-results+json",
    "SPARQL_Results_XML": "application/sparql-results+xml",
    "SPARQL_Results_CSV": "text/csv",
    "SPARQL_Results_TSV": "text/tab-separated-values",
}
GRAPHS = {
    "Turtle": "text/turtle",
    "N-Triples": "application/n-triples",
    "JSON-LD": "application/ld+json",
    "RDF_XML": "application/rdf+xml",
    "TriG": "application/trig",
    "N-Quads": "application/n-quads",
}
SHAPES = Path(__file__).with_name("service.shapes.ttl")


@pytest.fixture(scope="module")
def described(ask: Ask) -> Graph:
    return Graph().parse(data=ask("/sparql").text, format="turtle")


def _service(described: Graph) -> URIRef:
    (service,) = described.subjects(RDF.type, SD.Service)
    assert isinstance(service, URIRef)
    return service


def _conforms(described: Graph) -> None:
    conforms, _, text = pyshacl.validate(described, shacl_graph=str(SHAPES), inference="none")
    assert conforms, text


def _of_files(*files: Path, limits: Limits | None = None, headers: Mapping[str, str] | None = None) -> Graph:
    """Describe plain files, asked without a network."""
    store, facts = Source(files=files).load()
    limits = limits or Limits()
    triples = facts["triples"]
    assert isinstance(triples, int)
    site = Site("", triples, None, limits, lambda header, body: handle(store, limits, Message(header, body)))
    got = create_app(site).test_client().get("/sparql", headers=dict(headers or {}))
    assert got.status_code == 200, got.text
    return Graph().parse(data=got.text, format="turtle")


# The three tests of the W3C: returns-rdf, has-endpoint-triple, conforms-to-schema.


@pytest.mark.parametrize("accept", ["", "*/*", *RDF_FORMATS])
@pytest.mark.parametrize("path", ["/sparql"])
def test_a_request_without_a_query_gets_a_description_whose_endpoint_is_its_own(
    accept: str, path: str, ask: Ask, endpoint: str
) -> None:
    got = ask(path, headers={"Accept": accept} if accept else {})
    media_type = accept if accept in RDF_FORMATS else "text/turtle"
    assert (got.status, got.media_type) == (200, media_type)
    described = Graph().parse(data=got.text, format=RDF_FORMATS[media_type])
    assert described.value(_service(described), SD.endpoint) == URIRef(endpoint + path)
    assert "accept" in got.headers["vary"].lower()
    head = ask(path, "HEAD", headers={"Accept": accept} if accept else {})
    assert (head.status, head.headers["content-length"]) == (200, str(len(got.body)))


def test_the_description_has_the_shape_of_one(described: Graph) -> None:
    assert len(described) > 100
    _conforms(described)


def test_a_browser_gets_a_page_and_nothing_acceptable_is_said(ask: Ask) -> None:
    page = ask("/sparql", headers={"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"})
    assert page.media_type == "text/html"
    assert 'name="query"' in page.text
    assert ask("/sparql", headers={"Accept": "image/png"}).status == 406
    assert ask("/sparql?format=ttl", headers={"Accept": "text/html"}).media_type == "text/turtle"


def test_every_format_named_is_served_and_every_format_served_is_named(ask: Ask, described: Graph) -> None:
    named = set(described.objects(_service(described), SD.resultFormat))
    assert named == {FORMATS[name] for name in (*RESULTS, *GRAPHS)}
    for media_types, query in (
        (RESULTS, "SELECT * {} LIMIT 1"),
        (GRAPHS, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1"),
    ):
        for media_type in media_types.values():
            got = ask(f"/sparql?query={quote(query)}", headers={"Accept": media_type})
            assert (got.status, got.media_type) == (200, media_type)


def test_the_graphs_and_their_sizes_are_those_of_the_store(ask: Ask, described: Graph) -> None:
    query = quote("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    rows = ask(f"/sparql?query={query}", headers={"Accept": "text/csv"}).text.split()[1:]
    sizes = {name: int(n) for name, n in (row.split(",") for row in rows)}
    dataset = described.value(_service(described), SD.defaultDataset)
    parts = list(described.objects(dataset, SD.namedGraph))
    told = {
        str(described.value(part, SD.name)): described.value(described.value(part, SD.graph), VOID.triples).toPython()
        for part in parts
    }
    assert told == sizes
    default = described.value(dataset, SD.defaultGraph)
    count = ask(f"/sparql?query={quote('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')}", headers={"Accept": "text/csv"})
    assert described.value(default, VOID.triples).toPython() == int(count.text.split()[1])


def test_only_the_graph_of_conclusions_is_said_to_be_inferred(described: Graph) -> None:
    (part,) = described.subjects(SD.entailmentRegime)
    assert described.value(part, SD.name) == URIRef(iris.named_graph("inferred").value)
    assert described.value(part, SD.entailmentRegime) == URIRef("http://www.w3.org/ns/entailment/OWL-RDF-Based")
    assert described.value(part, SD.supportedEntailmentProfile) == URIRef("http://www.w3.org/ns/owl-profile/RL")
    simple = URIRef("http://www.w3.org/ns/entailment/Simple")
    assert described.value(_service(described), SD.defaultEntailmentRegime) == simple


def test_features_are_those_there_are(described: Graph, tmp_path: Path) -> None:
    assert set(described.objects(_service(described), SD.feature)) == {SD.UnionDefaultGraph}
    quads = tmp_path / "quads.nq"
    quads.write_text("<http://e/a> <http://e/b> <http://e/c> <http://e/g> .\n")
    allowing = _of_files(quads, limits=Limits(services=("http://e/",)))
    assert set(allowing.objects(_service(allowing), SD.feature)) == {SD.UnionDefaultGraph, SD.BasicFederatedQuery}


def test_the_limits_are_those_of_the_server(described: Graph) -> None:
    told = {
        str(described.value(node, SCHEMA.name)): float(described.value(node, SCHEMA.value))
        for node in described.objects(_service(described), SCHEMA.additionalProperty)
    }
    limits = Limits()
    assert told == {name: float(getattr(limits, name)) for name in told}
    inside = {"services", "uploading", "requests", "cache"}
    assert told.keys() == {field.name for field in fields(Limits)} - inside


def test_it_leads_to_void_and_dcat_and_the_release(ask: Ask, endpoint: str, described: Graph, served: Release) -> None:
    service = _service(described)
    links = set(described.objects(service, RDFS.seeAlso))
    assert links == {URIRef(f"{endpoint}/void"), URIRef(f"{endpoint}/dumps/")}
    for link in links:
        data = ask(str(link).removeprefix(endpoint), headers={"Accept": "text/turtle"}).text
        assert URIRef(f"{iris.ID}dataset/nmkg") in set(Graph().parse(data=data, format="turtle").subjects())
    dataset = described.value(service, SD.defaultDataset)
    assert str(described.value(dataset, DCTERMS.identifier)) == served.id


def test_each_address_of_the_server_is_answered_with_itself(ask: Ask) -> None:
    etags = set()
    for host in ("one.example", "two.example:8080", "one.example"):
        got = ask("/sparql", headers={"Host": host})
        described = Graph().parse(data=got.text, format="turtle")
        assert described.value(_service(described), SD.endpoint) == URIRef(f"http://{host}/sparql")
        etags.add(got.headers["etag"])
    assert len(etags) == 2


@pytest.mark.parametrize("host", ['e"x', "e<x>", "e x", "e\\x", "e{x}", "e>. <http://a> <http://b> <http://c"])
def test_a_host_that_is_none_gets_into_no_description(host: str, ask: Ask) -> None:
    for path in ("/sparql", "/dumps/"):
        got = ask(path, headers={"Host": host, "Accept": "text/turtle"})
        if got.status == 200:
            described = Graph().parse(data=got.text, format="turtle")
            assert not any(host in str(term) for triple in described for term in triple)
            assert (URIRef("http://a"), None, None) not in described
        else:
            assert got.status == 400


def test_plain_files_are_described_too(tmp_path: Path) -> None:
    one, other = tmp_path / "one.ttl", tmp_path / "two.nq"
    one.write_text("<http://e/a> <http://e/b> 1 , 2 .")
    other.write_text("<http://e/a> <http://e/b> <http://e/c> <http://e/g> .\n")
    described = _of_files(one, other)
    _conforms(described)
    dataset = described.value(_service(described), SD.defaultDataset)
    assert described.value(described.value(dataset, SD.defaultGraph), VOID.triples).toPython() == 3
    (part,) = described.objects(dataset, SD.namedGraph)
    assert described.value(part, SD.name) == URIRef("http://e/g")
    assert described.value(URIRef("http://e/g"), VOID.triples).toPython() == 1
    service = _service(described)
    # Two triples are in no named graph, and there are no dumps to point to.
    assert set(described.objects(service, SD.feature)) == set()
    assert set(described.objects(service, RDFS.seeAlso)) == set()
    none = tmp_path / "empty.ttl"
    none.write_text("")
    _conforms(_of_files(none))
