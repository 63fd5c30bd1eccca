"""What each document says on its own: held against what was reviewed, many documents at once, on all processors."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from os import cpu_count

from pyoxigraph import NamedNode, Triple

from graph import iris, triples
from graph.model import Graphs
from graph.sift.faults import Fault, find, left_out, without

# Few enough for memory, and so many that what was reviewed, which each is held against, is not looked at too often.
_BATCH = 250
# Below this many documents a second process starts no sooner than the first is done.
_WORTH_IT = 40
_reviewed: frozenset[Triple] = frozenset()
_Texts = Mapping[NamedNode, Triple]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found of some documents: those that conform, those that something was left out of, and what."""

    sound: tuple[NamedNode, ...]
    mended: Graphs
    said: tuple[str, ...]


def sift(
    reviewed: frozenset[Triple], unreviewed: Graphs, texts: frozenset[Triple], processes: int | None = None
) -> tuple[Graphs, tuple[str, ...]]:
    """Leave out what breaks shapes together with what was reviewed; say what, and why.

    What is at fault only together with what another document says of its own is kept: two may differ. Documents that
    something was left out of are looked at again.
    """
    of_document = {t.subject: t for t in texts if isinstance(t.subject, NamedNode)}
    waiting, kept, said = dict(unreviewed), dict[NamedNode, frozenset[Triple]](), list[str]()
    count = (processes or cpu_count() or 1) if len(waiting) >= _WORTH_IT else 1
    with _lookers(reviewed, count) as look:
        while waiting:
            found = list(look(_jobs(waiting, of_document, count)))
            kept |= {graph: waiting[graph] for looked in found for graph in looked.sound}
            waiting = {graph: rest for looked in found for graph, rest in looked.mended.items() if rest}
            said += (line for looked in found for line in looked.said)
    return kept, tuple(sorted(said))


_Job = tuple[Graphs, frozenset[Triple]]


def _jobs(graphs: Graphs, of_document: _Texts, count: int) -> list[_Job]:
    """Part graphs into batches of one size, one at least for each process."""
    names = sorted(graphs, key=lambda graph: graph.value)
    size = min(_BATCH, -(-len(names) // count))
    batches = [{g: graphs[g] for g in names[at : at + size]} for at in range(0, len(names), size)]
    return [(batch, frozenset(_texts(batch, of_document))) for batch in batches]


def _texts(graphs: Iterable[NamedNode], of_document: _Texts) -> Iterator[Triple]:
    yield from (of_document[d] for d in map(_document, graphs) if d in of_document)


def _document(graph: NamedNode) -> NamedNode:
    return iris.document(graph.value.rpartition("/")[2])


@contextmanager
def _lookers(reviewed: frozenset[Triple], count: int) -> Iterator[Callable[[Sequence[_Job]], Iterable[Looked]]]:
    if count == 1:
        yield lambda jobs: (_look(reviewed, *job) for job in jobs)
        return
    # A fresh process knows nothing of the threads and files of this one, on any system.
    with ProcessPoolExecutor(count, get_context("spawn"), _start, (reviewed,)) as pool:
        yield lambda jobs: pool.map(_work, jobs)


def _start(reviewed: frozenset[Triple]) -> None:
    global _reviewed
    _reviewed = reviewed


def _work(job: _Job) -> Looked:
    return _look(_reviewed, *job)


def _look(reviewed: frozenset[Triple], graphs: Graphs, texts: frozenset[Triple]) -> Looked:
    """Find what is at fault in some documents, and leave it out."""
    faults = find(reviewed | triples.merge(graphs), texts)
    hidden = any(fault.hides for fault in faults)
    blamed, unclear = _blamed(faults, graphs)
    described = frozenset(t.subject for t in reviewed if isinstance(t.subject, NamedNode)) if blamed else frozenset()
    if not blamed and (unclear or hidden):
        return _apart(reviewed, graphs, texts, (unclear or faults)[0])
    sound = tuple(graph for graph in graphs if graph not in blamed) if not (unclear or hidden) else ()
    mended = {graph: graphs[graph] for graph in graphs if graph not in sound}
    for graph, nodes in blamed.items():
        whole = _document(graph) in nodes
        mended[graph] = frozenset() if whole else without(graphs[graph], frozenset(nodes), described)
    lines = (left_out(node, why) for nodes in blamed.values() for node, why in nodes.items())
    return Looked(sound, mended, tuple(lines))


def _blamed(faults: Sequence[Fault], graphs: Graphs) -> tuple[dict[NamedNode, dict[NamedNode, str]], list[Fault]]:
    """Give, by graph, the nodes that have to go, each with why; and faults of which no node is a document's."""
    holders: dict[NamedNode, list[NamedNode]] = {}
    for graph, found in graphs.items():
        for subject in {t.subject for t in found}:
            if isinstance(subject, NamedNode):
                holders.setdefault(subject, []).append(graph)
    blamed: dict[NamedNode, dict[NamedNode, str]] = {}
    unclear: list[Fault] = []
    for fault in faults:
        here = {node: holders[node] for node in fault.nodes if node in holders}
        own = {node: those for node, those in here.items() if len(those) == 1}
        if len({those[0] for those in own.values()}) > 1:
            continue
        if not here:
            unclear.append(fault)
        for node, those in (own or here).items():
            for graph in those:
                blamed.setdefault(graph, {})[node] = fault.why
    return blamed, unclear


def _apart(reviewed: frozenset[Triple], graphs: Graphs, texts: frozenset[Triple], fault: Fault) -> Looked:
    """Find by halving which documents bring a fault about that none of their nodes shows, and what of each does."""
    names = sorted(graphs, key=lambda graph: graph.value)
    if len(names) == 1:
        return _within(reviewed, names[0], graphs[names[0]], texts, fault)
    half = len(names) // 2
    one, other = (
        _look(reviewed, {name: graphs[name] for name in part}, texts) for part in (names[:half], names[half:])
    )
    return Looked((*one.sound, *other.sound), {**one.mended, **other.mended}, (*one.said, *other.said))


def _within(
    reviewed: frozenset[Triple], graph: NamedNode, found: frozenset[Triple], texts: frozenset[Triple], fault: Fault
) -> Looked:
    """Find the one node without which a document is not at fault, of those that refer to what is; or it goes whole."""
    linked = {t.subject for t in found if t.object in fault.nodes and isinstance(t.subject, NamedNode)}
    for node in sorted(linked - {_document(graph)}, key=lambda node: node.value):
        rest = without(found, frozenset([node]))
        if fault not in find(reviewed | rest, texts):
            return Looked((), {graph: rest}, (left_out(node, fault.why),))
    return Looked((), {}, (f"left out: {iris.shorten(graph.value)}: {fault.why}, at odds with reviewed sources",))
