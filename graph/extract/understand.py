"""From a text to what it says: the kinds of understanding, in the order in which each builds on those before it."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from graph.extract import (
    claims,
    editions,
    events,
    figures,
    names,
    narration,
    proposals,
    references,
    tenures,
    ties,
    unnamed,
    voices,
)
from graph.extract.editions import Editions
from graph.extract.found import Claim, Fact, Figure, Gap, Mention, Proposal, in_order
from graph.extract.lexicon import Lexicon
from graph.extract.masks import Masked
from graph.extract.references import Scene
from graph.extract.speakers import Discourse
from graph.extract.text import Text

_SPEAKERS = ("company/", "government/", "association/", "person/", "publisher/", "group/", "document/")


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


@dataclass(slots=True)
class Work:
    """What is known of a text while it is read; each kind of understanding adds to it."""

    document: str
    text: Text
    lexicon: Lexicon
    editions: Editions
    publisher: str
    mentions: list[Mention] = field(default_factory=list)
    nested: list[Mention] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    _masked: Masked | None = None

    @property
    def scene(self) -> Scene:
        """The text with the mentions found so far."""
        return Scene(self.text, self.lexicon, tuple(self.mentions), self.editions)

    @property
    def masked(self) -> Masked:
        """The text with the mentions found so far masked."""
        if self._masked is None:
            self._masked = Masked(self.scene, tuple(self.mentions))
        return self._masked

    def add_mentions(self, found: list[Mention]) -> None:
        """Replace the mentions, and keep known names that now stand inside longer ones."""
        inside = {(m.start, m.end) for m in found}
        self.nested += [
            m for m in self.mentions if m.rule == "known-name" and (m.start, m.end) not in inside and _within(m, found)
        ]
        self.mentions = found
        self._masked = None


def _within(mention: Mention, found: list[Mention]) -> bool:
    """Tell whether a name stands inside the name or description of an edition or list, whose maker it is."""
    return any(m.start <= mention.start and mention.end <= m.end and m.kind in "\ue004\ue005" for m in found)


def _names(work: Work) -> None:
    work.add_mentions(names.find(work.text, work.lexicon))


def _references(work: Work) -> None:
    work.add_mentions(references.find(work.scene))
    work.add_mentions(references.merged(work.mentions, list(unnamed.find(work.scene)), longest=True))


def _proposals(work: Work) -> None:
    found, mentions = proposals.find(work.masked)
    work.proposals += found
    work.add_mentions(references.merged(work.mentions, mentions, longest=False))
    known = {proposal.id for proposal in found}
    work.proposals += [p for p in proposals.listed_unknowns(work.masked, work.mentions) if p.id not in known]


def _events(work: Work) -> None:
    found, gaps = events.find(work.masked, work.publisher)
    work.facts += found
    work.gaps += gaps


def _ties(work: Work) -> None:
    work.facts += ties.find(work.masked)
    work.facts += tenures.find(work.masked)


def _figures(work: Work) -> None:
    work.figures += figures.find(work.masked)


def _claims(work: Work) -> None:
    behalf = {f.get("tenureHolder"): f.get("tenureAt") for f in work.facts if f.kind == "Tenure"}
    behalf |= _spokespersons(work)
    found, gaps = claims.find(work.masked, Discourse(work.masked, work.publisher), behalf)
    found += voices.find(work.masked, behalf)
    work.claims += [claim for claim in (_spoken(work, claim) for claim in found) if claim]
    work.gaps += gaps


def _narration(work: Work) -> None:
    document = f"document/{work.document}"
    facts = [place for fact in work.facts for place in fact.evidence]
    work.claims += narration.find(work.masked, document, work.claims, work.figures, facts)


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
    work = Work(document, cut, lexicon, editions.resolve(cut.plain, date), publisher(lexicon))
    for _, kind in KINDS:
        kind(work)
    work.facts = [fact for fact in work.facts if not _said_by_other(work, fact)]
    work.proposals += _editions(work)
    sure_claims = [_with_figures(work, claim) for claim in work.claims if claim.confidence >= confidence]
    covered = [place for claim in sure_claims for place in claim.evidence]
    gaps = [g for g in work.gaps if not any(s < g.end and g.start < e for s, e in covered)]
    return Understanding(
        document,
        work.editions,
        tuple(sorted((m for m in {*work.mentions, *work.nested} if m.confidence >= confidence), key=in_order)),
        tuple(sorted((f for f in work.facts if f.confidence >= confidence), key=lambda f: (f.kind, f.evidence, f.fields))),
        tuple(sorted(sure_claims, key=lambda c: (c.evidence, c.speaker))),
        tuple(work.figures),
        tuple(p for p in work.proposals if p.confidence >= confidence),
        tuple(sorted(set(gaps), key=lambda g: (g.start, g.end, g.why))),
    )


def _editions(work: Work) -> list[Proposal]:
    """Propose editions of the list that facts speak of and the register does not have."""
    found: dict[str, Proposal] = {}
    for fact in work.facts:
        edition = fact.get("inEdition")
        if edition and edition not in work.lexicon.entities:
            why = f"the edition that a list event speaks of ({fact.note or 'named there'})"
            label = f"{edition.rpartition('/')[2]} list"
            found.setdefault(edition, Proposal(edition, "ListEdition", label, fact.evidence[0], why, fact.confidence))
    return list(found.values())


def publisher(lexicon: Lexicon) -> str:
    """Give the body that makes the list: the trade representative, or else the one trade office of the register."""
    bodies = lexicon.of("GovernmentBody")
    for words in ("Trade Representative", "trade office"):
        fitting = [body for body in bodies if words in lexicon.entities[body].label]
        if fitting:
            return fitting[0]
    return ""


def _spokespersons(work: Work) -> dict[str, str]:
    """Tell for whom the register's unnamed speakers speak: “Alibaba spokesperson” for the bearer of that name."""
    found = {}
    for person in work.lexicon.of("UnnamedPerson"):
        name = re.split(r" (?:spokes|official|representative|executive)", work.lexicon.entities[person].label)[0]
        bearer = next((e for e, forms in work.lexicon.forms.items() if name in forms and e != person), "")
        if bearer:
            found[person] = bearer
    return found


def _spoken(work: Work, claim: Claim) -> Claim | None:
    """Give a claim a speaker that can speak: a market's company, a state's government; none, and it is no claim."""
    speaker = claim.speaker
    if speaker.startswith("market/"):
        speaker = _company_of(work, speaker)
    elif speaker.startswith("country/"):
        return None
    return replace(claim, speaker=speaker) if speaker.startswith(_SPEAKERS) else None


def _company_of(work: Work, market: str) -> str:
    """Find who speaks where a market is said to: its company by name, by what the text tells, or a proposed one."""
    lexicon = work.lexicon
    slug = market.rpartition("/")[2]
    if f"company/{slug}" in lexicon.entities:
        return f"company/{slug}"
    for fact in work.facts:
        if fact.kind == "Operation" and fact.get("operatedMarket") == market:
            return fact.get("operator")
        if fact.kind == "Ownership" and fact.get("ownedThing") == market:
            return fact.get("owner")
    mention = next(m for m in work.mentions if m.entity == market)
    known = lexicon.entities.get(market)
    label = known.label if known else work.text.text[mention.start : mention.end]
    if all(p.id != f"company/{slug}" for p in work.proposals):
        why = "speaks as a company; the register has the market only"
        work.proposals.append(Proposal(f"company/{slug}", "Company", label, (mention.start, mention.end), why, 0.6))
    return f"company/{slug}"


def _said_by_other(work: Work, fact: Fact) -> bool:
    """Tell whether a list event stands only in what somebody but the list's maker says."""
    if fact.kind not in ("Listing", "Removal"):
        return False
    others = [c for c in work.claims if c.speaker != work.publisher and c.mode != "narration" and not c.speaker.startswith("government/us")]
    return all(any(s <= start and end <= e for c in others for s, e in c.evidence) for start, end in fact.evidence[:1])


def _with_figures(work: Work, claim: Claim) -> Claim:
    inside = tuple(figure for place in claim.evidence for figure in figures.within(work.figures, *place))
    return replace(claim, figures=inside) if inside else claim
