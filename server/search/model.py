"""What is searched: entries, each with the texts by which it may be found; and what a search finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Field = Literal["label", "alias", "domain", "spelling", "id", "text"]

EXACT: Mapping[Field, float] = {"label": 100.0, "alias": 99.0, "domain": 99.0, "spelling": 98.0, "id": 97.0}
"""The score of a name that is the query, by what the name is of the entry; a long text is no name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that can be found. `texts` holds every name, domain and quote of it with what it is."""

    iri: str
    kind: str
    label: str
    texts: tuple[tuple[Field, str], ...]
    types: tuple[str, ...] = ()
    about: str = ""
    """A few words that tell it from others: a definition, a note, the document of a quote."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found: how well (0 to 100), and by which of its texts."""

    entry: Entry
    score: float
    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found: the hits asked for, how many there are in all, and of each kind before any was left out."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    kinds: Mapping[str, int] | None = None
    words: frozenset[str] = frozenset()
    """The folded words that answer the query."""
