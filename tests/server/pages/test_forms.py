"""A page is the HTML of its IRI: the redirect, the other forms, signposts, schema.org, the queries behind it."""

import json
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from asking import HTML, KINDS, Asked
from pyoxigraph import Store

from graph import iris, query

ENTITIES = [path for path in KINDS if path.startswith("/about/")]


def links_of(header: str) -> list[tuple[str, str, str]]:
    """Read a Link header: target, relation, media type."""
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?', header)
    return [(target, relation, media_type) for target, relation, media_type in found]


@pytest.mark.parametrize("path", ENTITIES)
def test_its_iri_leads_to_it_and_it_to_its_iri_and_its_data(path: str, pages: Asked) -> None:
    name = unquote(path.removeprefix("/about/").removesuffix(".html"))
    moved = pages.get(f"/{name}")
    assert (moved.status_code, moved.headers["Location"]) == (303, path)
    answer = pages.get(path)
    signposts = links_of(answer.headers["Link"])
    assert (iris.BASE + name, "cite-as", "") in signposts
    assert {relation for _, relation, _ in signposts} >= {"cite-as", "describedby", "type", "license", "author"}
    described = {target: media_type for target, relation, media_type in signposts if relation == "describedby"}
    assert len(described) == 4
    for target, media_type in described.items():
        assert f'<link rel="alternate" type="{media_type}"' in answer.text
        data = pages.client.get(target)
        assert (data.status_code, data.content_type.partition(";")[0]) == (200, media_type)
        assert (path, "describes", "text/html") in links_of(data.headers["Link"])
    assert ("https://schema.org/AboutPage", "type", "") in signposts
    assert ("https://creativecommons.org/licenses/by/4.0/", "license", "") in signposts


@pytest.mark.parametrize("path", [path for path in KINDS if path not in ("/ontology", "/shapes")])
def test_the_queries_behind_a_page_open_in_the_editor_and_can_be_run(path: str, pages: Asked, store: Store) -> None:
    text = pages.get(path).text
    behind = text.partition('id="behind"')[2]
    found = re.findall(r'href="(/sparql\?[^"]*)"', behind)
    assert found
    for href in found:
        asked = parse_qs(urlsplit(href.replace("&amp;", "&")).query)["query"][0]
        assert asked.startswith("# ")
        query.run(store, asked)


def test_a_claim_is_described_as_made_and_not_as_true(pages: Asked) -> None:
    text = pages.get("/about/id/claim/004-446-518-ustr.html").text
    described = json.loads(text.partition('application/ld+json">')[2].partition("</script>")[0])
    assert described["@type"] == "Claim"
    assert described["author"][0]["@id"] == f"{iris.ID}government/ustr"
    assert described["appearance"][0]["@id"] == f"{iris.ID}document/004"
    assert "reportedly" in described["text"]
    assert "not asserted here" in text


def test_an_excerpt_leads_to_its_place_in_the_document(pages: Asked) -> None:
    moved = pages.get("/id/document/004%23char=806,854")
    assert (moved.status_code, moved.headers["Location"]) == (303, "/about/id/document/004.html#char=806,854")
    assert 'id="char=806,854"' in pages.get("/about/id/document/004.html").text


def test_every_quote_of_a_market_leads_to_its_context(pages: Asked) -> None:
    text = pages.get("/about/id/market/taobao.html").text
    found = set(re.findall(r'class="context" href="([^"]*)"', text))
    assert len(found) > 15
    for href in found:
        path, _, anchor = href.partition("#")
        assert f'id="{anchor}"' in pages.get(path).text


def test_the_dataset_is_the_data_page_for_people_and_void_for_programs(pages: Asked) -> None:
    assert pages.get("/id/dataset/nmkg").headers["Location"] == "/data"
    assert pages.client.get("/id/dataset/nmkg", headers={"Accept": "text/turtle"}).headers["Location"] == "/void"


def test_nothing_known_is_not_found(pages: Asked) -> None:
    for kind in ("market", "company", "edition", "claim", "proposition", "document", "thing", "dataset"):
        assert pages.get(f"/about/id/{kind}/none.html").status_code == 404
    assert pages.client.get("/id/market/none", headers=HTML).status_code == 404
