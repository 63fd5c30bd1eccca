"""The page of an edition: what it names, how much of it is known, and how it compares with the one before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, request
from markupsafe import Markup

from graph import iris
from server.pages import ask, claims, facts
from server.pages.answer import answer, entity
from server.pages.claims import Claim
from server.pages.comparison import Comparison, compared
from server.pages.completeness import Known, completeness
from server.pages.facts import Fact
from server.pages.paging import Pages, page_of
from server.pages.terms import Frame, Value, cell, frame, frames, named, number
from server.pictures import bars, contradictions
from server.pictures.contradictions import Dispute
from server.site import Row

_LISTINGS = 60
_CLAIMS = 20
_COMPARED = 400
_DISPUTES = 8


@dataclass(frozen=True, slots=True)
class Edition:
    """What the page shows."""

    frame: Frame
    published: tuple[Fact, ...]
    known: tuple[Known, ...]
    countries: tuple[tuple[Value, int], ...]
    country_picture: Markup
    listings: tuple[tuple[Fact, Frame], ...]
    pages: Pages
    other_events: tuple[Fact, ...]
    comparison: Comparison | None
    later: Value | None
    disputes: tuple[tuple[Value, tuple[Value, ...], tuple[Value, ...]], ...]
    dispute_picture: Markup
    claims: tuple[Claim, ...]
    claims_total: int

    @property
    def label(self) -> str:
        """Its name."""
        return self.frame.text("skos:prefLabel") or self.frame.iri


def page(iri: str) -> Response | None:
    """Answer with the page; None where nothing is known of the IRI."""
    current = page_of(request.args)
    queries = _queries(iri, current)
    rows = ask.rows(iri, queries)
    if rows is None:
        return None
    found = view(iri, current, rows)
    schema = {
        "@type": "CreativeWork",
        "name": found.label,
        "isPartOf": [v.iri for v in found.frame.all("nm:editionOf")],
    }
    return answer("edition.html", entity(found.label, iri, *queries.values(), schema=schema), edition=found)


def view(iri: str, current: int, rows: Mapping[str, Sequence[Row]]) -> Edition:
    """Make the view from the rows of each query."""
    node = frame(rows["thing"], iri)
    label = node.text("skos:prefLabel")
    markets = {found.iri: found for found in frames(rows["markets"])}
    countries = tuple((_country(row), number(row, "total")) for row in rows["countries"])
    disputes = _disputes(rows["disputes"])
    listings = facts.facts(frames(rows["listings"]))
    total = next((number(row, "total") for row in rows["listing_total"]), 0)
    return Edition(
        frame=node,
        published=facts.facts(frames(rows["published"]), frames(rows["datings"])),
        known=completeness(
            {cell(row, "class").removeprefix(iris.NM): number(row, "total") for row in rows["kinds"]},
            frames(rows["figures"]),
            frames(rows["completeness"]),
        ),
        countries=countries,
        country_picture=bars.draw(
            "countries", f"Markets of the {label} by country", [(v.text, n) for v, n in countries]
        ),
        listings=tuple((fact, _target(fact, markets)) for fact in listings),
        pages=Pages(current, total, _LISTINGS),
        other_events=facts.facts(frames(rows["other_events"])),
        comparison=compared(rows["compared"], _COMPARED),
        later=next((named(row, "later", "label") for row in rows["later"]), None),
        disputes=disputes,
        dispute_picture=contradictions.draw(
            f"What is disputed around the {label}",
            [Dispute(p.text, tuple(v.text for v in yes), tuple(v.text for v in no)) for p, yes, no in disputes],
        ),
        claims=claims.claims(frames(rows["claims"])),
        claims_total=next((number(row, "total") for row in rows["claims_total"]), 0),
    )


def _country(row: Row) -> Value:
    return named(row, "country", "label") if "country" in row else Value("not known")


def _target(fact: Fact, markets: Mapping[str, Frame]) -> Frame:
    found = fact.role("nm:listsMarket", "nm:ofMarket")
    return markets.get(found[0].iri, Frame(found[0].iri)) if found else Frame("")


def _disputes(rows: Sequence[Row]) -> tuple[tuple[Value, tuple[Value, ...], tuple[Value, ...]], ...]:
    found: dict[Value, dict[str, list[Value]]] = {}
    for row in rows:
        sides = found.setdefault(named(row, "proposition", "summary"), {})
        sides.setdefault(cell(row, "stance"), []).append(named(row, "speaker", "label"))
    return tuple(
        (proposition, tuple(sides.get(f"{iris.NM}affirms", ())), tuple(sides.get(f"{iris.NM}denies", ())))
        for proposition, sides in found.items()
    )


def _queries(iri: str, current: int) -> dict[str, str]:
    node = ask.ref(iri)
    listing = f"?node nm:inEdition {node} ; a nm:Listing"
    first = (current - 1) * _LISTINGS
    told = f"?node nm:about {node} ; a nm:Claim"
    shown = f"{{ SELECT ?node {{ ?fact nm:inEdition {node} ; a nm:Listing ; nm:listsMarket ?node }} ORDER BY ?fact"
    happened = f"nm:involves {node} ; nm:happeningKind nmc:publication-of-list"
    return {
        "thing": ask.thing(iri),
        "published": ask.frames("When it came out", f"?node {happened}", 20),
        "datings": ask.datings("When sources say that it came out", f"?fact {happened}", 50),
        "kinds": ask.about("by_kind", iri),
        "figures": ask.frames("How many markets sources count in it", f"?node a nm:Figure ; nm:about {node}", 50),
        "completeness": ask.frames("How much of it is known", f"?node nm:ofEdition {node}", 10),
        "countries": ask.about("by_country", iri),
        "listings": ask.frames("What it names", listing, _LISTINGS, first),
        "listing_total": ask.total("How many listings are known?", listing),
        "markets": ask.frames(
            "The markets that it names", f"{shown} LIMIT {_LISTINGS} OFFSET {first} }}", _LISTINGS
        ),
        "other_events": ask.frames(
            "Removals, nominations and the like",
            f"?node nm:inEdition {node} ; a nm:ListEvent FILTER NOT EXISTS {{ ?node a nm:Listing }}", 100,
        ),
        "compared": ask.about("compared", iri, before=ask.about("before", iri), limit=_COMPARED),
        "later": ask.about("later", iri),
        "disputes": ask.about("disputes_of", iri, limit=_DISPUTES),
        "claims": ask.claims("What is said about it", told, _CLAIMS),
        "claims_total": ask.total("How many claims are about it?", told),
    }  # fmt: skip
