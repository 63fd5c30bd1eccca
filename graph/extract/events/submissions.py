"""Submissions: texts on what a trade group hands in, in which “the list” is the group's own and not the government's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.extract.cues import Cued
from graph.extract.events.listings import Clause
from graph.extract.events.words import RELATIVE
from graph.extract.found import Mention
from graph.extract.masks import Masked, pattern

_HANDS_IN = Cued(
    pattern(
        r"(<O>)(?: ?\([^)]*\))?,?(?: (?:has|have|had|also|again|once|this (?:week|month|year)|recently|\w+ly))* "
        r"(?:submits?|submitted|files?|filed|hands in|handed in|sends?|sent|provides?|provided|compiles?|compiled|releases?|released|reports?|reported|tells?|told)\b"
        r"[^.;]{0,80}?\b(?:list|submission|filing|comments|letter|overview|notorious|sites|websites)\b"
    ),
    "submit submits submitted file files filed hands handed send sends sent provide provides provided compile compiles compiled release releases released report reports reported tell tells told",
)
_OWN = r"(?:list|targets|submission|filing|document|letter|comments|overview|survey)"
_HOLDS = Cued(
    pattern(
        rf"(?:(?:[Tt]he|[Ii]ts|[Tt]heir|[Tt]his|[Tt]his year's|<OP>'s?) (?:[\w-]+ ){{0,3}}?{_OWN}|<L>|<E>)(?: also| again| specifically)* "
        r"(?:includes?|included|names?|named|lists|listed|cites?|cited|features?|featured|highlights?|highlighted|identifies|identified|mentions?|mentioned|contains?|singles out|singled out|targets?|targeted)\b"
    ),
    "includes include included names name named lists listed cites cited cite features feature featured highlights highlight highlighted identifies identified mentions mention mentioned contains contain singles singled targets target targeted",
)
_STANDS_IN = Cued(
    pattern(
        rf"\b(?:is|are|was|were)(?: also| all| again)* (?:(?:mentioned|named|listed|included|featured|identified|highlighted|reported|cited) )?(?:on|in) "
        rf"(?:(?:the|its|their|this|this year's|<O>'s?) (?:[\w-]+ ){{0,3}}?{_OWN}\b|<L>|<E>)"
    ),
    "is are was were",
)
_OTHER_YEAR = re.compile(r"\b(?:[Ll]ast year|previous|formerly|no longer|not|never|absent)\b")
# How far into a text it must be told that it is about a submission, in characters.
_OPENING = 900
_BY_NAME = frozenset({"list-by-name", "edition-by-year"})


@dataclass(frozen=True, slots=True)
class Submission:
    """What a text is about: who handed something in, and from where on that is told."""

    actor: str
    start: int


def find(masked: Masked, publisher: str) -> Submission | None:
    """Tell whose submission a text is about, None where it is about none or about the government's list."""
    for sentence in masked.scene.text.sentences:
        if sentence.start > _OPENING:
            return None
        here = masked.between(sentence.start, sentence.end)
        if here and _is_government(here[0], publisher):
            return None
        for match in _HANDS_IN.finditer(masked.inner, sentence):
            actor = masked.at(match.start(1))
            if actor and masked.scene.lexicon.is_a(actor.entity, "TradeAssociation"):
                return Submission(actor.entity, sentence.start)
    return None


def is_its_own(masked: Masked, start: int, end: int, submission: Submission | None, publisher: str) -> bool:
    """Tell whether words that speak of a list speak of the submission: nothing in them names the government's."""
    if submission is None or start < submission.start:
        return False
    here = masked.between(start, end)
    return not any(_is_government(m, publisher) or m.rule in _BY_NAME for m in here)


def markets(masked: Masked, clause: Clause) -> Iterator[tuple[int, int, tuple[Mention, ...]]]:
    """Find the markets that a submission is said to hold, with the words that say it."""
    words = masked.inner[clause.start : clause.end]
    if _OTHER_YEAR.search(words):
        return
    for cued, after in ((_HOLDS, True), (_STANDS_IN, False)):
        for match in cued.shape.finditer(masked.inner, clause.start, clause.end) if cued.fits(clause.words) else ():
            low, high = (match.end(), clause.end) if after else (clause.start, match.start())
            aside = [found.span() for found in RELATIVE.finditer(masked.inner, low, high)]
            named = tuple(
                m
                for m in masked.between(low, high)
                if m.kind in "\ue002\ue003" and not any(s <= m.start < e for s, e in aside)
            )
            if named:
                yield min(match.start(), named[0].start), max(match.end(), named[-1].end), named


def _is_government(mention: Mention, publisher: str) -> bool:
    return mention.entity == publisher or mention.entity.startswith("government/us")
