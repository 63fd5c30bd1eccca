"""Patterns that are tried only where they can match: in sentences with a word without which they cannot.

Most patterns fit nowhere in most sentences, and a look into a set of words costs a fiftieth of a search. A test proves
for every pattern that whatever it matches holds one of its cues.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph.extract.text import Sentence, Text


@dataclass(frozen=True, slots=True)
class Cued:
    """A pattern with its cues, given as one string: words as sentences have them, of which each match has one."""

    shape: re.Pattern[str]
    written: str
    cues: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Take the cues apart."""
        object.__setattr__(self, "cues", frozenset(self.written.split()))

    def fits(self, words: frozenset[str]) -> bool:
        """Tell whether one of the cues is among some words."""
        return not self.cues.isdisjoint(words)

    def match(self, copy: str, sentence: Sentence) -> re.Match[str] | None:
        """Match where a sentence of a copy of the text begins."""
        return None if self.cues.isdisjoint(sentence.words) else self.shape.match(copy, sentence.start, sentence.end)

    def search(self, copy: str, sentence: Sentence) -> re.Match[str] | None:
        """Find the first match in a sentence of a copy of the text."""
        return None if self.cues.isdisjoint(sentence.words) else self.shape.search(copy, sentence.start, sentence.end)

    def finditer(self, copy: str, sentence: Sentence) -> Iterable[re.Match[str]]:
        """Find the matches in a sentence of a copy of the text."""
        return () if self.cues.isdisjoint(sentence.words) else self.shape.finditer(copy, sentence.start, sentence.end)

    def throughout(self, copy: str, text: Text) -> Iterator[re.Match[str]]:
        """Find the matches in all sentences, in text order."""
        if self.cues.isdisjoint(text.words):
            return
        for sentence in text.sentences:
            if not self.cues.isdisjoint(sentence.words):
                yield from self.shape.finditer(copy, sentence.start, sentence.end)
