"""What a report holds, what research showed, and what somebody is said in passing to have said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.extract.claims import complements, speech_acts
from graph.extract.claims.discourse import Speaker
from graph.extract.cues import Cued
from graph.extract.found import Place
from graph.extract.masks import Masked, pattern
from graph.extract.text import QUOTE, Sentence

_CONTENT = Cued(
    pattern(
        r"(?:[A-Z][\w' ]{2,40}, )?(?:[Tt]he |[Tt]his year's |[Ii]ts )?(?:annual |new |latest |\d+-page )*(<E>|<L>)(?: \([^)]*\))?(?:, [^,;]{3,120}?,)? (?:also )?"
        r"(?:identifie[sd]|contains?|contained|includes?|included|names?|named|highlights?|highlighted|flags?|flagged|roots? out|lists|listed|profiles?|profiled|"
        r"accuse[sd]|singles? out|singled out|covers?) "
    ),
    "identifies identified contain contains contained include includes included name names named highlight highlights highlighted flag flags flagged root roots lists listed profile profiles profiled accused accuses single singles singled cover covers",
)
_CONCERN = Cued(
    pattern(
        r"(?:key |main |principal )?\b(?:concern|complaint|criticism|finding|conclusion)s? (?:of|in) (<E>|<L>)[^,.;]{0,40}? (?:is|was|are|were)(?: around| about| that| over)* "
    ),
    "concern concerns complaint complaints criticism criticisms finding findings conclusion conclusions",
)
_RESEARCH = Cued(
    pattern(
        r"\b(?:research|stud(?:y|ies)|survey|data|figures|analysis) (?:by|from|of|conducted by) (?:an? |the )?(<OCX>)[^.;]{0,40}? "
        r"(?:that |which )?(?:showed|found|shows|finds|indicated|suggested)(?: that)? "
    ),
    "research study studies survey data figures analysis",
)
_STATEMENTS_THAT = Cued(
    pattern(
        r"\b(?:statements?|assurances?|claims?|promises?|assertions?|pledges?) (?:from (<OCX>) )?that (?=<O>|it |they )"
    ),
    "statement statements assurance assurances claim claims promise promises assertion assertions pledge pledges",
)
_STOP = re.compile(r"[,.;:]")


@dataclass(frozen=True, slots=True)
class Told:
    """A claim in the making: who speaks, the act, its words, and the rule."""

    speaker: Speaker
    act: str
    mode: str
    place: Place
    attribution: Place | None
    rule: str

    def claim(self) -> tuple[Speaker, str, str, Place, Place | None, str, float]:
        """Give what makes the claim, with the factor by which the rule lessens the speaker's confidence."""
        return self.speaker, self.act, self.mode, self.place, self.attribution, self.rule, 1.0


def find(masked: Masked, publisher: str, sentence: Sentence, *, alone: bool) -> Iterator[Told]:
    """Find what the list or the report holds, where nobody else speaks in the sentence, and what research showed."""
    outer = masked.outer
    for shape, rule in ((_RESEARCH, "research-shows"), (_CONCERN, "concern-of-report"), (_CONTENT, "report-holds")):
        match = shape.match(outer, sentence) if rule == "report-holds" else shape.search(outer, sentence)
        if not match or (rule != "research-shows" and not (alone and publisher)):
            continue
        mention = masked.at(match.start(1))
        entity = mention.entity if mention and rule == "research-shows" else publisher
        start = match.start() if rule == "report-holds" else match.end()
        place = complements.trimmed(masked, start, sentence.end)
        if place:
            words = masked.scene.text.plain[slice(*place)]
            kind = {"research-shows": "statistic", "concern-of-report": "criticizes"}.get(rule, "asserts")
            mode = "mixed" if QUOTE in outer[slice(*place)] else "indirect"
            speaker = Speaker(entity, match.start(), match.end(), rule, 0.75)
            yield Told(
                speaker, speech_acts.act(kind, words, sentence.words, by_publisher=True), mode, place, None, rule
            )


def told_of(masked: Masked) -> Iterator[Told]:
    """Find what somebody is said to have said in passing: “public statements that the company is …”."""
    inner, text = masked.inner, masked.scene.text
    for match in _STATEMENTS_THAT.throughout(inner, text):
        mention = masked.at(match.end())
        if mention and mention.kind == "\ue000":
            sentence = text.sentences[text.sentence_at(match.start())]
            stop = _STOP.search(inner, match.end(), sentence.end)
            speaker = Speaker(mention.entity, match.start(), match.end(), "named-speaker", 0.63)
            place = (match.end(), stop.start() if stop else sentence.end)
            yield Told(speaker, "asserts", "indirect", place, match.span(), "statements-that")
