"""The order of the stages; the only module that knows it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Triple

from graph import corpus, iris, triples, vocabulary
from graph.errors import NotPublishable
from graph.infer import infer
from graph.model import Corpus, Graphs, Report
from graph.release import publish
from graph.validate import validate

STAGES = ("read", "triples", "infer", "validate", "publish")
Progress = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A graph that may be published: all named graphs, their merge, and the report that says it conforms."""

    corpus: Corpus
    graphs: Graphs
    merged: frozenset[Triple]
    report: Report


def check(sources: Path, progress: Progress = lambda *_: None) -> Checked:
    """Do all but publish; `progress` is told stage and detail.

    Raises CorpusError, Contradiction, or NotPublishable with every violation of the shapes.
    """
    progress("read", "")
    read = corpus.read(sources, lambda name: progress("read", name))
    progress("triples", "")
    asserted = triples.asserted(read)
    statements = triples.merge(asserted)
    progress("infer", f"{len(statements)} triples")
    conclusions = infer(statements)
    graphs = {**asserted, iris.named_graph("inferred"): conclusions}
    merged = triples.merge(graphs)
    progress("validate", f"{len(merged)} triples")
    report = validate(merged | triples.full_texts(read), vocabulary.shapes())
    if not report.conforms:
        lines = (f"  {f.focus}: {f.message} ({f.shape.removeprefix(iris.BASE)})" for f in report.findings)
        raise NotPublishable("\n".join(["the graph does not conform to the shapes; nothing was published:", *lines]))
    return Checked(read, graphs, merged, report)


def build(sources: Path, out: Path, progress: Progress = lambda *_: None) -> Path:
    """Do everything; give the folder of the new release.

    Raises what `check` raises, and NotPublishable where the release cannot be written.
    """
    checked = check(sources, progress)
    progress("publish", "")
    return publish(out, checked.graphs, checked.merged, checked.report, lambda name: progress("publish", name))
