"""Who the parties are where a text leaves it open: the list's maker, a market's company, editions not yet known."""

from dataclasses import replace

from graph.extract.found import Claim, Fact, Proposal
from graph.extract.lexicon import Lexicon
from graph.extract.work import Work

_SPEAKERS = ("company/", "government/", "association/", "person/", "publisher/", "group/", "document/")


def publisher(lexicon: Lexicon) -> str:
    """Give the body that makes the list: the trade representative, or else the one trade office of the register."""
    bodies = lexicon.of("GovernmentBody")
    for words in ("Trade Representative", "trade office"):
        fitting = [body for body in bodies if words in lexicon.entities[body].label]
        if fitting:
            return fitting[0]
    return ""


def spoken(work: Work, claim: Claim) -> Claim | None:
    """Give a claim a speaker that can speak: a market's company, a state's government; none, and it is no claim.

    Who is spoken to is held to the same: a market that no known company runs cannot be.
    """
    speaker, addressee = claim.speaker, claim.addressee
    if speaker.startswith("market/"):
        speaker = _company_of(work, speaker)
    elif speaker.startswith("country/"):
        return None
    if addressee.startswith("market/"):
        addressee = _known_company_of(work, addressee)
    if not addressee.startswith(_SPEAKERS) or addressee == speaker:
        addressee = ""
    return replace(claim, speaker=speaker, addressee=addressee) if speaker.startswith(_SPEAKERS) else None


def of_company(work: Work, fact: Fact) -> Fact | None:
    """Give an office or a stake a company to be held in, where it is told of a market; none, and it is no fact."""
    for role in ("tenureAt", "stakeIn"):
        market = fact.get(role)
        if market.startswith("market/"):
            company = _company_of(work, market)
            fields = tuple((name, company if name == role else value) for name, value in fact.fields)
            return replace(fact, fields=fields) if company else None
    return fact


def _company_of(work: Work, market: str) -> str:
    """Find who speaks where a market is said to: its company by name, by what the text tells, or a proposed one.

    A market hall has no voice of its own.
    """
    company = _known_company_of(work, market)
    if company or work.lexicon.is_a(market, "PhysicalMarket"):
        return company
    lexicon = work.lexicon
    slug = market.rpartition("/")[2]
    mention = next(m for m in work.mentions if m.entity == market)
    known = lexicon.entities.get(market)
    label = known.label if known else work.text.text[mention.start : mention.end]
    if all(p.id != f"company/{slug}" for p in work.proposals):
        why = "speaks or employs as a company; the register has the market only"
        work.proposals.append(Proposal(f"company/{slug}", "Company", label, (mention.start, mention.end), why, 0.6))
    return f"company/{slug}"


def _known_company_of(work: Work, market: str) -> str:
    """Find a market's company in the register or in what the text tells, or nothing."""
    slug = market.rpartition("/")[2]
    for form in ("", "-company", "-group", "-inc"):
        if f"company/{slug}{form}" in work.lexicon.entities:
            return f"company/{slug}{form}"
    for fact in work.facts:
        if fact.kind == "Operation" and fact.get("operatedMarket") == market:
            return fact.get("operator")
        if fact.kind == "Ownership" and fact.get("ownedThing") == market:
            return fact.get("owner")
    return ""


def editions(work: Work) -> list[Proposal]:
    """Propose editions of the list that facts speak of and the register does not have."""
    found: dict[str, Proposal] = {}
    for fact in work.facts:
        edition = fact.get("inEdition")
        if edition and edition not in work.lexicon.entities:
            why = f"the edition that a list event speaks of ({fact.note or 'named there'})"
            label = f"{edition.rpartition('/')[2]} list"
            found.setdefault(edition, Proposal(edition, "ListEdition", label, fact.evidence[0], why, fact.confidence))
    return list(found.values())
