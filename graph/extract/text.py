"""A text cut into paragraphs, quotations and sentences, all as offsets into the text as it was received.

Every copy made here has the length of the original, so that an offset in the copy is one in the original.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.corpus.quotes import normalise

# Stands in masked text for the characters after the first of what was masked; the other one for the last of a
# quotation that ends with a full stop of its own.
FILL = "\ue0ff"
STOP = "\ue0fe"
QUOTE = "\ue010"

_PARAGRAPH = re.compile(r"[^\n]+")
_BLOCK = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))+")
_LARGE, _SMALL, _MANY_SMALL = re.compile("[A-Z]"), re.compile("[a-z]"), re.compile("(?:[^a-z]*[a-z]){12}")
_WORD, _LONG_WORD = re.compile(r"[^\W\d_]+|'"), re.compile("[A-Za-z]{4,}")
_DIGIT = re.compile(r"[0-9\x80-\U0010ffff](?<=\d)")
_PRIVATE = re.compile("[\ue000-\ue0ff]")
_ABBREVIATIONS = (
    "mr mrs ms dr prof sen rep gov gen st jr sr inc ltd co corp llc plc vs no nos art sec fig al etc eg ie e.g i.e "
    "u.s u.k u.n e.u p.r a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec"
)
_ABBREVIATED = frozenset(_ABBREVIATIONS.split())
# A sentence ends at . ! or ?, with closing marks, before a space and what can begin one; of a row only the first is tried.
_END = re.compile(r"[.!?…;](?:(?<=;)(?=\s)|(?<!;)(?<![.!?…].)[.!?…]*[\"')\]]*(?=\s+[\"'(\[]*[A-Z0-9\ue000-\ue010]))")
_QUOTED_END = re.compile(rf"{STOP}(?=\s+[\"'(\[]*[A-Z\ue000-\ue010])")
_LAST_WORD = re.compile(r"[\w.&]+$")
# An opening mark stands where a word begins, a closing one where it ends; an apostrophe does neither.
# The mark itself comes first, which is quick to look for.
_MARK = re.compile(r"[“”„\"«»‘’'](?:(?<=[“”„\"«»])|(?<=[‘'])(?<!\w.)(?=\w)|(?<=[\w.,!?…][’'])(?!\w))")
_MOST = 5000
_LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks: `start` and `end` with the marks, `open` and `close` without.

    `continues` is true where the paragraph before ended inside the same quotation.
    """

    start: int
    end: int
    open: int
    close: int
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its offsets, the number of its paragraph, its words as `words_of` gives them, and how it is printed.

    A headline stands in `capitals`, or most of its words begin with one.
    """

    start: int
    end: int
    paragraph: int
    words: frozenset[str]
    capitals: bool
    headline: bool


class Text:
    """A text with its paragraphs, quotations and sentences."""

    def __init__(self, text: str) -> None:
        """Cut the text."""
        self.text = text
        wrapped = is_wrapped(text)
        breaks = _BLOCK if wrapped else _PARAGRAPH
        self.paragraphs = [_trim(text, *match.span()) for match in breaks.finditer(text)]
        self.plain = _plain(text, wrapped)
        self.quotations = _quotations(text, self.paragraphs)
        self.outer = quotations_masked(self.plain, self.quotations)
        self.sentences = [
            self._sentence(*place, number)
            for number, paragraph in enumerate(self.paragraphs)
            for place in sentences(self.outer, *paragraph)
        ]
        self.words = frozenset().union(*(sentence.words for sentence in self.sentences))
        self._starts = [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """Give the number of the sentence that an offset lies in, or the one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def _sentence(self, start: int, end: int, paragraph: int) -> Sentence:
        words = self.plain[start:end]
        capitals = _is_shouted(self.outer[start:end])
        return Sentence(start, end, paragraph, words_of(words), capitals, capitals or _is_title(words))


def words_of(text: str) -> frozenset[str]:
    """Give the words of a text in small letters; an apostrophe is a word of its own, and # stands for any digit."""
    words = _WORD.findall(text.lower())
    if _DIGIT.search(text):
        words.append("#")
    return frozenset(words)


def is_wrapped(text: str) -> bool:
    """Tell whether lines end where the page did and not the paragraph, as in mail and in text taken from PDF."""
    lines = text[:20000].split("\n")
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    if len(pairs) < 3:
        return False
    running = sum(b.lstrip()[:1].islower() or (len(a) > 45 and a.rstrip()[-1:] not in ".!?:;\"'”’") for a, b in pairs)
    lower = sum(b.lstrip()[:1].islower() for _, b in pairs)
    return running > 0.6 * len(pairs) and lower > 0.25 * len(pairs)


def _plain(text: str, wrapped: bool) -> str:
    """Make the copy that patterns read: one kind of quote, dash and space; line breaks only between paragraphs."""
    plain = normalise(_PRIVATE.sub(" ", text))
    breaks = [m.start() for m in re.finditer(r"\n[ \t]*\n" if wrapped else r"\n", text)]
    return mask(plain, ((at, at + 1, "\n") for at in breaks))


def mask(text: str, parts: Iterable[tuple[int, int, str]]) -> str:
    """Replace parts, which do not overlap and are in order, by a character and as many fillers as keep the length."""
    out: list[str] = []
    at = 0
    for start, end, character in parts:
        if start < at:
            continue
        out += (text[at:start], character, FILL * (end - start - 1))
        at = end
    return "".join([*out, text[at:]])


def quotations_masked(text: str, quotations: Sequence[Quotation]) -> str:
    """Mask quotations so that a sentence can be read around them."""
    masked = mask(text, ((q.start, q.end, QUOTE) for q in quotations))
    stops = [q.end - 1 for q in quotations if q.end - q.start > 2 and text[q.close - 1] in ".!?…"]
    return mask(masked, ((at, at + 1, STOP) for at in stops)) if stops else masked


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch of text into sentences; one that is masked as a quotation is never cut."""
    at = start
    ends = sorted({m.end() for p in (_END, _QUOTED_END) for m in p.finditer(text, start, end) if _ends(text, m)})
    for stop in _bounded(text, start, [*ends, end]):
        low, high = _trim(text, at, stop)
        if high > low:
            yield low, high
        at = max(at, stop)


def _is_shouted(words: str) -> bool:
    """Tell whether words are printed in capitals."""
    if _MANY_SMALL.match(words, 0, 60):
        return False
    large, small = len(_LARGE.findall(words)), len(_SMALL.findall(words))
    return large + small > 12 and large > 0.85 * (large + small)


def _is_title(line: str) -> bool:
    """Tell whether a line is printed as titles are, most of its words with a capital."""
    words = _LONG_WORD.findall(line)
    return (
        not line.endswith(":")
        and len(words) > 2
        and len([word for word in words if word[0].isupper()]) > 0.7 * len(words)
    )


def _bounded(text: str, start: int, stops: list[int]) -> Iterator[int]:
    """Cut what goes on without end at a space: no sentence that people write is that long, and cost stays linear."""
    at = start
    for stop in stops:
        while stop - at > _LONGEST:
            space = text.rfind(" ", at + 1, at + _LONGEST)
            at = space if space > at else at + _LONGEST
            yield at
        yield stop
        at = stop


def _ends(text: str, match: re.Match[str]) -> bool:
    """Tell whether a mark that could end a sentence does; an abbreviation's point does not."""
    before = text[max(0, match.start() - 12) : match.start()]
    if match[0][0] != ".":
        return True
    word = _LAST_WORD.search(before)
    if not word:
        return True
    last = word[0].lower()
    if last in ("u.s", "u.k", "e.u", "inc", "ltd", "co", "corp"):
        following = text[match.end() : match.end() + 14].split()
        return bool(following) and following[0] in _OPENERS
    return last not in _ABBREVIATED and not (len(last) == 1 and last.isalpha())


_OPENERS = frozenset(
    re.findall(r"\w+", "The A An It In On At He She They We This That These But And For As If When While First Last")
)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), max(start, end - len(piece) + len(piece.rstrip()))


def _quotations(text: str, paragraphs: list[tuple[int, int]]) -> list[Quotation]:
    found: list[Quotation] = []
    open_double = False
    for start, end in paragraphs:
        mine, open_double = _in_paragraph(text, start, end, open_double)
        found += mine
    return found


def _in_paragraph(text: str, start: int, end: int, was_open: bool) -> tuple[list[Quotation], bool]:
    """Find the quotations of a paragraph, the outer ones only; tell whether the last is still open at its end."""
    found: list[Quotation] = []
    at, kind = -1, ""
    continues = False
    for match in _MARK.finditer(text, start, end):
        mark, place = match[0], match.start()
        if at < 0:
            if mark in "“„«‘" or (mark in "\"'" and _opens(text, place, end)):
                at, kind = place, mark
                continues = was_open and place == start
        elif mark in _CLOSING[kind] and (mark not in "\"'" or not _opens(text, place, end) or place + 1 >= end):
            if place > at + 1:
                found.append(Quotation(at, place + 1, at + 1, place, continues))
            at, continues = -1, False
    if at >= 0 and kind in '“"' and (kind == "“" or at == start) and end - at < _MOST:
        # No closing mark: the quotation goes on in the next paragraph, if that one opens with a mark as well.
        found.append(Quotation(at, end, at + 1, end, continues))
        return found, True
    return found, False


_CLOSING = {"“": "”", "„": "”“", "«": "»", '"': '"', "‘": "’", "'": "'"}


def _opens(text: str, place: int, end: int) -> bool:
    """Tell whether a straight mark opens: a word follows it and none touches it from before."""
    after = text[place + 1] if place + 1 < end else " "
    before = text[place - 1] if place else " "
    return not after.isspace() and not before.isalnum() and before not in ".,!?…"
