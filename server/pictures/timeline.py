"""A market's editions in a row of squares.

A full one is listed, one with a dot named inside an entry, a barred one not listed, a dotted one unknown.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markupsafe import Markup

from server.pages.history import State, Year
from server.pictures.svg import node, picture, text, wrapped

_STEP = 48
_SIDE = 26
_TOP = 12
_NAMES = {State.LISTED: "listed", State.INCLUDED: "included", State.ABSENT: "absent", State.UNKNOWN: "unknown"}


def draw(label: str, years: Sequence[Year]) -> Markup:
    """Draw the years of a market; nothing where there is no edition."""
    if not years:
        return Markup("")
    width = _STEP * len(years)
    line = node("path", d=f"M{_STEP / 2:g} {_TOP + _SIDE / 2:g}H{width - _STEP / 2:g}", class_="axis")
    marks = [element for n, year in enumerate(years) for element in _mark(n * _STEP + _STEP / 2, year)]
    title = f"{label or 'The market'} in the editions of the list"
    height = _TOP + _SIDE + 10 + 15 * max(len(_lines(year)) for year in years)
    return picture("timeline", width, height, title, tell(years), line, *marks)


def tell(years: Sequence[Year]) -> str:
    """Say in words what the picture shows."""
    return "; ".join(f"{year.edition.short}: {year.state.value}{_how(year)}" for year in years) + "."


def _how(year: Year) -> str:
    return f" ({year.basis})" if year.state is State.LISTED and year.basis else ""


def _mark(x: float, year: Year) -> list[Element]:
    left = x - _SIDE / 2
    # How it is known is drawn for listings alone; the table says it of the others.
    basis = year.basis if year.state is State.LISTED else ""
    square = node(
        "rect", x=left, y=_TOP, width=_SIDE, height=_SIDE, rx=3, class_=f"{_NAMES[year.state]} {basis}".strip()
    )
    if basis == "external":
        square = node(
            "g", square, node("rect", x=left + 4, y=_TOP + 4, width=_SIDE - 8, height=_SIDE - 8, class_="inner")
        )
    middle = _TOP + _SIDE / 2
    sign = {
        State.LISTED: node("path", d=f"M{x - 6:g} {middle:g}l4 5l8 -10", class_="tick"),
        State.INCLUDED: node("circle", cx=x, cy=middle, r=5, class_="dot"),
        State.ABSENT: node("path", d=f"M{left:g} {_TOP + _SIDE}l{_SIDE} -{_SIDE}", class_="bar"),
        State.UNKNOWN: text("?", x, middle + 5, text_anchor="middle", class_="sign"),
    }[year.state]
    below = _TOP + _SIDE + 18
    words = [
        text(line, x, below + n * 15, most=_STEP + 14, size=12, text_anchor="middle", class_=kind)
        for n, (line, kind) in enumerate(_lines(year))
    ]
    return [square, sign, *words]


def _lines(year: Year) -> list[tuple[str, str]]:
    """Give what stands under the mark, line by line: the edition, and how a listing is known that is not stated."""
    name, _, more = year.edition.short.partition(" ")
    lines = [(name, "year"), *((line, "basis") for line in wrapped(more.replace("-", " "), _STEP, 2, 10) if line)]
    return lines if year.state is not State.LISTED or year.basis in ("stated", "") else [*lines, (year.basis, "basis")]
