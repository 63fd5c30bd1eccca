"""To whom something is said: “urged the government to”, “told the agency”, “in a letter to the office”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.extract.cues import Cued
from graph.extract.found import Mention, Place
from graph.extract.masks import Masked, pattern
from graph.extract.text import Sentence

_TITLES = (
    r"(?:(?i:President|Vice|Prime|Premier|Ambassador|Senators?|Sens?\.|Representative|Reps?\.|Secretary|Minister|"
    r"Commissioner|Chair|Chairman|Chairwoman|Chancellor|Director|Judge|General|Mr\.?|Ms\.?|Mrs\.?|Dr\.?) )"
)
_WHOM = (
    rf"(?:the |both )?(?:<OC>(?:'s)? (?={_TITLES}|<P>))?{_TITLES}{{0,2}}(<OPHCMX>)"
    r"(?: ?\([^()]{1,40}\))?(?: news agency| newspaper| magazine| website)?"
)
# What may follow a person or body that is spoken to; “told Alibaba sellers” speaks to sellers.
_THEN = (
    r"(?=[,.:;)]|$| ?<Q>| (?:to|not|that|whether|if|in|on|at|by|via|from|about|for|of|it|its|he|she|they|there|we|this|these|"
    r"last|earlier|today|yesterday|again|also|and|the|after|before|when|where|as|days|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
_ASKS = (
    r"(?:urg(?:ed|es|ing|e)|ask(?:ed|s|ing)?|call(?:ed|s|ing)? (?:on|upon)|press(?:ed|es|ing)?|push(?:ed|es|ing)?|"
    r"request(?:ed|s|ing)?|petition(?:ed|s|ing)?|lobb(?:ied|ies|ying)|implor(?:ed|es|ing)|beg(?:ged|s|ging)|"
    r"encourag(?:ed|es|ing)|advis(?:ed|es|ing)|instruct(?:ed|s|ing)?|order(?:ed|s|ing)?|"
    r"appeal(?:ed|s|ing)? to|(?:hit|hits|hitting|fire|fires|fired) (?:back|again) at)"
)
_TELLS = (
    r"(?:tell|tells|told|telling|inform(?:ed|s|ing)?|remind(?:ed|s|ing)?|assur(?:ed|es|ing)|notif(?:ied|ies|ying)|"
    r"warn(?:ed|s|ing)?|promis(?:ed|es|ing)|"
    r"(?:sa(?:id|ys|ying)|writes|wrote|written|writing|complain(?:ed|s|ing)?|explain(?:ed|s|ing)?|confirm(?:ed|s|ing)?|"
    r"admit(?:ted|s|ting)?|report(?:ed|s|ing)?|recommend(?:ed|s|ing)?|propos(?:ed|es|ing)|suggest(?:ed|s|ing)?|"
    r"apologi[sz](?:ed|es|ing)|testif(?:ied|ies|ying)|spoke|speak(?:s|ing)) to)"
)
_MEDIUM = (
    r"(?:letters?|petitions?|submissions?|comments?|filings?|statements?|e-?mails?|messages?|testimony|complaints?|"
    r"appeals?|requests?|memo|memorandum|remarks|interviews?)"
)
_ASKED = Cued(
    pattern(rf"\b{_ASKS} {_WHOM}{_THEN}"),
    "urge urges urged urging ask asks asked asking call calls called calling press presses pressed pressing push pushes pushed pushing request requests requested requesting petition petitions petitioned petitioning lobbied lobbies lobbying implored implores imploring beg begs begged begging begs encouraged encourages encouraging advised advises advising instruct instructs instructed instructing order orders ordered ordering appeal appeals appealed appealing hit hits hitting fire fires fired",
)
_TOLD = Cued(
    pattern(rf"\b{_TELLS} {_WHOM}{_THEN}"),
    "tell tells told telling inform informs informed informing remind reminds reminded reminding assured assures assuring notified notifies notifying warn warns warned warning promised promises promising to",
)
_PASSIVE = Cued(
    pattern(
        r"(<OPHCMX>)(?: (?:has|have|had|also|again))* (?:is|was|are|were|been)(?: (?:also|again|\w+ly))* "
        r"(urged|asked|called upon|pressed|pushed|requested|petitioned|lobbied|implored|advised|told|informed|warned) by\b"
    ),
    "urged asked called pressed pushed requested petitioned lobbied implored advised told informed warned",
)
# The writing or talk in which something is said; another's letter (“AAFA's letter to …”) is none of these.
_IN = Cued(
    pattern(
        r"\b(?:[Ii]n|sent|sends|wrote|filed|submitted|signed|gave|delivered|issued)(?: (?:an?|its|his|her|their|the))? "
        rf"(?:(?:[\w-]+ ){{0,3}}?{_MEDIUM}|<T>)(?: (?:sent|submitted|filed|addressed|given|made))? (?:to|with|before) {_WHOM}{_THEN}"
    ),
    "in sent sends wrote filed submitted signed gave delivered issued",
)
_SPEAKING = Cued(
    pattern(rf"\b(?:[Ss]peaking|[Tt]alking|[Tt]estifying|[Ww]riting|[Aa]sked) (?:to|with|before|by) {_WHOM}{_THEN}"),
    "speaking talking testifying writing asked",
)
_MEETING = Cued(
    pattern(
        rf"\bm(?:et|eets|eeting)(?: with)? {_WHOM}[^.;,]{{0,50}},? (?:when|where|and|at which) (?:he|she|they|it)\b"
    ),
    "met meets meeting",
)
_WE = Cued(
    pattern(
        r"\b(?:[Ww]e|I)(?: (?:also|again|therefore|once|\w+ly))* (?:urge|ask|call (?:on|upon)|request|petition|implore|"
        rf"encourage|advise|beg|appeal to) {_WHOM}(?= (?:to|not|that)\b)"
    ),
    "we i",
)
_AGENT = "\ue000\ue001\ue002\ue006\ue007\ue009"


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom, where the words that say so stand, and whether what is said next is said to the same (`lasting`)."""

    entity: str
    place: Place
    lasting: bool


def of_verb(masked: Masked, verb: Place, sentence: Sentence) -> Addressee | None:
    """Find whom the verb of an attribution speaks to."""
    for found, lasting in ((_ASKED, False), (_TOLD, True)):
        match = found.shape.search(masked.outer, verb[0], sentence.end) if found.fits(sentence.words) else None
        if match and match.start() < verb[1]:
            return _made(masked, match, lasting=lasting)
    start = max(0, verb[0] - 120)
    for match in _PASSIVE.shape.finditer(masked.outer, start, sentence.end) if _PASSIVE.fits(sentence.words) else ():
        if match.start(2) < verb[1] and verb[0] <= match.start(2):
            return _made(masked, match, lasting=False)
    return None


def around(masked: Masked, sentence: Sentence) -> Iterator[Addressee]:
    """Find to whom the letters and talks are made that a sentence tells of."""
    for found in (_IN, _SPEAKING, _MEETING):
        for match in found.finditer(masked.outer, sentence):
            made = _made(masked, match, lasting=True)
            if made:
                yield made


def within(masked: Masked, start: int, end: int) -> Addressee | None:
    """Find whom a speaker's own words call upon: “We urge the ministry to …”."""
    match = _WE.shape.search(masked.inner, start, end)
    return _made(masked, match, lasting=False) if match else None


def _made(masked: Masked, match: re.Match[str], *, lasting: bool) -> Addressee | None:
    mention = masked.at(match.start(1))
    if mention is None or mention.kind not in _AGENT or masked.outer.startswith(("'s", "'"), mention.end):
        return None
    entity = _government(masked, mention) if mention.kind == "\ue006" else mention.entity
    return Addressee(entity, match.span(), lasting) if entity else None


def _government(masked: Masked, country: Mention) -> str:
    """Give the government of a country, which alone can be spoken to."""
    lexicon = masked.scene.lexicon
    bodies = (b for b in lexicon.of("GovernmentBody") if lexicon.entities[b].country == country.entity)
    return next((b for b in bodies if lexicon.entities[b].label.endswith(" government")), "")
