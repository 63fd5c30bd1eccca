"""Who runs or owns a market that is only pointed at: “It is owned by X”, “its WeChat app”, “a site run by X”, named next.

Each is read only where a reader could not think of another market or company: where the words it points back to name
one market and no company, or one company and no market.
"""

import re
from collections.abc import Iterator

from graph.extract.cues import Cued
from graph.extract.found import Fact, Mention
from graph.extract.masks import Masked, pattern
from graph.extract.text import Sentence
from graph.extract.ties.rules import ADJECTIVES, BY, LIST, NO_OWNER, OTHER_HEAD, OWNER, company_named, is_member, tie

_MARKET = "\ue002"
_HELD = r"(?:(?:owned and )?(?P<run>operated|run|managed)|owned|controlled)"
_IT_IS = Cued(
    pattern(rf"\bIt (?:is|was) (?:also |now |currently |both |wholly )?{_HELD}{BY}"),
    "operated run managed owned controlled",
)
_ITS_OWNER = Cued(
    pattern(rf"\b[Ii]ts (?:[\w-]+ ){{0,2}}?(?:{OWNER}|(?P<run>operator)),? (?:is )?(?:the )?(<OXM>){NO_OWNER}"),
    "parent owner operator",
)
_ITS_MARKET = Cued(pattern(rf"\b[Ii]ts {ADJECTIVES}{{0,4}}({LIST}){OTHER_HEAD}"), "its")
_SITE_OF = Cued(
    pattern(
        rf"\b(?:an?|one|the) {ADJECTIVES}{{0,3}}(?:website|site|platform|marketplace|app|service|mall),? (?:that is |which is )?{_HELD}{BY}"
    ),
    "website site platform marketplace app service mall",
)
_NOT = re.compile(r"\b(?:not|no longer|never|formerly|previously|would|could|may|might|if|whether|alleged(?:ly)?)\b")
# What may stand before the subject of a sentence.
_OPENING = re.compile(r"\s*(?:(?:However|Meanwhile|But|And|Also|In \d{4}|Chinese|Indian|Russian|The)\b,? *)*")


def find(masked: Masked) -> Iterator[Fact]:
    """Find operations and ownerships of markets that stand in another place than their company."""
    for rule, shape, confidence in (("it-is-owned-by", _IT_IS, 0.8), ("its-owner", _ITS_OWNER, 0.75)):
        for sentence, match in _matches(masked, shape):
            market = _market_before(masked, sentence, match.start())
            yield from _tied(masked, match, market, rule, confidence)
    for sentence, match in _matches(masked, _ITS_MARKET):
        company = _company_before(masked, sentence, match.start())
        group = masked.scene.lexicon.platforms.get(company, "")
        for place, thing in enumerate(masked.between(match.start(1), match.end(1))):
            if company and thing.kind == _MARKET and (place == 0 or is_member(masked, thing.entity, group)):
                yield tie("Operation", thing.entity, company, (match.span(),), "its-market", 0.7)
    for sentence, match in _matches(masked, _SITE_OF):
        market = _market_after(masked, sentence)
        yield from _tied(masked, match, market, "site-named-next", 0.65)


def _matches(masked: Masked, shape: Cued) -> Iterator[tuple[Sentence, re.Match[str]]]:
    for sentence in masked.scene.text.sentences:
        for match in shape.finditer(masked.inner, sentence):
            if not _NOT.search(masked.inner, sentence.start, match.end()):
                yield sentence, match


def _tied(masked: Masked, match: re.Match[str], market: Mention | None, rule: str, confidence: float) -> Iterator[Fact]:
    mention = masked.at(match.start(match.lastindex or 0))
    company = company_named(masked, mention)
    if market and mention and company and company.rpartition("/")[2] != market.entity.rpartition("/")[2]:
        kind = "Operation" if match["run"] else "Ownership"
        where = tuple(sorted((match.span(), (market.start, market.end))))
        yield tie(kind, market.entity, company, where, rule, round(confidence * mention.confidence, 2))


def _market_before(masked: Masked, sentence: Sentence, offset: int) -> Mention | None:
    """Find the market that “it” is: the only one its sentence has named so far, else that of the sentence before."""
    here = masked.between(sentence.start, offset)
    if _markets(here) or _companies(masked, here):
        return _only_market(masked, here)
    text = masked.scene.text
    number = text.sentence_at(sentence.start)
    if number == 0:
        return None
    before = text.sentences[number - 1]
    mentions = masked.between(before.start, before.end)
    return _only_market(masked, mentions) or _subject(masked, before)


def _company_before(masked: Masked, sentence: Sentence, offset: int) -> str:
    """Find the one company that a sentence names before “its”, where no market could own anything."""
    here = masked.between(sentence.start, offset)
    companies = _companies(masked, here)
    return companies.pop() if len(companies) == 1 and not _markets(here) else ""


def _market_after(masked: Masked, sentence: Sentence) -> Mention | None:
    """Find which market “a site run by X” is: the one of which the next sentence speaks first."""
    if _markets(masked.between(sentence.start, sentence.end)):
        return None
    text = masked.scene.text
    after = text.sentences[text.sentence_at(sentence.start) + 1 :][:1]
    told = _markets(masked.between(0, sentence.start))
    found = _subject(masked, after[0]) if after else None
    return found if found and (not told or found.entity in told) else None


def _subject(masked: Masked, sentence: Sentence) -> Mention | None:
    """Give the market with which a sentence opens, where no second one stands beside it."""
    opening = _OPENING.match(masked.inner, sentence.start, sentence.end)
    first = masked.at(opening.end()) if opening else None
    if first is None or first.kind != _MARKET:
        return None
    return None if re.match(r"(?:,| and| or) ?[\ue000-\ue009]", masked.inner[first.end : first.end + 7]) else first


def _only_market(masked: Masked, mentions: tuple[Mention, ...]) -> Mention | None:
    markets = [m for m in mentions if m.kind == _MARKET]
    alone = len(_markets(mentions)) == 1 and not _companies(masked, mentions)
    return markets[0] if alone else None


def _markets(mentions: tuple[Mention, ...]) -> set[str]:
    return {m.entity for m in mentions if m.kind == _MARKET}


def _companies(masked: Masked, mentions: tuple[Mention, ...]) -> set[str]:
    known = masked.scene.lexicon
    return {m.entity for m in mentions if known.is_a(m.entity, "Company") or m.entity.startswith("company/")}
