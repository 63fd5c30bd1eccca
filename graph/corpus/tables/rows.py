"""Rows of a CSV file (RFC 4180), one at a time, each with the characters that it stands on."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.corpus.records import Scalar
from graph.errors import Place, Problem
from graph.model import Span


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what it says, where, and its characters, which double quotation marks as CSV does."""

    text: str
    place: Place
    span: Span

    @property
    def scalar(self) -> Scalar:
        """The cell as a written value."""
        return Scalar(self.text, self.place)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number (the header is 1, RFC 7111), its characters, and the cells that are not empty."""

    number: int
    place: Place
    span: Span
    cells: dict[str, Cell]


def read(
    name: str, place: Place, lines: Iterable[str], columns: tuple[str, ...], problems: list[Problem]
) -> Iterator[Row]:
    """Read rows as they come; `lines` keep their ends, `columns` are those that the header must have, in order.

    A row that is malformed is added to the problems and left out; nothing is held but the row at hand.
    """
    source = _Lines(lines)
    reader = csv.reader(source, strict=True)
    number = 0
    while True:
        line, start = reader.line_num + 1, source.position
        source.taken.clear()
        try:
            written = next(reader, None)
        except csv.Error as error:
            problems.append(Problem(Place(place.path, line), f"is not CSV: {error}"))
            return
        if written is None:
            return
        number += 1
        at = Place(place.path, line)
        if number == 1:
            if tuple(cell.removeprefix("\ufeff") for cell in written) != columns:
                message = f"has the columns {', '.join(written)} where the mapping has {', '.join(columns)}"
                problems.append(Problem(at, message, "Keep the columns, or give the table a mapping of its own."))
                return
            continue
        if len(written) != len(columns):
            message = f"has {len(written)} cells where the header has {len(columns)}"
            problems.append(Problem(at, message, "Put cells that hold a comma in double quotes."))
            continue
        exact = "".join(source.taken).rstrip("\r\n")
        span = Span(name, start, start + len(exact), exact)
        yield Row(number, at, span, dict(_cells(name, at, span, columns, written)))


def _cells(
    name: str, place: Place, row: Span, columns: tuple[str, ...], written: list[str]
) -> Iterator[tuple[str, Cell]]:
    at = 0
    for column, text in zip(columns, written, strict=True):
        quoted = row.exact.startswith('"', at)
        raw = text.replace('"', '""') if quoted else text
        start = at + quoted
        inner = raw.strip()
        if inner:
            begin = row.start + start + raw.index(inner)
            yield column, Cell(text.strip(), place, Span(name, begin, begin + len(inner), inner))
        at = start + len(raw) + quoted + 1


class _Lines:
    """Passes lines on, and remembers those of the row at hand and how many characters went by."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.position = 0
        self.taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken.append(line)
        self.position += len(line)
        return line
