"""What is disputed: each proposition in the middle, those who affirm it on its left, those who deny it on its right."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markupsafe import Markup

from server.pictures.svg import node, picture, text, wrapped

_SIDE = 240
_MIDDLE = 260
_GAP = 60
_LINE = 18
_MOST = 6


@dataclass(frozen=True, slots=True)
class Dispute:
    """A proposition with the names of those who affirm and of those who deny it."""

    summary: str
    affirm: tuple[str, ...]
    deny: tuple[str, ...]


def draw(title: str, disputes: Sequence[Dispute]) -> Markup:
    """Draw the disputes below each other; nothing where there are none."""
    if not disputes:
        return Markup("")
    width = 2 * _SIDE + _MIDDLE + 2 * _GAP
    heads = [
        text(words, x, 16, text_anchor=anchor, class_="head")
        for words, x, anchor in (
            ("affirm", _SIDE, "end"), ("disputed", width / 2, "middle"), ("deny", width - _SIDE, "start")
        )
    ]  # fmt: skip
    drawn: list[Element] = []
    top = 34.0
    for dispute in disputes:
        elements, height = _dispute(dispute, top)
        drawn += elements
        top += height + 22
    return picture("contradictions", width, top, title, tell(disputes), *heads, *drawn)


def tell(disputes: Sequence[Dispute]) -> str:
    """Say in words what the picture shows."""
    return " ".join(
        f"“{dispute.summary}” is affirmed by {', '.join(dispute.affirm)} and denied by {', '.join(dispute.deny)}."
        for dispute in disputes
    )


def _dispute(dispute: Dispute, top: float) -> tuple[list[Element], float]:
    affirm, deny = _few(dispute.affirm), _few(dispute.deny)
    lines = wrapped(dispute.summary, _MIDDLE - 24, 5)
    height = max(len(lines), len(affirm), len(deny)) * _LINE + 18
    left, middle = _SIDE + _GAP, top + height / 2
    box = node("rect", x=left, y=top, width=_MIDDLE, height=height, rx=4, class_="box")
    first = middle - (len(lines) - 1) * _LINE / 2 + 4
    words = [
        text(line, left + _MIDDLE / 2, first + n * _LINE, text_anchor="middle", class_="proposition")
        for n, line in enumerate(lines)
    ]
    sides = [
        *_side(affirm, _SIDE, _SIDE + 6, left, middle, "end", "affirms"),
        *_side(deny, left + _MIDDLE + _GAP, left + _MIDDLE + _GAP - 6, left + _MIDDLE, middle, "start", "denies"),
    ]
    return [*sides, box, *words], height


def _side(
    names: Sequence[str], x: float, near: float, box: float, middle: float, anchor: str, kind: str
) -> list[Element]:
    """Write the names of one side, each with a line from `near` it to the edge of the box."""
    top = middle - (len(names) - 1) * _LINE / 2
    found: list[Element] = []
    for n, name in enumerate(names):
        y = top + n * _LINE
        found.append(node("path", d=f"M{near:g} {y:g}L{box:g} {middle:g}", class_=f"edge {kind}"))
        found.append(text(name, x, y + 4, most=_SIDE - 6, text_anchor=anchor, class_="speaker"))
    return found


def _few(names: Sequence[str]) -> list[str]:
    if len(names) <= _MOST:
        return list(names)
    return [*names[: _MOST - 1], f"and {len(names) - _MOST + 1} more"]
