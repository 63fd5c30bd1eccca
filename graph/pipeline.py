"""The order of the stages; the only module that knows it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Triple

from graph import corpus, definitions, iris, triples, vocabulary
from graph.errors import NotPublishable
from graph.history import history
from graph.judge import judge
from graph.model import Corpus, Finding, Graphs, Report
from graph.release import publish

STAGES = ("read", "triples", "infer", "validate", "publish")
Progress = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A graph that may be published: all named graphs, their merge, and the report that says it conforms."""

    corpus: Corpus
    graphs: Graphs
    merged: frozenset[Triple]
    report: Report


def check(folder: Path, progress: Progress = lambda *_: None) -> Checked:
    """Do all but publish; `progress` is told stage and detail.

    Raises DefinitionError, CorpusError, or NotPublishable with every contradiction and every violation of the shapes.
    """
    progress("read", "")
    definitions.check(vocabulary.turtle_files("ontology"), vocabulary.turtle_files("shapes"))
    read = corpus.read(folder, lambda name: progress("read", name))
    progress("triples", "")
    sources = triples.asserted(read)
    asserted = {**sources, iris.named_graph("history"): history(triples.merge(sources))}
    statements = triples.merge(asserted)
    texts = triples.full_texts(read)
    verdict = judge(statements, texts, step=lambda stage, size: progress(stage, f"{size} triples"))
    if not verdict.report.conforms:
        lines = map(_line, verdict.report.findings)
        raise NotPublishable("\n".join(["the graph does not conform; nothing was published:", *lines]))
    graphs = {**asserted, iris.named_graph("inferred"): verdict.conclusions}
    return Checked(read, graphs, triples.merge(graphs), verdict.report)


def _line(finding: Finding) -> str:
    focus = f"{iris.shorten(finding.focus)}: " if finding.focus else ""
    value = f" [{iris.shorten(finding.value)}]" if finding.value else ""
    return f"  {focus}{finding.message}{value} ({iris.shorten(finding.shape)})"


def build(sources: Path, out: Path, progress: Progress = lambda *_: None) -> Path:
    """Do everything; give the folder of the new release.

    Raises what `check` raises, and NotPublishable where the release cannot be written.
    """
    checked = check(sources, progress)
    progress("publish", "")
    return publish(out, checked.graphs, checked.merged, checked.report, lambda name: progress("publish", name))
