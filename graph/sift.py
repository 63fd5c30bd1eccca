"""Shapes applied to what nobody has reviewed: what breaks them is left out, and the rest may be published.

What people wrote must conform or nothing is published. What rules found must conform as well, but one misread sentence
shall not stop a build: the statements that break a shape go, and it is said which.
"""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from graph import iris, triples
from graph.errors import NotPublishable
from graph.judge import judge
from graph.model import Graphs, Report

_ROUNDS = 6


def sift(
    reviewed: frozenset[Triple], unreviewed: Graphs, texts: frozenset[Triple], report: Report
) -> tuple[Graphs, Report, tuple[str, ...]]:
    """Judge unreviewed graphs together with what was reviewed; leave out what does not conform, and say it.

    `report` is that on the reviewed alone, which conforms. Raises NotPublishable where leaving out does not help.
    """
    kept = dict(unreviewed)
    dropped: list[str] = []
    for _ in range(_ROUNDS):
        if not kept:
            return kept, report, tuple(dropped)
        verdict = judge(reviewed | triples.merge(kept), texts)
        if verdict.report.conforms:
            return kept, verdict.report, tuple(dropped)
        faulty = {node for f in verdict.report.findings for node in (f.focus, f.value) if node}
        changed = dict(_without(kept, faulty))
        if not changed:
            # A contradiction names no node that a graph could be rid of: the graphs that contradict go whole.
            faults = dict(_contradicting(reviewed, kept, texts))
            dropped += [f"left out whole: {iris.shorten(graph.value)}: {why}" for graph, why in faults.items()]
            kept = {graph: found for graph, found in kept.items() if graph not in faults}
            if not faults:
                break
            continue
        for finding in verdict.report.findings:
            dropped.append(f"left out: {iris.shorten(finding.focus)}: {finding.message}")
        kept |= changed
    raise NotPublishable("the unreviewed graphs do not conform, whatever is left out of them")


def _contradicting(
    reviewed: frozenset[Triple], graphs: Graphs, texts: frozenset[Triple]
) -> Iterator[tuple[NamedNode, str]]:
    """Judge each graph alone, and name those that do not conform."""
    for graph in sorted(graphs, key=lambda graph: graph.value):
        verdict = judge(reviewed | graphs[graph], texts)
        if not verdict.report.conforms:
            yield graph, verdict.report.findings[0].message


def _without(graphs: Graphs, nodes: set[str]) -> Iterator[tuple[NamedNode, frozenset[Triple]]]:
    """Give the graphs that say something of the nodes, without that and without what refers to it."""
    for graph, found in graphs.items():
        here = {t.subject.value for t in found if isinstance(t.subject, NamedNode) and t.subject.value in nodes}
        here = {node for node in here if "/id/document/" not in node or "#" in node} or here
        if here:
            yield (
                graph,
                frozenset(
                    t
                    for t in found
                    if not (isinstance(t.subject, NamedNode) and t.subject.value in here)
                    and not (isinstance(t.object, NamedNode) and t.object.value in here)
                ),
            )
