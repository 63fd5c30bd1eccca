"""The page of a proposition: who affirms it, who denies it, who doubts it. It is described and never asserted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response

from graph import iris
from server.pages import ask, claims
from server.pages.answer import answer, entity
from server.pages.claims import Claim
from server.pages.terms import Frame, cell, frame, frames, number
from server.site import Row

_SHOWN = 40
_STANCES = (("affirms", "Who affirms it"), ("denies", "Who denies it"), ("questions", "Who questions it"))


@dataclass(frozen=True, slots=True)
class Side:
    """Those who take one stance: its verb, its heading, the number of their claims, the first of them."""

    verb: str
    heading: str
    total: int
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Proposition:
    """What the page shows."""

    frame: Frame
    sides: tuple[Side, ...]

    @property
    def summary(self) -> str:
        """The proposition in a sentence."""
        return self.frame.text("nm:summary") or self.frame.iri

    @property
    def state(self) -> str:
        """Whether claims stand against each other on it."""
        affirmed, denied, _ = (side.total for side in self.sides)
        if affirmed and denied:
            return "Disputed"
        return "Affirmed only" if affirmed else "Denied only" if denied else "No claim takes a stance on it"


def page(iri: str) -> Response | None:
    """Answer with the page; None where nothing is known of the IRI."""
    node = ask.ref(iri)
    queries = {
        "thing": ask.thing(iri),
        "totals": ask.about("stances", iri),
        **{verb: ask.claims(heading, f"?node nm:{verb} {node}", _SHOWN) for verb, heading in _STANCES},
    }
    rows = ask.rows(iri, queries)
    if rows is None:
        return None
    found = view(iri, rows)
    schema = {"@type": "CreativeWork", "name": f"Proposition, not asserted: {found.summary}"}
    head = entity(f"Who affirms, who denies: {found.summary}", iri, *queries.values(), schema=schema)
    return answer("proposition.html", head, proposition=found)


def view(iri: str, rows: Mapping[str, Sequence[Row]]) -> Proposition:
    """Make the view from the rows of each query."""
    totals = {cell(row, "stance").removeprefix(iris.NM): number(row, "total") for row in rows["totals"]}
    return Proposition(
        frame(rows["thing"], iri),
        tuple(
            Side(verb, heading, totals.get(verb, 0), claims.claims(frames(rows[verb]))) for verb, heading in _STANCES
        ),
    )
