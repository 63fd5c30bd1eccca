"""The facts that history is made of, gathered from the triples of all sources."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from graph import iris, vocabulary

KINDS: Mapping[str, str] = {"OnlineMarket": "online", "PhysicalMarket": "physical"}
Nodes = Mapping[NamedNode, frozenset[NamedNode]]


class Index:
    """Looks values up by subject and property, and subjects by class."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Index all triples whose subject is an IRI."""
        self._values: defaultdict[tuple[NamedNode, str], list[NamedNode | Literal]] = defaultdict(list)
        self._members: defaultdict[str, list[NamedNode]] = defaultdict(list)
        for triple in triples:
            subject, value = triple.subject, triple.object
            if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
                continue
            if triple.predicate != vocabulary.TYPE:
                self._values[subject, triple.predicate.value.removeprefix(iris.NM)].append(value)
            elif isinstance(value, NamedNode):
                self._members[value.value.removeprefix(iris.NM)].append(subject)

    def members(self, class_: str) -> list[NamedNode]:
        """List the nodes of a class, in order."""
        return sorted(self._members[class_], key=str)

    def nodes(self, subject: NamedNode, name: str) -> list[NamedNode]:
        """List the nodes that a property of ours gives, in order."""
        found = (value for value in self._values[subject, name] if isinstance(value, NamedNode))
        return sorted(found, key=str)

    def texts(self, subject: NamedNode, name: str) -> list[str]:
        """List the texts of the literals that a property of ours gives, in order."""
        return sorted(value.value for value in self._values[subject, name] if isinstance(value, Literal))


@dataclass(frozen=True, slots=True)
class Record:
    """Editions in order, the edition before each, and by market and edition what sources report.

    `kinds` tells which markets are online and which physical; `listings`, `removals` and `inclusions` give the events
    by market and edition; `statuses` what sources say of a listing.
    """

    index: Index
    editions: tuple[NamedNode, ...]
    before: Mapping[NamedNode, NamedNode]
    kinds: Mapping[NamedNode, str]
    listings: Mapping[NamedNode, Nodes]
    removals: Mapping[NamedNode, Nodes]
    inclusions: Mapping[NamedNode, Nodes]
    statuses: Nodes


def read(triples: Iterable[Triple]) -> Record:
    """Gather the record from the merge of all sources."""
    index = Index(triples)
    editions = index.members("ListEdition")
    before = {e: found[0] for e in editions if (found := index.nodes(e, "previousEdition"))}
    kinds = {market: kind for class_, kind in KINDS.items() for market in index.members(class_)}
    listings = index.members("Listing")
    return Record(
        index,
        tuple(sorted(editions, key=lambda e: (index.texts(e, "editionYear"), _steps(e, before), e.value))),
        before,
        kinds,
        _by_market(index, listings, "listsMarket"),
        _by_market(index, index.members("Removal"), "removesMarket"),
        _by_market(index, index.members("Inclusion"), "includesMarket"),
        {listing: frozenset(index.nodes(listing, "listingStatus")) for listing in listings},
    )


def _steps(edition: NamedNode, before: Mapping[NamedNode, NamedNode]) -> int:
    """Count the editions that came before one; a circle, which a shape will refuse, is walked once."""
    seen = {edition}
    while (earlier := before.get(edition)) is not None and earlier not in seen:
        seen.add(earlier)
        edition = earlier
    return len(seen)


def _by_market(index: Index, events: Iterable[NamedNode], role: str) -> dict[NamedNode, Nodes]:
    found: defaultdict[NamedNode, defaultdict[NamedNode, set[NamedNode]]] = defaultdict(lambda: defaultdict(set))
    for event in events:
        for market in index.nodes(event, role):
            for edition in index.nodes(event, "inEdition"):
                found[market][edition].add(event)
    return {m: {e: frozenset(events) for e, events in by_edition.items()} for m, by_edition in found.items()}
