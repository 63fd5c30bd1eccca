"""Names that look alike and that nobody has judged: each pair must be merged, or declared distinct with a reason.

Likeness never merges anything; it only asks. Compared are all names of markets, agents and things, as words without
capitals, accents and punctuation.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz, process

from graph.corpus import records
from graph.corpus.fields import DISTINCT
from graph.corpus.reader import Reader
from graph.corpus.records import Scalar
from graph.errors import Place, Problem

# Found on the real registers: below it pairs share no more than a common word.
ALIKE = 85
# Words that tell no two entities apart: what a market or a company is called.
_COMMON = re.compile(r"\b(?:the|of|and|market|markets|mall|mercado|inc|ltd|group|company|holdings)\b")
_DOMAIN = re.compile(r"([\w-]+(?:\.[\w-]+)*)\.[a-z]{2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """An entity that names are printed of: its id, its kind, all its names."""

    id: str
    kind: str
    names: frozenset[str]


def unjudged(
    path: Path, spoken: Collection[Spoken], register: tuple[records.Mapping, ...], reader: Reader
) -> Iterator[Problem]:
    """List the pairs of entities that look alike and that the register at `path` does not declare distinct.

    Entities of one kind are compared by likeness; those of two kinds only if they have one name between them.
    """
    declared = _declared(register, reader)
    for one, other in sorted(alike(spoken) - declared):
        message = f"{one} and {other} have names that look alike"
        remedy = "Read both: merge them in entities.csv and names.csv, or declare them here, with why."
        yield Problem(Place(path), message, remedy)


def alike(spoken: Collection[Spoken]) -> set[tuple[str, str]]:
    """Find the pairs of entities, by id, whose names look alike."""
    kinds = {entity.id: entity.kind for entity in spoken}
    owners: dict[str, set[str]] = {}
    for entity in spoken:
        for bare in {_bare(name) for name in entity.names} - {""}:
            owners.setdefault(bare, set()).add(entity.id)
    pairs = {pair for found in owners.values() for pair in combinations(sorted(found), 2)}
    for kind in sorted(set(kinds.values())):
        texts = sorted(bare for bare, found in owners.items() if any(kinds[entity] == kind for entity in found))
        for place, name in enumerate(texts):
            rest = texts[place + 1 :]
            for other, _, _ in process.extract(name, rest, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=None):
                near = ((min(a, b), max(a, b)) for a in owners[name] for b in owners[other] if a != b)
                pairs |= {pair for pair in near if kinds[pair[0]] == kinds[pair[1]] == kind}
    return pairs


def _declared(register: tuple[records.Mapping, ...], reader: Reader) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for row in register:
        reader.values(row, DISTINCT)
        one, other = row.entries.get("one"), row.entries.get("other")
        if isinstance(one, Scalar) and isinstance(other, Scalar):
            pair = (min(one.text, other.text), max(one.text, other.text))
            if pair in found or one.text == other.text:
                message = f"{one.text} and {other.text} stand here twice, or are one"
                reader.problems.append(Problem(row.place, message))
            found.add(pair)
    return found


def _bare(name: str) -> str:
    """Write a name as plain words: no capitals, accents, brackets, endings of domains, nor words that tell nothing."""
    own = re.sub(r"\(.*?\)|\[.*?\]", " ", name).strip() or name
    domain = _DOMAIN.fullmatch(own)
    spread = unicodedata.normalize("NFKD", (domain[1] if domain else own).casefold())
    plain = "".join(c for c in spread if not unicodedata.combining(c)).replace("'", "").replace("’", "")
    words = " ".join(re.findall(r"[a-z0-9]+", plain))
    return " ".join(_COMMON.sub(" ", words).split()) or words
