"""Shapes applied to what nobody has reviewed: what breaks them is left out, and the rest may be published.

What people wrote must conform or nothing is published. What rules found must conform as well, together with what people
wrote; but one misread sentence shall not stop a build: the statements that break a shape go, and it is said which.
"""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from graph import iris, triples, vocabulary
from graph.errors import Contradiction, NotPublishable
from graph.infer import infer
from graph.judge import judge
from graph.model import Graphs, Report
from graph.validate.handover import candidates
from graph.validate.reading import read

_ROUNDS = 12
_DIGEST = iris.term("sha256")
_CONTRADICTION = "the facts contradict the ontology"
Suspects = dict[str, str]  # nodes that break a shape, each with the shape; a contradiction has no node


def sift(
    reviewed: frozenset[Triple], unreviewed: Graphs, texts: frozenset[Triple], report: Report
) -> tuple[Graphs, Report, tuple[str, ...]]:
    """Judge unreviewed graphs together with what was reviewed; leave out what does not conform, and say it.

    `report` is that on the reviewed alone, which conforms; `texts` are those of all documents.
    Raises NotPublishable where leaving out does not help.
    """
    kept = dict(unreviewed)
    dropped: list[str] = []
    for _ in range(_ROUNDS):
        if not kept:
            return {}, report, tuple(dropped)
        found = _suspects(reviewed | triples.merge(kept), texts)
        if not found:
            verdict = judge(reviewed | triples.merge(kept), _of(reviewed | triples.merge(kept), texts))
            return kept, verdict.report, tuple(dropped)
        smaller = dict(_without(kept, set(found)))
        if smaller:
            mine = {node for graph in kept.values() for node in _subjects(graph)} & found.keys()
            dropped += [f"left out: {iris.shorten(node)}: breaks {found[node]}" for node in sorted(mine)]
            kept |= smaller
            continue
        # The fault shows on nodes that people wrote about: find the graphs that bring it about, each on its own.
        for graph in _that_name(kept, set(found)):
            why, rest = _reconciled(reviewed, graph, kept[graph], texts)
            if why:
                dropped.append(f"left out: {why}, at odds with reviewed sources")
                kept = {**kept, graph: rest} if rest else {g: t for g, t in kept.items() if g != graph}
    raise NotPublishable("the unreviewed graphs do not conform, whatever is left out of them")


def _suspects(everything: frozenset[Triple], texts: frozenset[Triple]) -> Suspects:
    """Find the nodes that break a shape, as set queries find them; pySHACL, which would say how, is not asked."""
    try:
        relations = frozenset(t for t in infer(everything) if t.predicate != vocabulary.TYPE)
    except Contradiction:
        return {"": _CONTRADICTION}
    found = candidates(everything | relations | _of(everything, texts), read(vocabulary.shapes()))
    pairs = ((node, shape) for shape, nodes in found.items() for node in nodes)
    return {n.value: iris.shorten(s.value) for n, s in pairs if isinstance(n, NamedNode) and isinstance(s, NamedNode)}


def _of(everything: frozenset[Triple], texts: frozenset[Triple]) -> frozenset[Triple]:
    """Choose the texts of the documents that are described."""
    documents = {t.subject for t in everything if t.predicate == _DIGEST}
    return frozenset(t for t in texts if t.subject in documents)


def _reconciled(
    reviewed: frozenset[Triple], graph: NamedNode, found: frozenset[Triple], texts: frozenset[Triple]
) -> tuple[str, frozenset[Triple]]:
    """Leave out of a graph what is at odds with what was reviewed: one kind of node, if that is enough, or all."""
    suspects = _suspects(reviewed | found, texts)
    name = iris.shorten(graph.value)
    if not suspects:
        return "", found
    linked = {t.subject.value for t in found if isinstance(t.subject, NamedNode) and _names(t, set(suspects))}
    for kind in sorted({_kind(node) for node in linked} - {"document"}):
        rest = dict(_without({graph: found}, {node for node in linked if _kind(node) == kind})).get(graph, found)
        if not _suspects(reviewed | rest, texts):
            return f"each {kind} of {name}", rest
    return f"{name} ({', '.join(sorted(set(suspects.values())))})", frozenset()


def _that_name(graphs: Graphs, nodes: set[str]) -> list[NamedNode]:
    """List the graphs that name one of the nodes; all of them, where there is a contradiction without a node."""
    named = (g for g, found in graphs.items() if "" in nodes or any(_names(t, nodes) for t in found))
    return sorted(named, key=lambda graph: graph.value)


def _names(triple: Triple, nodes: set[str]) -> bool:
    return isinstance(triple.object, NamedNode) and triple.object.value in nodes


def _kind(node: str) -> str:
    return node.removeprefix(iris.ID).partition("/")[0]


def _without(graphs: Graphs, nodes: set[str]) -> Iterator[tuple[NamedNode, frozenset[Triple]]]:
    """Give the graphs that say something of the nodes, without that and without what refers to it."""
    for graph, found in graphs.items():
        here = {NamedNode(node) for node in nodes & _subjects(found)}
        if here:
            yield graph, frozenset(t for t in found if t.subject not in here and t.object not in here)


def _subjects(found: frozenset[Triple]) -> set[str]:
    return {t.subject.value for t in found if isinstance(t.subject, NamedNode)}
