"""The registers: every entity and proposition that sources may speak of, one row each."""

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from graph import iris, vocabulary
from graph.corpus import files
from graph.corpus.countries import is_country_code
from graph.corpus.fields import DISTINCT, ENTITY, NAME, PROPOSITION, UNUSED, Field
from graph.corpus.likeness import Spoken
from graph.corpus.names import kind_of
from graph.corpus.reader import Reader
from graph.corpus.records import Mapping, Node, Scalar, Sequence, read_csv, scalars
from graph.errors import Problem
from graph.model import Statement

_REQUIRED = {"entities": ENTITY, "propositions": PROPOSITION}
_OPTIONAL = {"names": NAME, "distinct": DISTINCT, "unused": UNUSED}
COMPARISONS = "comparisons.yaml"


@dataclass(frozen=True, slots=True)
class Sheets:
    """The rows of the registers as they are written."""

    entities: tuple[Mapping, ...]
    propositions: tuple[Mapping, ...]
    names: tuple[Mapping, ...]
    distinct: tuple[Mapping, ...]
    unused: tuple[Mapping, ...]


_LABELS = ("prefLabel", "altLabel", "hiddenLabel")
_LABEL_IRIS = frozenset((vocabulary.PREF_LABEL, vocabulary.ALT_LABEL, vocabulary.HIDDEN_LABEL))
_ALIKE = frozenset(("market", "agent", "thing"))  # the kinds whose names people could take for one another


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


def sheets(folder: Path) -> Sheets:
    """Read the rows of all registers.

    Raises CorpusError where one that must be there is missing, or one is malformed.
    """
    found = {name: rows(folder / f"{name}.csv", fields) for name, fields in _REQUIRED.items()}
    for name, fields in _OPTIONAL.items():
        path = folder / f"{name}.csv"
        found[name] = rows(path, fields) if path.is_file() else ()
    return Sheets(**found)


def files_of(folder: Path) -> list[Path]:
    """List the files of registers and comparisons that a folder has."""
    names = (*(f"{name}.csv" for name in (*_REQUIRED, *_OPTIONAL)), COMPARISONS)
    return [folder / name for name in names if (folder / name).is_file()]


def country_codes(table: tuple[Mapping, ...], problems: list[Problem]) -> dict[str, str]:
    """Collect the countries by their codes, each of which must be one of ISO 3166-1 and stand once."""
    found: dict[str, str] = {}
    for row in table:
        id_, code = row.entries.get("id"), row.entries.get("countryCode")
        if not isinstance(code, Scalar) or not isinstance(id_, Scalar):
            continue
        if not is_country_code(code.text):
            problems.append(Problem(code.place, f"countryCode: “{code.text}” is not a code of ISO 3166-1 alpha-2"))
        if found.setdefault(code.text, id_.text) != id_.text:
            problems.append(Problem(code.place, f"countryCode: {found[code.text]} has “{code.text}” already"))
    return found


def spoken(table: tuple[Mapping, ...], spellings: MappingOf[str, set[str]]) -> tuple[Spoken, ...]:
    """Collect the entities that people could take for one another, with their kind and all their names."""
    found: list[Spoken] = []
    for row in table:
        id_, class_ = row.entries.get("id"), row.entries.get("class")
        if not isinstance(id_, Scalar) or not isinstance(class_, Scalar) or kind_of(class_.text) not in _ALIKE:
            continue
        labels = (row.entries[field] for field in _LABELS if field in row.entries)
        own = {scalar.text for node in labels for scalar in scalars(node, [])}
        found.append(Spoken(id_.text, kind_of(class_.text), frozenset(own | spellings.get(id_.text, set()))))
    return tuple(found)


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


def entities(table: tuple[Mapping, ...], reader: Reader, spellings: MappingOf[str, set[str]]) -> tuple[Statement, ...]:
    """Read the register of entities; `spellings` are further names, from the register of names."""
    return tuple(_also_called(_row(row, ENTITY, reader, _class(row, reader)), spellings) for row in table)


def _also_called(entity: Statement, spellings: MappingOf[str, set[str]]) -> Statement:
    """Add the names that the entity does not have yet as alternative labels."""
    known = {value.value for name, value in entity.values if name in _LABEL_IRIS and isinstance(value, Literal)}
    more = sorted(spellings.get(entity.iri.value.removeprefix(iris.ID), set()) - known)
    return Statement(entity.iri, (*entity.values, *((vocabulary.ALT_LABEL, vocabulary.english(n)) for n in more)))


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
