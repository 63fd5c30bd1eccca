"""Who “he”, “she”, “it” and “they” are where they speak."""

import re

from graph.extract.claims.discourse import Discourse, Speaker
from graph.extract.masks import Masked
from graph.extract.text import FILL, QUOTE, STOP

# “…, it added.”, “…, it also said.”
_NOTHING_MORE = re.compile(r" (?:\w+ )?\w+\W*$")
# What a sentence is about that no register and no rule knows: a name at its head or behind an opening clause, or a paper.
_STRANGER = re.compile(
    r"^(?:[^,;\ue000-\ue010]{0,90}, )?(?:the )?(?:[A-Z][a-z]+ [A-Z][a-z]+|[A-Z]{2,}|[A-Z][a-z]+[A-Z]\w*),? |"
    r"^(?:The|A|An|This|That) (?:[a-z-]+ ){0,2}(?:report|study|survey|article|letter|statement|document|paper|lawsuit|complaint|"
    r"analysis|review|submission|filing|notice|indictment) "
)


def resolve(discourse: Discourse, start: int, end: int) -> tuple[Speaker, ...]:
    """A pronoun is the subject of its own sentence or of the one before, or else who spoke last."""
    masked = discourse.masked
    text = masked.scene.text
    word = text.plain[start:end].lower()
    number = text.sentence_at(start)
    sentence = text.sentences[number]
    if word in ("i", "we"):
        return ()
    if word in ("he", "she"):
        found = subject(masked, sentence.start, start, "\ue001\ue009") or discourse.person
        found = found or (subject(masked, *span(masked, number - 1), "\ue001\ue009") if number else "")
        if not found and discourse.last and discourse.last.entity and discourse.last.rule.startswith("role"):
            return (Speaker(discourse.last.entity, start, end, "pronoun-for-last-speaker", 0.5),)
        return (Speaker(found, start, end, "pronoun", 0.7),) if found else ()
    organisations = "\ue000\ue002\ue009"
    # “Those still listed include Taobao, it added”: what is said names others than who says it.
    before = masked.outer[sentence.start : start].rstrip()
    behind = (
        before.endswith((",", QUOTE, FILL, STOP)) and _NOTHING_MORE.match(masked.outer, end, sentence.end) is not None
    )
    # Where the sentence before gives somebody's words, “it” mostly is that somebody.
    found = "" if behind else subject(masked, sentence.start, start, organisations)
    if not found and number and word == "it":
        spoke = discourse.last
        if (
            spoke
            and text.sentences[number - 1].start <= spoke.start < sentence.start
            and not spoke.entity.startswith("person/")
        ):
            found = spoke.entity
        if not found and _stranger(masked, *span(masked, number - 1)):
            return ()
        found = found or subject(masked, *span(masked, number - 1), organisations + "\ue005")
        if found.startswith("edition/"):
            found = discourse.publisher
        near = spoke is not None and text.sentence_at(spoke.start) >= number - 2
        found = found or (discourse.organisation if near else "")
    if found.startswith("person/"):
        return ()
    return (Speaker(found, start, end, "pronoun", 0.65),) if found else ()


def _stranger(masked: Masked, start: int, end: int) -> bool:
    """Tell whether a sentence is about somebody whom nobody knows, so that “it” behind it may be that somebody."""
    return _STRANGER.match(masked.outer[start:end]) is not None


def span(masked: Masked, number: int) -> tuple[int, int]:
    """Give the bounds of a sentence."""
    sentence = masked.scene.text.sentences[number]
    return sentence.start, sentence.end


def subject(masked: Masked, start: int, end: int, kinds: str) -> str:
    """Give the first mention of some kinds in a stretch, leaving out possessives such as “Alibaba's”."""
    for mention in masked.between(start, end):
        # What stands inside a quotation is no subject of the sentence around it.
        told = masked.outer[mention.start] == mention.kind
        if told and mention.kind in kinds and not masked.outer.startswith("'s", mention.end):
            return mention.entity
    return ""
