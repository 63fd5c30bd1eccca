"""The registers: every entity and proposition that sources may speak of, one row each."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from graph import iris, vocabulary
from graph.corpus import files
from graph.corpus.fields import ENTITY, PROPOSITION, Field
from graph.corpus.reader import Reader
from graph.corpus.records import Mapping, Node, Scalar, Sequence, read_csv
from graph.errors import Problem
from graph.model import Statement


def rows(path: Path, fields: tuple[Field, ...]) -> tuple[Mapping, ...]:
    """Read the rows of a register; a cell of a repeatable field is split at ` | `.

    Raises CorpusError where the file is missing or malformed.
    """
    many = {field.name for field in fields if field.many}
    text = files.decode(path, files.read_bytes(path))
    return tuple(
        Mapping({key: _cell(node, key in many) for key, node in row.entries.items()}, row.place)
        for row in read_csv(path, text)
    )


def ids(table: tuple[Mapping, ...], problems: list[Problem]) -> frozenset[str]:
    """Collect the ids of a register; each must be well formed and stand once."""
    seen: set[str] = set()
    for scalar in _ids(table):
        if not iris.is_local_id(scalar.text):
            remedy = "Write kind/slug in lower-case letters, digits and hyphens: market/taobao."
            problems.append(Problem(scalar.place, f"“{scalar.text}” is not an id", remedy))
        if scalar.text in seen:
            problems.append(Problem(scalar.place, f"the id “{scalar.text}” stands twice", "One entity, one row."))
        seen.add(scalar.text)
    return frozenset(seen)


def entities(table: tuple[Mapping, ...], reader: Reader) -> tuple[Statement, ...]:
    """Read the register of entities."""
    return tuple(_row(row, ENTITY, reader, _class(row, reader)) for row in table)


def propositions(table: tuple[Mapping, ...], reader: Reader) -> tuple[Statement, ...]:
    """Read the register of propositions."""
    return tuple(_row(row, PROPOSITION, reader, iris.term("Proposition")) for row in table)


def _row(row: Mapping, fields: tuple[Field, ...], reader: Reader, type_: NamedNode) -> Statement:
    values = reader.values(row, fields)
    name = row.entries.get("id")
    iri = iris.node(name.text) if isinstance(name, Scalar) and iris.is_local_id(name.text) else iris.node("none")
    return Statement(iri, ((vocabulary.TYPE, type_), *values))


def _class(row: Mapping, reader: Reader) -> NamedNode:
    name = row.entries.get("class")
    known = vocabulary.read().classes
    found = reader.one_of(name, known, "a class of the ontology") if isinstance(name, Scalar) else None
    return iris.term(found or "none")


def _ids(table: tuple[Mapping, ...]) -> Iterator[Scalar]:
    for row in table:
        node = row.entries.get("id")
        if isinstance(node, Scalar):
            yield node


def _cell(node: Node, split: bool) -> Node:
    if not split or not isinstance(node, Scalar):
        return node
    return Sequence(tuple(Scalar(part.strip(), node.place) for part in node.text.split("|")), node.place)
