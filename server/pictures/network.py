"""Who runs, owns or is tied to what: boxes in columns, from those who hold on the left to what is held on the right."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markupsafe import Markup

from server.pictures.svg import node, picture, text, wrapped

_BOX = (140, 40)
_GAP = (150, 12)
_RUN = 110
"""The straight part of a line, where its words stand and no other line bends."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie: ids of both ends, what it is called, how it is known (stated, implied, external)."""

    source: str
    target: str
    words: str
    basis: str = ""


def draw(title: str, labels: Mapping[str, str], ties: Sequence[Tie], centre: str) -> Markup:
    """Draw the ties; `labels` names each node. Nothing where there are none."""
    found = [tie for tie in ties if tie.source != tie.target]
    if not found:
        return Markup("")
    columns = _columns(found)
    places = {
        name: (x * (_BOX[0] + _GAP[0]) + 2, y * (_BOX[1] + _GAP[1]) + 6)
        for x, column in enumerate(columns)
        for y, name in enumerate(column)
    }
    width = len(columns) * (_BOX[0] + _GAP[0]) - _GAP[0] + 4
    height = max(map(len, columns)) * (_BOX[1] + _GAP[1]) + 6
    into, out_of = Counter(tie.target for tie in found), Counter(tie.source for tie in found)
    edges = [
        element
        for tie in found
        for element in _edge(tie, places, at_source=into[tie.target] > 1 and out_of[tie.source] == 1)
    ]
    boxes = [
        element for name, place in places.items() for element in _box(labels.get(name, name), place, name == centre)
    ]
    told = "; ".join(
        f"{labels.get(tie.source, tie.source)} {tie.words} {labels.get(tie.target, tie.target)}"
        + (f" ({tie.basis})" if tie.basis else "")
        for tie in found
    )
    return picture("network", width, height, title, f"{told}.", *edges, *boxes)


def _columns(ties: Sequence[Tie]) -> list[list[str]]:
    """Put each node one column behind the furthest that holds it; a ring of ties does not push its nodes for ever."""
    names = list(dict.fromkeys(name for tie in ties for name in (tie.source, tie.target)))
    depth = dict.fromkeys(names, 0)
    for _ in range(min(len(names), 5)):
        for tie in ties:
            depth[tie.target] = max(depth[tie.target], min(depth[tie.source] + 1, 5))
    used = sorted(set(depth.values()))
    columns = [[name for name in names if depth[name] == level] for level in used]
    return [_near(column, columns[n - 1], ties) if n else column for n, column in enumerate(columns)]


def _near(column: list[str], before: list[str], ties: Sequence[Tie]) -> list[str]:
    """Order a column by where its neighbours in the one before stand, so that fewer lines cross."""

    def middle(name: str) -> float:
        at = [before.index(tie.source) for tie in ties if tie.target == name and tie.source in before]
        return sum(at) / len(at) if at else float(len(before))

    return sorted(column, key=middle)


def _edge(tie: Tie, places: Mapping[str, tuple[float, float]], *, at_source: bool) -> list[Element]:
    """Draw a line and its words, at the end where no other line has any."""
    (x1, y1), (x2, y2) = places[tie.source], places[tie.target]
    look = f"edge {tie.basis}".strip()
    if x2 <= x1:  # to the same or an earlier column: from below and around
        start, end = (x1 + _BOX[0] / 2, y1 + _BOX[1]), (x2 + _BOX[0] / 2, y2 + _BOX[1])
        path = f"M{start[0]:g} {start[1]:g}{_bend(start, end)}"
        words = text(tie.words, end[0] - 8, end[1] - 5, most=_RUN, size=11, text_anchor="end", class_="tie")
        return [node("path", d=path, class_=look), words]
    start, end = (x1 + _BOX[0], y1 + _BOX[1] / 2), (x2, y2 + _BOX[1] / 2)
    if at_source:
        middle = (start[0] + _RUN, start[1])
        path, left, y = f"M{start[0]:g} {start[1]:g}H{middle[0]:g}{_bend(middle, end)}", start[0], start[1]
    else:
        middle = (end[0] - _RUN, end[1])
        path, left, y = f"M{start[0]:g} {start[1]:g}{_bend(start, middle)}H{end[0]:g}", middle[0], end[1]
    lines = wrapped(tie.words, _RUN - 6, 2, size=11)
    words_ = [
        text(line, left + _RUN / 2, y - 5 + n * 18, text_anchor="middle", class_="tie") for n, line in enumerate(lines)
    ]
    words_[0].append(node("title", tie.words))
    return [node("path", d=path, class_=look), *words_]


def _bend(start: tuple[float, float], end: tuple[float, float]) -> str:
    bend = max((end[0] - start[0]) / 2, 20)
    return f"C{start[0] + bend:g} {start[1]:g} {end[0] - bend:g} {end[1]:g} {end[0]:g} {end[1]:g}"


def _box(label: str, place: tuple[float, float], is_centre: bool) -> list[Element]:
    x, y = place
    lines = wrapped(label, _BOX[0] - 14, 2, size=12.5)
    middle = 24 if len(lines) == 1 else 17
    return [
        node("rect", x=x, y=y, width=_BOX[0], height=_BOX[1], rx=4, class_="box centre" if is_centre else "box"),
        *(
            text(line, x + _BOX[0] / 2, y + middle + n * 15, text_anchor="middle", class_="name")
            for n, line in enumerate(lines)
        ),
    ]
