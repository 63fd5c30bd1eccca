"""Cells as values of their type: what does not fit is refused with line, column and reason."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from graph import vocabulary
from graph.corpus import period
from graph.corpus.countries import is_country_code
from graph.corpus.names import Name, Names, kind_of
from graph.corpus.period import Period
from graph.corpus.reader import suggest
from graph.corpus.tables.mapping import Column, Fact, Table, Type
from graph.corpus.tables.rows import Cell, Row
from graph.errors import Problem

_WHOLE = re.compile(r"0|[1-9][0-9]*")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_KINDS = {"online": "OnlineMarket", "physical": "PhysicalMarket"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A row whose cells were read: by column, the entities it names, and texts, times, addresses, facts by word."""

    row: Row
    entities: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, Name] = field(default_factory=dict)
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    periods: dict[str, Period] = field(default_factory=dict)
    addresses: dict[str, tuple[str, ...]] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)


class TypedReader:
    """Reads cells against the registers."""

    def __init__(self, names: Names, country_codes: Mapping[str, str], problems: list[Problem]) -> None:
        """Take the names, the country of each code, and the list that faults are added to."""
        self._names = names
        self._countries = country_codes
        self._problems = problems

    def read(self, table: Table, row: Row) -> Typed | None:
        """Read all cells of a row; None where one is at fault, which is then among the problems."""
        typed = Typed(row)
        before = len(self._problems)
        for column in table.columns:
            cell = row.cells.get(column.name)
            if cell is None:
                if column.required:
                    self._problems.append(Problem(row.place, f"{column.name}: is empty", "Fill it in."))
                continue
            try:
                self._cell(column, cell, typed)
            except ValueError as error:
                message, _, remedy = str(error).partition("\n")
                self._problems.append(Problem(cell.place, f"{column.name}: {message}", remedy))
        self._kinds_agree(table, typed)
        return typed if len(self._problems) == before else None

    def _cell(self, column: Column, cell: Cell, typed: Typed) -> None:
        text = cell.text
        match column.type:
            case Type.TEXT | Type.KIND:
                typed.texts[column.name] = text
            case Type.EDITION:
                typed.entities[column.name] = (self._known(f"edition/{text}"),)
            case Type.ENTITY:
                typed.entities[column.name] = (self._known(text),)
            case Type.NAME:
                name = self._names.resolve(text, column.kinds)
                if name is None:
                    self._problems.append(self._names.unresolved(cell.scalar, column.kinds, column.name))
                else:
                    typed.names[column.name] = name
                    typed.entities[column.name] = name.ids
                    typed.kinds[column.name] = tuple(kind_of(self._names.classes[id_]) for id_ in name.ids)
            case Type.COUNTRY:
                typed.entities[column.name] = (self._country(text),)
            case Type.CONCEPT:
                if text != "none":
                    typed.texts[column.name] = _concept(text, column.scheme)
            case Type.PERIOD:
                typed.periods[column.name] = period.read(text)
            case Type.COUNT:
                typed.texts[column.name] = _fitting(_WHOLE, text, "a whole number")
            case Type.WIKIDATA:
                typed.texts[column.name] = _fitting(_WIKIDATA, text, "an id of Wikidata, such as Q42")
            case Type.WORD:
                if text not in column.choices:
                    words = ", ".join(column.choices)
                    raise ValueError(f"“{text}” is not one of {words}\n{suggest(text, column.choices)}")
                typed.facts.extend(column.choices[text])
            case Type.ADDRESS:
                typed.addresses[column.name] = (_address(text),)
            case Type.ADDRESSES:
                typed.addresses[column.name] = tuple(_address(part) for part in text.split(" | "))

    def _known(self, id_: str) -> str:
        if id_ not in self._names.classes:
            raise ValueError(f"there is no {id_} in entities.csv\n{suggest(id_, self._names.classes.keys())}")
        return id_

    def _country(self, text: str) -> str:
        if not is_country_code(text):
            raise ValueError(f"“{text}” is not a code of ISO 3166-1 alpha-2")
        if text not in self._countries:
            raise ValueError(f"no country of entities.csv has the code “{text}”\nAdd it there.")
        return self._countries[text]

    def _kinds_agree(self, table: Table, typed: Typed) -> None:
        """Check that markets are of the class that the KIND column gives them."""
        for column in table.columns:
            cell = typed.row.cells.get(column.name)
            if column.type is not Type.KIND or cell is None:
                continue
            wanted = _KINDS.get(cell.text)
            if wanted is None:
                message = f"{column.name}: “{cell.text}” is not one of {', '.join(_KINDS)}"
                self._problems.append(Problem(cell.place, message))
                continue
            for id_ in (id_ for name in typed.names.values() for id_ in (*name.ids, *name.includes)):
                class_ = self._names.classes[id_]
                if class_ in _KINDS.values() and class_ != wanted:
                    message = f"{column.name}: {cell.text}, but {id_} is a {class_}"
                    self._problems.append(Problem(cell.place, message, "Correct the row or the register."))


def _fitting(pattern: re.Pattern[str], text: str, what: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(f"“{text}” is not {what}")
    return text


def _concept(text: str, scheme: str) -> str:
    """Find the concept of a property's scheme by its label."""
    known = vocabulary.read()
    labels = {known.labels[slug]: slug for slug in known.concepts[scheme]}
    if text not in labels:
        raise ValueError(f"“{text}” is the label of no concept that {scheme} takes\n{suggest(text, labels)}")
    return labels[text]


def _address(text: str) -> str:
    """Check the address of a page: http or https, a host, nothing that an IRI could not hold."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port is None
    except ValueError:
        sound = False
    if not sound or re.search(r"[\s<>\"{}|\\^`]", text):
        raise ValueError(f"“{text}” is not the address of a page\nPut ` | ` between two addresses.")
    return text
