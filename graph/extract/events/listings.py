"""List events: which market was listed, removed or nominated, for which edition, and whether anew, still or again.

Only what happened counts. What was not done, may be done, should be done or is feared is no event; nor is what
somebody but the list's maker is reported to have said of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.extract.events.words import (
    ACTIVE,
    AGAIN,
    AMONG,
    ANEW,
    APPEARS,
    BECAME,
    BY_MAKER,
    CLAUSE,
    COMPANION,
    DECIDED,
    DROPPING,
    FLAGGED,
    GERUND,
    GONE,
    GONE_TOO,
    HOLDS,
    IN_REPORT,
    INVERTED,
    JOINS,
    LONG_LISTED,
    MARKETS_ARE,
    NEW,
    NEWLY_LISTED,
    NO_FACT_BEFORE,
    NOMINAL,
    OWN_NOMINAL,
    PASSIVE,
    REMOVES,
    STAYS,
    STILL,
    THEN_OFF,
    THEN_ON,
    UNREAL,
    WITHIN_REPORT,
)
from graph.extract.found import NO_EDITION, Fact, Gap, Mention, Place
from graph.extract.masks import Masked, pattern


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence that holds one statement, with the bounds and the words of its sentence."""

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of a list event: their place, the kind of fact, where its markets stand, and the rule."""

    start: int
    end: int
    kind: str
    side: str
    rule: str
    confidence: float


def clauses(masked: Masked) -> Iterator[Clause]:
    """Cut every sentence that names a market at the joints where one statement ends and another begins."""
    inner, owners = masked.inner, masked.scene.lexicon.platforms
    for sentence in masked.scene.text.sentences:
        here = masked.between(sentence.start, sentence.end)
        if not any(m.kind in "\ue002\ue003" or m.entity in owners for m in here):
            continue
        at = sentence.start
        for match in CLAUSE.finditer(inner, sentence.start, sentence.end):
            if match.start() - at > 12:
                yield Clause(at, match.start(), sentence.start, sentence.end, sentence.words)
                at = match.start() + (1 if match[0][0] in ",;: " else 0)
        yield Clause(at, sentence.end, sentence.start, sentence.end, sentence.words)


# Each shape with its kind, where its markets stand, its rule and confidence, and the group that is its words.
_SHAPES = (
    (DROPPING, "Removal", "object", "dropping", 0.75, 0),
    (GONE, "Removal", "subject", "gone", 0.85, 0),
    (REMOVES, "Removal", "object", "removed", 0.85, 1),
    (STAYS, "Listing", "subject", "remains", 0.9, 0),
    (PASSIVE, "Listing", "subject", "was-listed", 0.85, 1),
    (ACTIVE, "Listing", "object", "listed", 0.85, 1),
    (HOLDS, "Listing", "object", "list-holds", 0.85, 1),
    (COMPANION, "Listing", "both", "joins-others", 0.8, 1),
    (GERUND, "Listing", "object", "naming", 0.7, 0),
    (JOINS, "Listing", "subject", "joins", 0.85, 0),
    (APPEARS, "Listing", "subject", "is-on-list", 0.85, 0),
    (ANEW, "Listing", "subject", "appears-anew", 0.85, 0),
    (FLAGGED, "Listing", "subject", "among-flagged", 0.85, 0),
    (NOMINAL, "Listing", "object", "listing-of", 0.75, 0),
    (OWN_NOMINAL, "Listing", "own", "its-listing", 0.75, 0),
    (AMONG, "Listing", "object", "among-listed", 0.7, 0),
    (MARKETS_ARE, "Listing", "object", "markets-are", 0.75, 0),
    (THEN_OFF, "Removal", "subject", "then-removed", 0.8, 1),
    (THEN_ON, "Listing", "subject", "then-listed", 0.8, 1),
    (GONE_TOO, "Removal", "object", "gone-too", 0.8, 1),
    (DECIDED, "Listing", "object", "decided", 0.85, 1),
    (BECAME, "Listing", "subject", "became-listed", 0.85, 1),
    (INVERTED, "Listing", "object", "named-is", 0.8, 1),
    (LONG_LISTED, "Listing", "object", "long-listed", 0.75, 1),
    (NEWLY_LISTED, "Listing", "object", "newly-listed", 0.75, 1),
    (IN_REPORT, "Listing", "object", "in-report", 0.7, 1),
)  # fmt: skip
_IT_SAYS = re.compile(r"\b[Ii]t (?:\w+ )?$")
_SAYING = re.compile(r"(?:mentioned|cite[sd]?|highlighted|called out|singled out)\b")
_PASSIVE_AUX = re.compile(r"\b(?:is|are|was|were|been|being)(?: \w+ly| also)? $")


def triggers(inner: str, clause: Clause) -> Iterator[Trigger]:
    """Find the words of a clause that tell of a list event."""
    for cued, kind, side, rule, confidence, group in _SHAPES:
        if cued.cues.isdisjoint(clause.words):
            continue
        for found in cued.shape.finditer(inner, clause.start, clause.end):
            before = inner[max(clause.start, found.start() - 22) : found.start()]
            passive = rule == "removed" and _PASSIVE_AUX.search(before) is not None
            yield Trigger(*found.span(group), kind, "subject" if passive else side, rule, confidence)


def unreal(masked: Masked, clause: Clause, trigger: Trigger) -> bool:
    """Tell whether the event is negated, feared, asked for or only possible."""
    inner = masked.inner
    before = inner[clause.start : trigger.start]
    cut = list(re.finditer(r", (?!and\b|or\b)", before))
    near = before[cut[-1].end() :] if cut and trigger.side == "object" else before
    near = near.replace("not only ", "")
    if trigger.rule == "gone":
        near = re.sub(r"(?:does|do|did) not $", "", near)
    if trigger.rule == "in-report" and not WITHIN_REPORT.search(inner, clause.sentence_start, clause.sentence_end):
        return True
    if UNREAL.search(near) or (trigger.rule == "was-listed" and NO_FACT_BEFORE.search(near)):
        return True
    if trigger.rule in ("among-listed", "markets-are") and (
        UNREAL.search(inner, trigger.start, trigger.end) or "former" in inner[trigger.start : trigger.end]
    ):
        return True
    if inner.startswith("recogni", trigger.start) and " as " not in inner[trigger.end : trigger.end + 60]:
        return True  # “recognised Alibaba's efforts on Taobao”
    if trigger.rule == "listed" and _IT_SAYS.search(before) and _SAYING.match(inner, trigger.start):
        return True  # “it mentioned Taobao”: who did, may be anybody
    return bool(re.match(r"\W*(?:[Ii]f|[Uu]nless|[Ww]hether)\b", before))


def status(words: str, rule: str, verb: str = "") -> str:
    """Tell whether a listing is the first, a renewed or a continued one, where the words say so."""
    if NEW.search(words):
        return "first-time"
    if AGAIN.search(words):
        return "relisted"
    kept = rule == "remains" or verb.startswith(("kept", "keep", "retain", "maintain"))
    return "continued" if kept or STILL.search(words) else ""


# “the RIAA's hit list” is not the government's.
_OTHERS_LIST = pattern(r"(<OP>)'s? (?:[\w-]+ ){0,3}?(?:list|blacklist|report)\b")


def about_list(masked: Masked, clause: Clause, publisher: str = "", trigger: str = "") -> bool:
    """Tell whether the sentence speaks of the list; or that its maker, in a text about it, names or drops something."""
    if any(m.kind in "\ue004\ue005" for m in masked.between(clause.sentence_start, clause.sentence_end)):
        return True
    words = masked.inner[clause.sentence_start : clause.sentence_end]
    for other in _OTHERS_LIST.finditer(words):
        owner = masked.at(clause.sentence_start + other.start(1))
        if owner and owner.entity != publisher and not owner.entity.startswith("government/us"):
            return False
    if re.search(r"\b(?:list(?:ed|ing)?|blacklist|report|review|edition|notorious)\b", words):
        return True
    if trigger.lower().startswith(("the ", "these ", "those ", "other than")):
        return _lists_just_before(masked, clause.sentence_start)
    before = _just_before(masked, clause.sentence_start)
    if any(m.kind in "\ue004\ue005" for m in masked.between(before, clause.sentence_start)):
        return (
            BY_MAKER.match(trigger) is not None
            or "appear" in trigger
            or re.search(r"\b(?:on|off|from) it$", trigger) is not None
        )
    maker = any(m.entity == publisher for m in masked.between(clause.sentence_start, clause.sentence_end))
    return maker and masked.names_list and BY_MAKER.match(trigger) is not None


def _lists_just_before(masked: Masked, start: int) -> bool:
    """Tell whether the sentence before says that some markets are on the list, whose names a sentence then gives."""
    text = masked.scene.text
    before = text.sentences[text.sentence_at(start) - 1]
    on_list = any(m.kind in "\ue004\ue005" for m in masked.between(before.start, before.end))
    return on_list and not before.words.isdisjoint(("markets", "sites", "platforms", "marketplaces", "complexes"))


def _just_before(masked: Masked, start: int) -> int:
    """Tell where the two sentences before begin, as far as they stand in the same paragraph."""
    text = masked.scene.text
    number = text.sentence_at(start)
    here = [
        s.start for s in text.sentences[max(0, number - 2) : number] if s.paragraph == text.sentences[number].paragraph
    ]
    return min(here, default=start)


def place(clause: Clause, trigger: Trigger, found: tuple[Mention, ...], masked: Masked) -> Place:
    """Give the words that an event rests on: from the first of its markets to the last of its words."""
    starts = [trigger.start, *(m.start for m in found)]
    ends = [trigger.end, *(m.end for m in found)]
    listed = [m for m in masked.between(trigger.end, clause.end) if m.kind in "\ue004\ue005"]
    if listed and trigger.side != "own":
        ends.append(listed[0].end)
    return min(starts), max(ends)


def fact(
    kind: str, market: str, edition: str, actor: str, where: Place, rule: str, confidence: float, note: str,
    listing_status: str = "", reported: str = "", basis: str = "stated",
) -> Fact:  # fmt: skip
    """Make a list event."""
    role = {"Listing": "listsMarket", "Removal": "removesMarket", "Nomination": "nominatesMarket"}[kind]
    fields = [(role, market), ("inEdition", edition), ("actor", actor)]
    if listing_status:
        fields.append(("listingStatus", listing_status))
    if reported:
        fields.append(("reportedAs", reported))
    return Fact(kind, tuple(f for f in fields if f[1]), (where,), rule, confidence, basis, note)


def gap(clause: Clause) -> Gap:
    """Show an event whose edition is not known."""
    return Gap(clause.start, clause.end, NO_EDITION)
