"""The page of a company, government, association, publisher, person or group: what they run and say, what is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response
from markupsafe import Markup

from graph import iris
from server.pages import ask, claims, facts, ties
from server.pages.answer import answer, entity
from server.pages.claims import Claim, Sides
from server.pages.facts import Fact
from server.pages.terms import Frame, Value, cell, frame, frames, named, number
from server.site import Row

_SHOWN = 25
_FACTS = 200
_MARKETS = 400
_RUNS = ("Operation", "Ownership", "Control", "Stake")
_TIES = ("Affiliation", "Parthood", "Tenure")
_SCHEMA = {
    "person": "Person",
    "company": "Corporation",
    "government": "GovernmentOrganization",
    "publisher": "NewsMediaOrganization",
}


@dataclass(frozen=True, slots=True)
class Agent:
    """What the page shows; `markets` are those they run or own, each with the editions that list it, and with
    those that name it inside the entry of another.
    """

    frame: Frame
    kind: Value
    markets: tuple[tuple[Value, tuple[Value, ...], tuple[Value, ...]], ...]
    network: Markup
    runs: tuple[Fact, ...]
    ties: tuple[Fact, ...]
    other_facts: tuple[Fact, ...]
    deeds: tuple[Fact, ...]
    said: tuple[Claim, ...]
    said_total: int
    about: Sides
    about_total: int
    names: tuple[tuple[str, int, int], ...]

    @property
    def label(self) -> str:
        """Their name."""
        return self.frame.text("skos:prefLabel") or self.frame.iri


def page(iri: str) -> Response | None:
    """Answer with the page; None where nothing is known of the IRI."""
    queries = _queries(iri)
    rows = ask.rows(iri, queries)
    if rows is None:
        return None
    found = view(iri, rows)
    kind = iri.rpartition("/")[0].rpartition("/")[2]
    schema: dict[str, object] = {"@type": _SCHEMA.get(kind, "Organization"), "name": found.label}
    if aliases := [value.text for value in found.frame.all("skos:altLabel")]:
        schema["alternateName"] = aliases
    return answer("agent.html", entity(found.label, iri, *queries.values(), schema=schema), agent=found)


def view(iri: str, rows: Mapping[str, Sequence[Row]]) -> Agent:
    """Make the view from the rows of each query."""
    node = frame(rows["thing"], iri)
    known = facts.facts(frames(rows["facts"]), frames(rows["datings"]))
    runs, tied = facts.of_kind(known, *_RUNS), facts.of_kind(known, *_TIES)
    about = claims.claims(frames(rows["about"]))
    label = node.text("skos:prefLabel")
    return Agent(
        frame=node,
        kind=facts.kind(node),
        markets=_markets(rows["markets"]),
        network=ties.picture(f"Ties of {label}", iri, rows["ties"]),
        runs=runs,
        ties=tied,
        other_facts=tuple(fact for fact in known if fact not in runs and fact not in tied),
        deeds=facts.facts(frames(rows["deeds"])),
        said=claims.claims(frames(rows["said"])),
        said_total=next((number(row, "total") for row in rows["said_total"]), 0),
        about=claims.sides(about, {iri}, [(cell(row, "one"), cell(row, "other")) for row in rows["opposed"]]),
        about_total=next((number(row, "total") for row in rows["about_total"]), 0),
        names=tuple((cell(row, "name"), number(row, "times"), number(row, "documents")) for row in rows["names"]),
    )


def _markets(rows: Sequence[Row]) -> tuple[tuple[Value, tuple[Value, ...], tuple[Value, ...]], ...]:
    found: dict[Value, dict[str, dict[Value, None]]] = {}
    for row in rows:
        ways = found.setdefault(named(row, "market", "label"), {"listedIn": {}, "includedIn": {}})
        if "edition" in row:
            ways[cell(row, "way").removeprefix(iris.NM)][named(row, "edition", "edition_label")] = None
    return tuple((market, tuple(ways["listedIn"]), tuple(ways["includedIn"])) for market, ways in found.items())


def _queries(iri: str) -> dict[str, str]:
    node = ask.ref(iri)
    said, about = f"?node nm:attributableTo {node} ; a nm:Claim", f"?node nm:about {node} ; a nm:Claim"
    # As actor of listings the office that makes the list has a part in all of them.
    part = f"?role {node} FILTER(?role NOT IN (nm:actor, nm:listedUnder))"
    return {
        "thing": ask.thing(iri),
        "markets": ask.about("markets_of", iri, limit=_MARKETS),
        "facts": ask.frames("The facts in which they have a part", f"?node a nm:Fact ; {part}", _FACTS),
        "datings": ask.datings("When they held", f"?fact {part}", _FACTS),
        "deeds": ask.frames(
            "What they did", f"?node nm:actor {node} ; a ?kind VALUES ?kind {{ nm:Nomination nm:Happening }}", _SHOWN
        ),
        "ties": ties.query(iri),
        "said": ask.claims("What they say", said, _SHOWN),
        "said_total": ask.total("How many claims are theirs?", said),
        "about": ask.claims("What is said about them", about, _SHOWN),
        "about_total": ask.total("How many claims are about them?", about),
        "opposed": ask.about("opposed", iri),
        "names": ask.about("names", iri),
    }
