"""What stands in the data is shown and never run, whatever it is."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import html5lib
import pytest
from asking import Asked

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>&amp;\\\"'--><!--]]>{{ 7*7 }}{% raise %}"
TURNED = "abc\\u202Egnp.exe\\u2066 \\u0007bell \\uFFFE end"
LONG = "Unbrokenwordwithoutanyspace" * 40
PREFIXES = """
@prefix nm: <https://w3id.org/notorious-markets/ontology#> .
@prefix nmc: <https://w3id.org/notorious-markets/concept/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@base <https://w3id.org/notorious-markets/id/> .
"""
DATA = f"""{PREFIXES}
<market/m> a nm:Market , nm:OnlineMarket , nm:ListingTarget ; skos:prefLabel "{MARKUP}" , "{TURNED}" ;
  skos:altLabel "{TURNED}"@ar , "{LONG}" ; skos:note "{MARKUP}" ; nm:country <country/c> ;
  skos:exactMatch <javascript:alert(3)> , <data:text/html,x> , <https://example.org/ok?a=1&b=%22> ;
  nm:listedIn <edition/e> ; nm:controlledBy <company/c> ; nm:mentionedIn <document/d> .
<country/c> a nm:Country ; skos:prefLabel "{MARKUP}" .
<company/c> a nm:Company , nm:Agent ; skos:prefLabel "{MARKUP}{LONG}" ; nm:controls <market/m> ;
  nm:country <country/c> .
<edition/e> a nm:ListEdition ; skos:prefLabel "{TURNED}" ; nm:editionYear "no year" ; nm:laterThan <edition/f> ;
  nm:mentionedIn <document/d> .
<edition/f> a nm:ListEdition ; skos:prefLabel "{MARKUP}" .
<listing/l> a nm:Listing , nm:ListEvent , nm:Fact ; nm:listsMarket <market/m> ; nm:inEdition <edition/e> ;
  nm:basis nmc:odd ; nm:evidence <document/d#char=1,2> ; nm:reportedAs "{MARKUP}" ; nm:dateText "{MARKUP}" .
nmc:odd skos:prefLabel "{MARKUP}" .
<ownership/o> a nm:Ownership , nm:Fact ; nm:ownedThing <market/m> ; nm:owner <company/c> ; nm:basis nmc:implied .
<ownership/p> a nm:Ownership , nm:Fact ; nm:ownedThing <company/c> ; nm:owner <market/m> .
<document/d> a nm:Document ; dcterms:title "{MARKUP}"@en ; nm:textQuality "{TURNED}" ;
  nm:address "javascript:alert(4)" ;
  dcterms:language "{MARKUP}" .
<document/d#char=1,2> a nm:Excerpt ; nm:inDocument <document/d> ; nm:start 1 ; nm:end 2 ; nm:exact "{MARKUP}{TURNED}" .
<document/d#char=5,9> a nm:Mention , nm:Excerpt ; nm:inDocument <document/d> ; nm:start 5 ; nm:end 9 ;
  nm:exact "{TURNED}" ; nm:refersTo <market/m> .
<claim/a> a nm:Claim ; nm:summary "{MARKUP}" ; nm:about <market/m> , <edition/e> ; nm:speaker <company/c> ;
  nm:speechAct nmc:accuses ; nm:hedge "{MARKUP}" ; nm:caution "{TURNED}" ; nm:evidence <document/d#char=1,2> ;
  nm:affirms <proposition/p> ; nm:statedIn <document/d> ; nm:attributableTo <company/c> ; nm:contradicts <claim/b> .
<claim/b> a nm:Claim ; nm:about <market/m> ; nm:speaker <javascript:alert(5)> ; nm:denies <proposition/p> ;
  nm:statedIn <document/d> .
<proposition/p> a nm:Proposition , nm:DisputedProposition ; nm:summary "{MARKUP}{TURNED}" ;
  nm:propPredicate <javascript:alert(6)> .
<thing/t> a <javascript:alert(7)> ; <javascript:alert(8)> <market/m> , <data:,x> , "{MARKUP}" .
"""
PAGES = (
    "/",
    "/markets",
    "/editions",
    "/agents",
    "/propositions",
    "/documents",
    "/claims",
    "/data",
    *(
        f"/about/id/{name}.html"
        for name in (
            "market/m",
            "company/c",
            "edition/e",
            "edition/f",
            "listing/l",
            "ownership/o",
            "document/d",
            "claim/a",
            "claim/b",
            "proposition/p",
            "thing/t",
            "country/c",
        )
    ),
)


@pytest.fixture(scope="module")
def hostile(of_turtle: Callable[[str], Asked]) -> Asked:
    return of_turtle(DATA)


@pytest.mark.parametrize("path", PAGES)
def test_markup_in_the_data_is_text(path: str, hostile: Asked) -> None:
    answer = hostile.get(path)
    assert answer.status_code == 200, answer.text[:300]
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)
    scripts = [script for script in root.iter("script") if script.get("type") != "application/ld+json"]
    assert [(script.get("src"), script.text) for script in scripts] == [("/static/suggest.js", None)]
    assert list(root.iter("img")) == []
    assert all(not name.startswith("on") for element in root.iter() for name in element.attrib)
    for link in [*root.iter("a"), *root.iter("link")]:
        assert re.match(r"https?://|/|#|\?", link.get("href", "")), link.get("href")
    for quoted in root.iter("blockquote"):
        assert re.match("https?://", quoted.get("cite", "https://")), quoted.get("cite")


@pytest.mark.parametrize("path", PAGES)
def test_templates_in_the_data_are_not_evaluated(path: str, hostile: Asked) -> None:
    text = hostile.get(path).text
    if "7*7" in text:
        assert "{{ 7*7 }}" in text


@pytest.mark.parametrize("path", PAGES)
def test_characters_that_turn_are_isolated_and_forbidden_ones_are_replaced(path: str, hostile: Asked) -> None:
    text = hostile.get(path).text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]", text)
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    parents = {child: parent for parent in root.iter() for child in parent}
    for element in root.iter():
        if "\u202e" not in (element.text or "") or element.tag == "script":
            continue
        above = [element]
        while above[-1] in parents:
            above.append(parents[above[-1]])
        isolated = any(each.tag == "bdi" or each.get("dir") == "auto" or each.tag == "option" for each in above)
        assert isolated, ET.tostring(element)
    assert "\u202e" not in (root.findtext(".//title") or "")


@pytest.mark.parametrize("path", PAGES)
def test_pictures_of_hostile_data_are_well_formed(path: str, hostile: Asked) -> None:
    for svg in re.findall(r"<svg\b.*?</svg>", hostile.get(path).text, re.DOTALL):
        root = ET.fromstring(svg)  # noqa: S314 - made here
        assert not any("\u202e" in (element.text or "") for element in root.iter())
        assert {str(element.tag).rpartition("}")[2] for element in root.iter()} <= {
            "svg",
            "g",
            "title",
            "desc",
            "rect",
            "path",
            "text",
            "circle",
        }


def test_the_pictures_are_there(hostile: Asked) -> None:
    assert "<svg" in hostile.get("/about/id/market/m.html").text
    assert "network" in hostile.get("/about/id/company/c.html").text
    assert "contradictions" in hostile.get("/about/id/edition/e.html").text


@pytest.mark.parametrize(
    "path",
    [
        "/about/id/market/m%3E%20%7D%20UNION%20%7B.html",
        "/about/id/%3Cscript%3E.html",
        "/about/id/market/%00.html",
        "/about/id/..%2f..%2fetc.html",
        "/about/concept/%22.html",
    ],
)
def test_addresses_that_are_no_iris_of_ours_are_not_found(path: str, hostile: Asked) -> None:
    assert hostile.get(path).status_code == 404


@pytest.mark.parametrize(
    "value", ["x> } UNION { ?node ?p ?o", '"', "\\", "a b", "concept/", "market/m", "$node", "${x}", "x" * 5000]
)
@pytest.mark.parametrize("name", ["country", "edition", "owner", "about", "name", "kind", "page", "act", "part"])
def test_filters_are_never_sparql(name: str, value: str, hostile: Asked) -> None:
    for path in ("/markets", "/claims", "/about/id/document/d.html"):
        assert hostile.get(path, **{name: value}).status_code in (200, 400, 404)


@pytest.mark.parametrize("encoded", ["%ff", "%ed%a0%80", "%00", "%E2%80%AE"])
def test_filters_that_are_no_text_are_answered_too(encoded: str, hostile: Asked) -> None:
    for path in ("/markets?name=", "/markets?country=", "/claims?about=", "/about/id/document/d.html?part="):
        assert hostile.get(path + encoded).status_code in (200, 400, 404)
