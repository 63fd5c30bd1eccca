"""How much of each article some annotation rests on, and the words on which none does."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import Article, Corpus


@dataclass(frozen=True, slots=True)
class Gap:
    """Characters that nothing rests on: the line they begin on, and the words."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """One article: all characters, those that some annotation rests on, and the rest."""

    document: str
    characters: int
    covered: int
    gaps: tuple[Gap, ...]

    @property
    def share(self) -> float:
        """The covered share, from 0 to 1."""
        return self.covered / self.characters if self.characters else 1.0


def coverage(corpus: Corpus) -> tuple[Coverage, ...]:
    """Measure every article; a character counts once, however many annotations rest on it."""
    return tuple(_article(article) for article in corpus.articles)


def _article(article: Article) -> Coverage:
    text = article.document.text
    marks = bytearray(len(text))
    for span in (*article.excerpts, *article.rests, *(span for span, _ in article.mentions)):
        marks[span.start : span.end] = b"\1" * (span.end - span.start)
    return Coverage(article.document.id, len(text), sum(marks), tuple(_gaps(text, marks)))


def _gaps(text: str, marks: bytearray) -> Iterator[Gap]:
    start = marks.find(0)
    while start >= 0:
        end = marks.find(1, start)
        end = len(text) if end < 0 else end
        words = text[start:end].strip()
        if any(character.isalnum() for character in words):
            yield Gap(text.count("\n", 0, start) + 1, words)
        start = marks.find(0, end) if end < len(text) else -1
