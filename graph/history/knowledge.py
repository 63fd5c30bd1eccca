"""What is known of a market and an edition: listed, absent, or nothing.

That an edition does not name a market is known only if the graph holds as many markets of its kind as every source
counts in that edition, or a source reports a removal, or calls the listing in the next edition a relisting.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from graph import iris
from graph.history.record import Record

_MEASURES = {"online": "listed-online-markets", "physical": "listed-physical-markets"}
_RELISTED = iris.concept("relisted")


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many markets of one kind sources count in an edition, and how many of them the graph holds as listed."""

    edition: NamedNode
    kind: str
    counted: tuple[int, ...]
    held: int

    @property
    def complete(self) -> bool:
        """Whether no count is above what is held, and there is one."""
        return bool(self.counted) and self.held >= max(self.counted)

    @property
    def iri(self) -> NamedNode:
        """The node that says it."""
        return iris.node(f"completeness/{iris.slug(self.edition)}/{self.kind}")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The record, and which editions are complete for which kind."""

    record: Record
    completeness: Mapping[tuple[NamedNode, str], Completeness]

    def listed(self, market: NamedNode, edition: NamedNode) -> frozenset[NamedNode]:
        """Give the listings of a market in an edition."""
        return self.record.listings.get(market, {}).get(edition, frozenset())

    def removed(self, market: NamedNode, edition: NamedNode) -> frozenset[NamedNode]:
        """Give the removals of a market by an edition."""
        return self.record.removals.get(market, {}).get(edition, frozenset())

    def complete(self, market: NamedNode, edition: NamedNode) -> bool:
        """Tell whether an edition is complete for markets of this one's kind, so that its silence is known."""
        kind = self.record.kinds.get(market, "")
        named = self.record.inclusions.get(market, {}).get(edition)
        return not named and (edition, kind) in self.completeness and self.completeness[edition, kind].complete

    def absent(self, market: NamedNode, edition: NamedNode) -> bool:
        """Tell whether an edition is known not to list a market."""
        if self.listed(market, edition):
            return False
        after = (later for later, before in self.record.before.items() if before == edition)
        relisted = any(
            _RELISTED in self.record.statuses[listing] for later in after for listing in self.listed(market, later)
        )
        return relisted or bool(self.removed(market, edition)) or self.complete(market, edition)


def knowledge(record: Record) -> Knowledge:
    """Compare what sources count with what the graph holds, for each edition and kind."""
    found: dict[tuple[NamedNode, str], Completeness] = {}
    counts = _counts(record)
    for edition in record.editions:
        for kind in _MEASURES:
            markets = (market for market, own in record.kinds.items() if own == kind)
            held = sum(1 for market in markets if edition in record.listings.get(market, {}))
            found[edition, kind] = Completeness(edition, kind, tuple(sorted(counts.get((edition, kind), ()))), held)
    return Knowledge(record, found)


def _counts(record: Record) -> dict[tuple[NamedNode, str], set[int]]:
    """Collect the exact numbers of markets that figures give for an edition and a kind."""
    found: dict[tuple[NamedNode, str], set[int]] = {}
    kinds = {iris.concept(measure): kind for kind, measure in _MEASURES.items()}
    index = record.index
    for figure in index.members("Figure"):
        exact = index.nodes(figure, "precision") in ([], [iris.concept("exact")])
        for measure in index.nodes(figure, "measure"):
            for edition in index.nodes(figure, "about"):
                for value in index.texts(figure, "value"):
                    if exact and measure in kinds and Decimal(value) == int(Decimal(value)):
                        found.setdefault((edition, kinds[measure]), set()).add(int(Decimal(value)))
    return found
