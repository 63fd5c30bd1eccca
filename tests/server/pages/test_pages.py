"""What the pages say of the real graph, and of a graph that knows little."""

import html
import json
import re
from collections.abc import Callable

import pytest
from asking import KINDS, Asked
from rdflib import Graph

from graph import vocabulary
from graph.release import Release


def said(text: str) -> str:
    """Give the words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


# The market in a minute


def test_a_market_says_whether_it_is_listed_since_when_who_runs_it_and_what_is_said(pages: Asked) -> None:
    words = said(pages.get("/about/id/market/taobao.html").text)
    assert "On the list? Last known on it in the 2024 list ; nothing known since: 2025" in words
    assert "First listed in the 2010 out-of-cycle list , listed in 11 of the 21 editions here" in words
    assert "here; named inside an entry in 2 more" in words
    assert "Who runs it? Alibaba Group" in words
    assert "9 against, 4 in its defence" in words
    assert "in the speaker’s own words" in words
    assert "hedged: “ reportedly ”" in words


def test_a_market_tells_machines_its_other_names_and_where_else_it_is_described(pages: Asked) -> None:
    def described(name: str) -> dict[str, object]:
        text = pages.get(f"/about/id/market/{name}.html").text
        found: dict[str, object] = json.loads(text.partition('application/ld+json">')[2].partition("</script>")[0])
        return found

    vk = described("vk")
    assert vk["sameAs"] == ["http://www.wikidata.org/entity/Q116933"]
    assert "vKontakte" in str(vk["alternateName"])
    assert not {"sameAs", "alternateName"} & described("snapdeal").keys()


def test_what_is_implied_looks_otherwise_than_what_is_stated(pages: Asked) -> None:
    text = pages.get("/about/id/market/taobao.html").text
    assert re.search(r'class="basis implied"><span aria-hidden="true">◇</span> implied', text)
    assert re.search(r'class="basis stated"><span aria-hidden="true">■</span> stated', text)
    timeline = (
        "2011: listed (external); 2012: not listed; 2013: unknown; 2014: unknown; 2015: not listed; "
        "2016: listed (external); 2017: listed (stated); 2018: listed (external)"
    )
    assert timeline in text


def test_a_market_that_is_only_an_example_in_an_entry_is_not_told_as_listed(pages: Asked) -> None:
    page = pages.get("/about/id/market/amazon-ca.html").text
    assert "Not known to have been listed; named inside an entry in the 2019 list" in said(page)
    assert "2019: named inside an entry;" in page
    lists = (
        pages.get("/markets", name="amazon.ca"),
        pages.get("/about/id/company/amazon.html"),
        pages.client.get("/reconcile/preview?id=market/amazon-ca"),
    )
    for shown in lists:
        assert re.search("named inside an entry in 2019", said(shown.text)), shown.request.path
    taobao = pages.client.get("/reconcile/preview?id=market/taobao").text
    assert "2010 out-of-cycle, 2011, 2016" in taobao
    assert "named inside an entry in 2009 section, 2010 section" in taobao


@pytest.mark.parametrize(
    ("market", "words"),
    [
        ("dhgate", "Last known on it in the 2023 list ; nothing known since: 2024, 2025"),
        ("youtube-mp3", "nothing known since: 2017 to 2019, 2021 to 2025 ; known not to be listed in: 2020"),
    ],
)
def test_every_edition_after_the_last_listing_is_accounted_for(market: str, words: str, pages: Asked) -> None:
    assert words in said(pages.get(f"/about/id/market/{market}.html").text)


def test_an_absence_that_no_removal_states_is_told_with_its_ground(pages: Asked) -> None:
    taobao = said(pages.get("/about/id/market/taobao.html").text)
    assert "2015 list not listed it follows: a source calls its listing in the 2016 list a relisting" in taobao
    counted = said(pages.get("/about/id/market/youtube-mp3.html").text)
    assert "2020 list not listed it follows: all markets of its kind that this edition lists are known here" in counted


def test_what_is_not_known_is_said(pages: Asked) -> None:
    words = said(pages.get("/about/id/market/youtube-mp3.html").text)
    assert "Who runs it? Not known" in words
    assert "No claim is recorded" in words
    assert "No claim of theirs is recorded" in said(pages.get("/about/id/person/sean-gallup.html").text)


def test_what_a_table_reports_without_quotes_stands_on_its_side_and_is_said_at_once(pages: Asked) -> None:
    words = said(pages.get("/about/id/market/snapdeal.html").text)
    assert "What is said? No quoted claim; 2 rebuttals reported" in words
    assert (
        "In its defence 0 quoted, 2 reported Snapdeal (company) rebuttal called the report factually incorrect" in words
    )
    assert "Reported by a table, not quoted" in words
    assert "rebuttal" not in words.partition("Other facts")[2]
    raided = said(pages.get("/about/id/market/pacific-mall.html").text)
    assert "No quoted claim; 1 legal action, 1 listing elsewhere reported" in raided
    assert "Against it 0 quoted, 2 reported York Regional Police legal action" in raided
    told = said(pages.get("/about/id/market/taobao.html").text)
    defended = told.partition("In its defence 4 quoted, 3 reported")[2].partition("Also said")[0]
    for who in ("Ministry of Commerce", "Michael Evans", "Alibaba Group"):
        assert who in defended
    assert "Motion Picture Association support backed removal" in told.partition("Also said")[2]


def test_a_row_of_a_table_is_shown_by_its_cells_and_not_counted_as_a_quote(pages: Asked) -> None:
    words = said(pages.get("/about/id/market/snapdeal.html").text)
    assert (
        "1 table row edition 2019 market name Snapdeal kind online country IN category e-commerce Row 184 of" in words
    )
    assert "Row 184 of our table “ Markets named in editions of the Notorious Markets List ” read at" in words
    assert "1 quote" not in words
    assert ",Snapdeal," not in words
    both = said(pages.get("/about/id/market/taobao.html").text)
    assert "1 quote, 1 table row" in both
    assert "nobody is quoted by them" in said(pages.get("/about/id/document/listings.html").text)
    assert "nobody is quoted by them" not in said(pages.get("/about/id/document/004.html").text)
    found = said(pages.get("/search", q="snapdeal").text)
    assert "rows of our tables 5" in found
    assert "2019 · Snapdeal · online · IN · e-commerce" in found
    assert "quotes" not in found.partition("All")[2].partition("markets 1")[2].partition("row of")[0]


def test_a_claim_stands_where_what_it_claims_puts_it_and_one_statement_once(pages: Asked) -> None:
    words = said(pages.get("/about/id/market/taobao.html").text)
    against = words.partition("Against it 9")[2].partition("In its defence")[0]
    assert against.count("a high volume of infringing products reportedly continues") == 1
    assert "also reported in Alibaba blames politics" in against
    for told in (
        "67% of the goods sold on Taobao were counterfeit",
        "back onto the Notorious",
        "challenges and burdens",
    ):
        assert told in against, told


def test_who_affirms_and_who_denies_stand_beside_each_other(pages: Asked) -> None:
    words = said(pages.get("/about/id/proposition/met-requests.html").text)
    assert "Disputed : 2 claims affirm, 1 claim denies." in words
    assert "Who affirms it 2 Alibaba Group rebuts" in words
    assert "Who denies it 1 Office of the United States Trade Representative" in words


def test_an_edition_says_how_much_of_it_is_known_and_what_changed(pages: Asked) -> None:
    words = said(pages.get("/about/id/edition/2021.html").text)
    assert "online markets 22 42 incomplete: silence proves nothing" in words
    assert "Before it: 2020 list After it: 2022 list" in words
    assert "Named in both 23 1337x" in words
    assert "New: known not to be in the one before 4 2embed AliExpress IndiaMART WeChat Named here;" in words
    assert "of the one before it is not known 15 Anfu Market" in words


def test_a_document_shows_its_excerpts_and_what_rests_on_them(pages: Asked) -> None:
    words = said(pages.get("/about/id/document/004.html").text)
    assert "Text quality: word-spun copy" in words
    assert "446–518 markets that reportedly facilitate substantial trademark counterfeiting." in words
    assert "“ Tencent ” is Tencent" in words


# Nothing, or little


@pytest.mark.parametrize("path", [path for path in KINDS if not path.startswith("/about/")])
def test_pages_of_nothing_say_so(path: str, empty: Asked) -> None:
    assert empty.get(path).status_code == 200


PREFIXES = (
    """@prefix nm: <https://w3id.org/notorious-markets/ontology#> . @base <https://w3id.org/notorious-markets/id/> ."""
)


def test_things_without_any_property_have_a_page_too(of_turtle: Callable[[str], Asked]) -> None:
    kinds = ("market", "company", "person", "edition", "claim", "proposition", "document", "thing", "country")
    bare = of_turtle(PREFIXES + "".join(f"<thing/x> nm:about <{kind}/bare> . " for kind in kinds))
    for kind in kinds:
        answer = bare.get(f"/about/id/{kind}/bare.html")
        assert answer.status_code == 200, kind
        assert "Traceback" not in answer.text


HISTORY = f"""{PREFIXES}
@prefix nmc: <https://w3id.org/notorious-markets/concept/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<edition/2019> a nm:ListEdition ; nm:editionYear 2019 ; skos:prefLabel "2019 list" .
<edition/2020> a nm:ListEdition ; nm:editionYear 2020 ; skos:prefLabel "2020 list" ; nm:laterThan <edition/2019> .
<market/m> a nm:Market , nm:OnlineMarket ; skos:prefLabel "M" ; nm:listedIn <edition/2019> ;
  nm:absentFrom <edition/2020> ;
  nm:domain "m.example" .
<listing/2019/m> a nm:Listing , nm:Fact ; nm:listsMarket <market/m> ; nm:inEdition <edition/2019> ;
  nm:basis nmc:external ;
  nm:evidence <document/t#row=7> .
nmc:external skos:prefLabel "external" .
<document/t> a nm:Document ; dcterms:title "A table" .
<document/t#row=7> a nm:Excerpt ; nm:inDocument <document/t> ; nm:exact "2019,M" ; nm:start 100 ; nm:end 106 ;
  nm:readOn <document/page> .
<document/page> a nm:Document ; nm:address "https://news.example/m" .
<completeness/2020> nm:ofEdition <edition/2020> ; nm:marketKind nmc:online ; nm:held 3 ;
  nm:counted 3 ; nm:complete true .
nmc:online skos:prefLabel "online" .
<change/2020/m> a nm:StatusChange ; nm:changeOf <market/m> ; nm:changeIn <edition/2020> ; nm:listingStatus nmc:removed .
nmc:removed skos:prefLabel "removed" .
<ownership/o> a nm:Ownership , nm:Fact ; nm:ownedThing <market/m> ; nm:owner <company/o> ; nm:basis nmc:external .
<company/o> a nm:Agent , nm:Company ; skos:prefLabel "O" .
<dating/o> a nm:Dating ; nm:datingOf <ownership/o> ; nm:since "2003-05" .
"""


def test_the_history_is_used_where_it_is_there(of_turtle: Callable[[str], Asked]) -> None:
    pages = of_turtle(HISTORY)
    words = said(pages.get("/about/id/market/m.html").text)
    assert "No , not in the 2020 list , the newest here; last listed in the 2019 list" in words
    assert "2019: listed (external); 2020: not listed." in words
    assert "2020 list : removed" in words
    assert "owner O since 2003-05" in words
    assert "Domains ever printed m.example" in words
    assert 'href="https://news.example/m"' in pages.get("/about/id/market/m.html").text
    assert "online markets 3 – complete" in said(pages.get("/about/id/edition/2020.html").text)
    assert "Left out: known not to be in this one 1 M" in said(pages.get("/about/id/edition/2020.html").text)
    assert "2020 list online 3 3 complete" in said(pages.get("/data").text)
    assert "row 7 2019,M listing 2019/m read on https://news.example/m" in said(
        pages.get("/about/id/document/t.html").text
    )
    assert "These rows of tables were read on it" in said(pages.get("/about/id/document/page.html").text)


def test_what_only_follows_is_told_as_implied_on_the_timeline(of_turtle: Callable[[str], Asked]) -> None:
    implied = HISTORY.replace("nmc:external ;\n  nm:evidence", "nmc:implied ;\n  nm:evidence")
    pages = of_turtle(implied + 'nmc:implied skos:prefLabel "implied" .')
    assert "2019: listed (implied); 2020: not listed." in said(pages.get("/about/id/market/m.html").text)


# Lists


@pytest.mark.parametrize(
    ("path", "parameters", "total"),
    [
        ("/markets", {}, 203),
        ("/markets", {"kind": "online"}, 140),
        ("/markets", {"kind": "group", "country": "country/china"}, 2),
        ("/markets", {"owner": "company/alibaba-group"}, 4),
        ("/markets", {"edition": "edition/2016"}, 27),
        ("/markets", {"name": "TAO"}, 1),
        ("/markets", {"name": "nothing like it"}, 0),
        ("/agents", {"kind": "person"}, 32),
        ("/propositions", {"state": "disputed"}, 4),
        ("/documents", {"kind": "article"}, 5),
        ("/editions", {}, 21),
        ("/claims", {"about": "market/taobao"}, 19),
        ("/claims", {"act": "concept/accuses"}, 22),
        ("/claims", {"affirms": "proposition/met-requests"}, 2),
        ("/claims", {"document": "document/000", "speaker": "government/ustr"}, 3),
    ],
)
def test_lists_are_filtered_without_script(path: str, parameters: dict[str, str], total: int, pages: Asked) -> None:
    words = said(pages.get(path, **parameters).text)
    assert (f"{total} in all" if total else "There is none that matches.") in words
    for value in parameters.values():
        assert value in pages.get(path, **parameters).text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/markets?page=999", 404, "There is no page 999: the list has 5 pages."),
        ("/about/id/edition/2021.html?page=99", 404, "There is no page 99"),
        ("/markets?page=abc", 400, "“page” is a number from 1 on, not “abc”."),
        ("/markets?kind=nope", 400, "There is no kind “nope” in this list. online physical group"),
        ("/markets?edition=nope", 400, "There is no edition “nope” in this list. edition/2006 edition/2007"),
        ("/markets?owner=a%20b%3E", 400, "“owner” is an id such as market/taobao"),
        ("/markets?colour=red", 400, "There is no parameter “colour” here. name kind country edition owner page"),
    ],
)
def test_what_a_list_does_not_know_is_refused_with_what_there_is(
    path: str, status: int, words: str, pages: Asked
) -> None:
    answer = pages.get(path)
    assert answer.status_code == status
    assert words in said(answer.text)


def test_a_form_that_is_sent_as_it_stands_is_answered(pages: Asked) -> None:
    assert "203 in all" in said(pages.get("/markets?name=&kind=&country=&edition=&owner=").text)


def test_the_front_page_counts_what_the_list_of_markets_holds(pages: Asked) -> None:
    markets, groups = re.findall(r"(\d+) markets, and (\d+) groups of them", said(pages.get("/").text))[0]
    assert f"{int(markets) + int(groups)} in all" in said(pages.get("/markets").text)


# Ontology, shapes


def test_every_term_has_its_anchor_its_label_and_its_definition(pages: Asked) -> None:
    text = pages.get("/ontology").text
    found = vocabulary.read()
    for name in [*found.classes, *found.concepts]:
        if not name.startswith("http"):
            assert f'id="{name}"' in text, name
    assert "statement of a speaker as one document reports it" in text
    assert "(speech act is accuses)" in text
    assert "has listing then in edition" in text
    assert len(re.findall(r'<article class="term"', text)) > 150


def test_every_shape_has_its_anchor_and_its_message(pages: Asked) -> None:
    text = pages.get("/shapes").text
    names = re.findall(r"^nms:([\w-]+)$", vocabulary.source_text("shapes"), re.MULTILINE)
    assert len(names) > 200
    node_shapes = [name for name in names if f"nms:{name}\n    a sh:NodeShape" in vocabulary.source_text("shapes")]
    assert [name for name in node_shapes if f'id="{name}"' not in text] == []
    assert "Give one speaker: an nm:Agent" in text
    assert "SELECT $this ?value" in text


@pytest.mark.parametrize("name", ["ontology", "shapes"])
def test_both_can_be_downloaded(name: str, pages: Asked) -> None:
    for suffix, media_type in (
        ("ttl", "text/turtle"),
        ("nt", "application/n-triples"),
        ("jsonld", "application/ld+json"),
        ("rdf", "application/rdf+xml"),
    ):
        answer = pages.client.get(f"/{name}.{suffix}")
        assert (answer.status_code, answer.content_type.partition(";")[0]) == (200, media_type)
        triples = [
            Graph().parse(data=each.text, format=media_type)
            for each in (answer, pages.client.get(f"/{name}", headers={"Accept": media_type}))
        ]
        assert len(triples[0]) == len(triples[1]) > 1000
    assert pages.client.get(f"/{name}.ttl").text == vocabulary.source_text(name)


# Data


def test_the_data_page_tells_how_to_download_cite_and_what_is_missing(pages: Asked, release: Release) -> None:
    text = pages.get("/data").text
    words = said(text)
    assert f'href="/dumps/{release.id}/nmkg.ttl"' in text
    assert f"release {release.id}" in words
    assert f"@dataset{{nmkg-{release.id}," in words
    assert "The release conforms to its shapes" in words
    assert "162 196 markets of which no source says who runs or owns them" in words
    described = json.loads(text.partition('application/ld+json">')[2].partition("</script>")[0])
    assert described["@type"] == "Dataset"
    assert len(described["distribution"]) == 6
    assert 'rel="item"' in pages.get("/data").headers["Link"]
    assert '<link rel="alternate" type="text/turtle" title="VoID and DCAT" href="/void">' in text
