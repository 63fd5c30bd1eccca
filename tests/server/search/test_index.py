"""What a search finds, and in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store

from graph import iris
from server.search import EXACT, Entry, Index, highlighted, index_of
from server.search.kinds import KINDS, kind
from server.search.model import Field

MARKET = f"{iris.ID}market/"
DATA = """
@prefix nm: <https://w3id.org/notorious-markets/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://w3id.org/notorious-markets/id/> .
<market/vk> a nm:OnlineMarket ; skos:prefLabel "VK" ; skos:altLabel "vKontakte" , "vk.com" .
<market/pirate-bay> a nm:OnlineMarket ; skos:prefLabel "The Pirate Bay" ; nm:domain "thepiratebay.org" .
<market/amazon-de> a nm:OnlineMarket ; skos:prefLabel "Amazon.de" .
<market/amazon-in> a nm:OnlineMarket ; skos:prefLabel "Amazon.in" .
<company/vk> a nm:Company ; skos:prefLabel "VK" .
<claim/1> a nm:Claim ; nm:summary "The pirate market sells counterfeit goods by the shipload." .
<document/9#char=1,9> a nm:Excerpt ; nm:exact "A pirate <script>alert(1)</script> market" .
<document/9#char=1,3> a nm:Mention ; nm:exact "Pirate Bay" .
"""


@pytest.fixture(scope="module")
def index() -> Index:
    store = Store()
    store.load(DATA.encode(), RdfFormat.TURTLE)
    return index_of(store)


def _entry(name: str, *texts: tuple[Field, str]) -> Entry:
    return Entry(f"{MARKET}{name}", "market", texts[0][1], texts)


def _found(index: Index, query: str, *, quotes: bool = True) -> list[str]:
    return [hit.entry.iri.removeprefix(iris.ID) for hit in index.search(query, quotes=quotes).hits]


@pytest.mark.parametrize(
    "query",
    [
        "taobao",
        "TAOBAO",
        "Tao Bao",
        "tao-bao",
        "tabao",
        "taobbao",
        "toabao",
        "dao bao",
        "taoba",
        "taobao.com",
        "táobao",
    ],
)
def test_a_market_is_found_however_it_is_spelt(store: Store, query: str) -> None:
    assert _found(index_of(store), query)[0] == "market/taobao"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("pindoudou", "market/pinduoduo"),
        ("wetchat", "market/wechat"),
        ("wangwan", "market/baidu-wangpan"),
        ("alibaba", "company/alibaba-group"),
        ("ali", "company/alibaba-group"),
        ("wenbin", "person/wang-wenbin"),
        ("chinese comerce ministry", "government/mofcom"),
        ("United States Trade Representative", "government/ustr"),
        ("https://w3id.org/notorious-markets/id/market/dhgate", "market/dhgate"),
    ],
)
def test_what_is_meant_comes_first(store: Store, query: str, first: str) -> None:
    assert _found(index_of(store), query)[0] == first


def test_quotes_and_claims_are_found_by_their_words(store: Store) -> None:
    found = index_of(store).search("absolutly unaceptable")
    assert {hit.entry.kind for hit in found.hits[:2]} == {"claim", "quote"}
    assert all("absolutely unacceptable" in hit.text for hit in found.hits[:2])
    assert _found(index_of(store), "absolutely unacceptable", quotes=False) == []


def test_a_phrase_goes_before_its_words_apart(index: Index) -> None:
    found = _found(index, "pirate market sells")
    assert found.index("claim/1") < found.index("document/9#char=1,9")


def test_domains_are_names_with_or_without_what_surrounds_them(index: Index) -> None:
    for query in ("vk.com", "https://www.vk.com/feed", "VKontakte"):
        hit = index.search(query).hits[0]
        assert (hit.entry.iri, hit.score >= EXACT["alias"]) == (f"{MARKET}vk", True)
    below = index.search("m.vk.com").hits[0]
    assert (below.entry.iri, below.score < EXACT["id"]) == (f"{MARKET}vk", True)
    assert _found(index, "thepiratebay.org")[0] == "market/pirate-bay"
    assert _found(index, "thepiratebay.se")[0] == "market/pirate-bay"
    assert _found(index, "amazon.de")[0] == "market/amazon-de"
    assert "market/vk" not in _found(index, "com")


def test_two_of_one_name_are_both_found(index: Index) -> None:
    assert {hit.entry.iri for hit in index.search("vk").hits if hit.score == EXACT["label"]} == {
        f"{MARKET}vk",
        f"{iris.ID}company/vk",
    }


def test_kinds_are_counted_before_and_kept_after(index: Index) -> None:
    found = index.search("pirate", keep=lambda entry: entry.kind == "quote")
    assert (found.total, [hit.entry.kind for hit in found.hits]) == (1, ["quote"])
    assert found.kinds == {"claim": 1, "market": 1, "quote": 1}


def test_mentions_are_no_quotes(index: Index) -> None:
    assert index.entry(f"{iris.ID}document/9#char=1,3") is None


def test_results_come_in_parts_that_fit_together(store: Store) -> None:
    index = index_of(store)
    whole = [hit.entry.iri for hit in index.search("alibaba", limit=100).hits]
    parts = [hit.entry.iri for at in range(0, 60, 20) for hit in index.search("alibaba", limit=20, offset=at).hits]
    assert parts == whole[:60]
    assert index.search("alibaba", limit=1).total > 60


def test_nothing_is_found_for_nothing(index: Index) -> None:
    for query in ("", "  ", "…", "zzzqqq"):
        assert index.search(query).total == 0


def test_words_that_answer_are_marked_where_they_stand() -> None:
    text = "Tao’s “Bao” — taos"
    assert [text[a:b] for a, b in highlighted(text, frozenset({"taos"}))] == ["Tao’s", "taos"]


@given(st.lists(st.text("abcdé’- ", min_size=1, max_size=12), min_size=1, max_size=12), st.text("abcde ", max_size=10))
def test_each_name_finds_its_entry_and_scores_are_between_0_and_100(names: list[str], other: str) -> None:
    index = Index(_entry(str(n), ("label", name)) for n, name in enumerate(names))
    for n, name in enumerate(names):
        found = index.search(name, limit=100)
        same = {hit.entry.iri for hit in found.hits if hit.score == EXACT["label"]}
        assert f"{MARKET}{n}" in same or not found.total
    assert all(0 < hit.score <= 100 for hit in index.search(other).hits)


def test_every_kind_of_id_in_the_graph_has_a_name(store: Store) -> None:
    assert {entry.kind for entry in index_of(store).entries} <= set(KINDS)
    others = {entry.iri for entry in index_of(store).entries if entry.kind == "other"}
    assert not [iri for iri in others if iri.startswith(iris.ID) and not iri.startswith(f"{iris.ID}software/")]
    assert kind("http://example.org/x") == "other"
    assert kind(f"{iris.ID}document/004#char=1,2") == "quote"
