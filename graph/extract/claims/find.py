"""Who says what: claims from speaking verbs, quotations and reports."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.extract.claims import attribution, complements, content, infinitives, reports, speakers, speech_acts, voices
from graph.extract.claims.attribution import Core
from graph.extract.claims.cutting import assertions
from graph.extract.claims.discourse import Discourse, Speaker
from graph.extract.claims.phrases import NO_COMMENT
from graph.extract.found import Claim, Gap, Place
from graph.extract.masks import Masked
from graph.extract.text import QUOTE, Quotation, Sentence

_WORDS_OF = re.compile(r"\b(?:quote|statement|comments?|remarks|reaction) (?:from|by|of) ")
_SAYS_NOTHING = re.compile(rf"^[\W\ue0fe\ue0ff]*{QUOTE}[\W\ue0fe\ue0ff]*(?:{QUOTE}[\W\ue0fe\ue0ff]*)*$")


@dataclass(slots=True)
class Claims:
    """Collects the claims of a text, sentence by sentence."""

    masked: Masked
    discourse: Discourse
    tenures: Mapping[str, str]
    found: list[Claim] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    _pending: list[Quotation] = field(default_factory=list)
    _keys: set[tuple[Place, str]] = field(default_factory=set)
    _voice: tuple[Speaker, ...] = ()
    _voice_paragraph: int = -9

    def read(self) -> None:
        """Read all sentences."""
        text = self.masked.scene.text
        turns = voices.turns(self.masked)
        for number, sentence in enumerate(text.sentences):
            if sentence.paragraph not in turns:
                self._sentence(number, sentence)
        self._drop_pending("no words say who speaks")
        for told in reports.told_of(self.masked):
            self._claim(*told.claim(), text.sentences[text.sentence_at(told.place[0])])

    def _sentence(self, number: int, sentence: Sentence) -> None:
        outer = self.masked.outer
        words = outer[sentence.start : sentence.end]
        silent = NO_COMMENT.search(outer, sentence)
        if silent and self._no_comment(sentence, silent):
            return
        if _SAYS_NOTHING.match(words):
            self._orphan(number, sentence)
            return
        found = attribution.cores(self.discourse, sentence)
        before = len(self.found)
        low = sentence.start
        for at, core in enumerate(found):
            high = found[at + 1].start if at + 1 < len(found) else sentence.end
            low = self._core(core, low, high, sentence, first=at == 0)
        for told in reports.find(
            self.masked, self.discourse.maker(sentence.start, sentence.end), sentence, alone=len(self.found) == before
        ):
            self._claim(*told.claim(), sentence)
        if len(self.found) == before and QUOTE in words:
            self._unattributed(sentence)

    def _core(self, core: Core, low: int, high: int, sentence: Sentence, *, first: bool) -> int:
        """Take the words that one speaking verb attributes; give where they end."""
        known = tuple(s for s in core.speakers if s.entity)
        high = complements.end_of(self.masked, core, high)
        takes = core.verb.takes
        place: Place | None = None
        rule = ""
        factor = 0.95
        if core.shape == "according":
            place, rule = complements.according(self.masked, core, low, sentence.start, sentence.end)
        elif core.shape == "after":
            place, rule = complements.preceding(self.masked, low, core), "quote-then-verb"
        elif core.shape == "passive":
            place, rule, factor = (core.verb_start, high), "passive", 0.85
        else:
            if "i" in takes and self.masked.outer.startswith(" to ", core.verb_end):
                place, rule = infinitives.find(self.masked, core, high), "verb-to-do"
            elif "c" in takes or "q" in takes:
                quoted = first and complements.quoted_just_before(self.masked, core, low)
                if not quoted:
                    place, rule = complements.following(self.masked, core, high), "verb-then-words"
                if place is None and not quoted and complements.parenthetic(self.masked, core):
                    place, rule = (sentence.start, sentence.end), "words-around-verb"
                silent = "c" in takes and complements.nothing_follows(self.masked, core, high)
                if place is None and first and (quoted or silent):
                    place, rule = complements.preceding(self.masked, low, core), "words-then-verb"
            if place is None and ("p" in takes or "i" in takes):
                place, rule = infinitives.find(self.masked, core, high), "verb-to-do"
            if place is None and "o" in takes:
                start = core.verb_start
                place, rule, factor = (start, high), "act-on-object", 0.85
                if core.verb.act == "characterizes" and self.masked.outer[start:high].strip(" .:").count(" ") < 2:
                    place = None  # “This is how the report describes Taobao:” says nothing yet
        if rule == "words-then-verb" and place and known:
            # “…,” she said, “and …”: the quotation goes on behind the verb.
            more = complements.quoted_just_after(self.masked, core, high)
            for speaker in known if more else ():
                self._add(speaker, core, more or place, "quotation-goes-on", factor, sentence)
        if place is None:
            if rule == "words-then-verb" or first:
                self._voice_of_pending(core, known)
            return core.end
        if not known:
            self.gaps.append(Gap(*place, "said by somebody whom the text does not name"))
            return place[1]
        self._voice_of_pending(core, known)
        for speaker in known:
            self._add(speaker, core, place, rule, factor, sentence)
        self._voice, self._voice_paragraph = known, sentence.paragraph
        return max(place[1], core.end)

    def _add(self, speaker: Speaker, core: Core, place: Place, rule: str, factor: float, sentence: Sentence) -> None:
        text = self.masked.scene.text
        attribution_ = (min(core.start, core.verb_start), max(core.end, core.verb_end))
        if core.shape in ("joined", "ing", "passive"):
            attribution_ = (core.verb_start, core.verb_end)
        publisher = speaker.entity == self.discourse.publisher
        for (start, end), mode in complements.pieces(self.masked, *place):
            words = text.plain[start:end]
            if not re.search(r"\w\W+\w" if mode != "direct" else r"\w\W+\w+\W+\w", words):
                continue
            act = speech_acts.act(core.verb.act, words, sentence.words, by_publisher=publisher)
            self._claim(speaker, act, mode, (start, end), attribution_, rule, factor, sentence)

    def _claim(
        self, speaker: Speaker, act: str, mode: str, place: Place, attribution_: Place | None, rule: str,
        factor: float, sentence: Sentence,
    ) -> None:  # fmt: skip
        masked = self.masked
        words = masked.scene.text.plain[slice(*place)]
        behalf = speaker.behalf or self.tenures.get(speaker.entity, "")
        own = "" if speaker.entity == self.discourse.publisher else behalf or speaker.entity
        around = tuple(
            m.entity for m in masked.between(sentence.start, sentence.end) if m.kind in "\ue000\ue002\ue005\ue004"
        )
        claim = Claim(
            speaker.entity, act, mode, (place,), (attribution_,) if attribution_ else (), f"{rule}/{speaker.rule}",
            round(speaker.confidence * factor, 2), behalf,
            about=content.subjects(masked, place, act, speaker.entity, own, around),
            topics=content.topics(words), hedge=content.hedge(words),
        )  # fmt: skip
        if content.key(claim) not in self._keys:
            self._keys.add(content.key(claim))
            self.found.append(claim)

    def _no_comment(self, sentence: Sentence, match: re.Match[str]) -> bool:
        subject = speakers.before(self.discourse, sentence, sentence.start, match.start())
        known = [s for s in subject if s.entity]
        for speaker in known:
            start = min(s.start for s in known)
            start = start - 4 if self.masked.outer[start - 4 : start].lower() == "the " else start
            place = (start, match.end())
            self._claim(speaker, "withholds-comment", "indirect", place, None, "no-comment", 0.95, sentence)
            self.discourse.heard(speaker)
        return (
            bool(known)
            and match.end() > sentence.end - 60
            and QUOTE not in self.masked.outer[sentence.start : sentence.end]
        )

    def _orphan(self, number: int, sentence: Sentence) -> None:
        """Attribute a quotation that has no words around it: it carries on, or the next sentence names the speaker."""
        text, outer = self.masked.scene.text, self.masked.outer
        quotations = self.masked.quotations(sentence.start, sentence.end)
        follower = text.sentences[number + 1] if number + 1 < len(text.sentences) else None
        near = sentence.paragraph - self._voice_paragraph
        introduced = bool(number) and outer[: text.sentences[number - 1].end].rstrip()[-1:] == ":"
        if introduced:
            self._voice_of_line(text.sentences[number - 1])
            near = sentence.paragraph - self._voice_paragraph
        carried = (
            self._voice
            and near <= 1
            and (introduced or not attribution.names_speaker_only(self.discourse, follower, sentence))
        )
        if carried:
            rule = "after-colon" if introduced else "quotation-carried-on"
            for quotation in quotations:
                self._quotation(quotation, self._voice, rule, 0.85 if introduced or near == 0 else 0.75, sentence)
            self._voice_paragraph = sentence.paragraph
        else:
            if quotations and not quotations[0].continues:
                self._drop_pending("no words say who speaks", sentence.paragraph)
            self._pending += quotations

    def _voice_of_line(self, sentence: Sentence) -> None:
        """Read the line before a quotation that ends with a colon: a speaking verb's subject, or the name before it."""
        outer = self.masked.outer
        if self._voice_paragraph == sentence.paragraph and attribution.cores(self.discourse, sentence):
            return
        end = sentence.start + len(outer[sentence.start : sentence.end].rstrip(" :"))
        last = [m for m in self.masked.between(sentence.start, end) if m.end == end and m.kind in "\ue000\ue001\ue009"]
        if not last and _WORDS_OF.search(outer, sentence.start, end):
            here = self.masked.between(sentence.start, end)
            last = [m for m in here if m.entity.startswith("person/")][-1:]
        self._voice = tuple(Speaker(m.entity, m.start, m.end, "name-before-colon", m.confidence) for m in last)
        self._voice_paragraph = sentence.paragraph

    def _quotation(
        self, quotation: Quotation, voice: tuple[Speaker, ...], rule: str, factor: float, sentence: Sentence,
        place: Place | None = None,
    ) -> None:  # fmt: skip
        for speaker in voice[:1]:
            for start, end in assertions(self.masked, quotation.open, quotation.close):
                words = self.masked.scene.text.plain[start:end]
                by_publisher = speaker.entity == self.discourse.publisher
                act = speech_acts.act("asserts", words, sentence.words, by_publisher=by_publisher)
                self._claim(speaker, act, "direct", (start, end), place, rule, factor, sentence)

    def _voice_of_pending(self, core: Core, known: tuple[Speaker, ...]) -> None:
        text = self.masked.scene.text
        here = text.sentences[text.sentence_at(core.start)].paragraph
        starts = {
            q.start
            for q in self.masked.quotations(text.sentences[text.sentence_at(core.start)].start, core.end)
            if q.continues
        }
        if not starts:
            self._drop_pending("no words say who speaks", here)
        for quotation in self._pending if known else ():
            sentence = text.sentences[text.sentence_at(quotation.start)]
            self._quotation(quotation, known, "quote-before-speaker", 0.85, sentence, (core.start, core.end))
        if known:
            self._pending = []
            self._voice, self._voice_paragraph = known, text.sentences[text.sentence_at(core.start)].paragraph

    def _unattributed(self, sentence: Sentence) -> None:
        why = "a quotation whose speaker was not understood"
        long = (q for q in self.masked.quotations(sentence.start, sentence.end) if q.close - q.open > 25)
        self.gaps += [Gap(q.start, q.end, why) for q in long]

    def _drop_pending(self, why: str, paragraph: int = -1) -> None:
        """Give up on quotations without a speaker, but for those of the paragraph that is being read."""
        text = self.masked.scene.text
        kept = [q for q in self._pending if text.sentences[text.sentence_at(q.start)].paragraph == paragraph]
        starts = {q.start for q in kept}
        self.gaps += [Gap(q.start, q.end, f"a quotation: {why}") for q in self._pending if q.start not in starts]
        self._pending = kept


def find(masked: Masked, discourse: Discourse, tenures: Mapping[str, str]) -> tuple[list[Claim], list[Gap]]:
    """Find the claims of a text, and the quotations that nobody could be given."""
    (claims := Claims(masked, discourse, tenures)).read()
    return claims.found, claims.gaps
