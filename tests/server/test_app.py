"""The first server, asked without a network."""

import csv
import io
import json
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, Store, parse
from rdflib import Graph

from graph import iris, query
from graph.release import Release
from server.app import Served, create_app

MARKETS = "SELECT ?m { ?m nm:listedIn ed:2021 ; a nm:OnlineMarket }"


@pytest.fixture(scope="module")
def client(release: Release, store: Store) -> FlaskClient:
    return create_app(Served(store, release.triples, release.folder, release.id)).test_client()


def test_get_form_post_and_direct_post_give_one_answer(client: FlaskClient) -> None:
    answers = [
        client.get("/sparql", query_string={"query": MARKETS}),
        client.post("/sparql", data={"query": MARKETS}),
        client.post("/sparql", data=MARKETS, content_type="application/sparql-query"),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len({answer.data for answer in answers}) == 1
    assert len(json.loads(answers[0].data)["results"]["bindings"]) == 22


@pytest.mark.parametrize(
    "media_type",
    ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"],
)
def test_select_answers_in_the_format_asked_for(media_type: str, client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": MARKETS}, headers={"Accept": media_type})
    assert answer.content_type.split(";")[0] == media_type
    assert answer.text.count("id/market/") == 22


@pytest.mark.parametrize(
    ("media_type", "format_"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_construct_answers_in_the_format_asked_for(media_type: str, format_: RdfFormat, client: FlaskClient) -> None:
    asked = "CONSTRUCT { ?m a nm:OnlineMarket } WHERE { ?m nm:listedIn ed:2021 ; a nm:OnlineMarket }"
    answer = client.get("/sparql", query_string={"query": asked}, headers={"Accept": media_type})
    assert answer.content_type.split(";")[0] == media_type
    assert len(list(parse(answer.data, format=format_))) == 22


def test_better_q_wins_and_nothing_acceptable_is_said(client: FlaskClient) -> None:
    accept = "text/csv;q=0.1, application/sparql-results+xml;q=0.9"
    assert "xml" in client.get("/sparql", query_string={"query": MARKETS}, headers={"Accept": accept}).content_type
    refused = client.get("/sparql", query_string={"query": MARKETS}, headers={"Accept": "image/png"})
    assert refused.status_code == 406
    assert "text/csv" in refused.text


def test_every_example_question_is_answered_over_http(client: FlaskClient) -> None:
    for question in query.questions():
        answer = client.post("/sparql", data={"query": question.query})
        assert answer.status_code == 200, question.name


def test_faults_of_a_query_are_told_apart(client: FlaskClient) -> None:
    assert client.get("/sparql", query_string={"query": "SELEC"}).status_code == 400
    assert client.post("/sparql", data={"q": "x"}).status_code == 400
    assert client.post("/sparql", data=b"\xff", content_type="application/sparql-query").status_code == 400
    assert client.post("/sparql", data="x", content_type="text/plain").status_code == 415
    assert client.put("/sparql").status_code == 405


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?a ?b ?c FILTER(?c <3) service silent<http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { { { SeRvIcE ?x { ?s ?p ?o } } } }",
        "SELECT * # comment\n{ BIND('#' AS ?x) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * # comment\r{ SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o.SERVICE <http://127.0.0.1:9/> { ?s ?y ?z } }",
        "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:9/> { ?s ?y ?z } }",
        "SELECT * { ?s ?p ex:o .SERVICE<http://127.0.0.1:9/>{ ?s ?y ?z } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?y ?z } }",
        'SELECT * { ?s ?p "a\\u0022" . SERVICE <http://127.0.0.1:9/> { ?s ?y "b" } }',
    ],
)
def test_service_is_refused_wherever_it_stands(text: str, client: FlaskClient) -> None:
    assert client.post("/sparql", data={"query": text}).status_code == 403


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { BIND('SERVICE { }' AS ?service) }",
        "ASK { ?x <http://example.org/SERVICE> ?y } # SERVICE",
        'SELECT * { BIND("""it"s SERVICE <x>""" AS ?x) }',
        "PREFIX service: <http://example.org/> SELECT * { ?x service:service ?y }",
    ],
)
def test_the_word_service_is_no_crime(text: str, client: FlaskClient) -> None:
    assert client.post("/sparql", data={"query": text}).status_code == 200


def test_the_front_never_asks_another_server_whatever_the_guard_lets_through(client: FlaskClient) -> None:
    """Every spelling the store itself would follow must be stopped: what it parses as SERVICE, the guard sees."""
    for between in (
        " ",
        "\n",
        "\r",
        "\t",
        ".",
        ";",
        "}",
        "{",
        "(1)",
        "#\n",
        "#\r",
        "''",
        "<a>",
        "?x",
        "1",
        "1.0",
        "true ",
    ):
        text = f"SELECT * {{ ?s ?p ?o {between}SERVICE <http://127.0.0.1:9/> {{ ?s ?y ?z }} }}"
        assert client.post("/sparql", data={"query": text}).status_code in (400, 403), between


def test_long_chains_are_refused_before_they_reach_the_parser(client: FlaskClient) -> None:
    for chain in ("!" * 20_000 + "true", "?o" + "||?o" * 20_000, "1" + "+1" * 2_000):
        assert client.post("/sparql", data={"query": f"ASK {{ FILTER({chain}) }}"}).status_code == 400
    path = "/".join(["nm:partOf"] * 2_000)
    assert client.post("/sparql", data={"query": f"ASK {{ ?a {path} ?b }}"}).status_code == 400


def test_a_query_may_be_long_but_not_endless(client: FlaskClient) -> None:
    values = " ".join(f"<http://example.org/{n}>" for n in range(2_000))
    assert client.post("/sparql", data={"query": f"ASK {{ VALUES ?x {{ {values} }} }}"}).status_code == 200
    assert client.post("/sparql", data={"query": "ASK {}" + " " * 200_000}).status_code == 413


def test_many_brackets_side_by_side_are_no_nesting(client: FlaskClient) -> None:
    assert client.post("/sparql", data={"query": "ASK {" + "{}" * 300 + "}"}).status_code == 200


def test_two_queries_in_one_request_and_graph_parameters_are_refused(client: FlaskClient) -> None:
    assert client.get("/sparql", query_string={"query": ["ASK {}", "ASK {}"]}).status_code == 400
    asked = {"query": "ASK {}", "default-graph-uri": "http://example.org/"}
    assert client.get("/sparql", query_string=asked).status_code == 400
    assert client.post("/sparql", data=asked).status_code == 400


def test_true_and_false_have_no_form_in_csv(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": "ASK {}"}, headers={"Accept": "text/csv"})
    assert answer.status_code == 406


def test_every_answer_may_be_read_from_other_sites_and_varies_by_accept(client: FlaskClient) -> None:
    for path in ("/", "/sparql?query=ASK%7B%7D", "/sparql?query=SELEC", "/id/market/none"):
        answer = client.get(path)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Accept" in answer.headers["Vary"]


def test_a_browser_that_follows_an_example_is_shown_json(client: FlaskClient) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = client.get("/sparql", query_string={"query": MARKETS}, headers={"Accept": accept})
    assert answer.content_type == "application/sparql-results+json"


def test_deep_nesting_is_refused_before_it_reaches_the_parser(client: FlaskClient) -> None:
    deep = "SELECT * " + "{" * 20_000 + "}" * 20_000
    assert client.post("/sparql", data={"query": deep}).status_code == 400
    assert client.post("/sparql", data={"query": "SELECT * " + "{" * 50 + "}" * 50}).status_code == 200


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
    assert 'href="/id/document/004%23char%3D848%2C854"' in page


def test_what_is_claimed_is_never_headed_as_if_we_said_it(client: FlaskClient) -> None:
    assert "<h1>Claim: " in client.get("/about/id/claim/004-446-518-ustr.html").text
    assert "<h1>Proposition, not asserted: " in client.get("/about/id/proposition/scapegoat.html").text


def test_the_dataset_leads_to_its_description(client: FlaskClient) -> None:
    answer = client.get("/id/dataset/nmkg")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/void")


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
    assert client.get(f"/{name}", headers={"Accept": "text/html"}).content_type.startswith("text/plain")


def test_dumps_are_listed_and_downloaded_with_current_as_a_redirect(client: FlaskClient, release: Release) -> None:
    assert "nmkg.ttl.gz" in client.get("/dumps/").text
    moved = client.get("/dumps/current/nmkg.nt")
    assert (moved.status_code, moved.headers["Location"]) == (302, f"/dumps/{release.id}/nmkg.nt")
    assert client.get(moved.headers["Location"], buffered=True).data == (release.folder / "nmkg.nt").read_bytes()
    part = client.get(moved.headers["Location"], headers={"Range": "bytes=0-9"}, buffered=True)
    assert (part.status_code, len(part.data)) == (206, 10)
    assert client.get("/void", buffered=True).content_type.startswith("text/turtle")
    assert client.get("/dumps/none/nmkg.nt").status_code == 404


@pytest.mark.parametrize("path", ["../current", "..%2f..%2fpyproject.toml", "%2e%2e/%2e%2e/x", "/etc/passwd"])
def test_no_path_leads_out_of_the_release(path: str, client: FlaskClient, release: Release) -> None:
    assert client.get(f"/dumps/{release.id}/{path}").status_code in (308, 404)


def test_the_front_page_has_query_form_examples_and_downloads(client: FlaskClient) -> None:
    page = client.get("/").text
    assert all(text in page for text in ('action="/sparql"', "/dumps/", "Which online markets are named"))
    assert page.count("/sparql?query=") == len(query.questions())


def test_a_browser_without_a_query_is_sent_to_the_form(client: FlaskClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_csv_keeps_every_character(client: FlaskClient) -> None:
    asked = "SELECT ?q { ?x nm:exact ?q }"
    answer = client.get("/sparql", query_string={"query": asked}, headers={"Accept": "text/csv"})
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    assert any("important unresolved\u00a0concerns remained." in row for row in rows)
