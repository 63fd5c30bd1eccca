"""Facts and figures that rules found, held against what was reviewed and against each other, of all documents."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from graph import iris, vocabulary
from graph.model import Graphs
from graph.sift.faults import Fault, find, left_out, without

_EVIDENCE = iris.term("evidence")
_FIGURE, _HAS_FIGURE = iris.term("Figure"), iris.term("figure")
_RESTS_ON = (_EVIDENCE, iris.term("attribution"))
# What a figure says; a fact says all that names no words of its document.
_OF_FIGURE = frozenset(
    [vocabulary.TYPE, *(iris.term(name) for name in ("about", "measure", "unit", "value", "precision"))]
)
_DOCUMENT = f"<{iris.ID}document/"
_Says = frozenset[tuple[NamedNode, NamedNode | Literal]]


@dataclass(frozen=True, slots=True)
class Version:
    """What some documents say of one fact, all of them the same; a figure has no shared name, so `node` is empty."""

    node: str
    says: _Says


@dataclass(frozen=True, slots=True)
class Holder:
    """A document's graph, its node for a version, and all triples of that node."""

    graph: NamedNode
    node: NamedNode
    triples: tuple[Triple, ...]


Versions = Mapping[Version, tuple[Holder, ...]]


def sift(reviewed: frozenset[Triple], unreviewed: Graphs, texts: frozenset[Triple]) -> tuple[Graphs, tuple[str, ...]]:
    """Leave out what breaks shapes together with what was reviewed or with each other; say which, and why.

    What many documents say is looked at once. Of what cannot both be, that goes which fewer documents tell of, and both
    where these are as many. What was reviewed stays.
    """
    kept = dict(_versions(unreviewed))
    stated = frozenset(_of(reviewed))
    gone: dict[Version, str] = {}
    leaving: dict[NamedNode, set[NamedNode]] = {}
    lines: list[str] = []
    while kept and (faults := _faults(reviewed, kept, unreviewed, texts)):
        gone = dict(_blamed(faults, kept, stated))
        if not gone:
            nodes = frozenset(node for fault in faults for node in fault.nodes)
            touching = {v: held for v, held in kept.items() if any(value in nodes for _, value in v.says)}

            def shows(some: Versions, why: str = faults[0].why) -> bool:
                return any(fault.why == why for fault in _faults(reviewed, some, unreviewed, texts))

            gone = dict.fromkeys(_fewest(touching if shows(touching) else kept, {}, shows), faults[0].why)
        for version, why in gone.items():
            held = kept.pop(version)
            lines.append(_line(held, why))
            for holder in held:
                leaving.setdefault(holder.graph, set()).add(holder.node)
    rest = {g: without(t, frozenset(leaving[g])) if g in leaving else t for g, t in unreviewed.items()}
    return rest, tuple(sorted(lines))


def _line(held: tuple[Holder, ...], why: str) -> str:
    told = f" (so in {len(held)} documents)" if len(held) > 1 else ""
    return left_out(held[0].node, f"{why}, at odds with other sources{told}")


def _of(triples: Iterable[Triple]) -> Iterator[Version]:
    """Give what is said of each fact and figure."""
    yield from (version for version, _, _ in _said(triples))


def _said(triples: Iterable[Triple]) -> Iterator[tuple[Version, NamedNode, tuple[Triple, ...]]]:
    about: dict[NamedNode, list[Triple]] = {}
    facts: set[NamedNode] = set()
    figures: set[NamedNode] = set()
    for triple in triples:
        if isinstance(triple.subject, NamedNode):
            about.setdefault(triple.subject, []).append(triple)
            if triple.predicate == iris.term("basis"):
                facts.add(triple.subject)
            elif triple.object == _FIGURE:
                figures.add(triple.subject)
    for node in figures:
        yield (
            Version("", frozenset(_pairs(t for t in about[node] if t.predicate in _OF_FIGURE))),
            node,
            tuple(about[node]),
        )
    for node in facts:
        says = [t for t in about[node] if isinstance(t.object, NamedNode) and t.predicate != _EVIDENCE]
        # What is said of a document itself is that document's.
        if not any(str(t.object).startswith(_DOCUMENT) for t in says):
            yield Version(node.value, frozenset(_pairs(says))), node, tuple(about[node])


def _pairs(triples: Iterable[Triple]) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    for triple in triples:
        if isinstance(triple.object, NamedNode | Literal):
            yield triple.predicate, triple.object


def _versions(unreviewed: Graphs) -> Versions:
    """Collect what is said, with the documents that say it."""
    found: dict[Version, list[Holder]] = {}
    for graph, triples in sorted(unreviewed.items(), key=lambda item: item[0].value):
        for version, node, own in sorted(_said(triples), key=lambda said: said[1].value):
            found.setdefault(version, []).append(Holder(graph, node, own))
    return {version: tuple(held) for version, held in found.items()}


def _faults(reviewed: frozenset[Triple], kept: Versions, unreviewed: Graphs, texts: frozenset[Triple]) -> list[Fault]:
    """Find what is at fault; what is wrong with a document's own description shows with the document."""
    shown = _shown(kept, unreviewed)
    nodes = frozenset(held[0].node for held in kept.values())
    others = {t.subject for t in shown} - nodes
    found = find(reviewed | shown, texts)
    return [fault for fault in found if fault.nodes & nodes or not fault.nodes & others]


def _shown(kept: Versions, unreviewed: Graphs) -> frozenset[Triple]:
    """Give what the first document says that tells of each, with claims of figures, and excerpts and document."""
    found: set[Triple] = set()
    shown: dict[NamedNode, set[object]] = {}
    for held in kept.values():
        found.update(held[0].triples)
        shown.setdefault(held[0].graph, set()).add(held[0].node)
    for graph, nodes in shown.items():
        claims = {t.subject for t in unreviewed[graph] if t.predicate == _HAS_FIGURE and t.object in nodes}
        excerpts = {t.object for t in unreviewed[graph] if t.subject in claims | nodes and t.predicate in _RESTS_ON}
        documents = {t.object for t in unreviewed[graph] if t.subject in excerpts}
        found.update(t for t in unreviewed[graph] if t.subject in claims | excerpts | documents)
    return frozenset(found)


def _blamed(faults: Iterable[Fault], kept: Versions, stated: frozenset[Version]) -> Iterator[tuple[Version, str]]:
    """Give what has to go, with why: of each fault what no reviewed source says as well, and fewest tell of."""
    known: dict[str, list[_Says]] = {}
    for version in stated:
        known.setdefault(version.node, []).append(version.says)
    by_node: dict[NamedNode, list[Version]] = {}
    for version, held in kept.items():
        by_node.setdefault(held[0].node, []).append(version)

    def rank(version: Version) -> tuple[bool, int, int]:
        agrees = any(version.says <= says for says in known.get(version.node, ()))
        return agrees, len(kept[version]), -len(version.says)

    for fault in faults:
        here = [version for node in fault.nodes for version in by_node.get(node, ())]
        least = min(map(rank, here), default=None)
        yield from ((version, fault.why) for version in here if rank(version) == least)


def _fewest(some: Versions, beside: Versions, shows: Callable[[Versions], bool]) -> tuple[Version, ...]:
    """Find by halving the fewest that bring about a fault that names nothing of them, with what stands beside them."""
    if len(some) == 1:
        return tuple(some)
    versions = list(some.items())
    one, other = dict(versions[: len(versions) // 2]), dict(versions[len(versions) // 2 :])
    for half in (one, other):
        if shows({**beside, **half}):
            return _fewest(half, beside, shows)
    return (*_fewest(one, {**beside, **other}, shows), *_fewest(other, {**beside, **one}, shows))
