"""A text with its mentions masked, so that patterns are written as English with one letter for each kind of entity.

Masked copies have the length of the text: a match's offsets are offsets in the text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from graph.extract.found import Mention, Place
from graph.extract.scene import Scene
from graph.extract.text import FILL, QUOTE, STOP, Quotation, mask, quotations_masked

_FILL = f"[{FILL}{STOP}]*"
_LETTERS = {
    "O": "\ue000", "P": "\ue001", "M": "\ue002", "G": "\ue003", "L": "\ue004", "E": "\ue005", "C": "\ue006",
    "H": "\ue007", "T": "\ue008", "X": "\ue009", "Q": QUOTE,
}  # fmt: skip


def pattern(written: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern in which `<O>` stands for a mention of an organisation, `<OP>` for one of that or a person.

    O organisation, P person, M market, G group of markets, L the list, E an edition of it, C country, H group of
    people, T another known thing, X a name that is not known, Q a quotation. A space stands for any white space.
    """

    def one(match: re.Match[str]) -> str:
        return f"[{''.join(_LETTERS[letter] for letter in match[1])}]{_FILL}"

    spaced = written.replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(re.sub(r"<([A-Z]+)>", one, spaced), flags)


@dataclass(slots=True)
class Masked:
    """The two masked copies: `inner` reads through quotation marks, in `outer` each quotation is one letter."""

    scene: Scene
    mentions: tuple[Mention, ...]
    inner: str = field(init=False)
    outer: str = field(init=False)
    speech: tuple[Quotation, ...] = field(init=False)
    names_list: bool = field(init=False)
    _starts: list[int] = field(init=False)
    _quoted: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Mask mentions and quotations."""
        text = self.scene.text
        self._starts = [mention.start for mention in self.mentions]
        masked = mask(text.plain, ((m.start, m.end, m.kind) for m in self.mentions))
        self.speech = tuple(q for q in text.quotations if not _is_name(masked, q))
        self._quoted = [q.start for q in self.speech]
        self.names_list = any(mention.kind in "\ue004\ue005" for mention in self.mentions)
        # Headlines are read as if they were printed like sentences.
        headlines = [(s.start, s.end) for s in text.sentences if s.headline]
        names = [q for q in text.quotations if q.start not in set(self._quoted)]
        self.inner = _in_small(_unquoted(masked, text.quotations), headlines)
        self.outer = quotations_masked(_in_small(_unquoted(masked, names), headlines), self.speech)

    def at(self, start: int) -> Mention | None:
        """Give the mention that begins at an offset."""
        found = bisect_left(self._starts, start)
        return self.mentions[found] if found < len(self.mentions) and self._starts[found] == start else None

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """List the mentions that begin within a stretch of text."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def quotations(self, start: int, end: int) -> tuple[Quotation, ...]:
        """List the quotations of speech within a stretch of text."""
        first = bisect_left(self._quoted, start)
        inside = takewhile(lambda q: q.start < end, islice(self.speech, first, None))
        return tuple(q for q in inside if q.end <= end)


def _unquoted(masked: str, quotations: Sequence[Quotation]) -> str:
    """Put spaces for the marks of quotations, but for those that are part of a name: 'notorious markets' list."""
    marks = (at for q in quotations for at in ((q.start,) if q.close == q.end else (q.start, q.close)))
    return mask(masked, ((at, at + 1, " ") for at in marks if not "\ue000" <= masked[at] <= FILL))


def _in_small(masked: str, places: Iterable[Place]) -> str:
    """Write stretches in small letters, but for letters whose small form is longer."""
    out: list[str] = []
    at = 0
    for start, end in places:
        words = masked[start:end]
        small = words.lower()
        out += (masked[at:start], small if len(small) == len(words) else "".join(map(_small, words)))
        at = end
    return "".join([*out, masked[at:]])


def _small(character: str) -> str:
    small = character.lower()
    return small if len(small) == 1 else character


def _is_name(masked: str, quotation: Quotation) -> bool:
    """Tell whether quotation marks enclose a name and nothing else, as in a ‘Notorious Markets’ list."""
    inside = masked[quotation.open : quotation.close].strip(" ,.")
    return bool(inside) and (inside[0] == FILL or 0xE000 <= ord(inside[0]) <= 0xE009) and set(inside[1:]) <= {FILL}
