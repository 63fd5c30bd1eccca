"""Which words a speaking verb attributes: what follows it, what stands before it, and where either ends."""

import re

from graph.extract.claims import cutting
from graph.extract.claims.attribution import Core
from graph.extract.found import Place
from graph.extract.masks import Masked, pattern
from graph.extract.text import FILL, QUOTE, STOP

_FIRST = (
    r"(?:in|on|at|via|by|to|during|through|from|after|earlier|last|this|reporters|journalists|lawmakers|late|when|while|"
    r"today|yesterday|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|separately|of|about|with|as|following|before|for|under|over)"
)
_TOLD = pattern(
    r"^ (?:(?:the )?<OPMX>(?: news agency| newspaper|'s? [a-z]+ [A-Za-z]+)?|reporters|journalists|lawmakers|(?:the|a|an|its|his|her|our) [\w ]{2,30}?)(?= (?:that|in|on|at|it|he|she|they|there|the|its|their|this|<Q>)|[,:]| ?<Q>|\.|$)"
)
_DATE = r" (?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?,?"
_THAT = pattern(
    rf"^(?:{_DATE}| {_FIRST}\b[^:,\ue010]{{0,90}}?|, [^:,\ue010]{{1,60}},| [^:,.\ue000-\ue010]{{1,25}}?)? that "
)
_SHORT_THAT = re.compile(r"^(?: \w+ly| (?:also|again|today|yesterday))?,? that ")
_SHORT_PP = (
    r"(?: (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: [a-z]+)?| in a (?:[\w-]+ ){0,3}(?:statement|letter|post|report|release|interview|comment|email|filing|submission)"
    r"(?: to (?:the )?<O>)?| in (?:19|20)\d\d| by e-?mail| last (?:week|month|year)| this (?:week|month|year)| (?:earlier|later)(?: \w+)?)"
)
_QUOTED = pattern(rf"^(?:{_SHORT_PP}|,| [^,.:;<Q>]{{0,60}})*?[,:]? ?(?=<Q>)")
_ROLE_BETWEEN = pattern(r"<Q>,? (?:(?:the |an? )?(?:<O>(?:'s?)? )?(?:[a-z-]+ ?){0,4})$")
_DATELINE = pattern(
    r"(?:(?:[A-Z][A-Z .]+|[A-Z]\w+|<CX>),? )?(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2} ?)?\((?:<O>|\w+)\) ?[-\u2013\u2014]+ "
)
_CIRCUMSTANCE = re.compile(
    r"^(?:In|On|At|During|After|Before|Earlier|Last|Meanwhile|As|When|While|For|By|With|Speaking|Asked)\b[^,\ue010]*,?(?: the| an?)?(?: \w+ of)?$"
)
# “markets which it says exemplify”: what is said stands on both sides of the verb, and is not cut out here.
_WITHIN_RELATIVE = re.compile(r"\b(?:(?:which|who|whom|what),?|that,) (?:the )?$")
_GOES_ON = pattern(rf"(?:{_SHORT_PP})?,? (<Q>)")
_COLON = pattern(r"^[^.;:]{0,120}?: ")
_BARE = pattern(rf"^(?:{_SHORT_PP},?)* (?!{_FIRST}\b)(?=[^ ].*? .*? )")
_OPENER = pattern(
    r"^(?:<OPMGLECHXT>|(?:it|its|he|she|they|there|we|I|this|these|those|such|some|many|no|most|more|the|a|an|[A-Z]\w+|\d\S*|[\w-]+)\b)"
)
_SURE = pattern(
    r"^(?:it|its|he|she|they|there|we|I|<OPMGLECHXT>(?:'s? \w+)? (?:is|was|are|were|has|have|had|hasn't|isn't|will|would|does|did|do|can|could|should|may|must|[a-z]+(?:ed|s)))\b"
)
_NOTHING = re.compile(rf"^(?:{_SHORT_PP}|,? {_FIRST}\b[^,;:\ue010]{{0,70}}|[,. ])*$".replace(" ", r"\s+"))
_STRICT = frozenset(
    [
        "urge",
        "request",
        "recommend",
        "demand",
        "warn",
        "read",
        "include",
        "instruct",
        "hold",
        "find",
        "suggest",
        "show",
        "indicate",
        "reveal",
        "observe",
        "mention",
        "add",
        "write",
        "declare",
        "report",
        "confirm",
        "conclude",
        "believe",
        "highlight",
        "cite",
        "announce",
        "demand",
        "affirm",
        "acknowledge",
        "recognize",
        "recognise",
        "admit",
        "concede",
        "question",
        "deny",
        "note",
        "maintain",
        "state",
        "assert",
    ]
)
_NOUN_OBJECT = frozenset(
    [
        "announce",
        "report",
        "acknowledge",
        "recognize",
        "recognise",
        "admit",
        "concede",
        "question",
        "deny",
        "cite",
        "highlight",
        "demand",
        "confirm",
    ]
)
_AFTER_COLON = re.compile(rf":\s*({QUOTE}[\ue0fe\ue0ff]*)\W*$")
_NO_LETTERS = re.compile(r"[\s\W\ue000-\ue0ff]+")
# “The list tells only half the story” tells nothing.
_STORY = re.compile(r" (?:[\w-]+ ){0,5}(?:story|tale|truth)\b")
# What ends a stretch of words that a verb attributes.
_CUT = pattern(
    r",? (?:while|whereas|although|(?:even )?though) (?:the )?(?=<OPMCXHE>|it |they |he |she )| as (?=(?:the )?<MOC> (?!well\b)[a-z]+s\b)|, (?:but|and) (?=(?:the )?<OPCX>(?: \([^)]*\))?[^,;]{0,40}$)|;"
)
_TAIL = re.compile(
    r"(?:[\s,;:–—-]|\b(?:and|but|while|whereas|although|though|as|with|or|that|in|the|an?)(?=[\s,]*$))+$"
)
_LONGEST_TAIL = 40
_HEAD = re.compile(r"^(?:[\s,;:–—-]|\b(?:and|but|that)\b(?=\s))+")


def following(masked: Masked, core: Core, high: int) -> Place | None:
    """Find the words behind a verb of saying; None where there are none and the verb stands behind them."""
    outer = masked.outer
    start = core.end if core.shape != "after" else core.verb_end
    rest = outer[start:high]
    if core.verb.base in ("tell", "warn", "instruct"):
        told = _TOLD.match(rest)
        if told:
            start += told.end()
            rest = outer[start:high]
    by_report = core.speakers[0].rule in ("report-speaks", "own-document-speaks") if core.speakers else False
    match = _SHORT_THAT.match(rest) or (None if core.verb.base in _NOUN_OBJECT else _THAT.match(rest))
    quoted = _QUOTED.match(rest)
    if match and not (quoted and quoted.end() < match.end() and QUOTE in rest[: match.end()]):
        return trimmed(masked, start + match.end(), high)
    if quoted:
        return trimmed(masked, start + quoted.end(), high)
    colon = _COLON.match(rest)
    if colon and len(rest) - colon.end() > 10:
        return trimmed(masked, start + colon.end(), high)
    if "c" not in core.verb.takes or (core.verb.base == "tell" and _STORY.match(rest)):
        return None
    bare = _BARE.match(rest)
    if not bare:
        return None
    clause = rest[bare.end() :]
    if (core.verb.base in _STRICT or core.verb.base.startswith("point")) and (
        not by_report or core.verb.base in ("mention", "include")
    ):
        opens = _SURE.match(clause) is not None or core.verb.base in _NOUN_OBJECT
        opens = opens or (core.verb.base.startswith("point") and re.match(r"(?:an?|the) ", clause) is not None)
    else:
        opens = _OPENER.match(clause) is not None
    return trimmed(masked, start + bare.end(), high) if opens else None


def nothing_follows(masked: Masked, core: Core, high: int) -> bool:
    """Tell whether nothing but circumstances follow a verb, so that what was said stands before it."""
    return _NOTHING.match(masked.outer[core.end : high]) is not None


def parenthetic(masked: Masked, core: Core) -> bool:
    """Tell whether subject and verb stand between commas within what is said: “Cloudflare, the report says, provides”."""
    before = masked.outer[: min(core.start, core.verb_start)].rstrip().removesuffix("the").rstrip()
    return "c" in core.verb.takes and before[-1:] == "," and masked.outer[core.end : core.end + 1] == ","


def quoted_just_before(masked: Masked, core: Core, low: int) -> bool:
    """Tell whether a quotation ends just before subject and verb: “…,” the company wrote."""
    words = masked.outer[low : min(core.start, core.verb_start)].rstrip(" \n\t,")
    return words.rstrip(FILL + STOP)[-1:] == QUOTE or _ROLE_BETWEEN.search(words[-90:]) is not None


def quoted_just_after(masked: Masked, core: Core, high: int) -> Place | None:
    """Find the quotation that goes on behind subject and verb."""
    match = _GOES_ON.match(masked.outer, core.end, high)
    return match.span(1) if match else None


def preceding(masked: Masked, low: int, core: Core) -> Place | None:
    """Find the words before a verb that stands behind them: “…,” the company said."""
    stop = min(core.start, core.verb_start)
    dateline = _DATELINE.match(masked.outer, low, stop)
    place = trimmed(masked, dateline.end() if dateline else low, stop)
    if _WITHIN_RELATIVE.search(masked.outer, low, stop):
        return None
    if place and _CIRCUMSTANCE.match(masked.outer[slice(*place)]):
        return None
    return place if place and _substantial(masked, *place) else None


def end_of(masked: Masked, core: Core, high: int) -> int:
    """Tell where the stretch that belongs to a verb ends: before “, while the ministry …” and its like."""
    cut = _CUT.search(masked.outer, core.verb_end, high)
    return cut.start() if cut else high


def pieces(masked: Masked, start: int, end: int) -> list[tuple[Place, str]]:
    """Cut attributed words into single assertions, each with its mode: direct, mixed or indirect."""
    outer = masked.outer
    out: list[tuple[Place, str]] = []
    closing = _AFTER_COLON.search(outer[start:end]) if QUOTE in outer[start:end] else None
    if closing and closing.start() > 3:
        for quotation in masked.quotations(start + closing.start(1), end):
            out += [(place, "direct") for place in cutting.assertions(masked, quotation.open, quotation.close)]
        cut = re.search(r", with (?:a|an|the) ", outer[start : start + closing.start()])
        end = start + (cut.start() if cut else closing.start())
    quotations = masked.quotations(start, end)
    inside = sum(q.end - q.start for q in quotations)
    bare = len(_NO_LETTERS.sub("", outer[start:end])) if quotations else 0
    if quotations and (bare <= 4 or inside > 12 * bare):
        found = [p for q in quotations for p in cutting.assertions(masked, q.open, q.close)]
        return [(place, "direct") for place in found] + out
    place = trimmed(masked, start, end)
    if not place:
        return out
    return [(place, "mixed" if quotations else "indirect"), *out]


def trimmed(masked: Masked, start: int, end: int) -> Place | None:
    """Cut joining words and marks off both ends of a stretch; None where nothing is left."""
    outer = masked.outer
    words = outer[start:end]
    head = _HEAD.match(words)
    start += head.end() if head else 0
    words = outer[start:end]
    tail = _TAIL.search(words, max(0, len(words) - _LONGEST_TAIL))
    if tail:
        end = start + tail.start()
    return (start, end) if end - start > 2 else None


def _substantial(masked: Masked, start: int, end: int) -> bool:
    words = masked.outer[start:end]
    return QUOTE in words or words.count(" ") >= 3


def according(masked: Masked, core: Core, low: int, start: int, end: int) -> tuple[Place | None, str]:
    """Find what “according to X” attributes: the rest of the sentence that it opens, or what stands before it."""
    if core.start - start >= 4:
        return preceding(masked, low, core), "according-to"
    comma = masked.outer.find(",", core.verb_end, end)
    return trimmed(masked, comma + 1 if comma >= 0 else core.verb_end, end), "according-to"
