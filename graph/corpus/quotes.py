"""Finding quoted words in a text, so that nobody ever counts characters.

A quote is the words themselves, which must occur once, or the words in braces within enough context to be unique:
`held that {the company} must develop` stands for the two words in the braces.
"""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from graph.corpus.records import Scalar
from graph.errors import Problem
from graph.model import Document, Span

# One character to one character, so that an offset in the copy is an offset in the original.
_EQUAL_LENGTH = str.maketrans({
    "‘": "'", "’": "'", "“": '"', "”": '"',
    "\u00a0": " ", "\n": " ", "\r": " ", "\t": " ",
    "–": "-", "—": "-", "‑": "-",
})  # fmt: skip
_BRACES = re.compile(r"([^{}]*)\{([^{}]+)\}([^{}]*)")


def normalise(text: str) -> str:
    """Make a copy of equal length in which typographic variants of quotes, dashes and spaces are one."""
    return text.translate(_EQUAL_LENGTH)


class QuotedText:
    """A document prepared for looking up quotes."""

    def __init__(self, document: Document) -> None:
        """Keep the document and its normalised copy."""
        self.document = document
        self._copy = normalise(document.text)

    def span(self, start: int, end: int) -> Span:
        """Cut a span out of the original text."""
        return Span(self.document.id, start, end, self.document.text[start:end])

    def paragraph(self, span: Span) -> Span:
        """Give the paragraph, or the run of them, that a span stands in."""
        text = self.document.text
        end = text.find("\n", span.end)
        return self.span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)

    def line(self, offset: int) -> int:
        """Give the line of the text, from 1, on which an offset lies."""
        return self.document.text.count("\n", 0, offset) + 1

    def find(self, quote: Scalar, problems: list[Problem]) -> Span | None:
        """Find the one place that a quote names; where there is none or more than one, add a problem."""
        found = self.places(quote.text)
        if len(found) == 1:
            return found[0]
        problems.append(self._ambiguous(quote, found) if found else self._absent(quote))
        return None

    def places(self, quote: str, within: Span | None = None) -> tuple[Span, ...]:
        """Find every place that fits a quote, in the whole text or in a span of it."""
        before, words, after = split_braces(quote)
        low, high = (within.start, within.end) if within else (0, len(self._copy))
        hits = self._occurrences(normalise(before + words + after), low, high)
        starts = (hit + len(before) for hit in hits)
        return tuple(self.span(start, start + len(words)) for start in starts)

    def whole_words(self, form: str) -> Iterator[Span]:
        """Find every occurrence of a form that no letter or digit touches."""
        for match in re.finditer(rf"(?<!\w){re.escape(normalise(form))}(?!\w)", self._copy):
            yield self.span(*match.span())

    def _occurrences(self, words: str, low: int, high: int) -> Iterator[int]:
        at = self._copy.find(words, low, high) if words else -1
        while at >= 0:
            yield at
            at = self._copy.find(words, at + 1, high)

    def _ambiguous(self, quote: Scalar, found: tuple[Span, ...]) -> Problem:
        lines = ", ".join(dict.fromkeys(str(self.line(span.start)) for span in found))
        message = f"“{quote.text}” occurs {len(found)} times in {self.document.id} (lines {lines})"
        return Problem(quote.place, message, "Quote more of the sentence and put the words meant in {braces}.")

    def _absent(self, quote: Scalar) -> Problem:
        if not quote.text:
            return Problem(quote.place, "the quote is empty", "Quote the words as the text prints them.")
        message = f"“{quote.text}” does not occur in {self.document.id}"
        near = fuzz.partial_ratio_alignment(normalise("".join(split_braces(quote.text))), self._copy)
        words = [] if near is None or near.score < 50 else self._words(near.dest_start, near.dest_end)
        if not words:
            return Problem(quote.place, message, "Quote the words as the text prints them.")
        found = self.span(words[0][0], words[-1][1])
        remedy = f"The nearest is on line {self.line(found.start)}: “{found.exact}”."
        return Problem(quote.place, message, remedy)

    def _words(self, start: int, end: int) -> list[tuple[int, int]]:
        """Find the words, as spaces part them, that reach into a part of the text."""
        words = (match.span() for match in re.finditer(r"\S+", self._copy))
        return [word for word in words if word[0] < end and word[1] > start]


def split_braces(quote: str) -> tuple[str, str, str]:
    """Split a quote into the context before, the words meant, and the context after."""
    match = _BRACES.fullmatch(quote)
    return (match[1], match[2], match[3]) if match else ("", quote, "")
