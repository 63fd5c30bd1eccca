"""Names lead to pages and data: redirects by Accept, descriptions, what may be kept of them."""

import gzip
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Store
from rdflib import Graph

from graph import iris, query


def test_an_id_answers_303_by_accept_and_leads_to_its_description(client: FlaskClient) -> None:
    for accept, suffix in (("text/turtle", "ttl"), ("text/html", "html"), ("application/ld+json", "jsonld")):
        answer = client.get("/id/market/taobao", headers={"Accept": accept})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/about/id/market/taobao.{suffix}")
        assert client.get(answer.headers["Location"]).content_type.split(";")[0] == accept
    described = Graph().parse(data=client.get("/about/id/market/taobao.ttl").text, format="turtle")
    asked = "ASK { <https://w3id.org/notorious-markets/id/market/taobao> ?p ?o }"
    assert described.query(asked).askAnswer


def test_every_subject_of_the_graph_can_be_looked_up(client: FlaskClient, store: Store) -> None:
    subjects = {quad.subject.value for quad in store if quad.subject.value.startswith((iris.ID, iris.NMC))}
    pages = {iri.removeprefix(iris.BASE).partition("#")[0] for iri in subjects}
    assert len(pages) > 200
    missing = [page for page in sorted(pages) if client.get(f"/{quote(page)}").status_code != 303]
    assert missing == []


def test_an_excerpt_can_be_looked_up_though_its_iri_has_a_fragment(client: FlaskClient) -> None:
    moved = client.get("/id/document/004%23char=806,854", headers={"Accept": "text/html"})
    assert moved.status_code == 303
    page = client.get(moved.headers["Location"])
    assert page.status_code == 200
    assert "“continue to be listed,” corresponding to Taobao" in page.text


def test_unknown_ids_are_404_and_odd_ones_too(client: FlaskClient) -> None:
    for path in ("/id/market/none", "/id/market/%3Cscript%3E", "/id/..%2f..%2fetc", "/about/id/x.ttl", "/none"):
        assert client.get(path).status_code == 404


def test_a_description_has_what_points_to_the_thing_too(client: FlaskClient) -> None:
    described = Graph().parse(data=client.get("/about/id/market/taobao.ttl").text, format="turtle")
    asked = "ASK { ?listing nm:listsMarket market:taobao }"
    assert described.query(asked, initNs=iris.PREFIXES).askAnswer
    page = client.get("/about/id/market/taobao.html").text
    assert 'href="/about/id/document/004.html#char=806,854"' in page


def test_what_is_claimed_is_never_headed_as_if_we_said_it(client: FlaskClient) -> None:
    for path, kind in (("claim/004-446-518-ustr", "Claim"), ("proposition/scapegoat", "Proposition")):
        before_heading = client.get(f"/about/id/{path}.html").text.partition("<h1>")[0]
        assert f'<span class="tag">{kind}</span>' in before_heading
        assert "not asserted here" in before_heading


def test_the_dataset_leads_to_its_description(client: FlaskClient) -> None:
    for accept, path in (("text/html", "/data"), ("text/turtle", "/void")):
        answer = client.get("/id/dataset/nmkg", headers={"Accept": accept})
        assert (answer.status_code, answer.headers["Location"]) == (303, path)


def test_a_page_escapes_what_it_shows(client: FlaskClient) -> None:
    page = client.get("/about/id/association/aafa.html").text
    assert "American Apparel &amp; Footwear Association" in page


@pytest.mark.parametrize("name", ["ontology", "shapes"])
def test_ontology_and_shapes_are_served_as_written_and_in_other_formats(name: str, client: FlaskClient) -> None:
    turtle = client.get(f"/{name}", headers={"Accept": "text/turtle"})
    assert turtle.content_type.startswith("text/turtle")
    parsed = Graph().parse(data=turtle.text, format="turtle")
    other = client.get(f"/{name}", headers={"Accept": "application/n-triples"})
    assert len(Graph().parse(data=other.text, format="nt")) == len(parsed)
    assert client.get(f"/{name}", headers={"Accept": "text/html"}).content_type.startswith("text/html")


def test_the_front_page_has_query_form_examples_and_downloads(client: FlaskClient) -> None:
    page = client.get("/").text
    assert all(text in page for text in ('action="/sparql"', "/dumps/", "Which online markets are named"))
    assert page.partition('id="behind"')[0].count("/sparql?query=") == len(query.questions())


def test_a_redirect_may_be_kept_and_varies_with_what_the_client_prefers(client: FlaskClient) -> None:
    for path in ("/id/market/taobao", "/concept/about", "/id/dataset/nmkg"):
        answer = client.get(path, headers={"Accept": "text/turtle"})
        assert answer.status_code == 303, path
        assert "Accept" in answer.vary
        assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert client.get("/id/market/none").headers["Cache-Control"] == "no-store"


def test_an_address_that_says_its_format_does_not_vary_by_accept(client: FlaskClient) -> None:
    for accept in ("text/html", "application/ld+json"):
        answer = client.get("/about/id/market/taobao.ttl", headers={"Accept": accept})
        assert answer.content_type == "text/turtle; charset=utf-8"
        assert "Accept" not in answer.vary
        assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Accept" in client.get("/ontology").vary


def test_a_page_goes_out_packed_and_its_head_is_that_of_the_page(ask: Callable[..., Any]) -> None:
    for path in ("/", "/dumps/", "/about/id/market/taobao.html", "/sparql", "/ontology"):
        plain = ask(path, headers={"Accept": "text/html"})
        head = ask(path, "HEAD", headers={"Accept": "text/html"})
        packed = ask(path, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
        assert (head.status, head.headers["content-length"]) == (200, str(len(plain.body))), path
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.headers["content-length"] == str(len(packed.body))
        assert gzip.decompress(packed.body) == plain.body
        if plain.headers["etag"].startswith('"'):
            assert packed.headers["etag"] != plain.headers["etag"]
        again = {"Accept": "text/html", "If-None-Match": plain.headers["etag"]}
        assert ask(path, headers=again).status == 304
