"""From words that tell of a list event to facts: which markets, in which edition, by whom."""

import re
from collections.abc import Iterator

from graph.extract.cues import Cued
from graph.extract.editions import edition_id
from graph.extract.events import listings, markets, nominations, submissions
from graph.extract.events.dating import edition_of
from graph.extract.events.listings import Clause, Trigger
from graph.extract.events.words import OWN_SITES
from graph.extract.found import Fact, Gap, Mention
from graph.extract.masks import Masked, pattern

# Who objects to “its inclusion on the list”, or to “the decision to include it”, speaks of what is a fact for everybody.
PRESUPPOSED = frozenset({"its-listing", "decided"})
_YEARS = re.compile(r"\bin (?:19|20)\d\d\b")
_PRIOR_YEAR = Cued(re.compile(r"\blast year\b|\b(20\d\d) (?:requests|list|concerns|report|review)\b"), "year #")


def find(masked: Masked, publisher: str) -> tuple[list[Fact], list[Gap]]:
    """Find listings, removals and nominations; events whose edition is not known are gaps."""
    found: list[Fact] = []
    gaps: list[Gap] = []
    submission = submissions.find(masked, publisher)
    for clause in listings.clauses(masked):
        if submissions.is_its_own(masked, clause.start, clause.end, submission, publisher):
            continue
        for trigger in listings.triggers(masked.inner, clause):
            found += _event(masked, clause, trigger, publisher, gaps)
    found += nominations.find(masked, publisher, submission, gaps)
    found = _once(found)
    return _once([*found, *_implied(masked, found, publisher)]), gaps


def _event(masked: Masked, clause: Clause, trigger: Trigger, publisher: str, gaps: list[Gap]) -> Iterator[Fact]:
    if listings.unreal(masked, clause, trigger) or not listings.about_list(
        masked, clause, publisher, masked.inner[trigger.start : trigger.end]
    ):
        return
    if trigger.rule not in PRESUPPOSED and _told_by_other(masked, clause, trigger, publisher):
        return
    targets = markets.markets(masked, clause, trigger)
    companies = _companies(masked, clause, trigger) if not targets else ()
    if not targets and not companies:
        return
    edition, how = edition_of(masked, clause, trigger)
    if not edition:
        gaps.append(listings.gap(clause))
        return
    where = listings.place(clause, trigger, targets or companies, masked)
    plain = masked.scene.text.plain
    words = plain[clause.start : clause.end]
    if len(_YEARS.findall(words)) > 1:  # “added in 2008, removed in 2012, re-added in 2016”: each verb for itself
        words = plain[trigger.start : trigger.end]
    told = plain[trigger.start : trigger.end]
    how_listed = listings.status(words, trigger.rule, told) if trigger.kind == "Listing" else ""
    for mention in targets:
        yield listings.fact(trigger.kind, mention.entity, edition, publisher, where, trigger.rule,
                            round(trigger.confidence * mention.confidence, 2), how, how_listed)  # fmt: skip
    for mention in companies:
        group = masked.scene.lexicon.platforms[mention.entity]
        printed = plain[mention.start : mention.end]
        yield listings.fact(
            trigger.kind, group, edition, publisher, where, trigger.rule, 0.65, how, how_listed, printed
        )


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
        and (
            OWN_SITES.match(masked.inner, m.end)
            or not (
                masked.inner.startswith("'s", m.end)
                or re.search(r"\b(?:by|under|of)\b", masked.inner[max(low, m.start - 40) : m.start])
            )
        )
    ]
    # A verb that lists needs “… on the list” behind it where only a company is named: “USTR named Alibaba in a letter”.
    after = masked.inner[trigger.end : clause.end]
    start = clause.start if trigger.rule == "list-holds" else trigger.start
    on_list = re.search(r"\b(?:list|blacklist)\b|[\ue004\ue005]", masked.inner[start : clause.end])
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


def _implied(masked: Masked, found: list[Fact], publisher: str) -> Iterator[Fact]:
    """A market that is still on the list was on the one before, where the text ties something to that one."""
    plain, lexicon = masked.scene.text.plain, masked.scene.lexicon
    current = masked.scene.editions.current
    tie = next(
        (m for m in _PRIOR_YEAR.throughout(plain, masked.scene.text) if _ties(masked, m, current - 1, publisher)), None
    )
    before = lexicon.editions.get(current - 1, "")
    if tie is None or not before:
        return
    for event in found:
        if event.get("listingStatus") == "continued" and event.get("inEdition") == edition_id(lexicon, current):
            yield Fact("Listing", (("listsMarket", event.get("listsMarket")), ("inEdition", before), ("actor", event.get("actor"))),
                       (*event.evidence[:1], tie.span()), "listed-before", 0.6, "implied",
                       "that it is still on the list puts it on the one before")  # fmt: skip


def _ties(masked: Masked, match: re.Match[str], year: int, publisher: str) -> bool:
    """Tell whether words speak of the list of a year: they name it, or “last year” stands beside list or maker."""
    if match[1]:
        return int(match[1]) == year
    sentence = masked.scene.text.sentences[masked.scene.text.sentence_at(match.start())]
    here = masked.between(sentence.start, sentence.end)
    return any(m.kind in "\ue004\ue005" or m.entity == publisher for m in here)


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
