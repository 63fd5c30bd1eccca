"""From words that tell of a list event to facts: which markets, in which edition, by whom."""

import re
from collections.abc import Iterator

from graph.extract import listings
from graph.extract.cues import Cued
from graph.extract.editions import edition_id
from graph.extract.event_editions import edition_of
from graph.extract.found import NO_EDITION, Fact, Gap, Mention
from graph.extract.listings import Clause, Trigger
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
    r"(?:\bto (?:re-?)?(?:add|list|include|put|place|name|designate|return|restore|reinstate|keep|retain|blacklist|identify|bring)\b|"
    r"\b(?:remain|stay) (?:on|in)\b|\bbe (?:re-?)?(?:added|listed|included|put|placed|named|designated|returned|restored|reinstated|kept|retained|blacklisted|identified)\b|"
    r"\b(?:re-?)?(?:inclusion|listing|addition|designation|return|reinstatement|relisting)\b|\bnominat(?:e[sd]?|ing)\b|\bback (?:on|onto|to)\b|\b(?:re-?)?(?:adding|listing|including|naming|placing|designating)\b)"
)
_ANTI = re.compile(
    r"\b(?:remove|removal|drop|delist|take|off|not|n't|against|oppos\w+|nobody|no trade group|could|may|might|would|plans? to|considering)\b"
)
_PRIOR_YEAR = Cued(re.compile(r"\blast year\b|\b(20\d\d) (?:requests|list|concerns|report|review)\b"), "year #")


def find(masked: Masked, publisher: str) -> tuple[list[Fact], list[Gap]]:
    """Find listings, removals and nominations; events whose edition is not known are gaps."""
    found: list[Fact] = []
    gaps: list[Gap] = []
    for clause in listings.clauses(masked):
        for trigger in listings.triggers(masked.inner, clause):
            found += _event(masked, clause, trigger, publisher, gaps)
    found += _nominations(masked, gaps)
    found = _once(found)
    return _once([*found, *_implied(masked, found)]), gaps


def _event(masked: Masked, clause: Clause, trigger: Trigger, publisher: str, gaps: list[Gap]) -> Iterator[Fact]:
    if listings.unreal(masked, clause, trigger) or not listings.about_list(
        masked, clause, publisher, masked.inner[trigger.start : trigger.end]
    ):
        return
    if _told_by_other(masked, clause, trigger, publisher):
        return
    targets = listings.markets(masked, clause, trigger)
    companies = _companies(masked, clause, trigger) if not targets else ()
    if not targets and not companies:
        return
    edition, how = edition_of(masked, clause, trigger)
    if not edition:
        gaps.append(_gap(clause))
        return
    where = listings.place(clause, trigger, targets or companies, masked)
    plain = masked.scene.text.plain
    words = plain[clause.start : clause.end]
    how_listed = listings.status(words, trigger.rule) if trigger.kind == "Listing" else ""
    for mention in targets:
        yield listings.fact(trigger.kind, mention.entity, edition, publisher, where, trigger.rule,
                            round(trigger.confidence * mention.confidence, 2), how, how_listed)  # fmt: skip
    for mention in companies:
        group = masked.scene.lexicon.platforms[mention.entity]
        printed = plain[mention.start : mention.end]
        yield listings.fact(
            trigger.kind, group, edition, publisher, where, trigger.rule, 0.65, how, how_listed, printed
        )


def _gap(clause: Clause) -> Gap:
    """Show an event whose edition is not known."""
    return Gap(clause.start, clause.end, NO_EDITION)


def _companies(masked: Masked, clause: Clause, trigger: Trigger) -> tuple[Mention, ...]:
    """Where the words name a company for its markets, give it, if the register has a group for those."""
    if trigger.side == "subject":
        low, high = clause.start, trigger.start
    elif trigger.side == "own":
        low, high = trigger.start, trigger.end
    else:
        low, high = trigger.end, clause.end
    owners = masked.scene.lexicon.platforms
    found = [
        m
        for m in masked.between(low, high)
        if m.entity in owners
        and not masked.inner.startswith("'s", m.end)
        and not re.search(r"\b(?:by|under|of)\b", masked.inner[max(low, m.start - 40) : m.start])
    ]
    # A verb that lists needs “… on the list” behind it where only a company is named: “USTR named Alibaba in a letter”.
    after = masked.inner[trigger.end : clause.end]
    on_list = re.search(r"\b(?:list|blacklist)\b|[\ue004\ue005]", masked.inner[trigger.start : clause.end])
    return tuple(found[:1]) if on_list and (trigger.kind == "Removal" or "list" in after or on_list) else ()


_SAYS = Cued(
    pattern(
        r"(<OPCXH>|\b(?:[Ss]ources|[Cc]ritics|[Aa]nalysts|[Oo]fficials?|spokes\w+|[Hh]e|[Ss]he|[Tt]hey|[Ii]t))(?: ?\([^)]*\))?(?:, [^,;:]{2,90},)?(?: (?:also|has|have|had|\w+ly))* "
        r"(?:said|says|claim(?:s|ed)|argue[sd]|insist(?:s|ed)|believe[sd]?|allege[sd]?|suggest(?:s|ed)|complain(?:s|ed)|denie[sd]|warn(?:s|ed))\b"
    ),
    "said says claims claimed argue argued argues insists insisted believe believed believes allege alleged alleges alleges suggests suggested complains complained denies denied warns warned",
)


def _told_by_other(masked: Masked, clause: Clause, trigger: Trigger, publisher: str) -> bool:
    """Tell whether the event is only what somebody but the list's maker says."""
    for match in _SAYS.shape.finditer(masked.inner, clause.start, trigger.start) if _SAYS.fits(clause.words) else ():
        mention = masked.at(match.start(1))
        if mention is None or (mention.entity != publisher and not mention.entity.startswith("government/us")):
            return True
    return False


def _nominations(masked: Masked, gaps: list[Gap]) -> Iterator[Fact]:
    inner = masked.inner
    for sentence in masked.scene.text.sentences:
        whole = Clause(sentence.start, sentence.end, sentence.start, sentence.end, sentence.words)
        for match in _NOMINATED_BY.finditer(inner, sentence):
            before = inner[sentence.start : match.start()]
            if not _ANTI.search(before[-40:]):
                actors = [m for m in masked.between(match.start(1), match.end(1)) if m.kind in "\ue000\ue001"]
                targets = [m for m in masked.between(sentence.start, match.start()) if m.kind in "\ue002\ue003"]
                if not targets and re.match(r"\W*(?:Both|They|These|All)\b", before):
                    targets = _before(masked, sentence.start)
                yield from _nominate(masked, whole, actors, targets, match.start(), sentence.start, match.end(), gaps)
        for match in _ASKS.finditer(inner, sentence):
            asked = _ASKED_FOR.search(inner, match.end() - 11, sentence.end)
            if not asked or re.search(r"\b(?:removal|remove|off|delist|drop)\b", inner[match.end() : asked.end() + 30]):
                continue
            stop = re.compile(r"[.;]|, (?:while|but|although|though|which)\b").search(inner, asked.end(), sentence.end)
            high = stop.start() if stop else sentence.end
            actors = [m for m in masked.between(match.start(1), match.end(1)) if m.kind in "\ue000\ue001"]
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
    masked: Masked, clause: Clause, actors: list[Mention], targets: list[Mention], at: int, low: int, high: int,
    gaps: list[Gap],
) -> Iterator[Fact]:  # fmt: skip
    plain, owners = masked.scene.text.plain, masked.scene.lexicon.platforms
    trigger = Trigger(at, at, "Nomination", "object", "asked-for-listing", 0.8)
    edition, how = edition_of(masked, clause, trigger, nomination=True)
    by_date = re.search(r"\b(?:had|was|were|both|been)\b", plain[low:high]) is not None
    editions = masked.scene.editions
    if by_date and editions.current and edition == edition_id(masked.scene.lexicon, editions.coming):
        # Told in the pluperfect, after the list came out: it was asked for that list.
        edition = edition_id(masked.scene.lexicon, editions.current)
    actors = [a for a in actors if not a.entity.startswith(("government/", "country/"))]
    if actors and targets and not edition:
        gaps.append(_gap(clause))
    for actor in actors if edition else ():
        for target in targets:
            market = owners.get(target.entity, target.entity)
            printed = plain[target.start : target.end] if market != target.entity else ""
            yield listings.fact("Nomination", market, edition, actor.entity, (low, high), trigger.rule,
                                round(0.8 * target.confidence, 2), how, "", printed)  # fmt: skip


def _implied(masked: Masked, found: list[Fact]) -> Iterator[Fact]:
    """A market that is still on the list was on the one before, where the text ties something to that one."""
    plain, lexicon = masked.scene.text.plain, masked.scene.lexicon
    current = masked.scene.editions.current
    tie = next(
        (m for m in _PRIOR_YEAR.throughout(plain, masked.scene.text) if not m[1] or int(m[1]) == current - 1), None
    )
    before = lexicon.editions.get(current - 1, "")
    if tie is None or not before:
        return
    for event in found:
        if event.get("listingStatus") == "continued" and event.get("inEdition") == edition_id(lexicon, current):
            yield Fact("Listing", (("listsMarket", event.get("listsMarket")), ("inEdition", before), ("actor", event.get("actor"))),
                       (*event.evidence[:1], tie.span()), "listed-before", 0.6, "implied",
                       "that it is still on the list puts it on the one before")  # fmt: skip


def _once(found: list[Fact]) -> list[Fact]:
    """Join what is told of one event: the surest rule, the most telling status, all the words."""
    best: dict[tuple[str, str, str, str], Fact] = {}
    for event in sorted(found, key=lambda f: (-f.confidence, f.evidence)):
        market = event.get("listsMarket") or event.get("removesMarket") or event.get("nominatesMarket")
        actor = event.get("actor") if event.kind == "Nomination" else ""
        key = (event.kind, market, event.get("inEdition"), actor)
        first = best.get(key)
        if first is None:
            best[key] = event
            continue
        fields = dict(first.fields)
        if "listingStatus" not in fields and event.get("listingStatus"):
            fields["listingStatus"] = event.get("listingStatus")
        if fields.get("listingStatus") == "continued" and event.get("listingStatus") == "relisted":
            fields["listingStatus"] = "relisted"
        evidence = tuple(dict.fromkeys((*first.evidence, *event.evidence)))
        order = ("listsMarket", "removesMarket", "nominatesMarket", "inEdition", "actor", "listingStatus", "reportedAs")
        kept = tuple((name, fields[name]) for name in order if name in fields)
        best[key] = Fact(first.kind, kept, _apart(evidence), first.rule, first.confidence, first.basis, first.note)
    removed = {(f.get("removesMarket"), f.get("inEdition")) for f in best.values() if f.kind == "Removal"}
    # A market that is said to be listed and removed in one edition was misread once; neither is kept.
    listed = {(f.get("listsMarket"), f.get("inEdition")) for f in best.values() if f.kind == "Listing"}
    torn = removed & listed
    kept_facts = [
        f for f in best.values() if (f.get("listsMarket") or f.get("removesMarket"), f.get("inEdition")) not in torn
    ]
    return sorted(kept_facts, key=lambda f: (f.evidence, f.kind, f.fields))


def _apart(evidence: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Keep, of words that overlap, those that were found first."""
    kept: list[tuple[int, int]] = []
    for start, end in evidence:
        if not any(s < end and start < e for s, e in kept):
            kept.append((start, end))
    return tuple(kept[:3])
