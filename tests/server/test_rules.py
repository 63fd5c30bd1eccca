"""What holds of every address alike: which format, which method, which spelling."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from rdflib import OWL, RDF, Graph, Namespace, URIRef

from graph import iris

Ask = Callable[..., Any]
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
READ = "GET, HEAD, OPTIONS"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("path", ["/id/market/vk", "/concept/about", "/ontology", "/shapes", "/void", "/graph/concepts",
                                  "/graphs?default", "/sparql", "/dumps/", "/team"])  # fmt: skip
@pytest.mark.parametrize(
    ("accept", "found"),
    [
        ("application/json", {"application/json", "application/ld+json"}),
        ("text/plain", {"text/plain", "application/n-triples"}),
        ("application/xml", {"application/xml", "application/rdf+xml"}),
        ("text/turtle", {"text/turtle"}),
    ],
)
def test_every_graph_is_answered_under_the_common_names_of_its_formats(
    accept: str, found: set[str], path: str, ask: Ask
) -> None:
    got = ask(path, headers={"Accept": accept})
    if got.status == 303:
        got = ask(got.headers["location"])
    assert (got.status, got.media_type in found) == (200, True), (got.status, got.media_type)
    form = {"application/json": "json-ld", "text/plain": "nt", "application/xml": "xml", "text/turtle": "turtle"}
    assert len(Graph().parse(data=got.text, format=form[accept])) > 3


@pytest.mark.parametrize("path", ["/void", "/graph/concepts", "/graphs?default"])
def test_a_graph_is_shown_to_browsers_as_text_and_is_no_page(path: str, ask: Ask) -> None:
    assert ask(path, headers={"Accept": BROWSER}).headers["content-type"] == "text/plain; charset=utf-8"
    refused = ask(path, headers={"Accept": "text/html"})
    assert refused.status == 406
    assert "text/turtle" in ask(path, headers={"Accept": "image/png"}).problem()["available"]


def test_a_graph_of_its_own_name_takes_a_format_too(ask: Ask) -> None:
    got = ask("/graph/concepts?format=nt", headers={"Accept": "text/turtle"})
    assert got.media_type == "application/n-triples"
    assert ask("/graph/concepts?format=csv").status == 406


@pytest.mark.parametrize("path", ["/sparql?query=ASK%7B%7D&", "/graph/concepts?", "/graphs?default&", "/void?",
                                  "/search?q=a&", "/ontology?"])  # fmt: skip
def test_two_formats_are_none(path: str, ask: Ask) -> None:
    refused = ask(f"{path}format=json&format=xml")
    assert (refused.status, refused.problem()["detail"]) == (400, "Give one format, not json and xml.")
    assert ask(f"{path}format=json&format=json").status == 200


def test_a_search_is_a_page_or_json_and_nothing_else(ask: Ask) -> None:
    for path, accept in (("/search?q=vk", "text/csv"), ("/search?q=vk&format=csv", "*/*")):
        assert ask(path, headers={"Accept": accept}).problem()["available"] == ["text/html", "application/json"]
    assert ask("/search?q=vk&format=json", headers={"Accept": BROWSER}).media_type == "application/json"
    assert ask("/search?q=vk&format=html", headers={"Accept": "application/json"}).media_type == "text/html"


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics", "/graphs", "/graph/concepts"])
def test_what_can_only_be_read_takes_no_other_method(path: str, ask: Ask) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        refused = ask(path, method)
        assert (refused.status, refused.headers["allow"]) == (405, READ), method
        assert refused.problem()["detail"]
    told = ask(path, "OPTIONS", {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"})
    assert (told.status, told.headers["allow"], told.body) == (204, READ, b"")


@pytest.mark.parametrize("path", ["/", "/sparql", "/validate", "/void", "/dumps/current/nmkg.ttl", "/health/live",
                                  "/reconcile", "/id/market/vk", "/metrics"])  # fmt: skip
def test_a_preflight_allows_what_allow_says(path: str, ask: Ask) -> None:
    told = ask(path, "OPTIONS", {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"})
    assert told.headers["access-control-allow-methods"] == told.headers["allow"]


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/void/", "/void"),
        ("/markets/?kind=online", "/markets?kind=online"),
        ("/graph/concepts/", "/graph/concepts"),
        ("/graphs/?default", "/graphs?default"),
        ("/health/live/", "/health/live"),
        ("/ontology/", "/ontology"),
        ("/id/market/vk/", "/id/market/vk"),
        ("/dumps", "/dumps/"),
    ],
)
def test_a_slash_too_many_leads_to_the_one_address(path: str, canonical: str, ask: Ask) -> None:
    for method in ("GET", "HEAD"):
        moved = ask(path, method)
        location = moved.headers["location"]
        assert (moved.status, location.removeprefix("http://127.0.0.1").lstrip(":0123456789")) == (308, canonical)
    assert ask(canonical).status in (200, 303)


def test_an_empty_format_is_none_and_a_page_is_a_format_where_there_is_one(ask: Ask) -> None:
    assert ask("/sparql?query=SELECT%20(1%20AS%20%3Fn)%20%7B%7D&format=&format=csv").media_type == "text/csv"
    for path in ("/ontology", "/shapes"):
        assert ask(f"{path}?format=html", "GET", {"Accept": "text/turtle"}).media_type == "text/html"
        assert ask(f"{path}?format=", "GET", {"Accept": "text/html"}).media_type == "text/html"
        assert ask(f"{path}?format=nt", "GET", {"Accept": "text/html"}).media_type == "application/n-triples"


def test_the_endpoint_answers_with_and_without_a_slash(ask: Ask) -> None:
    for path in ("/sparql", "/sparql/"):
        assert ask(f"{path}?query=SELECT%20(1%20AS%20%3Fn)%20%7B%7D&format=csv").body == b"n\r\n1\r\n"
        assert ask(path, "GET", {"Accept": "text/turtle"}).status == 200


@pytest.mark.parametrize("path", ["/none/", "/graph/none/", "//none.example/", "/about/id/market/vk/"])
def test_what_is_not_there_is_not_there_with_a_slash_either(path: str, ask: Ask) -> None:
    assert ask(path).status in (308, 404)
    if ask(path).status == 308:
        assert not ask(path).headers["location"].startswith("//")
        assert ask(ask(path).headers["location"].replace("http://127.0.0.1", "").lstrip(":0123456789")).status == 404


def test_the_publisher_and_the_ontology_are_found_under_their_names(ask: Ask) -> None:
    turtle: Mapping[str, str] = {"Accept": "text/turtle"}
    described = Graph().parse(data=ask("/team", headers=turtle).text, format="turtle")
    assert described.value(URIRef(f"{iris.BASE}team"), RDF.type) == FOAF.Agent
    page = ask("/team", headers={"Accept": BROWSER})
    assert (page.status, page.media_type) == (200, "text/html")
    assert "The makers of the" in page.text
    ontology = ask("/ontology", headers=turtle)
    version = Graph().parse(data=ontology.text, format="turtle").value(URIRef(f"{iris.BASE}ontology"), OWL.versionIRI)
    path = "/" + str(version).removeprefix(iris.BASE)
    assert path == "/ontology/0.1.0"
    assert ask(path, headers=turtle).body == ontology.body
    assert ask(path, headers={"Accept": BROWSER}).media_type == "text/html"
    assert ask("/ontology/0.0.9").status == 404


def test_titles_are_those_of_the_standard(ask: Ask) -> None:
    form = {"Content-Type": "application/sparql-query"}
    assert ask("/sparql", "POST", form, b"#" * 100_001).problem()["title"] == "Content Too Large"
    unsaid = ask("/sparql", "POST", {}, b"ASK {}").problem()
    assert (unsaid["status"], unsaid["detail"].endswith("and say which in Content-Type.")) == (415, True)
