"""Rows of the tables that people gathered for the graph: cells by the names of the columns, and how they count."""

import csv
from collections.abc import Collection

from graph import iris
from graph.corpus.tables.mapping import Table
from graph.corpus.tables.mappings import TABLES
from server.pages.terms import Quote

_TABLES = {f"{iris.ID}document/{table.name}": table for table in TABLES}


def tabled(quote: Quote) -> bool:
    """Say whether an excerpt is a row of a table, or words of one: what its gatherers wrote, and no quote."""
    return quote.is_row or quote.document in _TABLES


def cells(iri: str, text: str) -> tuple[tuple[str, str], ...]:
    """Give the filled cells of a row, each with the name of its column; none where the table is not known here.

    The address at which it was read is left out: it is told beside the row.
    """
    table = _TABLES.get(iri.partition("#")[0])
    found = _read(text)
    if table is None or len(found) != len(table.columns):
        return ()
    named = ((column.name, cell) for column, cell in zip(table.columns, found, strict=True))
    return tuple((_words(name, table), cell) for name, cell in named if cell and name != table.pages)


def counted(quotes: Collection[Quote]) -> str:
    """Count excerpts, quotes and rows of tables apart: `1 quote, 2 table rows`."""
    rows = sum(map(tabled, quotes))
    counts = ((len(quotes) - rows, "quote"), (rows, "table row"))
    return ", ".join(f"{n} {name}{'' if n == 1 else 's'}" for n, name in counts if n)


def number(iri: str) -> str:
    """Give the number of a row, as a spreadsheet has it: the header is row 1."""
    return iri.rpartition("#row=")[2]


def _read(text: str) -> list[str]:
    try:
        records = list(csv.reader(text.splitlines()))
    except csv.Error:
        return []
    return records[0] if len(records) == 1 else []


def _words(name: str, table: Table) -> str:
    return "note" if name == table.note and name.endswith("notes") else name.replace("_", " ")
