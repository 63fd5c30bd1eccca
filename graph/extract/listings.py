"""List events: which market was listed, removed or nominated, for which edition, and whether anew, still or again.

Only what happened counts. What was not done, may be done, should be done or is feared is no event; nor is what
somebody but the list's maker is reported to have said of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.extract.editions import edition_id, named_year
from graph.extract.found import Fact, Gap, Mention, Place
from graph.extract.masks import Masked, pattern

_ON = r"(?:part of|on(?:to)?|to|in|from|off(?: of)?|among|as part of|at the top of)"
_THE_LIST = (
    r"(?:(?:the|its|their|this|that|a|an|US|U\.S\.|<OC>'s?|(?:this|last) year's|so-called|famous|annual|latest|new|current|updated|first|second|official|"
    r"government's|government|[\"'‘“]|\d{4}|<OC>|of|trade|roll of shame|dishonou?r roll) ?)*"
    r"(?:<L>|<E>|it(?=[ ,.;]|$)|(?:black|naughty |watch ?|piracy )?list\b(?! of)|blacklist|roll of shame|notorious markets?)"
)
_AUX = r"(?:(?:is|are|was|were|be|been|being|has|have|had|also|again|newly|once|still|now|recently|first|previously|just|finally|subsequently|\w+ly) )*"
# Verbs that put a market on the list, with the status that the verb alone gives.
_LISTS = (
    r"(?:(?:re-?)?(?:added|adds|add|listed|lists|included|includes|include|named|names|placed|places|put|puts|designated|designates|identified|identifies|"
    r"flagged|flags|cited|cites|retained|retains|kept|keeps|blacklisted|blacklists|returned|restored|reinstated|relisted|singled out|highlighted|"
    r"categori[sz]ed|classified|branded|labell?ed|mentioned|featured|inducted|recogni[sz]ed|called out|tagged|maintained))"
)
_DROPS = r"(?:removed|removes|dropped|drops|drop|delisted|delists|deleted|struck|(?:taken|took|takes)(?=[^.;]{0,60}? off\b)|omitted|excluded|cleared|scrubbed|pulled)"
_PAST_PASSIVE = re.compile(rf"\b{_LISTS}\b")
_STAYS = (
    r"(?:remains?|remained|stays?|stayed|continues? to (?:be(?: part)?|feature|appear)(?: listed| included| named)?|continued to be(?: listed)?|"
    r"retains?(?: (?:its|a))? (?:place|spot|position)|is still|are still|keeps its (?:place|spot))"
)
_APPEARS = r"(?:appears?|appeared|features?|featured|featuring|figures?|figured|is|are|was|were|stands?|(?:has|have) been|came|comes|lands?|landed|ended up|found (?:itself|themselves))"
_JOINS = r"(?:joins?|joined|ma(?:kes|de) it (?:on)?to|makes|made|enters?|entered|rejoins?|rejoined|returns? to|returned to|makes? (?:its|their) (?:debut|return) (?:on|to|in)|lands? on|landed on|(?:is|are) back on|back on(?:to)?|(?:has|have) (?:joined|made|landed on|returned to))"

PASSIVE = pattern(rf"\b(?:is|are|was|were|been|being|has|have|,) {_AUX}?({_LISTS})\b")
ACTIVE = pattern(rf"(?:(?:<OC>|<E>|<L>|it|It|government|office|administration|States|which)(?: ?\([^)]*\))?,?(?: on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?)? (?:has |had |have |also |again |newly |then |recently |today |first |\w+ly )*)({_LISTS})\b")
STAYS = pattern(rf"\b({_STAYS})(?: \w+)? (?:listed\b|named\b|included\b|{_ON} {_THE_LIST})|\b(continues? to be listed|remains? listed|retains? (?:its )?(?:place|spot) {_ON} {_THE_LIST})")
APPEARS = pattern(rf"\b({_APPEARS})(?: (?:also|again|still|now|once again|once more|back|newly|currently|among the [\w ]{{3,30}}|one of [\w ]{{3,60}}|[\w]+ly))* {_ON} {_THE_LIST}")
JOINS = pattern(rf"\b({_JOINS}) {_THE_LIST}")
REMOVES = pattern(rf"\b({_DROPS})\b(?=[^.;]{{0,80}}?(?:{_ON} {_THE_LIST}|<E>|<L>|,|\.|$))")
GONE = pattern(rf"\b(no longer (?:on|in|appears?|features?|listed|included|figures?)|(?:does|do|did) not (?:re)?appear|(?:is|are|was|were) (?:absent|missing|gone) from|(?:left|leaves|came off|comes off|escaped|exited?)(?= {_THE_LIST}))")
COMPANION = pattern(rf"<M>(?: ?\([^)]*\))?(?:, [^,;.]{{2,60}},)? (?:has |have |now )?(joins?|joined|is joining) (?:<M>[^.;]{{0,40}}?) {_ON} {_THE_LIST}")
GERUND = pattern(r"\b(identifying|naming|adding|listing|designating|including)\b(?: for the first time)?(?= (?:the )?(?:[\w-]+ ){0,3}<M>)")
ANEW = pattern(r"\b(appears?|appeared|features?|is included|was included|is named|was named) (?:for the (?:first|second|third|fourth|fifth) time|again|once more|anew)\b")
FLAGGED = pattern(r"\b(?:is|are|was|were) (?:again |also |still )?(?:among|one of) (?:the |those |several |\d+ )(?:[\w-]+ ){0,4}?(flagged|named|listed|identified|cited|singled out)\b")
NOMINAL = pattern(rf"\b(inclusion|listing|identification|designation|addition|naming|relisting|re-listing|reinstatement)(?: on {_THE_LIST})? of (?=[^.;]{{0,60}}?<M>)")
OWN_NOMINAL = pattern(rf"(<M>|<O>)'s? ((?:continued |renewed |repeated )?(?:inclusion|listing|relisting|designation|presence|reappearance|place)) {_ON} {_THE_LIST}")
HOLDS = pattern(
    r"(?:<E>|<L>|(?:[Tt]he|[Tt]his year's) (?:annual |latest |new )?list)(?: ?\([^)]*\))?(?:, [^,.;]{3,80},)? (?:also |again |once again )*"
    r"(includes?|included|names?|named|identifie[sd]|lists|listed|cites?|cited|features?|featured|highlights?|flags?|flagged|contains?|singles? out|singled out|retains?|adds)\b"
)
AMONG = pattern(r"\b(?:(?:other|those|newly|new|Other|Among|among|New)(?: [\w-]+){0,4} (?:markets|sites|platforms|marketplaces|entries|additions|names|listed|named|list|identified|year)[^.;:]{0,40}?(?: are|include[sd]?|is|were|:) )")
NEW = re.compile(r"\b(?:for the (?:first|primary) time|newly|new to the|debut|first-time|was added|were added|new entr|new additions?|New this year)\b")
AGAIN = re.compile(r"\b(?:back (?:on|onto|to|in)|re-?listed|return(?:s|ed)?(?: to| after)?|reinstated|restored|rejoin(?:s|ed)?|re-?added|again after)\b")
STILL = re.compile(
    r"\b(?:remains?|remained|continues? to|continued to|still|stays?|retain(?:s|ed)?|kept|keeps|again|once more|once again|(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+th|\d+rd|consecutive) (?:consecutive )?(?:year|time)|in a row)\b"
)  # fmt: skip
_UNREAL = re.compile(
    r"\b(?:not|never|n't|may|might|could|would|should|can|cannot|must|ought|will|if|whether|unless|likely|unlikely|possibl[ye]|potential(?:ly)?|"
    r"expected|considering|considers|threat(?:en(?:ed|s)?)?|fear(?:s|ed)?|avoid(?:s|ed|ing)?|risk(?:s|ed)?|hope[sd]?|wants?|wanted|seek(?:s|ing)?|sought|asked|asking|asks|urged|urges|urging|"
    r"request(?:s|ed|ing)?|recommend(?:s|ed|ing)?|called for|calls for|calling for|propos(?:e[sd]?|ing)|nominat(?:e[sd]?|ing)|petition(?:ed)?|lobb(?:y|ied|ying)|pressed|push(?:ed|ing) for|"
    r"denie[sd]|deny|rumou?rs?|speculat\w+|reportedly be|without|rather than|instead of|calls? on|called on|to be|to (?:re-?)?(?:add|include|list|name|put|place|remove|drop|designate|keep)|demand(?:s|ed)?|support(?:s|ed)? (?:the )?(?:inclusion|listing)|oppos\w+|argued? for|against)\b"
)  # fmt: skip
_NO_FACT_BEFORE = re.compile(r"\b(?:so far|neither|none of|no)\b")
_CLAUSE = pattern(
    r"(?:;|(?<!NASDAQ)(?<!NYSE)(?<!HKEX)(?<!SEHK):|\u2014| - |(?<!Mr)\. |, (?:while|whereas|although|though|but|and (?=<MOGP>(?: ?\([^)]*\))? (?:was|were|is|are|has|have|had|[a-z]+ed|[a-z]+s)\b)|after|before|when|because|since|despite|so|as)\b| (?:while|whereas|although|though|but|after|because|if|unless|when|even though|even as|despite|years after) )"
)
_SUCH_AS = pattern(r",? (?:such as|including|like|among them|notably|namely|corresponding to|e\.g\.) ")
_ALONG = pattern(r",? (?:along with|as well as|together with|alongside) ")
_PAST = re.compile(r"\b(?:years? ago|decades? ago|in the past|previously|formerly|earlier editions?|past editions?|past years|previous (?:years|editions|lists))\b")
_BY_MAKER = re.compile(r"^(?:re-?)?(?:designat|identif|list|nam|add|flag|includ|put|plac|retain|kept|keeps|drop|remov|relist|blacklist)")
_RELATIVE = pattern(r"(?:, | )(?:which|who|whose|that|where)\b[^,;.]*")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence that holds one statement, with the words of its sentence."""

    start: int
    end: int
    sentence_start: int
    sentence_end: int


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
    """Cut every sentence at the joints where one statement ends and another begins."""
    inner = masked.inner
    for sentence in masked.scene.text.sentences:
        at = sentence.start
        for match in _CLAUSE.finditer(inner, sentence.start, sentence.end):
            if match.start() - at > 12:
                yield Clause(at, match.start(), sentence.start, sentence.end)
                at = match.start() + (1 if match[0][0] in ",;: " else 0)
        yield Clause(at, sentence.end, sentence.start, sentence.end)


def triggers(inner: str, clause: Clause) -> Iterator[Trigger]:
    """Find the words of a clause that tell of a list event."""
    span = (clause.start, clause.end)
    for found in GONE.finditer(inner, *span):
        yield Trigger(*found.span(), "Removal", "subject", "gone", 0.85)
    for found in REMOVES.finditer(inner, *span):
        passive = re.search(r"\b(?:is|are|was|were|been|being)(?: \w+ly| also)? $", inner[max(clause.start, found.start() - 22) : found.start()])
        yield Trigger(*found.span(1), "Removal", "subject" if passive else "object", "removed", 0.85)
    for found in STAYS.finditer(inner, *span):
        yield Trigger(*found.span(), "Listing", "subject", "remains", 0.9)
    for found in PASSIVE.finditer(inner, *span):
        yield Trigger(*found.span(1), "Listing", "subject", "was-listed", 0.85)
    for found in ACTIVE.finditer(inner, *span):
        yield Trigger(*found.span(1), "Listing", "object", "listed", 0.85)
    for found in HOLDS.finditer(inner, *span):
        yield Trigger(*found.span(1), "Listing", "object", "list-holds", 0.85)
    for found in COMPANION.finditer(inner, *span):
        yield Trigger(*found.span(1), "Listing", "both", "joins-others", 0.8)
    for found in GERUND.finditer(inner, *span):
        yield Trigger(*found.span(), "Listing", "object", "naming", 0.7)
    for pattern_, rule in ((JOINS, "joins"), (APPEARS, "is-on-list"), (ANEW, "appears-anew"), (FLAGGED, "among-flagged")):
        for found in pattern_.finditer(inner, *span):
            yield Trigger(*found.span(), "Listing", "subject", rule, 0.85)
    for found in NOMINAL.finditer(inner, *span):
        yield Trigger(*found.span(), "Listing", "object", "listing-of", 0.75)
    for found in OWN_NOMINAL.finditer(inner, *span):
        yield Trigger(*found.span(), "Listing", "own", "its-listing", 0.75)
    for found in AMONG.finditer(inner, *span):
        yield Trigger(*found.span(), "Listing", "object", "among-listed", 0.7)


def unreal(masked: Masked, clause: Clause, trigger: Trigger) -> bool:
    """Tell whether the event is negated, feared, asked for or only possible."""
    inner = masked.inner
    before = inner[clause.start : trigger.start]
    cut = list(re.finditer(r", (?!and\b|or\b)", before))
    near = before[cut[-1].end() :] if cut and trigger.side == "object" else before
    if trigger.rule == "gone":
        near = re.sub(r"(?:does|do|did) not $", "", near)
    if _UNREAL.search(near) or (trigger.rule == "was-listed" and _NO_FACT_BEFORE.search(near)):
        return True
    return bool(re.match(r"\W*(?:[Ii]f|[Uu]nless|[Ww]hether)\b", before))


def status(words: str, rule: str) -> str:
    """Tell whether a listing is the first, a renewed or a continued one, where the words say so."""
    if NEW.search(words):
        return "first-time"
    if AGAIN.search(words):
        return "relisted"
    return "continued" if STILL.search(words) or rule == "remains" else ""


def markets(masked: Masked, clause: Clause, trigger: Trigger) -> tuple[Mention, ...]:
    """List the markets that an event is about: those before its words or behind them, without relative clauses."""
    inner = masked.inner
    if trigger.side == "subject":
        low, high = clause.start, trigger.start
        if not _targets(masked, low, high) and clause.start > clause.sentence_start and not _has_subject(masked, low, high):
            low = clause.sentence_start
    elif trigger.side == "own":
        low, high = trigger.start, trigger.end
    elif trigger.side == "both":
        low, high = clause.start, clause.end
    else:
        low, high = trigger.end, clause.end
    side_clauses = [match.span() for match in _RELATIVE.finditer(inner, low, high)]
    hidden = [(s, e) for s, e in side_clauses if trigger.side != "subject" or e < high]
    found = [m for m in _targets(masked, low, high) if not any(s <= m.start < e for s, e in hidden)]
    if trigger.side == "own":
        return tuple(found[:1])
    if trigger.side == "subject":
        # “… continue to be listed, such as Taobao”, “… are on the list, along with nine physical markets”
        more = (_ALONG if found else _SUCH_AS).search(inner, trigger.end, clause.sentence_end)
        found += _targets(masked, more.end(), clause.sentence_end) if more else []
    return tuple(found)


def _targets(masked: Masked, low: int, high: int) -> list[Mention]:
    return [m for m in masked.between(low, high) if m.kind in "\ue002\ue003" and not masked.inner.startswith("'s ", m.end)]


def _has_subject(masked: Masked, low: int, high: int) -> bool:
    return any(m.kind in "\ue000\ue001\ue009" for m in masked.between(low, high))


def about_list(masked: Masked, clause: Clause, publisher: str = "", trigger: str = "") -> bool:
    """Tell whether the sentence speaks of the list; or that its maker, in a text about it, names or drops something."""
    if any(m.kind in "\ue004\ue005" for m in masked.between(clause.sentence_start, clause.sentence_end)):
        return True
    words = masked.inner[clause.sentence_start : clause.sentence_end]
    if re.search(r"\b(?:list(?:ed|ing)?|blacklist|report|review|edition|notorious)\b", words):
        return True
    before = _just_before(masked, clause.sentence_start)
    if any(m.kind in "\ue004\ue005" for m in masked.between(before, clause.sentence_start)):
        return _BY_MAKER.match(trigger) is not None or "appear" in trigger or re.search(r"\b(?:on|off|from) it$", trigger) is not None
    maker = any(m.entity == publisher for m in masked.between(clause.sentence_start, clause.sentence_end))
    in_text = any(m.kind in "\ue004\ue005" for m in masked.mentions)
    return maker and in_text and _BY_MAKER.match(trigger) is not None


def _just_before(masked: Masked, start: int) -> int:
    """Tell where the two sentences before begin, as far as they stand in the same paragraph."""
    text = masked.scene.text
    number = text.sentence_at(start)
    here = [s.start for s in text.sentences[max(0, number - 2) : number] if s.paragraph == text.sentences[number].paragraph]
    return min(here, default=start)


def edition_of(masked: Masked, clause: Clause, trigger: Trigger, *, nomination: bool = False) -> tuple[str, str]:
    """Give the edition that an event belongs to and how it is known; empty where it is not."""
    plain = masked.scene.text.plain
    editions = masked.scene.editions
    dated = re.compile(r"\b(?:in|since|of) ((?:19|20)\d\d)\b").search(plain, trigger.end, clause.end)
    opening = re.match(r"\W*(?:Back )?[Ii]n ((?:19|20)\d\d)\b", plain[clause.sentence_start : clause.sentence_end])
    words = plain[clause.start : clause.end]
    year, how = editions.of(words, nomination=nomination)
    if not named_year(words) and not dated and not opening and _PAST.search(words):
        return "", ""
    if not named_year(words) and (dated or opening):
        match = dated or opening
        assert match
        if "since" in match[0]:
            return (edition_id(masked.scene.lexicon, editions.current), editions.how) if editions.current else ("", "")
        year, how = int(match[1]), f"the list of the year that the words name, {match[1]}"
        if editions.current and year == editions.current + 1:
            year = editions.current
    return (edition_id(masked.scene.lexicon, year), how) if year else ("", "")


def place(clause: Clause, trigger: Trigger, found: tuple[Mention, ...], masked: Masked) -> Place:
    """Give the words that an event rests on: from the first of its markets to the last of its words."""
    starts = [trigger.start, *(m.start for m in found)]
    ends = [trigger.end, *(m.end for m in found)]
    listed = [m for m in masked.between(trigger.end, clause.end) if m.kind in "\ue004\ue005"]
    if listed and trigger.side != "own":
        ends.append(listed[0].end)
    return min(starts), max(ends)


def gap(clause: Clause) -> Gap:
    """Show an event whose edition is not known."""
    return Gap(clause.start, clause.end, "tells of the list, but not of which edition")


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
