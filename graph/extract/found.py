"""What was found in a text. All values are frozen; each says which rule made it and how far it can be trusted."""

from dataclasses import dataclass
from operator import attrgetter

Place = tuple[int, int]
# Why a list event makes no fact, though what tells of it may make a claim.
NO_EDITION = "tells of the list, but not of which edition"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Characters that name an entity; `kind` is the character that stands for it in masked text."""

    start: int
    end: int
    entity: str
    kind: str
    rule: str
    confidence: float


# Sorts mentions as they stand in the text.
in_order = attrgetter("start", "end")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is a value of something: as printed, as a number, and what it counts."""

    start: int
    end: int
    value: str
    unit: str
    measure: str
    precision: str
    about: str
    period: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of record: its kind, its fields by name, and the places it rests on."""

    kind: str
    fields: tuple[tuple[str, str], ...]
    evidence: tuple[Place, ...]
    rule: str
    confidence: float
    basis: str = "stated"
    note: str = ""
    quoted: tuple[tuple[str, Place], ...] = ()

    def get(self, name: str) -> str:
        """Give the value of a field, or nothing."""
        return dict(self.fields).get(name, "")


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says: the words, the words that attribute them, and what was understood of it."""

    speaker: str
    act: str
    mode: str
    evidence: tuple[Place, ...]
    attribution: tuple[Place, ...]
    rule: str
    confidence: float
    behalf: str = ""
    addressee: str = ""
    about: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    hedge: str = ""
    date: Place | None = None
    figures: tuple[Figure, ...] = ()
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entity that the register lacks: an id and class that a person may accept, and the words it rests on."""

    id: str
    cls: str
    label: str
    evidence: Place
    why: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Words that were seen and not understood, and why."""

    start: int
    end: int
    why: str
