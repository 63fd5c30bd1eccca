"""What follows from listings, and what does not: silence proves nothing unless an edition is held whole."""

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from graph import iris, vocabulary
from graph.history import history

EDITIONS = ("2010", "2010-ocr", "2011", "2012", "2013")
Facts = set[Triple]


def node(name: str) -> NamedNode:
    return iris.node(name)


def a(name: str, class_: str, **values: NamedNode | Literal) -> Facts:
    pairs = ((iris.term(key), value) for key, value in values.items())
    return {Triple(node(name), vocabulary.TYPE, iris.term(class_)), *(Triple(node(name), *pair) for pair in pairs)}


def listed(market: str, *editions: str, **more: NamedNode) -> Facts:
    found = a(f"market/{market}", "OnlineMarket")
    for edition in editions:
        values = {"listsMarket": node(f"market/{market}"), "inEdition": node(f"edition/{edition}"), **more}
        found |= a(f"listing/{edition}/{market}", "Listing", **values)
    return found


def removed(market: str, edition: str) -> Facts:
    values = {"removesMarket": node(f"market/{market}"), "inEdition": node(f"edition/{edition}")}
    return a(f"removal/{edition}/{market}", "Removal", **values)


def counted(edition: str, number: int, name: str = "f") -> Facts:
    measure = iris.concept("listed-online-markets")
    values = {"about": node(f"edition/{edition}"), "measure": measure, "value": vocabulary.number(number)}
    return a(f"figure/{name}-{edition}-{number}", "Figure", **values)


@pytest.fixture
def editions() -> Facts:
    found: Facts = set()
    for before, edition in zip((None, *EDITIONS), EDITIONS, strict=False):
        year = vocabulary.number(edition[:4], whole=True)
        earlier = {"previousEdition": node(f"edition/{before}")} if before else {}
        found |= a(f"edition/{edition}", "ListEdition", editionYear=year, **earlier)
    return found


def of(found: frozenset[Triple], subject: str, name: str) -> set[str]:
    values = (t.object for t in found if t.subject == node(subject) and t.predicate == iris.term(name))
    return {
        v.value.rpartition("/")[2] if isinstance(v, NamedNode) else v.value for v in values if not isinstance(v, Triple)
    }


def changes(found: frozenset[Triple]) -> dict[str, str]:
    status, base = iris.term("listingStatus"), f"{iris.ID}change/"
    return {
        t.subject.value.removeprefix(base): iris.slug(t.object)
        for t in found
        if t.predicate == status and isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode)
    }


def test_absence_from_an_edition_that_is_not_held_whole_derives_nothing(editions: Facts) -> None:
    """The edition counts two and the graph holds one: the other may be the market in question."""
    found = history(editions | listed("a", "2010", "2011") | listed("b", "2010-ocr") | counted("2010-ocr", 2))
    assert of(found, "market/a", "absentFrom") == set()
    assert changes(found) == {}
    assert of(found, "gap/a/2010-ocr--2010-ocr", "knownAbsences") == {"0"}


def test_absence_from_an_edition_that_is_held_whole_is_a_removal_and_a_return(editions: Facts) -> None:
    found = history(editions | listed("a", "2010", "2011") | listed("b", "2010-ocr") | counted("2010-ocr", 1))
    assert of(found, "market/a", "absentFrom") == {"2010-ocr"}
    assert changes(found) == {"2010-ocr/a": "removed", "2011/a": "relisted"}
    assert of(found, "change/2010-ocr/a", "ground") == {"complete-edition"}
    assert of(found, "gap/a/2010-ocr--2010-ocr", "knownAbsences") == {"1"}


def test_where_sources_count_differently_the_highest_count_must_be_held(editions: Facts) -> None:
    facts = editions | listed("a", "2010", "2011") | listed("b", "2010-ocr")
    assert changes(history(facts | counted("2010-ocr", 1) | counted("2010-ocr", 17, "g"))) == {}


def test_an_inexact_count_and_no_count_complete_nothing(editions: Facts) -> None:
    inexact = {Triple(node("figure/f-2010-ocr-1"), iris.term("precision"), iris.concept("more-than"))}
    facts = editions | listed("a", "2010", "2011") | listed("b", "2010-ocr")
    assert changes(history(facts)) == changes(history(facts | counted("2010-ocr", 1) | inexact)) == {}


def test_a_market_that_the_edition_before_does_not_have_is_added_and_not_first(editions: Facts) -> None:
    found = history(editions | listed("a", "2011") | listed("b", "2010-ocr") | counted("2010-ocr", 1))
    assert changes(found) == {"2011/a": "added"}


def test_a_source_may_say_what_silence_does_not(editions: Facts) -> None:
    relisted = history(editions | listed("a", "2010") | listed("a", "2013", listingStatus=iris.concept("relisted")))
    assert of(relisted, "market/a", "absentFrom") == {"2012"}
    assert changes(relisted) == {"2013/a": "relisted"}
    taken_off = history(editions | listed("a", "2010", "2011") | removed("a", "2012"))
    assert changes(taken_off) == {"2012/a": "removed"}
    assert of(taken_off, "change/2012/a", "ground") == {"told-by-source"}


def test_what_two_editions_in_a_row_name_is_continued(editions: Facts) -> None:
    found = history(editions | listed("a", "2010-ocr", "2011"))
    assert changes(found) == {"2011/a": "continued"}
    assert of(found, "change/2011/a", "restsOn") == {"a"}


def test_runs_follow_the_order_of_editions_and_not_their_years(editions: Facts) -> None:
    """Two lists are of 2010 or came out in 2011; the order is that of the chain."""
    found = history(editions | listed("a", "2010", "2010-ocr", "2011", "2013"))
    assert of(found, "run/a/2010--2011", "runLength") == {"3"}
    assert of(found, "run/a/2013--2013", "runLength") == {"1"}
    assert of(found, "gap/a/2012--2012", "gapLength") == {"1"}
    assert (of(found, "market/a", "firstListedIn"), of(found, "market/a", "lastListedIn")) == ({"2010"}, {"2013"})


def test_without_the_order_of_editions_there_are_no_gaps_and_no_changes() -> None:
    facts = {
        t
        for e in ("2010", "2013")
        for t in a(f"edition/{e}", "ListEdition", editionYear=vocabulary.number(e, whole=True))
    }
    found = history(facts | listed("a", "2010", "2013"))
    assert changes(found) == {}
    assert not [t for t in found if t.object == iris.term("Gap")]


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        (listed("a", "2013"), "on-the-list"),
        (listed("a", "2012"), "status-unknown"),
        (listed("a", "2012") | removed("a", "2013"), "off-the-list"),
        (listed("a", "2012") | listed("b", "2013") | counted("2013", 1), "off-the-list"),
    ],
)
def test_the_present_status_is_that_of_the_latest_edition(facts: Facts, status: str, editions: Facts) -> None:
    assert of(history(editions | facts), "market/a", "presentStatus") == {status}


def test_a_market_named_inside_an_entry_is_not_called_absent(editions: Facts) -> None:
    inside = a("inclusion/2011/a", "Inclusion", includesMarket=node("market/a"), inEdition=node("edition/2011")) | a(
        "market/a", "OnlineMarket"
    )
    found = history(editions | inside | listed("b", "2011") | counted("2011", 1))
    assert of(found, "market/a", "absentFrom") == set()


def dated(fact: str, **texts: str) -> Facts:
    values = {name: Literal(text) for name, text in texts.items()}
    return a(f"dating/{fact}", "Dating", datingOf=node(fact), **values)


def owned(owner: str, thing: str, evidence: str = "document/owners#row=2") -> Facts:
    values = {"owner": node(owner), "ownedThing": node(thing), "evidence": node(evidence)}
    return a(f"ownership/{owner.rpartition('/')[2]}--{thing.rpartition('/')[2]}", "Ownership", **values)


def came_out(edition: str, day: str) -> Facts:
    kind, about = iris.concept("publication-of-list"), node(f"edition/{edition}")
    return a(
        f"happening/{edition}",
        "Happening",
        happeningKind=kind,
        involves=about,
        notBefore=Literal(day),
        notAfter=Literal(day),
    )


@pytest.mark.parametrize(
    ("since", "until", "known", "who"),
    [
        ("2010-12-31", None, "controller-known", {"c"}),
        ("2012-12-31", None, "controller-unknown", set()),
        ("2010-12-31", "2011-01-01", "controller-unknown", set()),
        ("2010-12-31", "2012-01-01", "controller-known", {"c"}),
        (None, "2012-01-01", "controller-unknown", set()),
    ],
)
def test_who_was_behind_a_listing_is_said_only_if_the_time_covers_its_day(
    since: str | None, until: str | None, known: str, who: set[str], editions: Facts
) -> None:
    bounds = {"sinceNotAfter": since, "untilNotBefore": until}
    times = dated("ownership/c--a", **{name: text for name, text in bounds.items() if text})
    found = history(
        editions | listed("a", "2011") | owned("company/c", "market/a") | times | came_out("2011", "2011-12-20")
    )
    assert of(found, "listing/2011/a", "listedUnder") == who
    assert of(found, "listing/2011/a", "controlKnowledge") == {known}


def test_an_undated_ownership_is_told_from_none_at_all(editions: Facts) -> None:
    facts = (
        editions
        | listed("a", "2011")
        | listed("b", "2011")
        | owned("company/c", "market/a")
        | came_out("2011", "2011-12-20")
    )
    found = history(facts)
    assert of(found, "listing/2011/a", "controlKnowledge") == {"controller-undated"}
    assert of(found, "listing/2011/b", "controlKnowledge") == {"controller-unknown"}


def test_the_source_of_the_listing_itself_may_name_who_is_behind_it(editions: Facts) -> None:
    row = "document/listings#row=9"
    facts = editions | listed("a", "2011", evidence=node(row)) | owned("company/c", "market/a", row)
    assert of(history(facts), "listing/2011/a", "listedUnder") == {"c"}


def test_chains_are_climbed_while_every_link_covers_the_day_and_end_in_circles(editions: Facts) -> None:
    chain = owned("company/c", "market/a") | owned("company/d", "company/c") | owned("company/c", "company/d")
    times = dated("ownership/c--a", sinceNotAfter="2000-01-01") | dated("ownership/d--c", sinceNotAfter="2000-01-01")
    found = history(editions | listed("a", "2011") | chain | times | came_out("2011", "2011-12-20"))
    assert of(found, "listing/2011/a", "listedUnder") == {"c", "d"}
