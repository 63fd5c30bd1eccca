"""From a text to what it says: the kinds of understanding, in the order in which each builds on those before it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from graph.extract import claims, editions, events, figures, parties, ties
from graph.extract.claims import circumstances, narration, voices
from graph.extract.claims.discourse import Discourse
from graph.extract.editions import Editions
from graph.extract.found import NO_EDITION, Claim, Fact, Figure, Gap, Mention, Proposal, in_order
from graph.extract.lexicon import Lexicon
from graph.extract.mentions import names, proposals, references, unnamed
from graph.extract.spans import Cover, merged
from graph.extract.text import Text
from graph.extract.ties import tenures
from graph.extract.work import Work


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that was found in one text, in text order, and what was seen and not understood."""

    document: str
    editions: Editions
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    proposals: tuple[Proposal, ...]
    gaps: tuple[Gap, ...]


def _names(work: Work) -> None:
    work.add_mentions(names.find(work.text, work.lexicon))


def _references(work: Work) -> None:
    work.add_mentions(references.find(work.scene))
    work.add_mentions(merged(work.mentions, list(unnamed.find(work.scene)), longest=True))


def _proposals(work: Work) -> None:
    found, mentions = proposals.find(work.masked)
    work.proposals += found
    work.add_mentions(merged(work.mentions, mentions, longest=False))
    known = {proposal.id for proposal in found}
    work.proposals += [p for p in proposals.listed_unknowns(work.masked, work.mentions) if p.id not in known]


def _events(work: Work) -> None:
    found, gaps = events.find(work.masked, work.publisher)
    work.facts += found
    work.gaps += gaps


def _ties(work: Work) -> None:
    for found in (ties.find(work.masked), tenures.find(work.masked)):
        held = (parties.of_company(work, fact) for fact in found)
        work.facts += [fact for fact in held if fact]


def _figures(work: Work) -> None:
    work.figures += figures.find(work.masked)


def _claims(work: Work) -> None:
    behalf = {f.get("tenureHolder"): f.get("tenureAt") for f in work.facts if f.kind == "Tenure"}
    behalf |= work.lexicon.spokespersons
    found, gaps = claims.find(work.masked, Discourse(work.masked, work.publisher), behalf)
    found += voices.find(work.masked, behalf)
    found = circumstances.complete(work.masked, found)
    work.claims += [claim for claim in (parties.spoken(work, claim) for claim in found) if claim]
    work.gaps += gaps


def _narration(work: Work) -> None:
    document = f"document/{work.document}"
    work.claims += narration.find(work.masked, document, work.claims, work.figures)


# Every kind of understanding, in order: each is one module (or two that share a kind) and builds on those before.
KINDS: tuple[tuple[str, Callable[[Work], None]], ...] = (
    ("names", _names),
    ("references", _references),
    ("proposals", _proposals),
    ("events", _events),
    ("ties", _ties),
    ("figures", _figures),
    ("claims", _claims),
    ("narration", _narration),
)


def understand(
    document: str, text: str, lexicon: Lexicon, date: datetime.date | None = None, confidence: float = 0.0
) -> Understanding:
    """Read a text; what is less sure than `confidence` is left out.

    `date` is the day on which the text was published, where something but the text itself tells it.
    """
    cut = Text(text)
    work = Work(document, cut, lexicon, editions.resolve(cut, date, lexicon.calendar), parties.publisher(lexicon))
    for _, kind in KINDS:
        kind(work)
    work.facts = [fact for fact in work.facts if not _said_by_other(work, fact)]
    work.proposals += parties.editions(work)
    sure_claims = [_with_figures(work, claim) for claim in work.claims if claim.confidence >= confidence]
    covered = Cover(len(text))
    for place in (place for claim in sure_claims for place in claim.evidence):
        covered.add(place)
    gaps = [gap for gap in work.gaps if gap.why == NO_EDITION or not covered.touches((gap.start, gap.end))]
    return Understanding(
        document,
        work.editions,
        tuple(sorted((m for m in {*work.mentions, *work.nested} if m.confidence >= confidence), key=in_order)),
        tuple(
            sorted((f for f in work.facts if f.confidence >= confidence), key=lambda f: (f.kind, f.evidence, f.fields))
        ),
        tuple(sorted(sure_claims, key=lambda c: (c.evidence, c.speaker))),
        tuple(work.figures),
        tuple(p for p in work.proposals if p.confidence >= confidence),
        tuple(sorted(set(gaps), key=lambda g: (g.start, g.end, g.why))),
    )


def _said_by_other(work: Work, fact: Fact) -> bool:
    """Tell whether a list event stands only in what somebody but the list's maker says."""
    if fact.kind not in ("Listing", "Removal") or fact.rule in events.PRESUPPOSED:
        return False
    others = [
        c
        for c in work.claims
        if c.speaker != work.publisher and c.mode != "narration" and not c.speaker.startswith("government/us")
    ]
    return all(any(s <= start and end <= e for c in others for s, e in c.evidence) for start, end in fact.evidence[:1])


def _with_figures(work: Work, claim: Claim) -> Claim:
    inside = tuple(figure for place in claim.evidence for figure in figures.within(work.figures, *place))
    return replace(claim, figures=inside) if inside else claim
