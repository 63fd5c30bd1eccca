"""Rows become views by pure functions."""

from collections.abc import Sequence
from typing import Any

import pytest
from werkzeug.exceptions import NotFound

from graph import iris
from server.pages import (
    claims,
    comparison,
    completeness,
    excerpts,
    facts,
    history,
    links,
    paging,
    reported,
    rows,
    terms,
)
from server.pages.claims import Claim
from server.pages.history import State
from server.pages.terms import Frame, Value
from server.problem import Problem

NM, NMC, ID = iris.NM, iris.NMC, iris.ID


def uri(value: str) -> dict[str, str]:
    return {"type": "uri", "value": value}


def literal(value: str, language: str = "") -> dict[str, str]:
    return {"type": "literal", "value": value, **({"xml:lang": language} if language else {})}


def frame(iri: str, **values: Sequence[str | tuple[str, str]]) -> Frame:
    """Make a frame; values are texts, or pairs of text and IRI."""
    return Frame(
        iri,
        {
            name.replace("_", ":", 1): tuple(Value(*each) if isinstance(each, tuple) else Value(each) for each in given)
            for name, given in values.items()
        },
    )


def a(*names: str) -> list[tuple[str, str]]:
    return [(name, NM + name) for name in names]


# Terms


def test_rows_become_frames_with_labels_and_quotes_in_the_order_of_the_text() -> None:
    excerpt = {
        "node": uri("n"),
        "property": uri(f"{NM}evidence"),
        "quote": literal("later"),
        "document": uri(f"{ID}document/d"),
    }
    rows = [
        {
            "node": uri("n"),
            "property": uri(f"{NM}speaker"),
            "value": uri(f"{ID}company/x"),
            "label": literal("X", "de"),
        },
        {
            "node": uri("n"),
            "property": uri(f"{NM}speaker"),
            "value": uri(f"{ID}company/x"),
            "label": literal("The X", "en"),
        },
        {**excerpt, "value": uri("d#char=9,10"), "start": literal("9"), "url": uri("https://b.example/")},
        {**excerpt, "value": uri("d#char=9,10"), "start": literal("9"), "url": uri("https://a.example/")},
        {**excerpt, "value": uri("d#char=2,3"), "start": literal("2"), "quote": literal("earlier")},
    ]
    (found,) = terms.frames(rows)
    assert [value.text for value in found.all("nm:speaker")] == ["The X"]
    quotes = [value.quote for value in found.all("nm:evidence") if value.quote]
    assert [quote.text for quote in quotes] == ["earlier", "later"]
    assert quotes[1].urls == ("https://a.example/", "https://b.example/")
    assert quotes[1].title == "document/d"


def test_what_may_not_stand_in_a_page_is_replaced_and_what_turns_is_left_out_of_titles() -> None:
    assert terms.shown("a\x00b\x07c\ufffe\td\n") == "a\ufffdb\ufffdc\ufffd\td\n"
    assert terms.plain("a\u202eb\u2066\n c\x01") == "ab c\ufffd"


# Links


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (f"{ID}market/taobao", "/about/id/market/taobao.html"),
        (f"{ID}listing/2021/taobao", "/about/id/listing/2021/taobao.html"),
        (f"{NMC}accuses", "/about/concept/accuses.html"),
        (f"{NM}Market", "/ontology#Market"),
        (f"{iris.NMS}Claim", "/shapes#Claim"),
        (f"{ID}document/004#char=446,518", "/about/id/document/004.html#char=446,518"),
        (f"{ID}document/t#char=40001,40002", "/about/id/document/t.html?part=2#char=40001,40002"),
        (f"{ID}document/t#row=250", "/about/id/document/t.html?part=2#row=250"),
        (f"{ID}document/t#odd", "/about/id/document/t%23odd.html"),
        ("https://example.org/x", "https://example.org/x"),
        ("javascript:alert(1)", ""),
        ("JAVASCRIPT:alert(1)", ""),
        ("data:text/html,x", ""),
        ("urn:x", ""),
        ("//example.org", ""),
    ],
)
def test_links_lead_to_pages_of_ours_or_to_the_web(iri: str, path: str) -> None:
    assert links.href(iri) == path


def test_a_host_is_shown_of_web_addresses_only() -> None:
    assert links.host("https://a.example:80/x?y") == "a.example:80"
    assert links.host("javascript:alert(1)//https://a.example/") == ""


# Facts


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        ({"nm_notBefore": ["2018-01-15"], "nm_notAfter": ["2018-01-15"]}, "2018-01-15"),
        (
            {"nm_notBefore": ["2018-01-01"], "nm_notAfter": ["2018-12-31"], "nm_dateText": ["2018"]},
            "between 2018-01-01 and 2018-12-31 (“2018”)",
        ),
        ({"nm_notAfter": ["2018-01-15"]}, "not after 2018-01-15"),
        ({"nm_notBefore": ["2018-01-15"]}, "not before 2018-01-15"),
        ({"nm_dateText": ["Thursday"]}, "“Thursday”"),
        ({"nm_notBefore": ["2018-01-15"], "nm_notAfter": ["2018-01-15"], "nm_dateText": ["2018-01-15"]}, "2018-01-15"),
        ({"nm_since": ["2021"], "nm_until": ["2024-Q1"]}, "since 2021 until 2024-Q1"),
    ],
)
def test_a_time_is_told_as_closely_as_it_is_known(values: dict[str, list[str]], words: str) -> None:
    assert facts.when(frame("f", **values)) == words


def test_sources_that_date_a_fact_differently_are_both_told() -> None:
    own = frame("f", rdf_type=a("Listing", "Fact"))
    datings = [
        frame(str(n), nm_datingOf=[("f", "f")], nm_notBefore=[day], nm_notAfter=[day])
        for n, day in enumerate(("2018-01-12", "2018-01-11", "2018-01-12"))
    ]
    assert facts.facts([own], datings)[0].when == "2018-01-11; or 2018-01-12"


def test_the_class_that_says_most_names_a_thing() -> None:
    assert (
        facts.kind(frame("m", rdf_type=a("ListingTarget", "ListedMarket", "Market", "OnlineMarket"))).text
        == "OnlineMarket"
    )
    assert facts.kind(frame("f", rdf_type=a("Fact", "Listing", "ListEvent"))).text == "Listing"
    assert facts.kind(frame("g", rdf_type=a("ListedMarket", "ListingTarget", "MarketGroup"))).text == "MarketGroup"
    assert facts.kind(frame("x")).text == "thing"


# Claims


def claim(iri: str, act: str, *speakers: str) -> Claim:
    return claims.claim(
        frame(iri, nm_speechAct=[(act, NMC + act)], nm_speaker=[(s, s) for s in speakers], nm_summary=[iri])
    )


def test_claims_stand_by_speaker_and_act() -> None:
    found = [
        claim("accused", "accuses", "ustr"),
        claim("counter", "accuses", "owner"),
        claim("praised", "praises", "ustr"),
        claim("told", "reports", "press"),
    ]
    sides = claims.sides(found, {"owner"}, [])
    assert [each.iri for each in sides.against] == ["accused"]
    assert [each.iri for each in sides.defence] == ["counter", "praised"]
    assert [each.iri for each in sides.other] == ["told"]


def test_who_contradicts_one_side_stands_on_the_other_where_act_and_speaker_do_not_tell() -> None:
    found = [claim("accused", "accuses", "ustr"), claim("denied", "denies", "state"), claim("again", "rebuts", "press")]
    sides = claims.sides(found, set(), [("denied", "accused"), ("again", "denied")])
    assert [each.iri for each in sides.defence] == ["denied"]
    assert [each.iri for each in sides.other] == ["again"]
    assert claims.sides(found, set(), [("accused", "denied")]).against[0].iri == "accused"


def said_of(iri: str, act: str, speaker: str, topic: str, *, same: str = "", **stances: str) -> Claim:
    values: dict[str, Sequence[str | tuple[str, str]]] = {
        "nm_speechAct": [(act, NMC + act)],
        "nm_speaker": [(speaker, speaker)],
        "nm_topic": [(topic, NMC + topic)],
        "nm_sameStatementAs": [(same, same)] if same else [],
        **{f"nm_{stance}": [(proposition, proposition)] for stance, proposition in stances.items()},
    }
    return claims.claim(frame(iri, **values))


def test_where_neither_speaker_nor_act_tell_a_claim_stands_by_what_it_claims() -> None:
    found = [
        said_of("accused", "accuses", "ustr", "ip-enforcement", denies="helped"),
        said_of("alike", "reports", "press", "business", denies="helped"),
        said_of("opposite", "asserts", "press", "business", affirms="helped"),
        said_of("fakes", "statistic", "agency", "counterfeiting"),
        said_of("asked", "requests", "group", "list-membership"),
        said_of("asked-help", "requests", "group", "cooperation"),
        said_of("enforced", "reports", "ustr", "ip-enforcement"),
        said_of("closed", "reports", "agency-2", "ip-enforcement"),
        said_of("size", "statistic", "ustr", "business"),
    ]
    sides = claims.sides(found, set(), [])
    assert [each.iri for each in sides.against] == ["accused", "alike", "fakes", "asked", "enforced"]
    assert [each.iri for each in sides.defence] == ["opposite"]
    assert [each.iri for each in sides.other] == ["asked-help", "closed", "size"]


def test_what_both_sides_affirm_puts_nobody_on_a_side() -> None:
    found = [
        said_of("accused", "accuses", "ustr", "business", affirms="p"),
        said_of("own", "asserts", "owner", "business", affirms="p"),
        said_of("third", "asserts", "press", "business", affirms="p"),
    ]
    assert [each.iri for each in claims.sides(found, {"owner"}, []).other] == ["third"]


def test_one_statement_that_two_documents_report_is_shown_once() -> None:
    found = [
        said_of("a", "accuses", "ustr", "business", same="b"),
        said_of("b", "accuses", "ustr", "business", same="a"),
        said_of("c", "accuses", "ustr", "business"),
    ]
    sides = claims.sides(found, set(), [])
    assert [(each.iri, [other.iri for other in each.also]) for each in sides.against] == [("a", ["b"]), ("c", [])]
    assert sides.total == 3


# Reported


def test_happenings_stand_by_their_kind_and_else_by_their_actor() -> None:
    def happening(kind: str, actor: str, day: str) -> facts.Fact:
        return facts.fact(
            frame(
                kind + actor,
                rdf_type=a("Happening", "Fact"),
                nm_happeningKind=[(kind, NMC + kind)],
                nm_actor=[(actor, actor)],
                nm_notBefore=[day],
            )
        )

    found = reported.reported(
        [
            happening("rebuttal", "stranger", "2020-02-02"),
            happening("rebuttal", "owner", "2019-02-02"),
            happening("support", "owner", "2021-01-01"),
            happening("support", "stranger", "2021-01-01"),
            happening("legal-action", "court", "2021-01-01"),
            happening("closure", "court", "2021-01-01"),
        ],
        {"owner"},
    )
    assert [fact.iri for fact in found.defence] == ["rebuttalowner", "rebuttalstranger", "supportowner"]
    assert [fact.iri for fact in found.against] == ["legal-actioncourt"]
    assert [fact.iri for fact in found.other] == ["supportstranger"]
    assert found.words == "1 legal action, 2 rebuttals, 2 words of support"
    assert reported.Reported().words == ""


def test_a_claim_of_one_who_speaks_for_the_owner_is_the_owners() -> None:
    spoken = claims.claim(
        frame("c", nm_speechAct=[("accuses", f"{NMC}accuses")], nm_attributableTo=[("Owner", "owner")])
    )
    assert claims.sides([spoken], {"owner"}, []).defence == (spoken,)


# History


def series() -> tuple[history.Edition, ...]:
    return history.editions(
        frame(f"{ID}edition/{year}", skos_prefLabel=[f"{year} list"], nm_editionYear=[year], nm_laterThan=before)
        for year, before in (("2021", ["2020", "2019"]), ("2019", []), ("2020", ["2019"]))
    )


def event(kind: str, year: str, *bases: str) -> facts.Fact:
    types = a(kind, "ListEvent", "Fact")
    edition = [(f"{year} list", f"{ID}edition/{year}")]
    return facts.fact(
        frame(f"{kind}{year}", rdf_type=types, nm_inEdition=edition, nm_basis=[(b, NMC + b) for b in bases])
    )


def test_silence_is_unknown_and_only_what_is_known_is_absence() -> None:
    found = history.history(series(), [event("Listing", "2019", "stated"), event("Nomination", "2020", "stated")])
    assert [year.state for year in found.years] == [State.LISTED, State.UNKNOWN, State.UNKNOWN]
    removed = history.history(series(), [event("Removal", "2020", "stated")], [f"{ID}edition/2021"])
    assert [year.state for year in removed.years] == [State.UNKNOWN, State.ABSENT, State.ABSENT]


def test_a_market_named_inside_an_entry_is_not_listed_and_a_listing_counts_more() -> None:
    inside = [event("Inclusion", "2019", "stated"), event("Inclusion", "2020", "stated"), event("Listing", "2020")]
    found = history.history(series(), inside)
    assert [year.state for year in found.years] == [State.INCLUDED, State.LISTED, State.UNKNOWN]
    assert ([y.edition.slug for y in found.listed], [y.edition.slug for y in found.included]) == (["2020"], ["2019"])


def test_an_absence_is_told_with_the_relisting_or_the_completeness_that_proves_it() -> None:
    relisting = event("Listing", "2020", "stated")
    values = {**relisting.frame.values, "nm:listingStatus": (Value("relisted", f"{NMC}relisted"),)}
    again = facts.fact(Frame(relisting.iri, values))
    first, last = (f"{ID}edition/{year}" for year in ("2019", "2021"))
    found = history.history(series(), [again], [first, last])
    assert "calls its listing in the 2020 list a relisting" in found.years[0].ground
    assert found.years[0].rests == (again,)
    assert "all markets of its kind" in found.years[2].ground
    assert history.history(series(), [event("Removal", "2019")], [first]).years[0].ground == ""


def test_editions_since_the_last_listing_are_named_and_runs_are_shortened() -> None:
    years = tuple(str(year) for year in range(2010, 2020))
    many = history.editions(
        frame(f"{ID}edition/{year}", skos_prefLabel=[f"{year} list"], nm_laterThan=years[:n])
        for n, year in enumerate(years)
    )
    found = history.history(many, [event("Listing", "2011")], [f"{ID}edition/2015"])
    assert found.since("unknown") == "2012 to 2014, 2016 to 2019"
    assert found.since("not listed") == "2015"
    assert history.short("2010 out-of-cycle list") == "2010 out-of-cycle"
    assert history.short(" list") == " list"


def test_of_two_bases_the_one_that_says_most_counts() -> None:
    found = history.history(
        series(), [event("Listing", "2020", "external", "stated"), event("Listing", "2021", "implied")]
    )
    assert [year.basis for year in found.years] == ["", "stated", "implied"]
    assert found.newest is not None
    assert found.newest.edition.slug == "2021"


# Editions


def test_completeness_is_what_sources_count_beside_what_is_held() -> None:
    figures = [
        frame("a", nm_value=["2"], nm_measure=[("x", f"{NMC}listed-online-markets")]),
        frame("b", nm_value=["35"], nm_measure=[("x", f"{NMC}listed-physical-markets")]),
    ]
    online, physical, both = completeness.completeness({"OnlineMarket": 2, "PhysicalMarket": 3}, figures, [])
    assert (online.verdict, physical.verdict) == ("complete", "incomplete: silence proves nothing")
    assert (both.held, both.verdict) == (5, "not known: no source here counts them")


def test_the_graphs_own_verdict_goes_before_our_count() -> None:
    own = frame("k", nm_marketKind=[("online", f"{NMC}online")], nm_held=["7"], nm_counted=["7"], nm_complete=["false"])
    online = completeness.completeness({"OnlineMarket": 7}, [], [own])[0]
    assert (online.held, online.complete) == (7, False)


def test_an_edition_is_compared_without_guessing() -> None:
    assert comparison.compared([], 10) is None
    row = {"previous": uri(f"{ID}edition/2019"), "previous_label": literal("2019 list")}
    rows = [{**row, "state": literal(s), "market": uri(s), "label": literal(s)} for s in ("gone", "here", "there")]
    found = comparison.compared(rows, 10)
    assert found is not None
    assert [words.split(":")[0].split(";")[0] for words, _ in found.groups] == [
        "Named here",
        "Left out",
        "Named in the one before",
    ]
    assert not found.is_cut
    alone = comparison.compared([row], 10)
    assert alone is not None
    assert alone.groups == ()


# Excerpts


def test_excerpts_stand_in_order_with_the_names_inside_them() -> None:
    def row(start: int, end: int, use: str, other: str) -> dict[str, Any]:
        return {
            "excerpt": uri(f"d#char={start},{end}"),
            "quote": literal("x" * (end - start)),
            "start": literal(str(start)),
            "end": literal(str(end)),
            "use": literal(use),
            "other": uri(ID + other),
        }

    found = excerpts.excerpts(
        [
            row(30, 40, "mention", "market/m"),
            row(0, 20, "evidence", "claim/c"),
            row(5, 8, "mention", "company/x"),
            row(0, 20, "attribution", "claim/d"),
        ]
    )
    assert [each.anchor for each in found] == ["char=0,20", "char=30,40"]
    assert [use for use, _ in found[0].rests] == ["tells who says it", "claim"]
    assert [each.anchor for each in found[0].inside] == ["char=5,8"]


# Rows of tables


def test_a_row_is_told_by_its_cells_and_never_as_a_quote() -> None:
    listings, text = (
        f"{ID}document/listings",
        '2019,"Tank Road, Delhi",physical,IN,,physical market,,https://a.example/,',
    )
    row = terms.Quote(f"{listings}#row=7", text, listings, "Markets")
    words = terms.Quote(f"{listings}#char=3,5", "IN", listings, "Markets")
    quote = terms.Quote(f"{ID}document/000#char=3,5", "so", f"{ID}document/000", "An article")
    assert rows.cells(row.iri, row.text) == (
        ("edition", "2019"),
        ("market name", "Tank Road, Delhi"),
        ("kind", "physical"),
        ("country", "IN"),
        ("category", "physical market"),
    )
    assert rows.number(row.iri) == "7"
    assert [rows.tabled(each) for each in (row, words, quote)] == [True, True, False]
    assert rows.counted([quote, row, words]) == "1 quote, 2 table rows"
    assert rows.counted([quote, quote]) == "2 quotes"


@pytest.mark.parametrize("text", ["", "a,b", "2019,M\n2020,M", '"' + "x" * 200_000 + '"'])
def test_a_row_that_does_not_fit_its_table_or_whose_table_is_not_known_has_no_cells(text: str) -> None:
    assert rows.cells(f"{ID}document/listings#row=7", text) == ()
    assert rows.cells(f"{ID}document/other#row=7", "1,2,3,4,5,6,7,8,9") == ()


# Paging


@pytest.mark.parametrize(("text", "number"), [("", 1), ("2", 2), ("200000", 200_000)])
def test_a_page_number_is_read_and_none_is_the_first(text: str, number: int) -> None:
    assert paging.page_of({"page": text}) == number


@pytest.mark.parametrize("text", ["0", "-3", "x", "٣", "9" * 30, "1.5"])
def test_what_is_no_page_number_is_refused(text: str) -> None:
    with pytest.raises(Problem) as refused:
        paging.page_of({"page": text})
    assert refused.value.status == 400


def test_pages_know_their_place() -> None:
    pages = paging.Pages(3, 101, 50)
    assert (pages.last, pages.first_item, pages.last_item) == (3, 101, 101)
    assert paging.Pages(1, 0, 50).last == 1
    with pytest.raises(NotFound, match="no page 4: the list has 3 pages"):
        paging.Pages(4, 101, 50)
