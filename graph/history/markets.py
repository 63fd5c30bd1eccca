"""The history of one market: first and last listing, runs, gaps, known absences, status now, changes."""

from collections.abc import Iterator
from itertools import pairwise

from pyoxigraph import Literal, NamedNode, Triple

from graph import iris, vocabulary
from graph.history.knowledge import Knowledge

Editions = tuple[NamedNode, ...]


def market_history(known: Knowledge, market: NamedNode) -> Iterator[Triple]:
    """Say all that follows for a market."""
    editions = known.record.editions
    listed = tuple(edition for edition in editions if known.listed(market, edition))
    absent = tuple(edition for edition in editions if known.absent(market, edition))
    for edition in absent:
        yield Triple(market, iris.term("absentFrom"), edition)
    if listed:
        yield Triple(market, iris.term("firstListedIn"), listed[0])
        yield Triple(market, iris.term("lastListedIn"), listed[-1])
        status = {editions[-1] in listed: "on-the-list", editions[-1] in absent: "off-the-list"}.get(True)
        yield Triple(market, iris.term("presentStatus"), iris.concept(status or "status-unknown"))
    runs = _runs(known, listed)
    for run in runs:
        yield from _stretch("Run", market, run, {})
    for earlier, later in pairwise(runs):
        gap = _between(known, earlier[-1], later[0])
        if gap:
            absences = sum(1 for edition in gap if edition in absent)
            yield from _stretch("Gap", market, gap, {"knownAbsences": absences})
    for edition in editions:
        yield from _change(known, market, edition, listed)


def _runs(known: Knowledge, listed: Editions) -> tuple[Editions, ...]:
    """Split listings where an edition does not follow right upon the one before it in the list."""
    runs: list[list[NamedNode]] = []
    for edition in listed:
        if runs and known.record.before.get(edition) == runs[-1][-1]:
            runs[-1].append(edition)
        else:
            runs.append([edition])
    return tuple(map(tuple, runs))


def _between(known: Knowledge, earlier: NamedNode, later: NamedNode) -> Editions:
    """List the editions between two; none where the order of editions is not known all the way."""
    found: list[NamedNode] = []
    edition = known.record.before.get(later)
    while edition is not None and edition != earlier and edition not in found:
        found.append(edition)
        edition = known.record.before.get(edition)
    return tuple(reversed(found)) if edition == earlier else ()


def _stretch(kind: str, market: NamedNode, editions: Editions, counts: dict[str, int]) -> Iterator[Triple]:
    name = kind.lower()
    first, last = editions[0], editions[-1]
    iri = iris.node(f"{name}/{iris.slug(market)}/{iris.slug(first)}--{iris.slug(last)}")
    yield Triple(iri, vocabulary.TYPE, iris.term(kind))
    yield Triple(iri, iris.term(f"{name}Of"), market)
    yield Triple(iri, iris.term(f"{name}From"), first)
    yield Triple(iri, iris.term(f"{name}To"), last)
    for property_, count in {f"{name}Length": len(editions), **counts}.items():
        yield Triple(iri, iris.term(property_), vocabulary.number(count, whole=True))


def _change(known: Knowledge, market: NamedNode, edition: NamedNode, listed: Editions) -> Iterator[Triple]:
    """Compare an edition with the one before it, if there is a ground to."""
    here, removals = known.listed(market, edition), known.removed(market, edition)
    told = {status for listing in here for status in known.record.statuses[listing]}
    previous = known.record.before.get(edition)
    before = known.listed(market, previous) if previous else frozenset[NamedNode]()
    complete = known.completeness
    kind = known.record.kinds.get(market, "")
    if told:
        statuses, ground, rests = {iris.slug(status) for status in told}, "told-by-source", here
    elif removals:
        statuses, ground, rests = {"removed"}, "told-by-source", removals
    elif previous is None:
        return
    elif here and before:
        statuses, ground, rests = {"continued"}, "named-in-both", here | before
    elif here and known.absent(market, previous):
        earlier = any(edition in listed for edition in known.record.editions[: known.record.editions.index(previous)])
        statuses = {"relisted" if earlier else "added"}
        removal = known.removed(market, previous)
        ground = "removal-before" if removal else "complete-edition"
        rests = here | (removal or {complete[previous, kind].iri})
    elif before and known.complete(market, edition):
        statuses, ground, rests = {"removed"}, "complete-edition", before | {complete[edition, kind].iri}
    else:
        return
    iri = iris.node(f"change/{iris.slug(edition)}/{iris.slug(market)}")
    yield Triple(iri, vocabulary.TYPE, iris.term("StatusChange"))
    yield Triple(iri, iris.term("changeOf"), market)
    yield Triple(iri, iris.term("changeIn"), edition)
    yield Triple(iri, iris.term("ground"), iris.concept(ground))
    yield from (Triple(iri, iris.term("listingStatus"), iris.concept(status)) for status in statuses)
    yield from (Triple(iri, iris.term("restsOn"), node) for node in rests)


def completeness(known: Knowledge) -> Iterator[Triple]:
    """Say of each edition and kind how many are counted and how many held."""
    for found in known.completeness.values():
        yield Triple(found.iri, vocabulary.TYPE, iris.term("Completeness"))
        yield Triple(found.iri, iris.term("ofEdition"), found.edition)
        yield Triple(found.iri, iris.term("marketKind"), iris.concept(found.kind))
        yield Triple(found.iri, iris.term("held"), vocabulary.number(found.held, whole=True))
        yield Triple(found.iri, iris.term("complete"), Literal(found.complete))
        for count in found.counted:
            yield Triple(found.iri, iris.term("counted"), vocabulary.number(count, whole=True))
