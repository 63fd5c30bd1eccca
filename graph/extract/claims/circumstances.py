"""To whom and when a claim is made: what its sentence says beside its own words, and what lasts from the one before."""

import re
from dataclasses import dataclass, replace

from graph.extract.claims import addressees
from graph.extract.claims.addressees import Addressee
from graph.extract.cues import Cued
from graph.extract.found import Claim, Place
from graph.extract.masks import Masked
from graph.extract.text import FILL, STOP, Sentence

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = Cued(
    re.compile(
        rf"\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:,? {_MONTH} \d{{1,2}}(?:,? \d{{4}})?)?|"
        rf"{_MONTH} \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{4}}|(?<=[Ii]n ){_MONTH}|"
        r"(?:last|this|[Tt]he (?:following|previous|next)) (?:week|month|year|day)|[Yy]esterday|"
        r"(?i:hours|days|weeks|months|a day|a week|shortly|soon) after the (?:\w+ ){1,3}was (?:published|released|issued)|"
        r"(?<=\bIn )(?:19|20)\d\d(?=,))\b"
    ),
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december week month year day yesterday published released issued #",
)
_ELSEWHERE = re.compile(r"\b(?:which|who|whose|that|since|until|because|[Aa]fter|[Bb]efore)\b|[;:()]")
_ANEW = re.compile(
    r"\b(?:in|with) (?:an?|its|his|her|their) (?:[\w-]+ ){0,2}(?:statement|blog|post|release|speech|tweet|letter|e-?mail)|"
    r"\b[Ss]eparate(?:ly)?\b"
)
_ASIDE = re.compile(r" (?:in|at|on|during|via|by|through|speaking|writing)\b")
_FAR = 90
_CARRIED = ("quotation-carried-on", "quotation-goes-on")


@dataclass(frozen=True, slots=True)
class _Said:
    """What lasts from one claim to the next of the same speaker."""

    speaker: str
    number: int
    addressee: str
    date: Place | None


def complete(masked: Masked, claims: list[Claim]) -> list[Claim]:
    """Give each claim its addressee and its day, where the text tells them."""
    text = masked.scene.text
    told = [(text.sentence_at(_verb(claim)[0]), claim) for claim in claims]
    beside: dict[int, list[Claim]] = {}
    for number, claim in told:
        beside.setdefault(number, []).append(claim)
    media = {number: tuple(addressees.around(masked, text.sentences[number])) for number in beside}
    done: dict[int, Claim] = {}
    last = _Said("", -9, "", None)
    for at in sorted(range(len(told)), key=lambda at: (told[at][0], told[at][1].evidence)):
        number, claim = told[at]
        sentence = text.sentences[number]
        own = _addressee(masked, claim, sentence, beside[number], media[number])
        date = _day(masked, claim, sentence)
        entity, lasting = (own.entity, own.entity if own.lasting else "") if own else ("", "")
        if _goes_on(masked, last, claim, number):
            entity, lasting = entity or last.addressee, lasting or last.addressee
            if lasting or number == last.number or claim.rule.startswith(_CARRIED):
                date = date or last.date
        last = _Said(claim.speaker, number, lasting, date)
        if entity in (claim.speaker, claim.behalf):
            entity = ""
        done[at] = replace(claim, addressee=entity, date=date)
    return [done[at] for at in range(len(claims))]


def _verb(claim: Claim) -> Place:
    return claim.attribution[0] if claim.attribution else claim.evidence[0]


def _addressee(
    masked: Masked, claim: Claim, sentence: Sentence, beside: list[Claim], media: tuple[Addressee, ...]
) -> Addressee | None:
    """Find whom a claim's own verb speaks to; or its words; or the letter or talk in which its speaker says it."""
    found = addressees.of_verb(masked, _verb(claim), sentence)
    if found:
        return found
    for medium in media:
        told = any(s <= medium.place[0] < e for s, e in claim.evidence)
        nearest = min(beside, key=lambda other: _distance(_verb(other), medium.place))
        if not told and nearest.speaker == claim.speaker:
            return medium
    if claim.mode in ("direct", "mixed"):
        return addressees.within(masked, *claim.evidence[0])
    return None


def _day(masked: Masked, claim: Claim, sentence: Sentence) -> Place | None:
    """Find the day on which something was said, as the words beside the claim's own print it."""
    verb = _verb(claim)
    for match in _DAY.finditer(masked.scene.text.plain, sentence):
        start, end = match.span(1)
        if masked.outer[start] in FILL + STOP or any(s < end and start < e for s, e in claim.evidence):
            continue
        if verb[0] < start < verb[1]:
            aside = masked.outer[verb[0] : start].rpartition(",")
            strange = _ELSEWHERE.search(aside[2]) or (aside[1] and not _ASIDE.match(aside[2]))
        else:
            between = masked.outer[end : verb[0]] if end <= verb[0] else masked.outer[verb[1] : start]
            strange = _ELSEWHERE.search(between) or len(between) > _FAR
        if strange:
            continue
        return start, end
    return None


def _goes_on(masked: Masked, last: _Said, claim: Claim, number: int) -> bool:
    """Tell whether a claim carries on what its speaker said just before, on the same occasion."""
    if claim.speaker != last.speaker:
        return False
    sentences = masked.scene.text.sentences
    sentence = sentences[number]
    if number == last.number or claim.rule.startswith(_CARRIED):
        return True
    near = number - last.number == 1 and sentence.paragraph == sentences[last.number].paragraph
    return near and not _ANEW.search(masked.outer, sentence.start, sentence.end)


def _distance(one: Place, other: Place) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)
