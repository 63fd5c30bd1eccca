"""Whole passages in one person's words without quotation marks: signed comments, and answers in a transcript."""

import re
from collections.abc import Iterator, Mapping

from graph.extract.claims import content, cutting, speech_acts
from graph.extract.found import Claim, Place
from graph.extract.masks import Masked, pattern
from graph.extract.text import words_of

_SIGNATURE = pattern(r"^(?:[-\u2014] ?)?(<PX>), [^.]{2,90}$")
_FIRST_PERSON = re.compile(r"\b(?:I|my|me|we|our)\b")
_TURN = pattern(r"^(<PXO>)(?: ?\([^)]*\))?: (?=.)")
_QUESTION = re.compile(r"\?\s*$")


def find(masked: Masked, tenures: Mapping[str, str]) -> Iterator[Claim]:
    """Find claims in signed comments and transcripts."""
    paragraphs = masked.scene.text.paragraphs
    for number, (start, end) in enumerate(paragraphs):
        signed = _SIGNATURE.match(masked.outer[start:end])
        if signed and end - start < 160:
            yield from _signed(masked, tenures, number, start + signed.start(1), (start, end))
        turn = _TURN.match(masked.outer[start:end])
        if turn and not masked.quotations(start, end):
            mention = masked.at(start + turn.start(1))
            if mention:
                attribution = (start, start + turn.end(1))
                for place in cutting.assertions(masked, start + turn.end(), end):
                    yield _claim(masked, tenures, mention.entity, place, (attribution,), "turn-in-transcript", 0.8)


def turns(masked: Masked) -> frozenset[int]:
    """List the paragraphs that are turns of a transcript and quote nobody: all their words are one speaker's."""
    paragraphs = enumerate(masked.scene.text.paragraphs)
    return frozenset(n for n, (s, e) in paragraphs if _TURN.match(masked.outer[s:e]) and not masked.quotations(s, e))


def _signed(masked: Masked, tenures: Mapping[str, str], number: int, signature: int, line: Place) -> Iterator[Claim]:
    """Take the paragraphs before a signature, back to a heading, that speak in the first person and quote nobody."""
    text, mention = masked.scene.text, masked.at(signature)
    block: list[Place] = []
    heading: Place | None = None
    for start, end in reversed(text.paragraphs[:number]):
        words = text.plain[start:end]
        if len(words) < 40 and words[-1:] not in ".!?\"'":
            heading = (start, end)
            break
        if masked.quotations(start, end):
            break
        block.append((start, end))
    whole = " ".join(text.plain[slice(*place)] for place in block)
    if mention is None or not block or heading is None or len(block) > 4 or not _FIRST_PERSON.search(whole):
        return
    for start, end in reversed(block):
        for place in cutting.assertions(masked, start, end):
            for part in _colons(text.plain, *place):
                yield _claim(masked, tenures, mention.entity, part, (heading, line), "signed-comment", 0.75)


def _colons(plain: str, start: int, end: int) -> Iterator[Place]:
    at = start
    for match in re.finditer(r": (?=I |we |the )| and (?=the majority|most of)", plain[start:end]):
        yield at, start + match.start()
        at = start + match.end()
    yield at, end


def _claim(
    masked: Masked, tenures: Mapping[str, str], speaker: str, place: Place, attribution: tuple[Place, ...], rule: str,
    confidence: float,
) -> Claim:  # fmt: skip
    words = masked.scene.text.plain[slice(*place)]
    about = content.about(masked, (place,), speaker, masked.scene.lexicon.of("MarketList")[:1])
    return Claim(
        speaker, speech_acts.act("asserts", words, words_of(words), by_publisher=False), "direct", (place,), attribution, rule, confidence,
        tenures.get(speaker, ""), about=about, topics=content.topics(words), hedge=content.hedge(words),
    )  # fmt: skip
