"""Naming a place of a text by its words, so that the annotation's reader finds that place and no other."""

import re

from graph.corpus.quotes import normalise
from graph.extract.found import Mention, Place

_WIDEST = 400


class Quoter:
    """Writes places of one text as quotes: the words alone where they occur once, else in braces within context."""

    def __init__(self, text: str) -> None:
        """Keep the text and its normalised copy."""
        self.text = text
        self.copy = normalise(text)
        self._known: dict[Place, str] = {}

    def quote(self, start: int, end: int) -> str:
        """Write a place as a quote; empty where no words name it alone or the text's own braces stand in the way."""
        found = self._known.get((start, end))
        if found is None:
            found = self._known[start, end] = self._quote(start, end)
        return found

    def in_context(self, start: int, end: int) -> str:
        """Write a place as a quote in braces, whether or not its words occur once."""
        return self._wide(start, end, at_least=1)

    def _quote(self, start: int, end: int) -> str:
        words = self.copy[start:end]
        if not words.strip() or "{" in words or "}" in words:
            return ""
        return self._line(start, end) if self._once(words) else self._wide(start, end)

    def _wide(self, start: int, end: int, at_least: int = 0) -> str:
        low, high = start, end
        while high - low < end - start + _WIDEST:
            low, high = self._word_before(low), self._word_after(high)
            context = self.copy[low:high]
            if "{" in context or "}" in context:
                return ""
            if self._once(context) and (low < start or high > end or not at_least):
                return f"{self._line(low, start)}{{{self._line(start, end)}}}{self._line(end, high)}"
            if low == 0 and high == len(self.copy):
                return ""
        return ""

    def _once(self, words: str) -> bool:
        at = self.copy.find(words)
        return at >= 0 and self.copy.find(words, at + 1) < 0

    def _word_before(self, at: int) -> int:
        match = re.search(r"\S+\s*$", self.copy[max(0, at - 60) : at])
        return max(0, at - 60) + match.start() if match else max(0, at - 60)

    def _word_after(self, at: int) -> int:
        match = re.match(r"\s*\S+", self.copy[at : at + 60])
        return at + match.end() if match else min(len(self.copy), at + 60)

    def _line(self, start: int, end: int) -> str:
        """Give the words on one line; a break of the text is a space for the reader."""
        return re.sub(r"[\n\r\t]", " ", self.text[start:end])


def mention_forms(quoter: Quoter, mentions: tuple[Mention, ...]) -> dict[str, list[tuple[str, Mention]]]:
    """Write mentions as the annotation does: a plain form where all its places are meant, else each in context."""
    copy = quoter.copy
    by_span = {(m.start, m.end): m for m in mentions}
    by_form: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_form.setdefault(copy[mention.start : mention.end], []).append(mention)
    taken = bytearray(len(copy))
    forms: dict[str, list[tuple[str, Mention]]] = {}
    for form in sorted(by_form, key=lambda form: (-len(form), form)):
        mine = by_form[form]
        free = [p for p in _whole_words(copy, form) if not any(taken[p[0] : p[1]])]
        entities = {by_span[p].entity if p in by_span else "" for p in free}
        if len(entities) == 1 and "" not in entities and "{" not in form and len(free) == len(mine):
            forms.setdefault(mine[0].entity, []).append(
                (re.sub(r"\s", " ", quoter.text[mine[0].start : mine[0].end]), mine[0])
            )
            for start, end in free:
                taken[start:end] = b"\1" * (end - start)
            continue
        for mention in mine:
            written = quoter.in_context(mention.start, mention.end)
            if written:
                forms.setdefault(mention.entity, []).append((written, mention))
    return forms


def _whole_words(copy: str, form: str) -> list[Place]:
    found: list[Place] = []
    at = copy.find(form)
    while at >= 0:
        end = at + len(form)
        before, after = copy[at - 1 : at], copy[end : end + 1]
        if not (before.isalnum() or before == "_") and not (after.isalnum() or after == "_"):
            found.append((at, end))
            at = copy.find(form, end)
        else:
            at = copy.find(form, at + 1)
    return found
