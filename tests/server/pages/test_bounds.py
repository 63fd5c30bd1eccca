"""A page asks its few queries in one round trip and stays small, however much there is."""

from collections.abc import Callable, Iterator

import pytest
from asking import KINDS, Asked

PREFIXES = """
@prefix nm: <https://w3id.org/notorious-markets/ontology#> .
@prefix nmc: <https://w3id.org/notorious-markets/concept/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@base <https://w3id.org/notorious-markets/id/> .
"""
WITHOUT_QUERIES = ("/ontology", "/shapes")
MOST_QUERIES = 17
MOST_BYTES = 400_000


def thousand() -> Iterator[str]:
    """A thousand markets of one owner on one edition, in one document, with a thousand claims about one of them."""
    yield PREFIXES
    yield '<company/c> a nm:Company , nm:Agent ; skos:prefLabel "Owner" .'
    yield '<edition/e> a nm:ListEdition ; skos:prefLabel "The list" ; nm:editionYear 2030 ; nm:laterThan <edition/d> .'
    yield '<edition/d> a nm:ListEdition ; skos:prefLabel "The list before" ; nm:editionYear 2029 .'
    yield '<document/d> a nm:Document ; dcterms:title "All" .'
    yield '<proposition/p> a nm:Proposition , nm:DisputedProposition ; nm:summary "So it is." .'
    for n in range(1000):
        yield f"""<market/m{n}> a nm:Market , nm:OnlineMarket , nm:ListingTarget ; skos:prefLabel "Market {n}" ;
          nm:listedIn <edition/e> , <edition/d> ; nm:controlledBy <company/c> ; nm:country <country/c{n % 60}> .
        <company/c> nm:controls <market/m{n}> .
        <listing/{n}> a nm:Listing , nm:Fact , nm:ListEvent ; nm:listsMarket <market/m{n}> ; nm:ofMarket <market/m{n}> ;
          nm:inEdition <edition/e> ; nm:basis nmc:stated ; nm:evidence <document/d#char={n * 60},{n * 60 + 50}> .
        <ownership/{n}> a nm:Ownership , nm:Fact ; nm:ownedThing <market/m{n}> ; nm:owner <company/c> ;
          nm:basis nmc:stated ; nm:evidence <document/d#char={n * 60},{n * 60 + 50}> .
        <document/d#char={n * 60},{n * 60 + 50}> a nm:Excerpt ; nm:inDocument <document/d> ;
          nm:exact "Words {n} of it." ;
          nm:start {n * 60} ; nm:end {n * 60 + 50} .
        <claim/{n}> a nm:Claim ; nm:about <market/m0> , <company/c> , <edition/e> ; nm:speaker <company/c> ;
          nm:attributableTo <company/c> ; nm:summary "Claim {n}" ; nm:statedIn <document/d> ;
          nm:evidence <document/d#char={n * 60},{n * 60 + 50}> ;
          {"nm:affirms" if n % 2 else "nm:denies"} <proposition/p> ;
          nm:speechAct nmc:{"accuses" if n % 2 else "asserts"} ; nm:contradicts <claim/{(n + 1) % 1000}> ."""


@pytest.fixture(scope="module")
def many(of_turtle: Callable[[str], Asked]) -> Asked:
    return of_turtle("\n".join(thousand()))


LARGE = (
    "/",
    "/markets",
    "/agents",
    "/claims",
    "/propositions",
    "/documents",
    "/editions",
    "/data",
    *(
        f"/about/id/{name}.html"
        for name in ("market/m0", "company/c", "edition/e", "document/d", "proposition/p", "claim/1", "country/c0")
    ),
)


@pytest.mark.parametrize("path", KINDS)
def test_a_page_is_one_round_trip_of_few_queries(path: str, pages: Asked) -> None:
    assert pages.get(path).status_code == 200
    assert len(pages.trips) == (0 if path in WITHOUT_QUERIES else 1)
    assert sum(map(len, pages.trips)) <= MOST_QUERIES


@pytest.mark.parametrize("path", LARGE)
def test_a_thousand_markets_change_neither_trips_nor_queries_nor_size(path: str, many: Asked, empty: Asked) -> None:
    answer = many.get(path)
    assert answer.status_code == 200
    trips = [len(trip) for trip in many.trips]
    empty.get(path)
    assert trips == [len(trip) for trip in empty.trips]
    assert len(answer.data) < MOST_BYTES


def test_what_is_cut_is_said_and_leads_to_the_rest(many: Asked) -> None:
    assert "All 1000 claims" in many.get("/about/id/market/m0.html").text
    assert "/claims?about=market%2Fm0" in many.get("/about/id/market/m0.html").text
    assert "Page 1 of 20" in many.get("/markets").text
    assert "1,000 in all" in many.get("/claims", about="market/m0").text
    assert "Market 999" in many.get("/markets", page="20").text
    assert "Part 3" in many.get("/about/id/document/d.html").text
    assert "Listings 1 to 60 of 1000" in many.get("/about/id/edition/e.html").text
    assert "of 1000" in many.get("/about/id/edition/e.html", page="17").text


def test_every_market_is_on_exactly_one_page_of_the_list(many: Asked) -> None:
    found = [
        line for n in range(1, 21) for line in many.get("/markets", page=str(n)).text.split('<th scope="row">')[1:]
    ]
    assert len(found) == 1000
    assert len({line.split('href="')[1].split('"')[0] for line in found}) == 1000


def test_an_excerpt_is_on_the_part_to_which_its_link_leads(many: Asked) -> None:
    text = many.get("/about/id/listing/999.html").text
    href = text.split('class="context" href="')[1].split('"')[0]
    path, _, anchor = href.partition("#")
    assert "?part=2" in path
    assert f'id="{anchor}"' in many.client.get(path).text
