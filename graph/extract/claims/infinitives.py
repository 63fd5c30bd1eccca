"""What somebody promises or is asked to do: the infinitive behind a speaking verb."""

import re

from graph.extract.claims.attribution import Core
from graph.extract.claims.complements import trimmed
from graph.extract.found import Place
from graph.extract.masks import Masked

_TO_DO = re.compile(r"[^.;]{0,140}?\b(to (?!the\b|a\b|an\b|its\b)[a-z]+|that )")
# “their efforts to fight piracy”: the infinitive is the noun's.
_OF_NOUN = re.compile(
    r"\b(?:efforts?|attempts?|abilit(?:y|ies)|rights?|ways?|steps?|plans?|needs?|failures?|work|power|chance|decision) $"
)


def find(masked: Masked, core: Core, high: int) -> Place | None:
    """Find the words of “promised to …”, “asked the government to …”."""
    match = _TO_DO.match(masked.outer, core.verb_end, high)
    if match and _OF_NOUN.search(masked.outer, core.verb_end, match.start(1)):
        return None
    return trimmed(masked, match.start(1), high) if match else None
