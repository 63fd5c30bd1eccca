"""Who speaks: the subject before or after a speaking verb, as a name, a role, a report or a pronoun."""

import re
from dataclasses import dataclass, field

from graph.extract import submissions
from graph.extract.cues import Cued
from graph.extract.found import Mention
from graph.extract.masks import Masked
from graph.extract.speaker_words import (
    AFTER_NAMED,
    AFTER_REPORT,
    AFTER_ROLE,
    AFTER_TITLED,
    AGENT,
    GERUND,
    NAMED,
    OWN,
    PRONOUN,
    REPORT,
    ROLE,
    ROLE_WORD,
)
from graph.extract.submissions import Submission
from graph.extract.text import Sentence

_WINDOW = 260


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: an entity, for whom, and where the text says so. `entity` is empty for one that has no name."""

    entity: str
    start: int
    end: int
    rule: str
    confidence: float
    behalf: str = ""
    plural: bool = False


@dataclass(slots=True)
class Discourse:
    """Who has been spoken of and who has spoken, as far as the text has been read."""

    masked: Masked
    publisher: str
    last: Speaker | None = None
    person: str = ""
    organisation: str = ""
    _submission: Submission | None = field(init=False)

    def __post_init__(self) -> None:
        """Find out whether the text is about a trade group's own list."""
        self._submission = submissions.find(self.masked, self.publisher)

    def maker(self, start: int, end: int) -> str:
        """Tell who made “the list” that some words speak of."""
        submission = self._submission
        own = submissions.is_its_own(self.masked, start, end, submission, self.publisher)
        return submission.actor if own and submission else self.publisher

    def heard(self, speaker: Speaker) -> None:
        """Remember who spoke."""
        self.last = speaker
        if speaker.entity.startswith("person/"):
            self.person = speaker.entity
        elif speaker.entity:
            self.organisation = speaker.entity


def before(discourse: Discourse, sentence: Sentence, low: int, verb: int) -> tuple[Speaker, ...]:
    """Find the subject that stands before a verb, not further back than `low`; several where they are coordinated."""
    masked = discourse.masked
    low = max(low, verb - _WINDOW)
    left = masked.outer[low:verb]
    best: tuple[Speaker, ...] = ()
    nearest = -1
    apposed = NAMED.search(left)
    if apposed and "," in left[apposed.end(1) :]:
        found = _of_names(discourse, low + apposed.start(1), low + apposed.end(1))
        if found:
            return found
    for match, make in (
        (apposed, _of_names), (_found(ROLE, left, sentence), _of_role), (REPORT.search(left), _of_report),
        (_found(OWN, left, sentence), _of_own), (_found(PRONOUN, left, sentence), _of_pronoun),
    ):  # fmt: skip
        if match is None:
            continue
        found = make(discourse, low + match.start(1), low + match.end(1))
        # The rule whose head stands nearest to the verb has the subject; what it skips is its apposition.
        place = match.end(1) if make is not _of_role else match.end(1) + 1
        if found and place > nearest:
            best, nearest = found, place
    return best


def _found(cued: Cued, left: str, sentence: Sentence) -> re.Match[str] | None:
    return cued.shape.search(left) if cued.fits(sentence.words) else None


def after(discourse: Discourse, verb_end: int, high: int) -> tuple[Speaker, ...]:
    """Find the subject that follows a verb: “… said Ada Lorne, the president of Brightkeel”."""
    right = discourse.masked.outer[verb_end : min(high, verb_end + _WINDOW)]
    match = AFTER_ROLE.match(right)
    titled = AFTER_TITLED.match(right)
    if titled and (not match or titled.end() > match.end()):
        mention = discourse.masked.at(verb_end + titled.start(1))
        if mention:
            return (_of_mention(mention),)
    if match:
        return _of_role(discourse, verb_end + match.start(1), verb_end + match.end(1))
    report = AFTER_REPORT.match(right)
    if report:
        return _of_report(discourse, verb_end + report.start(1), verb_end + report.end(1))
    named = AFTER_NAMED.match(right)
    if named:
        return _of_names(discourse, verb_end + named.start(1), verb_end + named.end(1))[-1:]
    return ()


def _of_mention(mention: Mention) -> Speaker:
    entity = mention.entity
    return Speaker(entity, mention.start, mention.end, "named-speaker", mention.confidence)


def _of_names(discourse: Discourse, start: int, end: int) -> tuple[Speaker, ...]:
    masked = discourse.masked
    mentions = [m for m in masked.between(start, end) if AGENT.match(m.kind)]
    if (
        not mentions
        or masked.outer[end : end + 2] in ("'s", "s'")
        or GERUND.search(masked.outer, max(0, start - 40), start)
    ):
        return ()
    return tuple(_of_mention(mention) for mention in mentions)


def _of_role(discourse: Discourse, start: int, end: int) -> tuple[Speaker, ...]:
    """A role stands for the organisation that it is held at; without one, for whom the text spoke of last."""
    masked = discourse.masked
    words = masked.scene.text.plain[start:end]
    inside = [m for m in masked.between(start, end) if AGENT.match(m.kind)]
    registered = next((m for m in inside if m.entity.startswith("person/")), None)
    if registered:
        return (_of_mention(registered),)
    role = ROLE_WORD.search(masked.outer, start, end)
    plural = bool(role and role[0].endswith(("s", "people", "men")) and role[0] not in ("CEO",))
    if inside:
        spokes = "spokes" in words or "management" in words
        organisation = inside[-1] if len(inside) == 1 else inside[0]
        if organisation.kind in "\ue000\ue002\ue009" and not re.match(
            r"(?:[Ss]ources?|[Cc]ritics|[Oo]bservers|[Aa]nalysts?)\b", words
        ):
            confidence = 0.75 if spokes else 0.6
            return (Speaker(organisation.entity, start, end, "role-of-organisation", confidence, plural=plural),)
        return (Speaker("", start, end, "unnamed-speaker", 0.3, plural=plural),)
    if (
        re.search(r"spokes|\b(?:the|its) (?:company|firm)\b|^[Tt]he official|management", words)
        and discourse.organisation
    ):
        return (Speaker(discourse.organisation, start, end, "role-without-organisation", 0.55, plural=plural),)
    if re.search(r"\b(?:the|its) (?:company|firm|platform|operator)\b", words, re.I):
        number = masked.scene.text.sentence_at(start)
        for at in (number, number - 1, number - 2):
            market = _subject(masked, *_span(masked, at), "\ue002") if at >= 0 else ""
            if market:
                return (Speaker(market, start, end, "company-of-market", 0.6),)
    return (Speaker("", start, end, "unnamed-speaker", 0.3, plural=plural),)


def _of_report(discourse: Discourse, start: int, end: int) -> tuple[Speaker, ...]:
    if not discourse.publisher:
        return ()
    return (Speaker(discourse.publisher, start, end, "report-speaks", 0.8),)


def _of_own(discourse: Discourse, start: int, end: int) -> tuple[Speaker, ...]:
    mention = discourse.masked.at(start)
    return (Speaker(mention.entity, start, end, "own-document-speaks", 0.8),) if mention else ()


def _of_pronoun(discourse: Discourse, start: int, end: int) -> tuple[Speaker, ...]:
    """A pronoun is the subject of its own sentence or of the one before, or else who spoke last."""
    masked = discourse.masked
    text = masked.scene.text
    word = text.plain[start:end].lower()
    number = text.sentence_at(start)
    sentence = text.sentences[number]
    if word in ("i", "we"):
        return ()
    if word in ("he", "she"):
        found = _subject(masked, sentence.start, start, "\ue001\ue009") or discourse.person
        found = found or (_subject(masked, *_span(masked, number - 1), "\ue001\ue009") if number else "")
        if not found and discourse.last and discourse.last.entity and discourse.last.rule.startswith("role"):
            return (Speaker(discourse.last.entity, start, end, "pronoun-for-last-speaker", 0.5),)
        return (Speaker(found, start, end, "pronoun", 0.7),) if found else ()
    organisations = "\ue000\ue002\ue009"
    # Where the sentence before gives somebody's words, “it” mostly is that somebody.
    found = _subject(masked, sentence.start, start, organisations)
    if not found and number and word == "it":
        spoke = discourse.last
        if (
            spoke
            and text.sentences[number - 1].start <= spoke.start < sentence.start
            and not spoke.entity.startswith("person/")
        ):
            found = spoke.entity
        found = found or _subject(masked, *_span(masked, number - 1), organisations + "\ue005")
        if found.startswith("edition/"):
            found = discourse.publisher
        found = found or discourse.organisation
    return (Speaker(found, start, end, "pronoun", 0.65),) if found else ()


def _span(masked: Masked, number: int) -> tuple[int, int]:
    sentence = masked.scene.text.sentences[number]
    return sentence.start, sentence.end


def _subject(masked: Masked, start: int, end: int, kinds: str) -> str:
    """Give the first mention of some kinds in a stretch, leaving out possessives such as “Alibaba's”."""
    for mention in masked.between(start, end):
        # What stands inside a quotation is no subject of the sentence around it.
        told = masked.outer[mention.start] == mention.kind
        if told and mention.kind in kinds and not masked.outer.startswith("'s", mention.end):
            return mention.entity
    return ""
