"""Names that look alike and that nobody has judged: each pair must be merged, or declared distinct with a reason.

Likeness never merges anything; it only asks. Compared are all names of markets, agents and things, as words without
capitals, accents and punctuation.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
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


def unjudged(
    path: Path, names: Mapping[str, frozenset[str]], kinds: Mapping[str, str], distinct: frozenset[frozenset[str]]
) -> Iterator[Problem]:
    """List the pairs of entities that look alike and are not declared distinct; `path` is that register.

    Entities of one kind are compared by likeness; those of two kinds only if they have one name between them.
    """
    owners: dict[str, set[str]] = {}
    for entity, found in names.items():
        for bare in {_bare(name) for name in found} - {""}:
            owners.setdefault(bare, set()).add(entity)
    pairs = {pair for found in owners.values() for pair in combinations(sorted(found), 2)}
    for kind in sorted(set(kinds.values())):
        texts = sorted(bare for bare, found in owners.items() if any(kinds[entity] == kind for entity in found))
        for place, name in enumerate(texts):
            rest = texts[place + 1 :]
            for other, _, _ in process.extract(
                name, rest, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=None
            ):
                alike = ((min(a, b), max(a, b)) for a in owners[name] for b in owners[other] if a != b)
                pairs |= {pair for pair in alike if kinds[pair[0]] == kinds[pair[1]] == kind}
    for one, other in sorted(pairs):
        if frozenset((one, other)) not in distinct:
            message = f"{one} and {other} have names that look alike"
            remedy = "Read both: merge them in entities.csv and names.csv, or declare them here, with why."
            yield Problem(Place(path), message, remedy)


def distinct(rows: tuple[records.Mapping, ...], reader: Reader) -> frozenset[frozenset[str]]:
    """Read the pairs that are declared distinct; faults are added to the reader's problems."""
    found: set[frozenset[str]] = set()
    for row in rows:
        reader.values(row, DISTINCT)
        one, other = row.entries.get("one"), row.entries.get("other")
        if isinstance(one, Scalar) and isinstance(other, Scalar):
            pair = frozenset((one.text, other.text))
            if pair in found or len(pair) == 1:
                message = f"{one.text} and {other.text} stand here twice, or are one"
                reader.problems.append(Problem(row.place, message))
            found.add(pair)
    return frozenset(found)


def _bare(name: str) -> str:
    """Write a name as plain words: no capitals, accents, brackets and endings of domains, nor what tells nothing apart."""
    own = re.sub(r"\(.*?\)|\[.*?\]", " ", name).strip() or name
    domain = _DOMAIN.fullmatch(own)
    spread = unicodedata.normalize("NFKD", (domain[1] if domain else own).casefold())
    plain = "".join(c for c in spread if not unicodedata.combining(c)).replace("'", "").replace("’", "")
    words = " ".join(re.findall(r"[a-z0-9]+", plain))
    return " ".join(_COMMON.sub(" ", words).split()) or words
