"""What printed names stand for: one entity, one id, however many spellings.

A name is found as the preferred label of an entity, or in `names.csv`, where people decided it by reading. Likeness
decides nothing: it only suggests candidates for a name that is not found.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from graph import vocabulary
from graph.corpus import records
from graph.corpus.fields import NAME
from graph.corpus.reader import Reader
from graph.corpus.records import Scalar, scalars
from graph.errors import Problem

# A name stands for entities of one kind, and each kind has the class that its entities are of.
KINDS: Mapping[str, str] = {
    "market": "ListingTarget",
    "agent": "Agent",
    "edition": "ListEdition",
    "country": "Country",
    "thing": "InternetDomain",
}
# Labels of letters, digits and inner hyphens, the last of letters alone (RFC 1123).
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


@dataclass(frozen=True, slots=True)
class Name:
    """What a printed name stands for, as ids.

    `within` is the entry that it is a part of, `includes` are parts that it names itself, `domain` is the internet
    domain that it is or holds.
    """

    ids: tuple[str, ...]
    within: str = ""
    includes: tuple[str, ...] = ()
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """Names by kind and printed form, and the class and preferred label of every entity."""

    found: Mapping[tuple[str, str], Name]
    classes: Mapping[str, str]
    labels: Mapping[str, str]

    def resolve(self, printed: str, kinds: Collection[str]) -> Name | None:
        """Find what a name stands for, in the first of the kinds that knows it."""
        return next((self.found[kind, printed] for kind in kinds if (kind, printed) in self.found), None)

    def unresolved(self, printed: Scalar, kinds: Collection[str], column: str) -> Problem:
        """Say that nothing has this name, and which names come nearest."""
        known = sorted({name for kind, name in self.found if kind in kinds})
        near = process.extract(printed.text, known, scorer=fuzz.WRatio, limit=3, score_cutoff=60)
        nearest = f"The nearest are {', '.join(f'“{name}”' for name, _, _ in near)}. " if near else ""
        remedy = f"{nearest}Add it to names.csv if it is another name of one of them, or a new one to entities.csv."
        return Problem(printed.place, f"{column}: “{printed.text}” is no name of the registers", remedy)


def read(rows: tuple[records.Mapping, ...], entities: tuple[records.Mapping, ...], reader: Reader) -> Names:
    """Read the register of names; faults are added to the reader's problems."""
    problems = reader.problems
    classes, labels = _column(entities, "class"), _column(entities, "prefLabel")
    found: dict[tuple[str, str], Name] = {}
    for id_, label in labels.items():
        kind = kind_of(classes.get(id_, ""))
        if kind:
            found[kind, label] = Name((id_,))
    written: set[tuple[str, str]] = set()
    for row in rows:
        reader.values(row, NAME)
        printed, domain = row.entries.get("printed"), row.entries.get("domain")
        ids, within, includes = (_ids(row, field) for field in ("ids", "within", "includes"))
        kinds = {kind_of(classes.get(id_, "")) for id_ in ids}
        if not isinstance(printed, Scalar) or not ids or not set(ids) <= classes.keys():
            continue  # said already, as a field that is missing or an id that is not known
        kind = kinds.pop()
        name = Name(ids, "".join(within), includes, domain.text if isinstance(domain, Scalar) else "")
        if kinds or not kind:
            problems.append(Problem(row.place, f"“{printed.text}” stands for entities of several kinds, or of none"))
        elif (kind, printed.text) in written or found.get((kind, printed.text)) == name:
            message = f"“{printed.text}” stands here twice, or is the preferred label of what it stands for"
            problems.append(
                Problem(row.place, message, "Keep one; a preferred label needs no row unless it says more.")
            )
        if name.domain and not _DOMAIN.fullmatch(name.domain):
            problems.append(Problem(row.place, f"domain: “{name.domain}” is no internet domain in lower case"))
        written.add((kind, printed.text))
        found[kind, printed.text] = name
    return Names(found, classes, labels)


def kind_of(class_: str) -> str:
    """Give the kind of name that entities of a class have, or nothing."""
    known = vocabulary.read()
    return next((kind for kind, ancestor in KINDS.items() if known.is_a(class_, ancestor)), "")


def spellings(rows: tuple[records.Mapping, ...]) -> dict[str, set[str]]:
    """Collect, by entity, the printed names that stand for it alone and whole."""
    found: dict[str, set[str]] = {}
    for row in rows:
        printed, ids = row.entries.get("printed"), _ids(row, "ids")
        if isinstance(printed, Scalar) and len(ids) == 1 and not _ids(row, "includes"):
            found.setdefault(ids[0], set()).add(printed.text)
    return found


def _ids(row: records.Mapping, field: str) -> tuple[str, ...]:
    node = row.entries.get(field)
    return () if node is None else tuple(scalar.text for scalar in scalars(node, []))


def _column(rows: tuple[records.Mapping, ...], field: str) -> dict[str, str]:
    pairs = ((row.entries.get("id"), row.entries.get(field)) for row in rows)
    return {id_.text: value.text for id_, value in pairs if isinstance(id_, Scalar) and isinstance(value, Scalar)}
