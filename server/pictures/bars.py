"""Numbers side by side as bars that lie, each with its name before and its number behind."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markupsafe import Markup

from server.pictures.svg import node, picture, text

_WIDTH = 340
_NAME = 128
_ROW = 24
_BAR = 15
_NUMBER = 42


def draw(name: str, title: str, numbers: Sequence[tuple[str, int]]) -> Markup:
    """Draw bars; nothing where there are no numbers."""
    if not numbers:
        return Markup("")
    most = max(number for _, number in numbers) or 1
    room = _WIDTH - _NAME - _NUMBER
    rows = [element for n, (label, number) in enumerate(numbers) for element in _row(n, label, number, room / most)]
    told = "; ".join(f"{label}: {number}" for label, number in numbers) + "."
    return picture(name, _WIDTH, _ROW * len(numbers) + 6, title, told, *rows, kind="bars")


def _row(n: int, label: str, number: int, scale: float) -> list[Element]:
    top = n * _ROW + 4
    length = max(number * scale, 1.0 if number else 0.0)
    return [
        text(label, _NAME - 8, top + 12, most=_NAME - 10, text_anchor="end"),
        node("rect", x=_NAME, y=top, width=length, height=_BAR, class_="measure"),
        text(str(number), _NAME + length + 6, top + 12, class_="value"),
    ]
