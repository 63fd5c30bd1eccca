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

    def line(self, offset: int) -> int:
        """Give the line of the text, from 1, on which an offset lies."""
        return self.document.text.count("\n", 0, offset) + 1

    def find(self, quote: Scalar, problems: list[Problem], within: Span | None = None) -> Span | None:
        """Find the one place that a quote names; where there is none or more than one, add a problem.

        `within` narrows the search to a span of the document.
        """
        before, words, after = split_braces(quote.text)
        low, high = (within.start, within.end) if within else (0, len(self._copy))
        hits = list(self._occurrences(normalise(before + words + after), low, high))
        if len(hits) == 1:
            start = hits[0] + len(before)
            return self.span(start, start + len(words))
        problems.append(self._ambiguous(quote, hits) if hits else self._absent(quote, before + words + after))
        return None

    def whole_words(self, form: str) -> Iterator[Span]:
        """Find every occurrence of a form that no letter or digit touches."""
        for match in re.finditer(rf"(?<!\w){re.escape(normalise(form))}(?!\w)", self._copy):
            yield self.span(*match.span())

    def _occurrences(self, words: str, low: int, high: int) -> Iterator[int]:
        at = self._copy.find(words, low, high)
        while at >= 0:
            yield at
            at = self._copy.find(words, at + 1, high)

    def _ambiguous(self, quote: Scalar, hits: list[int]) -> Problem:
        lines = ", ".join(str(self.line(hit)) for hit in hits)
        message = f"“{quote.text}” occurs {len(hits)} times in {self.document.id} (lines {lines})"
        return Problem(quote.place, message, "Quote more of the sentence and put the words meant in {braces}.")

    def _absent(self, quote: Scalar, words: str) -> Problem:
        message = f"“{quote.text}” does not occur in {self.document.id}"
        near = fuzz.partial_ratio_alignment(normalise(words), self._copy)
        if near is None or near.score < 50 or not self._copy:
            return Problem(quote.place, message, "Quote the words as the text prints them.")
        found = self.span(near.dest_start, near.dest_end)
        remedy = f"The nearest is on line {self.line(found.start)}: “{found.exact}”."
        return Problem(quote.place, message, remedy)


def split_braces(quote: str) -> tuple[str, str, str]:
    """Split a quote into the context before, the words meant, and the context after."""
    match = _BRACES.fullmatch(quote)
    return (match[1], match[2], match[3]) if match else ("", quote, "")
