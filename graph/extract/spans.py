"""Mentions in the order of the text: joining two lists of them, and finding those of a stretch, without reading all."""

from bisect import bisect_right

from graph.extract.found import Mention, Place, in_order


def merged(first: list[Mention], second: list[Mention], *, longest: bool) -> list[Mention]:
    """Add mentions to those of `first`, which are in order; one that overlaps an earlier one is left out, or wins where it is longer and `longest` says so."""
    if not second:
        return first
    known = sorted(first, key=in_order)
    starts = [mention.start for mention in known]
    gone: set[int] = set()
    added: list[Mention] = []
    for mention in sorted(second, key=in_order):
        if added and added[-1].end > mention.start:
            if not longest or not (mention.start <= added[-1].start and added[-1].end <= mention.end):
                continue
            added.pop()
        over = _overlapping(known, starts, gone, mention)
        if not over or (longest and all(_inside(known[at], mention) for at in over)):
            gone.update(over)
            added.append(mention)
    return sorted([*(m for at, m in enumerate(known) if at not in gone), *added], key=in_order)


def _inside(one: Mention, other: Mention) -> bool:
    return other.start <= one.start and one.end <= other.end


def _overlapping(known: list[Mention], starts: list[int], gone: set[int], mention: Mention) -> list[int]:
    at = max(0, bisect_right(starts, mention.start) - 1)
    found = []
    while at < len(known) and known[at].start < mention.end:
        if known[at].end > mention.start and at not in gone:
            found.append(at)
        at += 1
    return found


class Cover:
    """Which characters of a text something rests on, for asking often."""

    def __init__(self, length: int) -> None:
        """Begin with nothing covered."""
        self._marks = bytearray(length)

    def add(self, place: Place) -> None:
        """Cover a stretch."""
        self._marks[place[0] : place[1]] = b"\1" * (place[1] - place[0])

    def touches(self, place: Place) -> bool:
        """Tell whether any character of a stretch is covered."""
        return self._marks.find(1, place[0], place[1]) >= 0

    def holds(self, place: Place) -> bool:
        """Tell whether every character of a stretch is covered."""
        return self._marks.find(0, place[0], place[1]) < 0
