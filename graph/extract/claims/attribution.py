"""Where somebody is said to say something: speaking verbs with their subjects, sentence by sentence."""

import re
from dataclasses import dataclass, replace

from graph.extract.claims import lookalikes, speakers, verbs
from graph.extract.claims.discourse import Discourse, Speaker
from graph.extract.claims.phrases import PHRASE_CUES, PHRASES
from graph.extract.claims.verbs import FORMS, VERBS, Verb
from graph.extract.cues import Cued
from graph.extract.masks import pattern
from graph.extract.text import FILL, QUOTE, STOP, Sentence

_MODAL = re.compile(
    r"\b(?:would|could|may|might|should|can|cannot|must|to|if|whether|will|not|n't|never|shall|unless)(?: \w+ly)? $"
)
_PASSIVE = re.compile(r"\b(?:is|was|were|are|been|being|be)(?: (?:also|often|widely|sometimes|again|\w+ly))* $")
_HAVE = re.compile(r"\b(?:has|have|had|having)(?: (?:also|often|long|already|repeatedly|since|again|\w+ly))* $")
_BE = re.compile(r"\b(?:is|was|are|were)(?: (?:also|now|again|\w+ly))* $")
_DETERMINER = re.compile(
    r"\b(?:the|a|an|its|their|his|her|any|such|these|those|no|of|some|this|that|'s|for|in|by|on|as|with) $"
)
_JOINED = re.compile(r"(?:,|;|\band|\bbut|\bor)(?: (?:also|then|further|subsequently|later|has|have|had|\w+ly))*,? $")
_CONTINUING = re.compile(r"(?:, |\u0020and |^)(?:also |further |but |instead )?$")
_WITH = pattern(r"\bwith (?:the )?(<OPCX>) $")
_BY = pattern(r"^[^.;,]{0,80}? by (?:the )?(<OPCMX>)")
_ACCORDING = Cued(
    pattern(r"\b[Aa]ccording to (?:the |a |an )?((?:<OCX>(?:'s)? )?(?:[\w-]+ ){0,3}?(?:<OPCMXEL>|[\w-]+))"), "according"
)
_NEGATED = re.compile(r"\b(?:not|n't|never)(?: \w+ly)? $")


@dataclass(frozen=True, slots=True)
class Core:
    """A speaking verb with its subject: where the verb stands, where the subject begins, and how they are placed.

    `shape` is `before` (the subject stands before the verb), `after` (behind it), `joined` (taken from the verb before),
    `ing` (“…, adding that”), `passive`, or `according`.
    """

    speakers: tuple[Speaker, ...]
    verb: Verb
    start: int
    verb_start: int
    verb_end: int
    shape: str

    @property
    def end(self) -> int:
        """Where verb and subject end, whichever comes last."""
        return max(self.verb_end, *(speaker.end for speaker in self.speakers)) if self.speakers else self.verb_end


def cores(discourse: Discourse, sentence: Sentence) -> list[Core]:
    """Find the speaking verbs of a sentence that have a subject, in text order."""
    found: list[Core] = []
    outer = discourse.masked.outer
    for start, end, verb in _candidates(outer, sentence):
        if found and start < found[-1].verb_end:
            continue
        core = _core(discourse, sentence, start, end, verb, found[-1] if found else None)
        if core:
            found.append(core)
            for speaker in core.speakers:
                discourse.heard(speaker)
    for match in _ACCORDING.finditer(outer, sentence):
        source = _according(discourse, match)
        if source:
            verb = Verb("according to", "c", "asserts", "past")
            found.append(Core((source,), verb, match.start(), match.start(), match.end(), "according"))
            discourse.heard(source)
    found.sort(key=lambda core: core.verb_start)
    return [core for at, core in enumerate(found) if not at or not _nested(outer, found[at - 1], core)]


def _nested(outer: str, last: Core, core: Core) -> bool:
    """Tell whether a verb stands within what the one before attributes: “the report found that brands say …”."""
    if core.shape != "before" or last.shape not in ("before", "joined", "ing") or "c" not in last.verb.takes:
        return False
    between = outer[last.end : core.start]
    if QUOTE in between:
        return False
    return not between.strip(" the") or (" that " in f" {between} " and re.search(r"[,;]", between) is None)


def _candidates(outer: str, sentence: Sentence) -> list[tuple[int, int, Verb]]:
    found: list[tuple[int, int, Verb]] = []
    for phrase, takes, act in PHRASES if not PHRASE_CUES.isdisjoint(sentence.words) else ():
        for match in phrase.finditer(outer, sentence):
            form = "ing" if match[0].split()[0].endswith("ing") else "past"
            found.append((match.start(), match.end(), Verb(match[0].lower(), takes, act, form)))
    phrases = [(start, end) for start, end, _ in found]
    for verb in verbs.find(outer, sentence):
        if not any(start <= verb[0] < end for start, end in phrases):
            found.append(verb)
    return sorted(found, key=lambda item: (item[0], FORMS.index(item[2].form)))


def _core(discourse: Discourse, sentence: Sentence, start: int, end: int, verb: Verb, last: Core | None) -> Core | None:
    outer = discourse.masked.outer
    left = outer[max(sentence.start, start - 60) : start]
    if _MODAL.search(left):
        return None
    if verb.form == "participle" and _PASSIVE.search(left) and not outer.startswith(" to ", end):
        return _passive(discourse, sentence, start, end, verb)
    if verb.form == "ing":
        return _continuing(discourse, sentence, start, end, verb, last, left)
    if verb.form == "participle" and not _HAVE.search(left):
        return None
    if verb.form == "past" and (_PASSIVE.search(left) or _HAVE.search(left)) and verb.base in VERBS:
        # Left to the participle, which mostly has the same form.
        return None
    if _DETERMINER.search(left) or (verb.takes == "q" and not _beside_quotation(outer, sentence, start, end)):
        return None
    low = sentence.start if last is None else last.verb_end
    if lookalikes.participle(outer, end, verb):
        return None
    subject = speakers.before(discourse, sentence, low, start)
    if subject and lookalikes.noun(outer, (subject[0].start, start), (end, sentence.end)):
        return None
    quoted = outer[sentence.start : start].rstrip(" \t,").rstrip(FILL + STOP)[-1:] == QUOTE
    # “…, says the association”: what stands between the comma and the end is the subject.
    closing = subject and outer[subject[-1].end : start].strip() == "," and sentence.end - end < 60
    inverted = () if subject and not quoted and not closing else _inverted(discourse, sentence, start, end, verb)
    if inverted:
        return Core(inverted, verb, start, start, end, "after")
    if subject and not (verb.takes == "o" and outer.startswith(" by ", end)):
        if verb.form == "base" and not (len(subject) > 1 or subject[0].plural or _plural(discourse, subject[0])):
            return None
        return Core(subject, verb, subject[0].start, start, end, "before")
    if verb.form in ("past", "s") and "o" in verb.takes and outer.startswith(" by ", end):
        return None
    if last is None and verb.form in ("past", "s") and re.search(r"(?:,|\band|\bbut) (?:also |then |\w+ly )?$", left):
        subject = _main_subject(discourse, sentence, start)
        if subject and subject[0].start - sentence.start < 30:
            return Core(subject, verb, start, start, end, "joined")
    if "following" in verb.base:
        # “Ada Lorne, EVP, offered the following comment”: what comes after is hers.
        subject = tuple(replace(speaker, confidence=0.85) for speaker in _main_subject(discourse, sentence, start))
        return Core(subject, verb, subject[0].start, start, end, "before") if subject else None
    if last and _JOINED.search(left) and verb.form in ("past", "s", "participle") and last.shape != "according":
        return Core(last.speakers, verb, start, start, end, "joined")
    return None


def _beside_quotation(outer: str, sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a quotation stands next to a verb that only such a one can go with."""
    before = outer[sentence.start : start]
    return QUOTE in before or QUOTE in outer[end : end + 40] or ":" in outer[end : end + 60]


def _inverted(discourse: Discourse, sentence: Sentence, start: int, end: int, verb: Verb) -> tuple[Speaker, ...]:
    """Find “…,” said X: the verb follows a quotation or a comma, and its subject follows it."""
    outer = discourse.masked.outer
    before = outer[sentence.start : start].rstrip(" \t,")
    quoted = before.rstrip(FILL + STOP)[-1:] == QUOTE
    comma = outer[sentence.start : start].rstrip().endswith(",")
    if ("c" not in verb.takes and "q" not in verb.takes) or not (quoted or comma) or verb.base == "tell":
        return ()
    return speakers.after(discourse, end, sentence.end)


def _continuing(
    discourse: Discourse, sentence: Sentence, start: int, end: int, verb: Verb, last: Core | None, left: str
) -> Core | None:
    """Read “…, adding that”, “with the ministry claiming that” and “is asking”."""
    outer = discourse.masked.outer
    if _BE.search(left):
        subject = speakers.before(discourse, sentence, sentence.start, start)
        return Core(subject, verb, subject[0].start, start, end, "before") if subject else None
    if verb.base == "include" and not outer.startswith(" that ", end):
        return None
    if "c" not in verb.takes and verb.base not in ("criticize", "urge", "call for", "accuse", "blame"):
        return None
    with_ = _WITH.search(outer, sentence.start, start)
    if with_ and with_.end() == start:
        mention = discourse.masked.at(with_.start(1))
        if mention:
            speaker = Speaker(mention.entity, mention.start, mention.end, "with-speaker", 0.8)
            return Core((speaker,), verb, with_.start(), start, end, "before")
    if not _CONTINUING.search(left):
        return None
    if last:
        return Core(last.speakers, verb, start, start, end, "ing")
    subject = _main_subject(discourse, sentence, start)
    return Core(subject, verb, start, start, end, "ing") if subject else None


def _main_subject(discourse: Discourse, sentence: Sentence, stop: int) -> tuple[Speaker, ...]:
    """Give the first agent of a sentence, which “…, noting that” carries on from."""
    for mention in discourse.masked.between(sentence.start, stop):
        if mention.kind in "\ue000\ue001\ue009" and not discourse.masked.outer.startswith("'s", mention.end):
            return (Speaker(mention.entity, mention.start, mention.end, "main-subject", 0.65),)
    return ()


def _passive(discourse: Discourse, sentence: Sentence, start: int, end: int, verb: Verb) -> Core | None:
    """Read “was criticized by X for …”; without an agent, the report that the sentence or the one before speaks of."""
    if "o" not in verb.takes:
        return None
    outer = discourse.masked.outer
    by = _BY.match(outer[end : sentence.end])
    if by:
        mention = discourse.masked.at(end + by.start(1))
        if mention:
            return Core(
                (Speaker(mention.entity, mention.start, mention.end, "passive-agent", 0.8),),
                verb, start, start, end, "passive",
            )  # fmt: skip
    carried = verb.act in ("accuses", "criticizes") and "also" in outer[max(sentence.start, start - 30) : start].split()
    if carried and discourse.last and discourse.last.entity == discourse.publisher != "":
        speaker = Speaker(discourse.publisher, start, end, "passive-carried-on", 0.6)
        return Core((speaker,), verb, start, start, end, "passive")
    return None


def _according(discourse: Discourse, match: re.Match[str]) -> Speaker | None:
    masked = discourse.masked
    inside = [m for m in masked.between(match.start(1), match.end(1)) if m.kind != "\ue008"]
    if not inside:
        him = match[1].lower() in ("him", "her") and discourse.person
        return Speaker(discourse.person, match.start(), match.end(), "according-to-pronoun", 0.7) if him else None
    last = inside[-1]
    if last.kind in "\ue004\ue005":
        owner = inside[0] if len(inside) > 1 else None
        entity = owner.entity if owner and owner.kind == "\ue000" else discourse.publisher
        return Speaker(entity, match.start(), match.end(), "according-to-report", 0.8) if entity else None
    return Speaker(last.entity, match.start(), match.end(), "according-to", 0.85)


def _plural(discourse: Discourse, subject: Speaker) -> bool:
    mention = discourse.masked.at(subject.start)
    words = discourse.masked.scene.text.plain[subject.start : subject.end]
    return bool(mention and mention.kind == "\ue007") or words.lower() in ("they", "we", "i")


def has_quotation(outer: str, start: int, end: int) -> bool:
    """Tell whether a stretch of masked text holds a quotation."""
    return QUOTE in outer[start:end]


def names_speaker_only(discourse: Discourse, follower: Sentence | None, sentence: Sentence) -> bool:
    """Tell whether the next sentence does nothing but name the speaker of this one: “…” Evans said."""
    if follower is None or follower.paragraph != sentence.paragraph or follower.end - follower.start >= 120:
        return False
    return not has_quotation(discourse.masked.outer, follower.start, follower.end) and bool(cores(discourse, follower))
