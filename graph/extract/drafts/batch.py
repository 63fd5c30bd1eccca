"""Many texts at once: drafts of annotations for a build, on all processors, in the order in which texts are given."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

from graph.corpus.records import Mapping
from graph.corpus.unreviewed import Draft, tree_of
from graph.errors import CorpusError, Place, Problem
from graph.extract.drafts.propose import propose
from graph.extract.lexicon import Lexicon, read_lexicon
from graph.model import Document
from graph.reading import from_text

# Below this many texts a second process starts no sooner than the first is done.
_WORTH_IT = 40
_lexicon: Lexicon | None = None


def drafter(sources: Path, confidence: float, processes: int | None = None) -> Draft:
    """Give what drafts annotations for texts, with the registers below `sources`.

    Each answer is a tree like that of a file, or the problem for which a text cannot be understood.
    """

    def draft(documents: Sequence[Document]) -> Iterator[Mapping | Problem]:
        count = processes or cpu_count() or 1
        if count == 1 or len(documents) < _WORTH_IT:
            _start(sources)
            answers: Iterator[dict[str, object] | Problem] = (one(document, confidence) for document in documents)
            yield from (_tree(document, answer) for document, answer in zip(documents, answers, strict=True))
            return
        # A fresh process knows nothing of the threads and files of this one, on any system.
        context = get_context("spawn")
        with ProcessPoolExecutor(count, context, _start, (sources,)) as pool:
            done = pool.map(one, documents, [confidence] * len(documents), chunksize=8)
            yield from (_tree(document, answer) for document, answer in zip(documents, done, strict=True))

    return draft


def _start(sources: Path) -> None:
    global _lexicon
    _lexicon = read_lexicon(sources)


def one(document: Document, confidence: float) -> dict[str, object] | Problem:
    """Draft one annotation as plain values, in whatever process; a refusal is an answer too."""
    assert _lexicon is not None  # noqa: S101
    try:
        reading = from_text(Path(f"{document.id}.txt"), document.text)
        return propose(document, reading, _lexicon, confidence=confidence)[0].values
    except CorpusError as error:
        return error.problems[0]


def _tree(document: Document, answer: dict[str, object] | Problem) -> Mapping | Problem:
    if isinstance(answer, Problem):
        return answer
    path = Path(f"{document.id}.txt")
    tree = tree_of(answer, path)
    return tree if isinstance(tree, Mapping) else Problem(Place(path), "gave no annotation")
