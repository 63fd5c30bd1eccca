"""Who speaks: the subject before or after a speaking verb, as a name, a role, a report or a pronoun."""

import re

from graph.extract.claims import pronouns
from graph.extract.claims.discourse import Discourse, Speaker
from graph.extract.claims.speaker_words import (
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
    THEN_PERSON,
)
from graph.extract.cues import Cued
from graph.extract.found import Mention
from graph.extract.text import Sentence

_WINDOW = 260
# Who has been named is “the official” from then on.
_THE_SAME = re.compile(
    r"[Tt]he (?:[a-z]+ )?(?:official|executive|minister|lawmaker|senator|spokes(?:person|man|woman))$"
)


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
        (_found(OWN, left, sentence), _of_own), (_found(PRONOUN, left, sentence), pronouns.resolve),
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
        behind = THEN_PERSON.match(right, titled.end())
        person = discourse.masked.at(verb_end + behind.start(1)) if behind else None
        if person and person.entity.startswith("person/"):
            return (_of_mention(person),)
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
    if not inside and discourse.last and discourse.last.entity.startswith("person/") and _THE_SAME.match(words):
        return (Speaker(discourse.last.entity, start, end, "official-again", 0.6),)
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
            market = pronouns.subject(masked, *pronouns.span(masked, at), "\ue002") if at >= 0 else ""
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
