"""The front page: what this is, how much it holds, and ways in."""

from dataclasses import dataclass

from flask import Response

from graph import iris
from graph.query import questions
from server.pages import ask
from server.pages.answer import Head, answer
from server.pages.terms import Value, cell, named, number
from server.site import site

FIRST = "list-online-markets-2021"
_MARKETS = 48
_DISPUTES = 6
_COUNTED = (
    ("Market", "markets", "/markets"),
    ("ListEdition", "editions", "/editions"),
    ("Listing", "listings", "/editions"),
    ("Claim", "claims", "/claims"),
    ("DisputedProposition", "disputed propositions", "/propositions?state=disputed"),
    ("Agent", "people and organisations", "/agents"),
    ("Document", "documents", "/documents"),
    ("Excerpt", "excerpts", "/documents"),
)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A proposition with the numbers of claims that affirm and deny it."""

    proposition: Value
    affirmed: int
    denied: int


def page() -> Response:
    """Answer with the front page."""
    queries = (
        ask.filled("numbers"),
        ask.filled("newest", limit=_MARKETS + 1),
        ask.filled("disputed", limit=_DISPUTES),
    )
    numbers, newest, disputed = site().rows(*queries)
    totals = {cell(row, "class").removeprefix(iris.NM): number(row, "total") for row in numbers}
    asked = questions()
    head = Head("Who said what about the Notorious Markets List", iris.BASE, "", queries, _schema())
    return answer(
        "front.html",
        head,
        site=site(),
        counts=[(totals.get(name, 0), words, path) for name, words, path in _counted(totals.get("MarketGroup", 0))],
        edition=named(newest[0], "edition", "edition_label") if newest else None,
        year=cell(newest[0], "year") if newest else "",
        markets=[named(row, "market", "label") for row in newest if "market" in row][:_MARKETS],
        more=len(newest) > _MARKETS,
        disputes=[
            Dispute(named(row, "node", "summary"), number(row, "affirmed"), number(row, "denied")) for row in disputed
        ],
        questions=asked,
        first=next(question.query for question in asked if question.name == FIRST),
    )


def _counted(groups: int) -> list[tuple[str, str, str]]:
    """Give what is counted; the list of markets holds the groups in which sources name them too."""
    (name, words, path), *others = _COUNTED
    more = f", and {groups} {'group' if groups == 1 else 'groups'} of them" if groups else ""
    return [(name, words + more, path), *others]


def _schema() -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": iris.BASE,
        "name": "Notorious Markets Knowledge Graph",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{iris.BASE}search?q={{q}}"},
            "query-input": "required name=q",
        },
    }
