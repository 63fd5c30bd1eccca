"""What each kind of record may and must say, as literal tables. A field has the name of the ontology's property."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


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
# What the extractor says of each entry that it made: which rule, and how sure it is.
FOUND = _fields(APART="rule confidence")
_FACT = (*_fields(CONCEPT="basis!", TEXT="note"), *DATES, *EVIDENCE, *FOUND, Field("fact", Kind.APART, required=True))


@dataclass(frozen=True, slots=True)
class FactType:
    """A kind of fact of record: how its id is made from its fields, and the fields it has."""

    path: str
    fields: tuple[Field, ...]

    @property
    def parties(self) -> tuple[Field, ...]:
        """The fields whose slugs make the id."""
        return tuple(field for field in self.fields if "{" + field.name + "}" in self.path)


def _fact(path: str, **kinds: str) -> FactType:
    return FactType(path, (*_fields(**kinds), *_FACT))


# Facts are named by their content, so that two sources that report one fact meet in one node.
FACTS: Mapping[str, FactType] = {
    "Listing": _fact(
        "listing/{inEdition}/{listsMarket}",
        ENTITY="listsMarket! inEdition! actor",
        CONCEPT="listingStatus listingCategory",
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
    "Inclusion": _fact(
        "inclusion/{inEdition}/{includesMarket}", ENTITY="includesMarket! inEdition! actor", TEXT="reportedAs"
    ),
    "Location": _fact(
        "location/{locatedMarket}--{locationCountry}", ENTITY="locatedMarket! locationCountry!", TEXT="city"
    ),
    "Operation": _fact("operation/{operator}--{operatedMarket}", ENTITY="operatedMarket! operator!", TEXT="reportedAs"),
    "Ownership": _fact(
        "ownership/{owner}--{ownedThing}", ENTITY="ownedThing! owner!", TEXT="reportedAs", DECIMAL="share"
    ),
    "Control": _fact("control/{controller}--{controlledThing}", ENTITY="controlledThing! controller!", DECIMAL="share"),
    "Stake": _fact("stake/{stakeHolder}--{stakeIn}", ENTITY="stakeHolder! stakeIn!"),
    "Affiliation": _fact(
        "affiliation/{affiliate}--{affiliatedWith}",
        ENTITY="affiliate! affiliatedWith!",
        CONCEPT="affiliationKind",
        DECIMAL="share",
    ),
    "Parthood": _fact("parthood/{part}--{whole}", ENTITY="part! whole!"),
    "Tenure": _fact("tenure/{tenureHolder}--{tenureAt}", ENTITY="tenureHolder! tenureAt!", APART="roleTitle!"),
    "Identification": _fact("identification/{identifiedEntity}", ENTITY="identifiedEntity!", TEXT="outsideIdentifier!"),
    "Happening": _fact("happening/{name}", ENTITY="actor* involves*", CONCEPT="happeningKind!", APART="name!"),
}

PUBLICATION = (*_fields(ENTITY="publisher", CONCEPT="basis!", TEXT="note"), *DATES, *EVIDENCE)

DOCUMENT = _fields(
    TEXT="language! textQuality note",
    APART="document! sha256! status class! title! publication proposals dismissed mentions facts claims",
)

# What may be noted about the words of a table; its class and title are in its mapping.
NOTES = _fields(APART="document! sha256! mentions facts claims")

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
    *FOUND,
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
    CONCEPT="editionForm",
    TEXT="countryCode note",
    APART="id! class!",
)

# What a printed name stands for: entities; or a part of the entry `within`; `includes` are parts that the entry names.
NAME = _fields(ENTITY="ids+ within includes*", APART="printed! domain why")

# Two entities whose names look alike and that are not one.
DISTINCT = _fields(ENTITY="one! other!", APART="why!")

# Rows of tables that make no fact.
UNUSED = _fields(APART="table! row! why!")

PROPOSITION = _fields(
    ENTITY="about* propSubject", PREDICATE="propPredicate", OBJECT="propObject", TEXT="summary! note", APART="id!"
)
