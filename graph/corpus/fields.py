"""What each kind of record may and must say, as literal tables, and the one reader that turns it into terms.

A field has the name of the ontology's property; a record that lacks a required field, has an unknown one, or gives a
value of the wrong kind is refused with its place and, where there is one, the likely remedy.
"""

import datetime
import decimal
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from pyoxigraph import Literal, NamedNode
from rapidfuzz import process

from graph import iris, vocabulary
from graph.corpus import records
from graph.corpus.records import Scalar
from graph.errors import Problem
from graph.model import Values


class Kind(Enum):
    """How a written value becomes a term."""

    ENTITY = auto()
    CONCEPT = auto()
    CLAIM = auto()
    PREDICATE = auto()
    OBJECT = auto()
    TEXT = auto()
    ENGLISH = auto()
    DATE = auto()
    INTEGER = auto()
    DECIMAL = auto()
    APART = auto()  # read by the module in charge, such as quotes


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the property it stands for, how its values are read, and how many there may be."""

    name: str
    kind: Kind
    required: bool = False
    many: bool = False


def _field(name: str, kind: Kind) -> Field:
    """Read the field's cardinality from its mark: `name!` is required, `name*` repeatable, `name+` both."""
    mark = name[-1]
    return Field(name.rstrip("!*+"), kind, required=mark in "!+", many=mark in "*+")


def _fields(**kinds: str) -> tuple[Field, ...]:
    return tuple(_field(name, Kind[kind]) for kind, names in kinds.items() for name in names.split())


DATES = _fields(DATE="notBefore notAfter", APART="dateText")
EVIDENCE = _fields(APART="evidence+")
_FACT = (*_fields(CONCEPT="basis!", TEXT="note"), *DATES, *EVIDENCE, Field("fact", Kind.APART, required=True))


@dataclass(frozen=True, slots=True)
class FactType:
    """A kind of fact of record: how its id is made from its fields, and the fields it has."""

    path: str
    fields: tuple[Field, ...]


def _fact(path: str, **kinds: str) -> FactType:
    return FactType(path, (*_fields(**kinds), *_FACT))


# Facts are named by their content, so that two sources that report one fact meet in one node.
FACTS: Mapping[str, FactType] = {
    "Listing": _fact(
        "listing/{inEdition}/{listsMarket}",
        ENTITY="listsMarket! inEdition! actor",
        CONCEPT="listingStatus",
        TEXT="reportedAs",
    ),
    "Removal": _fact(
        "removal/{inEdition}/{removesMarket}", ENTITY="removesMarket! inEdition! actor", TEXT="reportedAs"
    ),
    "Nomination": _fact(
        "nomination/{inEdition}/{actor}--{nominatesMarket}",
        ENTITY="nominatesMarket! inEdition! actor!",
        TEXT="reportedAs",
    ),
    "Operation": _fact("operation/{operator}--{operatedMarket}", ENTITY="operatedMarket! operator!", TEXT="reportedAs"),
    "Ownership": _fact("ownership/{owner}--{ownedThing}", ENTITY="ownedThing! owner!", TEXT="reportedAs"),
    "Stake": _fact("stake/{stakeHolder}--{stakeIn}", ENTITY="stakeHolder! stakeIn!"),
    "Affiliation": _fact("affiliation/{affiliate}--{affiliatedWith}", ENTITY="affiliate! affiliatedWith!"),
    "Parthood": _fact("parthood/{part}--{whole}", ENTITY="part! whole!"),
    "Tenure": _fact("tenure/{tenureHolder}--{tenureAt}", ENTITY="tenureHolder! tenureAt!", APART="roleTitle!"),
    "Happening": _fact("happening/{name}", ENTITY="actor involves*", CONCEPT="happeningKind!", APART="name!"),
}

PUBLICATION = (*_fields(ENTITY="publisher", CONCEPT="basis!", TEXT="note"), *DATES, *EVIDENCE)

DOCUMENT = _fields(
    TEXT="language! textQuality note",
    APART="document! sha256! class! title! publication mentions facts claims",
)

CLAIM = (
    *_fields(
        ENTITY="speaker! onBehalfOf* addressee* madeIn about+ affirms* denies* questions*",
        CONCEPT="speechAct! quotationMode! topic+",
        CLAIM="rebuts* sameStatementAs* citesClaim*",
        TEXT="summary! periodText caution note",
        APART="attribution* hedge figures",
    ),
    *DATES,
    *EVIDENCE,
)

FIGURE = _fields(
    ENTITY="about+",
    CONCEPT="unit! measure! precision",
    DECIMAL="value!",
    TEXT="periodText note",
    APART="printed!",
)

COMPARISON = _fields(CONCEPT="comparisonKind!", TEXT="verdict!", APART="compares+")

ENTITY = _fields(
    ENTITY="country* memberOfGroup* editionOf previousEdition laterThan*",
    ENGLISH="prefLabel! altLabel* hiddenLabel*",
    INTEGER="memberCount editionYear",
    TEXT="note",
    APART="id! class!",
)

PROPOSITION = _fields(
    ENTITY="about* propSubject", PREDICATE="propPredicate", OBJECT="propObject", TEXT="summary! note", APART="id!"
)

_YEAR = re.compile(r"\d{4}")


def suggest(word: str, known: Collection[str]) -> str:
    """Say which known word was probably meant, or nothing."""
    best = process.extractOne(word, known, score_cutoff=60)
    return f"Did you mean “{best[0]}”?" if best else ""


class Reader:
    """Turns written values into terms, against the ids and concepts that exist; collects what is wrong."""

    def __init__(self, entities: Collection[str], claims: Mapping[str, NamedNode], problems: list[Problem]) -> None:
        """Take the known entity ids, the claims by reference (`000/name`), and the list that faults are added to."""
        self.problems = problems
        self._entities = entities
        self._claims = claims
        self._vocabulary = vocabulary.read()

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
                if (value := self._value(field, scalar, document)) is not None:
                    found.append((vocabulary.property_iri(name), value))
        return tuple(found)

    def entity(self, scalar: Scalar) -> NamedNode | None:
        """Read the id of a known entity, proposition or document."""
        if scalar.text in self._entities:
            return iris.node(scalar.text)
        self._unknown(scalar, f"“{scalar.text}” is not in the registers", self._entities)
        return None

    def one_of(self, scalar: Scalar, known: Collection[str], what: str) -> str | None:
        """Read a word that must be one of a given set."""
        if scalar.text in known:
            return scalar.text
        self._unknown(scalar, f"“{scalar.text}” is not {what}", known)
        return None

    def claim(self, scalar: Scalar, document: str) -> NamedNode | None:
        """Read a reference to a claim: `name` in the same document, or `000/name`."""
        reference = scalar.text if "/" in scalar.text else f"{document}/{scalar.text}"
        if reference in self._claims:
            return self._claims[reference]
        self._unknown(scalar, f"there is no claim “{scalar.text}”", self._claims.keys())
        return None

    def _check_names(self, record: records.Mapping, known: Mapping[str, Field]) -> None:
        for name, node in record.entries.items():
            if name not in known:
                message = f"“{name}” is not a field here"
                self.problems.append(Problem(node.place, message, suggest(name, known)))
        for field in known.values():
            if field.required and field.name not in record.entries:
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
            date = datetime.date.fromisoformat(scalar.text)
        except ValueError:
            message = f"{field.name}: “{scalar.text}” is not a date (YYYY-MM-DD)"
            year = scalar.text if _YEAR.fullmatch(scalar.text) else ""
            remedy = f"For a year, give notBefore: {year}-01-01 and notAfter: {year}-12-31." if year else ""
            self.problems.append(Problem(scalar.place, message, remedy))
            return None
        return Literal(date.isoformat(), datatype=NamedNode(f"{vocabulary.XSD}date"))

    def _number(self, field: Field, scalar: Scalar, *, whole: bool) -> Literal | None:
        try:
            number = decimal.Decimal(scalar.text)
        except decimal.InvalidOperation:
            number = decimal.Decimal("NaN")
        if not number.is_finite() or (whole and number != int(number)):
            kind = "a whole number" if whole else "a number"
            self.problems.append(Problem(scalar.place, f"{field.name}: “{scalar.text}” is not {kind}"))
            return None
        # The canonical form: the store would turn 42.0 into 42 and the dumps would differ from the endpoint.
        canonical = format(number.normalize(), "f")
        return Literal(canonical, datatype=NamedNode(f"{vocabulary.XSD}{'integer' if whole else 'decimal'}"))
