"""A hierarchy as a tree that grows to the right, line by line."""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from markupsafe import Markup

from server.pictures.svg import node, picture, text

_ROW = 22
_INDENT = 26
_WIDTH = 480


def draw(name: str, title: str, parents: Mapping[str, Sequence[str]]) -> Markup:
    """Draw what stands under what; each under the first of its parents. Nothing where there is nothing."""
    lines = tuple(_lines(parents))
    if not lines:
        return Markup("")
    rows = {label: n for n, (label, _) in enumerate(lines)}
    elements = [
        element
        for n, (label, depth) in enumerate(lines)
        for element in _line(label, depth, n, rows.get(next(iter(parents.get(label, ())), ""), n))
    ]
    told = "; ".join(f"{label}{' under ' + found[0] if (found := parents[label]) else ''}" for label, _ in lines)
    return picture(name, _WIDTH, len(lines) * _ROW + 8, title, f"{told}.", *elements, kind="hierarchy")


def _lines(parents: Mapping[str, Sequence[str]]) -> list[tuple[str, int]]:
    """Give each label with its depth, what is under it after it; a ring is entered once."""
    found: list[tuple[str, int]] = []
    seen: set[str] = set()

    def visit(label: str, depth: int) -> None:
        if label in seen:
            return
        seen.add(label)
        found.append((label, depth))
        for below in sorted(name for name, above in parents.items() if above and above[0] == label):
            visit(below, depth + 1)

    for label in sorted(name for name, above in parents.items() if not above):
        visit(label, 0)
    for label in parents:
        visit(label, 0)
    return found


def _line(label: str, depth: int, n: int, parent: int) -> list[Element]:
    x, y = depth * _INDENT + 4, n * _ROW + 18
    words = text(label, x + 8, y, most=_WIDTH - x - 10, size=14, class_="top" if depth == 0 else "below")
    if parent == n:
        return [node("circle", cx=x, cy=y - 4, r=3, class_="root"), words]
    path = f"M{x - _INDENT} {parent * _ROW + 22}V{y - 4}H{x + 4}"
    return [node("path", d=path, class_="edge"), words]
