"""The real tables: every row is accounted for, every name is one entity's, and nothing is made up.

What is counted here is counted in the CSV files, by the csv module and not by the program that reads them.
"""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from graph import iris, query, vocabulary
from graph.pipeline import Checked

TABLES = ("editions", "listings", "owners", "events", "identifiers")
# The ids that were published before there were tables.
KEPT = (
    "market/taobao market/aliexpress market/wechat market/pinduoduo market/dhgate market/baidu-wangpan"
    " company/alibaba-group company/tencent company/baidu association/aafa association/mpa government/ustr"
    " government/mofcom government/china-mfa person/michael-evans person/wang-wenbin country/united-states"
    " country/china country/hong-kong list/nml edition/2011 edition/2012 edition/2016 edition/2017 edition/2021"
)


def rows_of(sources: Path, name: str) -> list[dict[str, str]]:
    with (sources / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ask(store: Store, text: str) -> list[tuple[str, ...]]:
    found = query.run(store, text)
    assert isinstance(found, QuerySolutions)
    return [tuple(getattr(term, "value", "") for term in row) for row in found]


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_evidence_or_says_why_not(name: str, sources: Path, store: Store) -> None:
    expected = {f"{iris.document(name).value}#row={n}" for n in range(2, len(rows_of(sources, name)) + 2)}
    rows = {row for (row,) in ask(store, f"SELECT ?row {{ ?row a nm:Row ; nm:inDocument doc:{name} }}")}
    used = {
        row
        for (row,) in ask(
            store,
            f"""SELECT DISTINCT ?row {{ ?row a nm:Row ; nm:inDocument doc:{name}
            {{ ?fact nm:evidence ?row }} UNION {{ ?words nm:inRow ?row . ?fact nm:evidence ?words }} }}""",
        )
    }
    unused = {row for (row,) in ask(store, "SELECT ?row { ?row nm:unusedBecause ?why }")}
    assert rows == expected == used | (unused & rows)
    assert not used & unused


def test_every_address_is_a_page_that_a_row_was_read_on(sources: Path, store: Store) -> None:
    for name in TABLES[:-1]:
        for number, row in enumerate(rows_of(sources, name), 2):
            read_on = ask(store, f"SELECT ?a {{ <document/{name}#row={number}> nm:readOn/nm:address ?a }}")
            assert {address for (address,) in read_on} == set(row["source_url"].split(" | "))


def test_facts_from_rows_are_known_from_outside(checked: Checked) -> None:
    basis, kinds = iris.term("basis"), Counter[str]()
    for graph, triples in checked.graphs.items():
        if graph.value.startswith(f"{iris.GRAPH}external/"):
            kinds.update(
                iris.slug(t.object) for t in triples if t.predicate == basis and isinstance(t.object, NamedNode)
            )
    assert set(kinds) == {"external"}


def test_every_listing_row_is_a_listing_or_an_inclusion_and_nothing_else_is(sources: Path, store: Store) -> None:
    """The five Amazon sites of two editions are parts of one entry each."""
    rows = rows_of(sources, "listings")
    parts = [row for row in rows if ": amazon." in row["market_name"]]
    asked = """SELECT DISTINCT ?e ?m {{ ?x a nm:{} ; nm:inEdition ?e ; nm:ofMarket ?m ; nm:evidence ?row .
        ?row nm:inDocument doc:listings }}"""
    listings = Counter(edition.rpartition("/")[2] for edition, _ in ask(store, asked.format("Listing")))
    assert listings == Counter(row["edition"] for row in rows if row not in parts)
    inclusions = Counter(edition.rpartition("/")[2] for edition, _ in ask(store, asked.format("Inclusion")))
    # Beside the sites: two examples in each of two sections, and seven markets of one region.
    assert inclusions == Counter(row["edition"] for row in parts) + Counter({"2009": 2, "2010": 2, "2024": 7})


def test_market_kinds_countries_and_cities_are_those_of_the_rows(sources: Path, store: Store) -> None:
    kinds = {"online": "OnlineMarket", "physical": "PhysicalMarket"}
    for number, row in enumerate(rows_of(sources, "listings"), 2):
        evidence = f"<document/listings#row={number}>"
        classes = ask(store, f"SELECT ?k {{ ?l nm:evidence {evidence} ; nm:ofMarket/a ?k }}")
        assert (iris.NM + kinds[row["kind"]],) in classes
        found = ask(
            store,
            f"""SELECT ?code ?city {{ ?x a nm:Location ; nm:locationCountry/nm:countryCode ?code
            {{ ?x nm:evidence {evidence} }} UNION {{ ?x nm:evidence/nm:inRow {evidence} }}
            OPTIONAL {{ ?x nm:city ?city }} }}""",
        )
        assert {code for code, _ in found} == ({row["country"]} if row["country"] else set())
        assert not row["city"] or row["city"] in {city for _, city in found}


def test_categories_are_the_words_of_the_rows(sources: Path, store: Store) -> None:
    for number, row in enumerate(rows_of(sources, "listings"), 2):
        asked = f"""SELECT ?c {{ ?l a nm:Listing ; nm:evidence <document/listings#row={number}> ;
            nm:listingCategory/skos:prefLabel ?c }}"""
        assert row["category"] in {label for (label,) in ask(store, asked)} or ": amazon." in row["market_name"]


def test_a_name_printed_of_a_market_leads_to_one_entity(sources: Path, store: Store) -> None:
    """However it is spelt, a name alone in its cell is a mention of one market in every row that prints it."""
    printed = {row["market_name"] for row in rows_of(sources, "listings")}
    for name in sorted(printed):
        text = Literal(name)
        found = ask(
            store,
            f"""SELECT DISTINCT ?m {{ ?x nm:inDocument doc:listings ; nm:exact {text} ; nm:refersTo ?m .
            ?m a nm:Market }}""",
        )
        assert len(found) == 1, name


@pytest.mark.parametrize(
    ("names", "market"),
    [
        (("VK", "vKontakte", "Vk.com", "vKontakte.com", "VK (vk.com)", "vKontakte (vk.com)"), "vk"),
        (("ThePirateBay", "Thepiratebay.org"), "the-pirate-bay"),
        (("KAT.CR", "Kickass.to", "Kickasstorrents", "KickassTorrents"), "kickasstorrents"),
        (("Luowu Market", "Luohu Commercial Center"), "luohu"),
        (("Pinduoduo",), "pinduoduo"),
        (("Tepito", "El Tepito"), "tepito"),
    ],
)
def test_spellings_of_one_market_meet(names: tuple[str, ...], market: str, store: Store) -> None:
    for name in names:
        asked = f"SELECT DISTINCT ?m {{ ?x nm:inDocument doc:listings ; nm:exact {Literal(name)} ; nm:refersTo ?m }}"
        assert ask(store, asked) == [(iris.node(f"market/{market}").value,)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("market/pinduoduo", "company/pdd-holdings"),
        ("market/torrentz", "market/torrentz2"),
        ("market/yts-re", "market/yts-mx"),
        ("market/putlocker-is", "market/putlocker-ch"),
        ("market/baidu", "market/baidu-wangpan"),
        ("market/fmovies", "thing/fmovies-is-domain"),
    ],
)
def test_what_looks_alike_and_is_not_one_stays_two(one: str, other: str, store: Store) -> None:
    for entity in (one, other):
        assert ask(store, f"SELECT ?label {{ <{entity}> skos:prefLabel ?label }}")


def test_dragonmart_is_a_place_and_on_no_list(store: Store) -> None:
    assert bool(
        query.run(
            store,
            "ASK { market:dragonmart a nm:PhysicalMarket FILTER NOT EXISTS { market:dragonmart nm:listedIn ?e } }",
        )
    )


def test_ids_that_were_published_are_kept(store: Store) -> None:
    for name in KEPT.split():
        assert ask(store, f"SELECT ?label {{ <{name}> skos:prefLabel ?label }}"), name


def test_every_printed_name_that_is_a_domain_is_kept_as_one(sources: Path, store: Store) -> None:
    domain = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
    known = {value for (value,) in ask(store, "SELECT ?d { ?m a nm:Market ; nm:domain ?d }")}
    names = {row["market_name"] for row in rows_of(sources, "listings")}
    bare = {name.rpartition(": ")[2].strip("()") for name in names} | {
        m[1] for n in names if (m := re.search(r"\((.*?)\)$", n))
    }
    assert {name.lower() for name in bare if domain.fullmatch(name)} == known
    assert len(known) > 60


def test_what_is_worked_out_is_in_no_source_and_rests_on_none_that_is_silent(checked: Checked) -> None:
    history = checked.graphs[iris.named_graph("history")]
    others = {t for g, triples in checked.graphs.items() if g != iris.named_graph("history") for t in triples}
    assert history
    assert not history & others
    worked_out = {"Completeness", "Run", "Gap", "StatusChange"}
    classes = {
        t.object.value.removeprefix(iris.NM)
        for t in others
        if t.predicate == vocabulary.TYPE and isinstance(t.object, NamedNode)
    }
    assert not classes & worked_out


def test_no_change_rests_on_the_silence_of_an_edition_that_is_not_held_whole(store: Store) -> None:
    grounds = ask(
        store,
        """SELECT DISTINCT ?change { ?change nm:ground nmc:complete-edition ; nm:restsOn ?c .
        ?c a nm:Completeness ; nm:complete false }""",
    )
    assert grounds == []
    editions = {
        e for (e,) in ask(store, "SELECT DISTINCT ?e { ?change nm:ground nmc:complete-edition ; nm:changeIn ?e }")
    }
    # Only the online markets of 2020 are held whole: what left with it, and what came after it.
    assert {e.rpartition("/")[2] for e in editions} == {"2020", "2021"}
