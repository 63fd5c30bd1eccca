"""Turning the written values of a record into terms.

A record that lacks a required field, has an unknown one, or gives a value of the wrong kind is refused with its place
and, where there is one, the likely remedy.
"""

import datetime
import re
from collections.abc import Collection, Mapping

from pyoxigraph import Literal, NamedNode
from rapidfuzz import process

from graph import iris, vocabulary
from graph.corpus import records
from graph.corpus.fields import Field, Kind
from graph.corpus.records import Scalar, Sequence
from graph.errors import Problem
from graph.model import Values

_YEAR = re.compile(r"[0-9]{4}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"-?[0-9]+")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def suggest(word: str, known: Collection[str]) -> str:
    """Say which known word was probably meant, or nothing."""
    best = process.extractOne(word, sorted(known), score_cutoff=60)
    return f"Did you mean “{best[0]}”?" if best else ""


class Reader:
    """Turns written values into terms, against the ids and concepts that exist; collects what is wrong."""

    def __init__(self, entities: Collection[str], claims: Mapping[str, NamedNode], problems: list[Problem]) -> None:
        """Take the known entity ids, the claims by reference (`000/name`), and the list that faults are added to."""
        self.problems = problems
        self._entities = entities
        self._claims = claims
        self._vocabulary = vocabulary.read()
        self._parties: dict[NamedNode, tuple[str, ...]] = {}

    def knowing(self, claims: Mapping[str, NamedNode]) -> "Reader":
        """Give a reader of the same entities and problems that knows these claims."""
        return Reader(self._entities, claims, self.problems)

    def values(self, record: records.Mapping, fields: tuple[Field, ...], document: str = "") -> Values:
        """Read a record's fields into pairs of property and term, and check that it has those it must have.

        `document` is the id that claim references without a document belong to.
        """
        known = {field.name: field for field in fields}
        self._check_names(record, known)
        found: list[tuple[NamedNode, NamedNode | Literal]] = []
        for name, node in record.entries.items():
            field = known.get(name)
            if field is None or field.kind is Kind.APART:
                continue
            for scalar in self._counted(field, records.scalars(node, self.problems)):
                if scalar.text.strip() and (value := self._value(field, scalar, document)) is not None:
                    found.append((vocabulary.property_iri(name), value))
        return tuple(found)

    def entity(self, scalar: Scalar) -> NamedNode | None:
        """Read the id of a known entity, proposition or document."""
        if scalar.text in self._entities:
            # A malformed id is a fault of the register, and said there.
            return iris.node(scalar.text) if iris.is_local_id(scalar.text) else None
        self._unknown(scalar, f"“{scalar.text}” is not in the registers", self._entities)
        return None

    def one_of(self, scalar: Scalar, known: Collection[str], what: str) -> str | None:
        """Read a word that must be one of a given set."""
        if scalar.text in known:
            return scalar.text
        self._unknown(scalar, f"“{scalar.text}” is not {what}", known)
        return None

    def same_parties(self, fact: NamedNode, record: records.Mapping, fields: tuple[Field, ...]) -> bool:
        """Check that a fact's id means the same parties wherever it is made: it holds their slugs, not their kinds."""
        given = (record.entries.get(field.name) for field in fields)
        parties = tuple(node.text for node in given if isinstance(node, Scalar))
        first = self._parties.setdefault(fact, parties)
        if first != parties:
            message = f"{iris.shorten(fact.value)} would be both {', '.join(first)} and {', '.join(parties)}"
            self.problems.append(Problem(record.place, message, "Give one of the entities another slug."))
        return first == parties

    def claim(self, scalar: Scalar, document: str, what: str = "claim") -> NamedNode | None:
        """Read a reference to a claim: `name` in the same document, or `000/name`."""
        reference = scalar.text if "/" in scalar.text else f"{document}/{scalar.text}"
        if reference in self._claims:
            return self._claims[reference]
        self._unknown(scalar, f"there is no {what} “{scalar.text}”", self._claims.keys())
        return None

    def _check_names(self, record: records.Mapping, known: Mapping[str, Field]) -> None:
        for name, node in record.entries.items():
            field = known.get(name)
            if field and field.kind is not Kind.APART and isinstance(node, Scalar) and not node.text.strip():
                self.problems.append(Problem(node.place, f"“{name}” is empty", "Fill it in, or leave the field out."))
            if name not in known:
                message = f"“{name}” is not a field here"
                self.problems.append(Problem(node.place, message, suggest(name, known)))
        for field in known.values():
            given = record.entries.get(field.name)
            if field.required and (given is None or (isinstance(given, Sequence) and not given.items)):
                self.problems.append(Problem(record.place, f"“{field.name}” is missing"))

    def _counted(self, field: Field, values: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
        if len(values) > 1 and not field.many:
            self.problems.append(Problem(values[1].place, f"“{field.name}” takes one value only"))
        return values

    def _unknown(self, scalar: Scalar, message: str, known: Collection[str]) -> None:
        self.problems.append(Problem(scalar.place, message, suggest(scalar.text, known)))

    def _value(self, field: Field, scalar: Scalar, document: str) -> NamedNode | Literal | None:
        match field.kind:
            case Kind.ENTITY:
                return self.entity(scalar)
            case Kind.CLAIM:
                return self.claim(scalar, document)
            case Kind.CONCEPT:
                allowed = self._vocabulary.concepts.get(field.name, frozenset())
                slug = self.one_of(scalar, allowed, f"a concept that {field.name} takes")
                return None if slug is None else iris.concept(slug)
            case Kind.PREDICATE:
                name = self.one_of(scalar, self._vocabulary.contestable, "a contestable property")
                return None if name is None else iris.term(name)
            case Kind.OBJECT:
                return Literal(value=True) if scalar.text == "true" else self.entity(scalar)
            case Kind.ENGLISH:
                return vocabulary.english(scalar.text)
            case Kind.DATE:
                return self._date(field, scalar)
            case Kind.INTEGER:
                return self._number(field, scalar, whole=True)
            case Kind.DECIMAL:
                return self._number(field, scalar, whole=False)
            case Kind.TEXT | Kind.APART:
                return vocabulary.text(scalar.text)

    def _date(self, field: Field, scalar: Scalar) -> Literal | None:
        try:
            date = datetime.date.fromisoformat(scalar.text if _DATE.fullmatch(scalar.text) else "")
        except ValueError:
            message = f"{field.name}: “{scalar.text}” is not a date (YYYY-MM-DD)"
            year = scalar.text if _YEAR.fullmatch(scalar.text) else ""
            remedy = f"For a year, give notBefore: {year}-01-01 and notAfter: {year}-12-31." if year else ""
            self.problems.append(Problem(scalar.place, message, remedy))
            return None
        return vocabulary.date(date)

    def _number(self, field: Field, scalar: Scalar, *, whole: bool) -> Literal | None:
        if not (_WHOLE if whole else _NUMBER).fullmatch(scalar.text):
            kind = "a whole number" if whole else "a number"
            self.problems.append(Problem(scalar.place, f"{field.name}: “{scalar.text}” is not {kind}"))
            return None
        return vocabulary.number(scalar.text, whole=whole)
