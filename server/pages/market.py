"""The page of a market, or of markets that texts speak of together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response
from markupsafe import Markup

from server.pages import ask, claims, facts, history, reported, ties
from server.pages.answer import answer, entity
from server.pages.claims import Sides
from server.pages.facts import Fact
from server.pages.history import History
from server.pages.reported import Reported
from server.pages.terms import Frame, Value, cell, frame, frames, named, number
from server.pictures import timeline
from server.site import Row

SHOWN = 40
"""Claims on the page; the others are a list of their own."""
_FACTS = 300
_MEMBERS = 100
_RUNS = ("Operation", "Ownership", "Control")


@dataclass(frozen=True, slots=True)
class Market:
    """What the page shows; `events` are those of no edition that is known here."""

    frame: Frame
    kind: Value
    history: History
    timeline: Markup
    run_by: tuple[Fact, ...]
    network: Markup
    events: tuple[Fact, ...]
    other_facts: tuple[Fact, ...]
    changes: tuple[Frame, ...]
    sides: Sides
    reported: Reported
    claims_total: int
    names: tuple[tuple[str, int, int], ...]
    members: tuple[Value, ...]
    members_total: int

    @property
    def label(self) -> str:
        """The market's name."""
        return self.frame.text("skos:prefLabel") or self.frame.iri


def page(iri: str) -> Response | None:
    """Answer with the page; None where nothing is known of the IRI."""
    queries = _queries(iri)
    rows = ask.rows(iri, queries)
    if rows is None:
        return None
    found = view(iri, rows)
    return answer("market.html", entity(found.label, iri, *queries.values(), schema=schema(found)), market=found)


def schema(found: Market) -> dict[str, object]:
    """Describe the market in schema.org's terms; what there is none of is left out."""
    more = {
        "alternateName": [value.text for value in found.frame.all("skos:altLabel")],
        "sameAs": [value.iri for value in found.frame.all("skos:exactMatch")],
    }
    named = {"@type": "Thing", "name": found.label, "additionalType": found.kind.iri}
    return named | {name: values for name, values in more.items() if values}


def view(iri: str, rows: Mapping[str, Sequence[Row]]) -> Market:
    """Make the view from the rows of each query."""
    node = frame(rows["thing"], iri)
    known = facts.facts(frames(rows["facts"]), frames(rows["datings"]))
    events = facts.of_kind(known, "ListEvent", "Listing", "Inclusion", "Removal", "Nomination")
    run_by = facts.of_kind(known, *_RUNS)
    told = claims.claims(frames(rows["claims"]))
    own = {iri, *(value.iri for value in node.all("nm:controlledBy"))}
    absent = [value.iri for value in node.all("nm:absentFrom")]
    told_of = reported.reported(known, own)
    apart = {fact.iri for fact in (*events, *run_by, *told_of.all)}
    series = history.editions(frames(rows["editions"]))
    years = history.history(series, events, absent)
    return Market(
        frame=node,
        kind=facts.kind(node),
        history=years,
        timeline=timeline.draw(node.text("skos:prefLabel"), years.years),
        run_by=run_by,
        network=ties.picture(f"Ties around {node.text('skos:prefLabel')}", iri, rows["ties"]),
        events=tuple(fact for fact in events if not any(fact in year.facts for year in years.years)),
        other_facts=tuple(fact for fact in known if fact.iri not in apart),
        changes=tuple(sorted(frames(rows["changes"]), key=lambda change: change.text("nm:changeIn"))),
        sides=claims.sides(told, own, [(cell(row, "one"), cell(row, "other")) for row in rows["opposed"]]),
        reported=told_of,
        claims_total=next((number(row, "total") for row in rows["total"]), 0),
        names=tuple((cell(row, "name"), number(row, "times"), number(row, "documents")) for row in rows["names"]),
        members=tuple(named(row, "member", "label") for row in rows["members"]),
        members_total=next((number(row, "total") for row in rows["member_total"]), 0),
    )


def _queries(iri: str) -> dict[str, str]:
    node = ask.ref(iri)
    concerns, belongs = f"?node nm:about {node} ; a nm:Claim", f"?node nm:memberOfGroup {node}"
    return {
        "thing": ask.thing(iri),
        "facts": ask.frames("The facts in which it has a part", f"?node ?role {node} ; a nm:Fact", _FACTS),
        "datings": ask.datings("When they held", f"?fact ?role {node}", _FACTS),
        "changes": ask.frames(
            "How its place changed from edition to edition", f"?node nm:changeOf {node} ; nm:changeIn ?edition", 100
        ),
        "editions": ask.frames("The editions of the list", "?node a nm:ListEdition", 100),
        "claims": ask.claims("What is said about it", concerns, SHOWN),
        "total": ask.total("How many claims are about it?", concerns),
        "opposed": ask.about("opposed", iri),
        "ties": ties.query(iri),
        "names": ask.about("names", iri),
        "members": ask.about("members", iri, limit=_MEMBERS),
        "member_total": ask.total("How many markets belong to it?", belongs),
    }
