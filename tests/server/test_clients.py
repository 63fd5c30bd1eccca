"""Clients that we did not write, against the running server."""

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from xml.dom.minidom import Document

import pytest
import SPARQLWrapper as wrapper  # noqa: N813 - a module
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from running import Server

from graph import iris
from graph.query import questions

MARKETS = "SELECT ?m { ?m nm:listedIn ed:2021 ; a nm:OnlineMarket ; nm:country country:china } ORDER BY ?m"
NAMES = ["aliexpress", "baidu-wangpan", "dhgate", "pinduoduo", "taobao", "wechat"]
GRAPH = "CONSTRUCT WHERE { ?m nm:listedIn ed:2021 ; a nm:OnlineMarket ; nm:country country:china }"
curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def names(values: list[str]) -> list[str]:
    return sorted(value.rpartition("/")[2] for value in values)


def client(server: Server, text: str, method: str, format_: str) -> wrapper.SPARQLWrapper:
    asked = wrapper.SPARQLWrapper(f"{server.base}/sparql")
    asked.setMethod(method)
    asked.setReturnFormat(format_)
    asked.setQuery(text)
    return asked


@pytest.mark.parametrize("method", [wrapper.GET, wrapper.POST])
@pytest.mark.parametrize("sent", [wrapper.URLENCODED, wrapper.POSTDIRECTLY])
def test_sparqlwrapper_reads_rows(method: str, sent: str, server: Server) -> None:
    asked = client(server, MARKETS, method, wrapper.JSON)
    asked.setRequestMethod(sent)
    rows = asked.queryAndConvert()["results"]["bindings"]
    assert names([row["m"]["value"] for row in rows]) == NAMES


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("method", [wrapper.GET, wrapper.POST])
def test_sparqlwrapper_reads_every_format(method: str, server: Server) -> None:
    rows = client(server, MARKETS, method, wrapper.XML).queryAndConvert()
    assert isinstance(rows, Document)
    assert names([node.firstChild.data for node in rows.getElementsByTagName("uri")]) == NAMES
    table = client(server, MARKETS, method, wrapper.CSV).queryAndConvert().decode()
    assert names([row["m"] for row in csv.DictReader(io.StringIO(table, newline=""))]) == NAMES
    tabs = client(server, MARKETS, method, wrapper.TSV).queryAndConvert().decode()
    assert names([line.strip("<>") for line in tabs.splitlines()[1:]]) == NAMES
    expected = Graph().parse(data=server.sparql(GRAPH, format="nt").text, format="nt")
    assert len(expected) >= 12
    for name in (wrapper.RDFXML, wrapper.JSONLD):
        graph = client(server, GRAPH, method, name).queryAndConvert()
        assert set(graph.triples((None, None, None))) == set(expected), name
    for name, parser in ((wrapper.TURTLE, "turtle"), (wrapper.N3, "n3")):
        text = client(server, GRAPH, method, name).queryAndConvert()
        assert set(Graph().parse(data=text, format=parser)) == set(expected), name
    assert client(server, "ASK { ?m nm:listedIn ed:2021 }", method, wrapper.JSON).queryAndConvert()["boolean"] is True


def test_sparqlwrapper_tells_a_fault_of_the_query(server: Server) -> None:
    asked = client(server, "SELECT * { ?s ?p ?o FILTR(?o) }", wrapper.GET, wrapper.JSON)
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed, match="Did you mean FILTER"):
        asked.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflibs_store_answers_as_the_endpoint(method: str, server: Server) -> None:
    store = SPARQLStore(f"{server.base}/sparql", method=method)
    graph = Graph(store)
    rows = graph.query(MARKETS, initNs=iris.PREFIXES)
    assert names([str(row[0]) for row in rows]) == NAMES
    taobao = URIRef(f"{iris.ID}market/taobao")
    editions = {str(value).rpartition("/")[2] for value in graph.objects(taobao, URIRef(f"{iris.NM}listedIn"))}
    assert {"2016", "2017", "2021"} <= editions
    assert (taobao, URIRef(f"{iris.NM}listedIn"), URIRef(f"{iris.ID}edition/2021")) in graph
    assert len(graph) == int(server.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows()[0]["n"])
    assert graph.query("ASK { ?s ?p ?o }").askAnswer is True
    assert len(graph.query(GRAPH, initNs=iris.PREFIXES).graph) >= 12


def test_rdflibs_store_reads_a_named_graph(server: Server) -> None:
    name = server.sparql("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g LIMIT 1").rows()[0]["g"]
    graph = Graph(SPARQLStore(f"{server.base}/sparql", context_aware=True), identifier=URIRef(name))
    (wanted,) = server.sparql(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}").rows()
    assert len(list(graph.triples((None, None, None)))) == int(wanted["n"])


def _curl(*arguments: str) -> str:
    command = ["curl", "--silent", "--show-error", "--max-time", "30", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@curl
def test_curl_asks_in_every_way(server: Server, tmp_path: Path) -> None:
    endpoint = f"{server.base}/sparql"
    file = tmp_path / "query.rq"
    file.write_text(MARKETS, encoding="utf-8")
    direct = ("--header", "Content-Type: application/sparql-query", "--data-binary", f"@{file}", endpoint)
    ways = (
        ("--get", "--data-urlencode", f"query={MARKETS}", endpoint),
        ("--data-urlencode", f"query@{file}", endpoint),
        direct,
        ("--request", "QUERY", *direct),
        ("--http2-prior-knowledge", *direct),
        ("--compressed", *direct),
        ("--header", "Transfer-Encoding: chunked", *direct),
        ("--http1.0", *direct),
    )
    for way in ways:
        rows = json.loads(_curl(*way))["results"]["bindings"]
        assert names([row["m"]["value"] for row in rows]) == NAMES, way


@curl
def test_curl_follows_an_iri_to_its_description_and_fails_with_the_reason(server: Server) -> None:
    iri = f"{server.base}/id/market/taobao"
    turtle = _curl("--location", "--header", "Accept: text/turtle", iri)
    assert re.search("nm:listedIn ed:2010-ocr , ed:2011 , .* ed:2021 , ", turtle)
    head = _curl("--head", f"{server.base}/sparql?query=SELEC")
    assert head.startswith("HTTP/1.1 400")
    told = _curl("--fail-with-body", "--get", "--data-urlencode", "query=ASK {}", f"{server.base}/sparql")
    assert json.loads(told)["boolean"] is True


@curl
def test_curl_keeps_an_etag_and_is_told_that_nothing_changed(server: Server, tmp_path: Path) -> None:
    etag, first, second = (tmp_path / name for name in ("etag", "first", "second"))
    address = f"{server.base}/sparql?query=ASK%7B%7D"
    for target in (first, second):
        _curl("--etag-compare", str(etag), "--etag-save", str(etag), "--output", str(target), address)
    assert json.loads(first.read_text())["boolean"] is True
    assert not second.exists() or second.read_text() == ""


@pytest.mark.parametrize("text", [question.query for question in questions() if "SELECT" in question.query])
def test_a_table_reads_in_csv_as_in_json(text: str, server: Server) -> None:
    """What pandas and spreadsheets read: as many rows, and the same values, unbound ones empty."""
    answer = server.sparql(text, "POST", format="json")
    columns = answer.json()["head"]["vars"]
    expected = [
        [row.get(name, {}).get("value", "") for name in columns] for row in answer.json()["results"]["bindings"]
    ]
    table = server.sparql(text, "POST", format="csv").text
    header, *rows = csv.reader(io.StringIO(table, newline=""))
    assert header == columns
    assert sorted(rows) == sorted(expected)
