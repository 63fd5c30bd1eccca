"""Who had the say over a market when an edition came out, as far as is known for certain."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from graph import iris
from graph.history.record import Index, Record

# The kinds of facts by which an agent has the say over a thing, with the properties of both.
_FACTS = {
    "Ownership": ("ownedThing", "owner"),
    "Operation": ("operatedMarket", "operator"),
    "Control": ("controlledThing", "controller"),
}
_PUBLICATION = iris.concept("publication-of-list")


@dataclass(frozen=True, slots=True)
class Say:
    """That an agent has the say over a thing: the evidence, and for how long according to each source.

    A span is the latest day on which it began and the earliest on which it ended; None where no source says it ended.
    """

    agent: NamedNode
    evidence: frozenset[NamedNode]
    spans: tuple[tuple[datetime.date, datetime.date | None], ...]
    dated: bool

    def covers(self, first: datetime.date, last: datetime.date) -> bool:
        """Tell whether it held for certain on every day from first to last."""
        return any(began <= first and (ended is None or ended >= last) for began, ended in self.spans)


def control(record: Record) -> Iterator[Triple]:
    """Say of each listing who was behind the market then, or that it is not known."""
    says = _says(record.index)
    dates = _dates(record)
    for market in record.kinds:
        for edition, listings in record.listings.get(market, {}).items():
            for listing in sorted(listings, key=str):
                found = set(_then(says, market, dates.get(edition)))
                shown = set(record.index.nodes(listing, "evidence"))
                found |= {say.agent for say in says[market] if say.evidence & shown}
                for agent in sorted(found, key=str):
                    yield Triple(listing, iris.term("listedUnder"), agent)
                undated = any(not say.dated for say in says[market])
                word = "controller-known" if found else "controller-undated" if undated else "controller-unknown"
                yield Triple(listing, iris.term("controlKnowledge"), iris.concept(word))


def _then(
    says: dict[NamedNode, list[Say]], thing: NamedNode, day: tuple[datetime.date, datetime.date] | None
) -> Iterator[NamedNode]:
    """Climb from a thing to all who had the say over it, directly or through others."""
    open_, seen = [thing], {thing}
    while open_ and day:
        for say in says[open_.pop()]:
            if say.covers(*day) and say.agent not in seen:
                seen.add(say.agent)
                open_.append(say.agent)
                yield say.agent


def _says(index: Index) -> dict[NamedNode, list[Say]]:
    found: defaultdict[NamedNode, list[Say]] = defaultdict(list)
    datings: defaultdict[NamedNode, list[NamedNode]] = defaultdict(list)
    for dating in index.members("Dating"):
        for fact in index.nodes(dating, "datingOf"):
            datings[fact].append(dating)
    for kind, (thing, agent) in _FACTS.items():
        for fact in index.members(kind):
            spans = tuple(span for dating in datings[fact] for span in _span(index, dating))
            evidence = frozenset(index.nodes(fact, "evidence"))
            for owned in index.nodes(fact, thing):
                for who in index.nodes(fact, agent):
                    found[owned].append(Say(who, evidence, spans, dated=bool(datings[fact])))
    return found


def _span(index: Index, dating: NamedNode) -> Iterator[tuple[datetime.date, datetime.date | None]]:
    ended = [datetime.date.fromisoformat(text) for text in index.texts(dating, "untilNotBefore")]
    for began in index.texts(dating, "sinceNotAfter"):
        yield datetime.date.fromisoformat(began), min(ended, default=None)


def _dates(record: Record) -> dict[NamedNode, tuple[datetime.date, datetime.date]]:
    """Give for each edition the earliest and the latest day that any source gives for its coming out."""
    found: dict[NamedNode, tuple[datetime.date, datetime.date]] = {}
    index = record.index
    for happening in index.members("Happening"):
        if _PUBLICATION not in index.nodes(happening, "happeningKind"):
            continue
        first, last = index.texts(happening, "notBefore"), index.texts(happening, "notAfter")
        for edition in index.nodes(happening, "involves"):
            if first and last:
                found[edition] = (datetime.date.fromisoformat(first[0]), datetime.date.fromisoformat(last[-1]))
    return found
