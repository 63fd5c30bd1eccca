"""The tables of a sources folder: each a document, with its rows, and what they stand for, or why they are not used."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode

from graph import iris, vocabulary
from graph.corpus import files
from graph.corpus.annotated import Annotated
from graph.corpus.annotation import Notes, read_notes
from graph.corpus.fields import UNUSED
from graph.corpus.names import Names
from graph.corpus.period import Period
from graph.corpus.quotes import QuotedText
from graph.corpus.reader import Reader, suggest
from graph.corpus.records import Mapping as Record
from graph.corpus.records import Scalar, read_yaml
from graph.corpus.tables import rows
from graph.corpus.tables.mapping import Table as TableMapping
from graph.corpus.tables.mapping import Type
from graph.corpus.tables.mappings import TABLES
from graph.corpus.tables.statements import Statements
from graph.corpus.tables.typed import Typed, TypedReader
from graph.errors import Place, Problem
from graph.model import Document, Span, Statement, Table, TableRow

Unused = dict[tuple[str, int], tuple[str, Place]]


@dataclass(frozen=True, slots=True)
class TableSource:
    """A table's file with its mapping, its text, and what people noted about its words, if anything."""

    path: Path
    mapping: TableMapping
    document: Document
    notes: Annotated | None


def sources(folder: Path, problems: list[Problem]) -> tuple[TableSource, ...]:
    """Find the tables of a folder, in the order of the mappings; the folder may be absent."""
    known = {mapping.name: mapping for mapping in TABLES}
    paths = {path.stem: path for path in sorted(folder.glob("*.csv"))}
    for name in paths.keys() - known.keys():
        remedy = suggest(name, known) or "Add one to graph/corpus/tables/mappings.py."
        problems.append(Problem(Place(paths[name]), "has no mapping", remedy))
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in paths and path.name != "comparisons.yaml":
            problems.append(Problem(Place(path), "has no table beside it"))
    return tuple(_source(paths[name], mapping) for name, mapping in known.items() if name in paths)


def read(
    found: tuple[TableSource, ...],
    reader: Reader,
    names: Names,
    codes: Mapping[str, str],
    register: tuple[Record, ...],
    step: Callable[[str], None],
) -> tuple[Table, ...]:
    """Read tables; what is wrong with them is added to the reader's problems, all rows of a table together.

    `codes` gives the country of each code, `register` the rows that make no fact; `step` is told each table's name.
    """
    issues: dict[str, Period] = {}
    unused = _unused(register, frozenset(source.document.id for source in found), reader)
    tables: list[Table] = []
    for source in found:
        step(source.document.id)
        tables.append(_TableReader(source, reader, names, codes, unused, issues).read())
    return tuple(tables)


def _unused(register: tuple[Record, ...], tables: frozenset[str], reader: Reader) -> Unused:
    """Read which rows make no fact, and why, by table and number."""
    found: Unused = {}
    for record in register:
        reader.values(record, UNUSED)
        cells = [record.entries.get(name) for name in ("table", "row", "why")]
        texts = [cell.text for cell in cells if isinstance(cell, Scalar)]
        if len(texts) < 3 or texts[0] not in tables or not texts[1].isdecimal():
            reader.problems.append(Problem(record.place, "needs the name of a table, the number of a row, and why"))
        else:
            found[texts[0], int(texts[1])] = (texts[2], record.place)
    return found


def _source(path: Path, mapping: TableMapping) -> TableSource:
    data = files.read_bytes(path)
    document = Document(path.stem, files.decode(path, data), files.sha256(data))
    beside = path.with_suffix(".yaml")
    if not beside.is_file():
        return TableSource(path, mapping, document, None)
    written = files.read_bytes(beside)
    tree = read_yaml(beside, files.decode(beside, written))
    return TableSource(path, mapping, document, Annotated(QuotedText(document), tree, files.sha256(written)))


@dataclass(slots=True)
class _TableReader:
    """Reads one table, row by row."""

    source: TableSource
    reader: Reader
    names: Names
    codes: Mapping[str, str]
    unused: Unused
    issues: dict[str, Period]
    mentions: list[tuple[Span, NamedNode]] = field(default_factory=list)

    def read(self) -> Table:
        source, mapping = self.source, self.source.mapping
        problems = self.reader.problems
        typed_reader = TypedReader(self.names, self.codes, problems)
        statements = Statements(mapping, self.issues, self.names.labels, problems)
        notes = read_notes(source.notes, self.reader) if source.notes else Notes()
        lines = io.StringIO(source.document.text, newline="")
        columns = tuple(column.name for column in mapping.columns)
        kept: list[TableRow] = []
        for row in rows.read(mapping.name, Place(source.path), lines, columns, problems):
            typed = typed_reader.read(mapping, row)
            if typed is None:
                continue
            self._issue(typed)
            self._mentions(typed)
            used = statements.add(typed) or notes.rest_in(row.span)
            kept.append(TableRow(row.number, row.span, typed.addresses.get(mapping.pages, ()), self._why(typed, used)))
        for (name, number), (_, place) in self.unused.items():
            if name == mapping.name and number not in {row.number for row in kept}:
                problems.append(Problem(place, f"{name} has no row {number}, or it is at fault"))
        return Table(
            source.document,
            mapping.title,
            source.notes.sha256 if source.notes else "",
            (*statements.made, *notes.statements, *_pages(kept, statements.addresses)),
            tuple(kept),
            tuple(sorted({*notes.excerpts, *statements.cells})),
            (*self.mentions, *notes.mentions),
        )

    def _issue(self, typed: Typed) -> None:
        """Remember when an edition came out, for the tables that are read later."""
        when = typed.periods.get(self.source.mapping.issues)
        edition = next((c.name for c in self.source.mapping.columns if c.type is Type.EDITION), "")
        if when is not None:
            self.issues[typed.entities[edition][0]] = when

    def _mentions(self, typed: Typed) -> None:
        for column, name in typed.names.items():
            if len(name.ids) == 1:
                self.mentions.append((typed.row.cells[column].span, iris.node(name.ids[0])))

    def _why(self, typed: Typed, used: bool) -> str:
        """Give the reason why a row is not used; one that is not used and not accounted for is at fault."""
        why, place = self.unused.get((self.source.mapping.name, typed.row.number), ("", typed.row.place))
        if used and why:
            self.reader.problems.append(Problem(place, "gives a reason for a row that is used", "Take it out."))
        if not used and not why:
            remedy = "Map it, note what its words say in a .yaml beside it, or say in unused.csv why it is not used."
            self.reader.problems.append(Problem(typed.row.place, "makes no fact and is not accounted for", remedy))
        return "" if used else why


def _pages(kept: list[TableRow], named: set[str]) -> list[Statement]:
    """Describe every page that a row was read on or names."""
    return [page(address) for address in sorted(named.union(*(row.pages for row in kept)))]


def page(address: str) -> Statement:
    """Describe a page of the web: nobody here keeps its text, so its name is its address without the scheme."""
    name = address.partition("://")[2].removeprefix("www.").rstrip("/")
    values = (
        (vocabulary.TYPE, iris.term("WebPage")),
        (vocabulary.PREF_LABEL, vocabulary.english(name)),
        (iris.term("address"), vocabulary.address(address)),
    )
    return Statement(iris.page(address), values)
