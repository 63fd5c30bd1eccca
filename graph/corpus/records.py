"""YAML and CSV as trees of scalars that know their line.

Scalars stay the text that was written: `000` is not the number 0, `2018-01-15` is not yet a date, `no` is not false.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from graph.errors import CorpusError, Place, Problem


@dataclass(frozen=True, slots=True)
class Scalar:
    """One written value."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Named values, in the order written."""

    entries: dict[str, "Node"]
    place: Place


Node = Scalar | Sequence | Mapping


def read_yaml(path: Path, text: str) -> Mapping:
    """Parse a YAML document whose top level is a mapping.

    Raises CorpusError with file and line where it is malformed or a key stands twice.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except RecursionError as error:
        raise CorpusError([Problem(Place(path), "is nested too deeply")]) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        message = f"is not YAML: {error.problem or error.context}"
        raise CorpusError([Problem(Place(path, line), message)]) from error
    except yaml.YAMLError as error:
        raise CorpusError([Problem(Place(path), f"is not YAML: {error}")]) from error
    if not isinstance(root, yaml.MappingNode):
        raise CorpusError([Problem(Place(path, 1), "must hold named fields (key: value)")])
    problems: list[Problem] = []
    try:
        tree = _node(path, root, problems)
    except RecursionError as error:
        remedy = "Write each value out; an alias (*name) must not lead back to itself."
        raise CorpusError([Problem(Place(path), "is nested without end, or too deeply", remedy)]) from error
    if problems or not isinstance(tree, Mapping):
        raise CorpusError(problems)
    return tree


def read_csv(path: Path, text: str) -> Iterator[Mapping]:
    """Parse a CSV table with a header row into one mapping a row; empty cells are left out.

    Spreadsheets write a byte order mark, which is no part of the first column's name. Raises CorpusError with file
    and line for an unnamed or repeated column, or a row of the wrong length; the line is that on which the row begins.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    place = Place(path, 1)
    try:
        header = next(reader, [])
        if not header or len(set(header)) != len(header) or not all(header):
            raise CorpusError([Problem(place, "needs a header row that names each column once")])
        while True:
            place = Place(path, reader.line_num + 1)
            row = next(reader, None)
            if row is None:
                return
            if not row:
                continue
            if len(row) != len(header):
                message = f"has {len(row)} cells where the header has {len(header)}"
                raise CorpusError([Problem(place, message, "Put cells that hold a comma in double quotes.")])
            cells = zip(header, row, strict=True)
            yield Mapping({key: Scalar(cell.strip(), place) for key, cell in cells if cell.strip()}, place)
    except csv.Error as error:
        raise CorpusError([Problem(place, f"is not CSV: {error}")]) from error


def scalars(node: Node, problems: list[Problem]) -> tuple[Scalar, ...]:
    """Read a value or a list of values as a tuple."""
    if isinstance(node, Scalar):
        return (node,)
    if isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items):
        return tuple(item for item in node.items if isinstance(item, Scalar))
    problems.append(Problem(node.place, "must be a value or a list of values"))
    return ()


def scalar(record: Mapping, name: str, problems: list[Problem]) -> Scalar | None:
    """Read a field that takes one value, if it is there."""
    node = record.entries.get(name)
    found = () if node is None else scalars(node, problems)
    if len(found) > 1:
        problems.append(Problem(found[1].place, f"“{name}” takes one value only"))
    return found[0] if found else None


def mapping(record: Mapping, name: str, problems: list[Problem]) -> Mapping | None:
    """Read a field that has named fields of its own, if it is there."""
    node = record.entries.get(name)
    if node is None or isinstance(node, Mapping):
        return node
    problems.append(Problem(node.place, f"“{name}” must have named fields"))
    return None


def mappings(node: Node, problems: list[Problem]) -> tuple[Mapping, ...]:
    """Read a list of mappings."""
    if isinstance(node, Sequence) and all(isinstance(item, Mapping) for item in node.items):
        return tuple(item for item in node.items if isinstance(item, Mapping))
    problems.append(Problem(node.place, "must be a list of entries, each with named fields"))
    return ()


def _node(path: Path, node: yaml.Node, problems: list[Problem]) -> Node:
    place = Place(path, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value, place)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_node(path, item, problems) for item in node.value), place)
    entries: dict[str, Node] = {}
    for key, value in node.value:
        at = Place(path, key.start_mark.line + 1)
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(at, "a key must be a plain word"))
        elif key.value in entries:
            problems.append(Problem(at, f"“{key.value}” stands twice", "Keep one of the two."))
        else:
            entries[key.value] = _node(path, value, problems)
    return Mapping(entries, place)
