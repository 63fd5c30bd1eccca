"""What a mapping can say: how the cells of each column are read, and which facts a row stands for.

A mapping is a value. A new table needs a new one in `graph.corpus.tables.mappings`, and no code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto


class Type(Enum):
    """How the text of a cell is read; what does not fit is refused."""

    TEXT = auto()
    EDITION = auto()  # the slug of an edition: 2010-ocr
    ENTITY = auto()  # the id of an entity: market/vk
    NAME = auto()  # a printed name, which the registers know
    KIND = auto()  # online or physical; it must agree with the class of the market beside it
    COUNTRY = auto()  # a code of ISO 3166-1 alpha-2
    CONCEPT = auto()  # the label of a concept, or `none`
    PERIOD = auto()  # a day, month, quarter or year
    COUNT = auto()  # a whole number
    WORD = auto()  # one of `choices`
    WIKIDATA = auto()  # an item of Wikidata: Q42
    ADDRESS = auto()  # the address of a page
    ADDRESSES = auto()  # several, with ` | ` between them


class Issue(Enum):
    """Which edition an event concerns, by its date."""

    SAME = auto()  # the edition that came out then
    NEXT = auto()  # the first that came out then or later


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that a row stands for, of one of the kinds in `graph.corpus.fields.FACTS`.

    `roles` gives the column from which each property is read, `constants` gives values as an annotation writes them.
    The fact is left out where a column of its id is empty. `time` is the column that dates it; `since` and `until` are
    the columns of a state's beginning and end; `issue` tells how the edition follows from the date; `only` are the
    kinds of names of which alone the row makes this fact.
    """

    kind: str
    roles: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    time: str = ""
    since: str = ""
    until: str = ""
    issue: Issue | None = None
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that a row prints about an entity: a figure with its measure and unit."""

    about: str
    column: str
    measure: str
    unit: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, how it is read, whether it must be filled.

    `kinds` are what a NAME may stand for, first match first; `scheme` is the property whose concepts a CONCEPT names;
    `choices` gives for each WORD the facts that it makes of the row.
    """

    name: str
    type: Type = Type.TEXT
    required: bool = False
    kinds: tuple[str, ...] = ()
    scheme: str = ""
    choices: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name (of the file, of the document), its title, its columns in order, what a row stands for.

    `describes` gives properties of an entity by the column that names it. `elsewhere` gives words of the `note` column
    that say of which columns the page of the row does not hold the values. `issues` is the column with the time at
    which the edition of a row came out.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    facts: tuple[Fact, ...] = ()
    counts: tuple[Counted, ...] = ()
    describes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pages: str = "source_url"
    note: str = ""
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    issues: str = ""

    def column(self, name: str) -> Column:
        """Give a column by its name."""
        return next(column for column in self.columns if column.name == name)
