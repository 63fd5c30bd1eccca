"""Nominations: who asked for which market to be put on the list, kept on it or put back."""

import re
from collections.abc import Iterator, Sequence

from graph.extract.cues import Cued
from graph.extract.editions import edition_id
from graph.extract.events import listings, submissions
from graph.extract.events.dating import asked_for, edition_of
from graph.extract.events.listings import Clause, Trigger
from graph.extract.events.submissions import Submission
from graph.extract.found import Fact, Gap, Mention
from graph.extract.masks import Masked, pattern

_ASKS = Cued(
    pattern(
        r"(<OP>(?:(?:,| and|, and)(?: the)? <OP>){0,5})(?: ?\([^)]*\))?(?:, [^;:]{2,120}?,)?(?: on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?| (?:has|had|have|is|are|also|again|previously|formally|\w+ly))*"
        r" (?:asked|asks|asking|urged|urges|urging|recommended|recommends|recommending|requested|requests|requesting|called on|calls on|calling on|called for|petitioned|nominated|nominates|nominating|"
        r"proposed|proposes|wants|wanted|lobbied|pressed|pushed|submitted|suggested|sent|wrote|filed)\b"
    ),
    "asked asks asking urged urges urging recommended recommends recommending requested requests requesting called calls calling petitioned nominated nominates nominating proposed proposes wants wanted lobbied pressed pushed submitted suggested sent wrote filed",
)
_NOMINATED_BY = Cued(pattern(
    r"\b(?:nominated|recommended|proposed|submitted|suggested)(?: for (?:inclusion|listing)[^.;]{0,40}?)? by (?:the )?(<OP>(?:(?:,| and|, and)(?: the)? <OP>){0,5})"
), "nominated recommended proposed submitted suggested")  # fmt: skip
_ASKED_FOR = pattern(
    r"(?:\b(?:to|that (?:the )?[^,;.]{2,60}?) (?:re-?)?(?:add|list|include|put|place|name|designate|return|restore|reinstate|keep|retain|blacklist|identify|bring)\b|"
    r"\b(?:remain|stay) (?:on|in)\b|\bbe (?:re-?)?(?:added|listed|included|put|placed|named|designated|returned|restored|reinstated|kept|retained|blacklisted|identified)\b|"
    r"\b(?:re-?)?(?:inclusion|listing|addition|designation|return|reinstatement|relisting)\b|\bnominat(?:e[sd]?|ing)\b|\bback (?:on|onto|to)\b|\b(?:re-?)?(?:adding|listing|including|naming|placing|designating)\b)"
)
# “The RIAA's submission lists A, B and C”: what a trade group hands in names what it wants on the list.
_SUBMISSION = Cued(
    pattern(
        r"(<O>)(?: ?\([^)]*\))?(?:'s? (?:[\w-]+ ){0,4}?(?:submission|comments?|filing|letter|recommendations?|nominations?|list|complaint))?(?: also| specifically| particularly| again| further)* "
        r"(?:highlight(?:s|ed)|single[sd] out|list(?:s|ed)|name[sd]|identifie[sd]|flag(?:s|ged)|cite[sd]|mention(?:s|ed)|report(?:s|ed)|target(?:s|ed)|include[sd]|call(?:s|ed) out)\b(?=[^.;]{0,60}?<M>)"
    ),
    "highlights highlighted singles singled lists listed names named identifies identified flags flagged cites cited mentions mentioned reports reported targets targeted includes included calls called",
)
_HANDED_IN = re.compile(
    r"\b(?:submission|submits?|submitted|comments|recommend\w*|nominat\w+|filing|filed|letter|public input)\b"
)
# How far before a sentence it may be told that something was handed in, in characters.
_NEAR = 1500
_ANTI = re.compile(
    r"\b(?:remove|removal|drop|delist|take|off|not|n't|against|oppos\w+|nobody|no trade group|could|may|might|would|plans? to|considering)\b"
)


def find(masked: Masked, publisher: str, submission: Submission | None, gaps: list[Gap]) -> Iterator[Fact]:
    """Find nominations; those whose edition is not known are added to `gaps`. `submission`: what the text is about."""
    inner = masked.inner
    for clause in listings.clauses(masked) if submission else ():
        if submission and submissions.is_its_own(masked, clause.start, clause.end, submission, publisher):
            for start, end, held in submissions.markets(masked, clause):
                yield from _nominate(
                    masked, clause, [submission.actor], held, start, start, end, gaps, told_after=False
                )
    for sentence in masked.scene.text.sentences:
        whole = Clause(sentence.start, sentence.end, sentence.start, sentence.end, sentence.words)
        for match in _NOMINATED_BY.finditer(inner, sentence):
            before = inner[sentence.start : match.start()]
            if not _ANTI.search(before[-40:]):
                actors = [m.entity for m in masked.between(match.start(1), match.end(1)) if m.kind in "\ue000\ue001"]
                targets = [m for m in masked.between(sentence.start, match.start()) if m.kind in "\ue002\ue003"]
                if not targets and re.match(r"\W*(?:Both|They|These|All)\b", before):
                    targets = _before(masked, sentence.start)
                yield from _nominate(masked, whole, actors, targets, match.start(), sentence.start, match.end(), gaps)
        for match in _SUBMISSION.finditer(inner, sentence):
            actor = masked.at(match.start(1))
            handed = _HANDED_IN.search(inner, max(0, sentence.start - _NEAR), sentence.end)
            if handed and actor and masked.scene.lexicon.is_a(actor.entity, "TradeAssociation"):
                targets = [m for m in masked.between(match.end(), sentence.end) if m.kind in "\ue002\ue003"]
                yield from _nominate(
                    masked, whole, [actor.entity], targets, match.start(), match.start(), sentence.end, gaps
                )
        for match in _ASKS.finditer(inner, sentence):
            asked = _ASKED_FOR.search(inner, match.end() - 11, sentence.end)
            if not asked or re.search(r"\b(?:removal|remove|off|delist|drop)\b", inner[match.end() : asked.end() + 30]):
                continue
            stop = re.compile(r"[.;]|, (?:while|but|although|though|which)\b").search(inner, asked.end(), sentence.end)
            high = stop.start() if stop else sentence.end
            actors = [m.entity for m in masked.between(match.start(1), match.end(1)) if m.kind in "\ue000\ue001"]
            if not listings.about_list(masked, whole) or _ANTI.search(inner[match.start() - 20 : match.end()]):
                continue
            low = match.end() if re.search(r"[\ue002\ue003\ue000]", inner[match.end() : high]) else sentence.start
            targets = [m for m in masked.between(low, high) if m.kind in "\ue002\ue003" and not _mere_owner(inner, m)]
            owners = [m for m in masked.between(low, high) if m.entity in masked.scene.lexicon.platforms]
            if (
                not targets
                and not owners
                and re.search(r"\bits (?:return|inclusion|listing|relisting|re-listing)\b", inner[match.end() : high])
            ):
                owners = [
                    m
                    for m in masked.between(sentence.start, match.start())
                    if m.entity in masked.scene.lexicon.platforms
                ]
                targets = [m for m in masked.between(sentence.start, match.start()) if m.kind == "\ue002"]
            # “Alibaba's Taobao”: the market is meant; “Alibaba and its platforms, such as Taobao”: both are.
            owners = [m for m in owners if not inner.startswith("'s", m.end)][:1]
            yield from _nominate(masked, whole, actors, [*targets, *owners], match.start(), match.start(), high, gaps)


def _before(masked: Masked, offset: int) -> list[Mention]:
    sentence = masked.scene.text.sentences[max(0, masked.scene.text.sentence_at(offset) - 1)]
    return [m for m in masked.between(sentence.start, sentence.end) if m.kind == "\ue002"]


def _mere_owner(inner: str, mention: Mention) -> bool:
    return inner.startswith("'s", mention.end)


def _nominate(
    masked: Masked, clause: Clause, actors: Sequence[str], targets: Sequence[Mention], at: int, low: int, high: int,
    gaps: list[Gap], *, told_after: bool = True,
) -> Iterator[Fact]:  # fmt: skip
    plain, owners = masked.scene.text.plain, masked.scene.lexicon.platforms
    trigger = Trigger(at, at, "Nomination", "object", "asked-for-listing", 0.8)
    edition, how = edition_of(masked, clause, trigger, nomination=True)
    by_date = told_after and re.search(r"\b(?:had|was|were|both|been)\b", plain[low:high]) is not None
    editions = masked.scene.editions
    told = asked_for(masked, plain[clause.sentence_start : clause.sentence_end])
    if told:
        edition = edition_id(masked.scene.lexicon, told)
    elif by_date and editions.current and edition == edition_id(masked.scene.lexicon, editions.coming):
        # Told in the pluperfect, after the list came out: it was asked for that list.
        edition = edition_id(masked.scene.lexicon, editions.current)
    actors = [actor for actor in actors if not actor.startswith(("government/", "country/"))]
    if actors and targets and not edition:
        gaps.append(listings.gap(clause))
    for actor in actors if edition else ():
        for target in targets:
            market = owners.get(target.entity, target.entity)
            printed = plain[target.start : target.end] if market != target.entity else ""
            yield listings.fact("Nomination", market, edition, actor, (low, high), trigger.rule,
                                round(0.8 * target.confidence, 2), how, "", printed)  # fmt: skip
