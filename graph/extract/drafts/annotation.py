"""The annotation that an understanding makes, as plain values: the same for a file to be corrected and for the build.

Everything that a reviewed annotation must have is there; `status: unreviewed` says that nobody has looked at it yet, and
each fact and claim says which rule made it and how sure that is.
"""

import re
from dataclasses import dataclass

from graph.extract.drafts.quoting import Quoter, mention_forms
from graph.extract.found import Claim, Fact, Figure, Gap, Place
from graph.extract.lexicon import Lexicon
from graph.extract.understand import Understanding
from graph.model import Document

Value = "str | list[Value] | dict[str, Value]"
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "and",
        "or",
        "for",
        "that",
        "it",
        "its",
        "is",
        "was",
        "are",
        "were",
        "be",
        "has",
        "had",
        "have",
        "by",
        "with",
        "as",
        "at",
        "this",
        "from",
        "will",
        "not",
    ]
)
_VERBS = {
    "accuses": "accuses", "criticizes": "criticizes", "demands": "demands", "requests": "asks", "denies": "denies", "rebuts": "answers",
    "disputes": "disputes", "objects": "objects", "praises": "praises", "acknowledges": "acknowledges", "welcomes": "welcomes",
    "promises": "promises", "announces": "announces", "advises": "advises", "urges": "urges",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of a document beside its words: its class, its title, and the record of its publication."""

    cls: str
    title: Place
    publication: dict[str, object]
    quality: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An annotation as plain values, and where its claims and its gaps stand, for comments at their place."""

    values: dict[str, object]
    claim_places: dict[str, int]
    gaps: tuple[Gap, ...]


def draft(understanding: Understanding, document: Document, header: Header, quoter: Quoter, lexicon: Lexicon) -> Draft:
    """Write an understanding as an annotation; what cannot be quoted is left out."""
    values: dict[str, object] = {
        "document": document.id,
        "sha256": document.sha256,
        "status": "unreviewed",
        "class": header.cls,
    }
    values["title"] = quoter.quote(*header.title)
    values["language"] = "en"
    if header.quality:
        values["textQuality"] = header.quality
    values["publication"] = header.publication
    proposed = [
        _proposal(quoter, p.id, p.cls, p.label, p.evidence, p.why, p.confidence) for p in understanding.proposals
    ]
    if proposed:
        values["proposals"] = [p for p in proposed if p["evidence"]]
    forms = mention_forms(quoter, understanding.mentions)
    values["mentions"] = {
        entity: [
            written
            if m.rule == "known-name"
            else {"quote": written, "rule": m.rule, "confidence": _number(m.confidence)}
            for written, m in found
        ]
        for entity, found in sorted(forms.items())
    }
    values["facts"] = [f for f in (_fact(quoter, fact) for fact in understanding.facts) if f]
    claims: dict[str, object] = {}
    places: dict[str, int] = {}
    for claim in understanding.claims:
        record = _claim(quoter, claim, understanding, lexicon, document)
        if record:
            name = _name(document.text[slice(*claim.evidence[0])], claims)
            claims[name] = record
            places[name] = claim.evidence[0][0]
    values["claims"] = claims
    return Draft(values, places, understanding.gaps)


def _proposal(
    quoter: Quoter, id_: str, cls: str, label: str, evidence: Place, why: str, confidence: float
) -> dict[str, object]:
    return {
        "id": id_, "class": cls, "prefLabel": label, "evidence": quoter.quote(*evidence) or quoter.in_context(*evidence),
        "note": why, "confidence": _number(confidence),
    }  # fmt: skip


def _fact(quoter: Quoter, fact: Fact) -> dict[str, object] | None:
    evidence = _quotes(quoter, fact.evidence)
    if not evidence:
        return None
    record: dict[str, object] = {"fact": fact.kind, **dict(fact.fields)}
    for name, place in fact.quoted:
        record[name] = quoter.quote(*place) or quoter.in_context(*place)
        if not record[name]:
            return None
    record["basis"] = fact.basis
    record["evidence"] = evidence
    if fact.note:
        record["note"] = (
            f"The edition: {fact.note}." if "edition" not in fact.note else f"{fact.note[0].upper()}{fact.note[1:]}."
        )
    record |= {"rule": fact.rule, "confidence": _number(fact.confidence)}
    return record


def _claim(
    quoter: Quoter, claim: Claim, understanding: Understanding, lexicon: Lexicon, document: Document
) -> dict[str, object] | None:
    evidence = _quotes(quoter, claim.evidence)
    if not evidence or not claim.about:
        return None
    record: dict[str, object] = {"speaker": claim.speaker}
    if claim.behalf and claim.behalf != claim.speaker:
        record["onBehalfOf"] = claim.behalf
    if claim.addressee:
        record["addressee"] = claim.addressee
    record |= {"speechAct": claim.act, "quotationMode": claim.mode, "evidence": evidence}
    attribution = _quotes(quoter, claim.attribution)
    if attribution:
        record["attribution"] = attribution
    record |= {"about": list(claim.about), "topic": list(claim.topics)}
    if claim.hedge:
        record["hedge"] = claim.hedge
    if claim.date:
        quoted = quoter.quote(*claim.date) or quoter.in_context(*claim.date)
        if quoted:
            record["dateText"] = quoted
    record["summary"] = _summary(claim, understanding, lexicon, document)
    figures = [_figure(quoter, figure, claim) for figure in claim.figures]
    if any(figures):
        record["figures"] = [figure for figure in figures if figure]
    record |= {"rule": claim.rule, "confidence": _number(claim.confidence)}
    return record


def _figure(quoter: Quoter, figure: Figure, claim: Claim) -> dict[str, object] | None:
    """Write a figure; it is looked up in its claim's words, so it must stand there once."""
    printed = quoter.text[figure.start : figure.end]
    inside = [place for place in claim.evidence if place[0] <= figure.start and figure.end <= place[1]]
    words = " ".join(quoter.text[slice(*place)] for place in claim.evidence)
    if not inside or words.count(printed) != 1:
        low, high = inside[0] if inside else (figure.start, figure.end)
        before, after = (
            quoter.text[max(low, figure.start - 25) : figure.start],
            quoter.text[figure.end : min(high, figure.end + 25)],
        )
        written = f"{before}{{{printed}}}{after}"
        if not inside or words.count(before + printed + after) != 1 or re.search(r"[{}]", before + printed + after):
            return None
        printed = written
    record: dict[str, object] = {
        "printed": re.sub(r"[\n\r\t]", " ", printed), "value": figure.value, "unit": figure.unit, "measure": figure.measure,
        "precision": figure.precision, "about": figure.about or claim.about[0],
    }  # fmt: skip
    if figure.period:
        record["periodText"] = figure.period
    return record


def _quotes(quoter: Quoter, places: tuple[Place, ...]) -> list[str]:
    found = [quoter.quote(*place) or quoter.in_context(*place) for place in places]
    return [] if not all(found) else list(dict.fromkeys(found))


def _summary(claim: Claim, understanding: Understanding, lexicon: Lexicon, document: Document) -> str:
    """Say in one sentence who says what: the words themselves, cut where they are long."""
    words = re.sub(r"\s+", " ", " … ".join(document.text[slice(*place)] for place in claim.evidence)).strip(' ,;:“”"')
    words = words if len(words) <= 240 else words[:240].rsplit(" ", 1)[0] + " …"
    if claim.mode == "narration":
        return f"{words[0].upper()}{words[1:]}".rstrip(".") + "."
    known = lexicon.entities.get(claim.speaker)
    label = (
        known.label
        if known
        else next((p.label for p in understanding.proposals if p.id == claim.speaker), claim.speaker)
    )
    return f"{label} {_VERBS.get(claim.act, 'says')}: {words.rstrip('.')}."


def _name(words: str, taken: dict[str, object]) -> str:
    """Make a claim's name from its first telling words."""
    plain = re.findall(r"[a-z0-9]+", words.lower().encode("ascii", "ignore").decode())
    telling = [word for word in plain if word not in _STOP][:3] or plain[:3] or ["claim"]
    name = "-".join(telling)
    number = 2
    while name in taken:
        name = f"{'-'.join(telling)}-{number}"
        number += 1
    return name


def _number(confidence: float) -> str:
    return format(round(confidence, 2), ".2f").rstrip("0").rstrip(".") or "0"
