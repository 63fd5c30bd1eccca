"""The order of the stages; the only module that knows it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Triple

from graph import corpus, definitions, iris, triples, vocabulary
from graph.errors import NotPublishable
from graph.extract.drafts.batch import drafter
from graph.history import history
from graph.judge import judge
from graph.model import Corpus, Finding, Graphs, Report
from graph.release import publish
from graph.sift import sift

STAGES = ("read", "triples", "infer", "validate", "sift", "publish")
Progress = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A graph that may be published: all named graphs, their merge, and the report that says it conforms.

    The merge holds what people have reviewed; `set_aside` says what of the unreviewed could not be used, and why.
    """

    corpus: Corpus
    graphs: Graphs
    merged: frozenset[Triple]
    report: Report
    set_aside: tuple[str, ...] = ()


# What is less sure than this is not worth a reader's time, unless somebody asks for it.
CONFIDENCE = 0.5


def check(
    sources: Path, progress: Progress = lambda *_: None, *, reviewed_only: bool = False, confidence: float = CONFIDENCE
) -> Checked:
    """Do all but publish; `progress` is told stage and detail.

    Texts without a reviewed annotation are understood by rules, each into a graph of its own that is not merged;
    `reviewed_only` leaves them out, `confidence` is the least that such a statement must have.
    Raises DefinitionError, CorpusError, or NotPublishable with every contradiction and every violation of the shapes.
    """
    progress("read", "")
    definitions.check(vocabulary.turtle_files("ontology"), vocabulary.turtle_files("shapes"))
    draft = None if reviewed_only else drafter(sources, confidence)
    read = corpus.read(sources, lambda name: progress("read", name), draft)
    progress("triples", "")
    said, unreviewed = triples.asserted(read), triples.unreviewed(read)
    asserted = {**said, iris.named_graph("history"): history(triples.merge(said))}
    statements = triples.merge(asserted)
    texts = triples.full_texts(read, reviewed_only=True)
    verdict = judge(statements, texts, step=lambda stage, size: progress(stage, f"{size} triples"))
    if not verdict.report.conforms:
        lines = map(_line, verdict.report.findings)
        raise NotPublishable("\n".join(["the graph does not conform; nothing was published:", *lines]))
    graphs = {**asserted, iris.named_graph("inferred"): verdict.conclusions}
    if unreviewed:
        progress("sift", f"{len(unreviewed)} documents that nobody has reviewed")
    kept, dropped = sift(statements, unreviewed, triples.full_texts(read))
    return Checked(read, {**graphs, **kept}, triples.merge(graphs), verdict.report, (*read.set_aside, *dropped))


def _line(finding: Finding) -> str:
    focus = f"{iris.shorten(finding.focus)}: " if finding.focus else ""
    value = f" [{iris.shorten(finding.value)}]" if finding.value else ""
    return f"  {focus}{finding.message}{value} ({iris.shorten(finding.shape)})"


def build(
    sources: Path, out: Path, progress: Progress = lambda *_: None, *, reviewed_only: bool = False,
    confidence: float = CONFIDENCE,
) -> tuple[Path, tuple[str, ...]]:  # fmt: skip
    """Do everything; give the folder of the new release, and what was set aside.

    Raises what `check` raises, and NotPublishable where the release cannot be written.
    """
    checked = check(sources, progress, reviewed_only=reviewed_only, confidence=confidence)
    progress("publish", "")
    folder = publish(out, checked.graphs, checked.merged, checked.report, lambda name: progress("publish", name))
    return folder, checked.set_aside
