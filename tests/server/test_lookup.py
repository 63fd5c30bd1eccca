"""`/search` and `/suggest` over HTTP."""

import json

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, Store

from server.app import create_app
from server.jobs import handle
from server.limits import Limits
from server.pool.channel import Message
from server.site import Site

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
HOSTILE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @base <https://w3id.org/notorious-markets/id/> .
<market/evil> skos:prefLabel "<img src=x onerror=alert(1)> evil \\u202Eemit" ;
  skos:altLabel "evil\\"><script>alert(2)</script>" .
<javascript:alert(3)> skos:prefLabel "evil scheme" .
"""


@pytest.fixture(scope="module")
def hostile() -> FlaskClient:
    store, limits = Store(), Limits()
    store.load(HOSTILE.encode(), RdfFormat.TURTLE)
    site = Site("", 3, None, limits, lambda header, body: handle(store, limits, Message(header, body)))
    return create_app(site).test_client()


def test_page_and_json_give_the_same_results_in_the_same_order(client: FlaskClient) -> None:
    answer = client.get("/search?q=alibaba", headers={"Accept": "application/json"})
    assert answer.content_type == "application/json"
    same = client.get("/search?q=alibaba&format=json", headers=BROWSER)
    assert same.get_json() == answer.get_json()
    page = client.get("/search?q=alibaba", headers=BROWSER)
    assert page.content_type.startswith("text/html")
    places = [page.text.index(f'href="{result["path"]}"') for result in answer.get_json()["results"]]
    assert len(places) == 20
    assert places == sorted(places)


def test_kinds_filter_and_results_go_on(client: FlaskClient) -> None:
    found = client.get("/search?q=alibaba&kind=claim&kind=quote&limit=5&format=json").get_json()
    assert {result["kind"] for result in found["results"]} <= {"claim", "quote"}
    assert found["total"] == found["kinds"]["claim"] + found["kinds"]["quote"]
    more = client.get("/search?q=alibaba&kind=claim&kind=quote&limit=5&offset=5&format=json").get_json()
    assert not {result["id"] for result in found["results"]} & {result["id"] for result in more["results"]}
    page = client.get("/search?q=alibaba&kind=claim", headers=BROWSER).text
    assert 'href="/search?q=alibaba&amp;kind=claim&amp;offset=20"' in page
    assert 'aria-current="true">claims' in page


def test_suggestions_are_names_only(client: FlaskClient) -> None:
    found = client.get("/suggest?q=taob").get_json()["results"]
    assert found[0]["path"] == "/id/market/taobao"
    assert len(client.get("/suggest?q=a").get_json()["results"]) == 8
    assert "quote" not in {result["kind"] for result in client.get("/suggest?q=counterfeit").get_json()["results"]}


def test_a_result_leads_to_a_page(client: FlaskClient) -> None:
    for query in ("taobao", "scapegoat", "listed", "accuses"):
        for result in client.get(f"/search?q={query}&format=json&limit=100").get_json()["results"]:
            path = result["path"].partition("#")[0]
            assert client.get(path, headers=BROWSER).status_code in (200, 303), result["path"]


@pytest.mark.parametrize(
    ("query", "status"),
    [("kind=nonsense", 400), ("limit=0", 400), ("limit=101", 400), ("offset=-1", 400), ("limit=²", 400),
     ("q=" + "x" * 301, 400), ("format=xml", 406)],
)  # fmt: skip
def test_what_cannot_be_asked_is_told(client: FlaskClient, query: str, status: int) -> None:
    for path in ("/search", "/suggest") if status == 400 else ("/search",):
        answer = client.get(f"{path}?q=a&{query}" if not query.startswith("q=") else f"{path}?{query}")
        assert answer.status_code == status
        assert answer.get_json()["detail"]


def test_a_page_without_a_query_says_how_to_search(client: FlaskClient) -> None:
    for path in ("/search", "/search?q=", "/search?q=%20"):
        page = client.get(path, headers=BROWSER)
        assert page.status_code == 200
        assert 'name="q"' in page.text
    assert "Nothing is found" in client.get("/search?q=zzzqqq", headers=BROWSER).text


def test_hostile_text_is_shown_and_not_run(hostile: FlaskClient) -> None:
    page = hostile.get("/search?q=evil", headers=BROWSER).text
    for markup in ("<img src=x", "<script>alert", 'href="javascript:'):
        assert markup not in page
    assert "&lt;img src=x onerror=alert(1)&gt; " in page
    asked = hostile.get("/search?q=%22%3E%3Cscript%3Ealert(4)%3C/script%3E", headers=BROWSER).text
    assert "<script>alert(4)" not in asked
    found = json.loads(hostile.get("/suggest?q=evil").data)["results"]
    assert {result["path"] for result in found} == {"/id/market/evil", ""}
