"""The page of a claim: who says what, in which words, and how it stands to what others say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response

from server.pages import ask, claims, links
from server.pages.answer import answer, entity
from server.pages.claims import Claim
from server.pages.terms import Frame, Quote, cell, frame, frames
from server.site import Row

_RELATED = 60
_RELATIONS = {
    "contradicts": "Contradicts",
    "rebuts": "Rebuts",
    "rebuttedBy": "Is rebutted by",
    "sameStatementAs": "Reports the same statement as",
    "citesClaim": "Leans on",
    "cited by": "Is leant on by",
}
_RELATED_PATH = (
    "nm:contradicts|nm:rebuts|nm:rebuttedBy|nm:sameStatementAs|nm:citesClaim|^nm:citesClaim"  # as in relations.rq
)


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """What the page shows."""

    frame: Frame
    claim: Claim
    attribution: tuple[Quote, ...]
    figures: tuple[Frame, ...]
    related: tuple[tuple[str, tuple[Claim, ...]], ...]
    comparisons: tuple[Frame, ...]


def page(iri: str) -> Response | None:
    """Answer with the page; None where nothing is known of the IRI."""
    queries = _queries(iri)
    rows = ask.rows(iri, queries)
    if rows is None:
        return None
    found = view(iri, rows)
    head = entity(f"Claim: {found.claim.summary or iri}", iri, *queries.values(), schema=schema(found))
    return answer("claim.html", head, view=found)


def view(iri: str, rows: Mapping[str, Sequence[Row]]) -> ClaimPage:
    """Make the view from the rows of each query."""
    node = frame(rows["thing"], iri)
    others = {claim.iri: claim for claim in claims.claims(frames(rows["related"]))}
    pairs = [(cell(row, "relation").rpartition("#")[2], cell(row, "other")) for row in rows["relations"]]
    related = (
        (words, tuple(others[other] for relation, other in pairs if relation == name and other in others))
        for name, words in _RELATIONS.items()
    )
    return ClaimPage(
        frame=node,
        claim=claims.claim(node),
        attribution=tuple(value.quote for value in node.all("nm:attribution") if value.quote),
        figures=frames(rows["figures"]),
        related=tuple((words, found) for words, found in related if found),
        comparisons=frames(rows["comparisons"]),
    )


def schema(found: ClaimPage) -> dict[str, object]:
    """Describe the claim in schema.org's terms: that it was made and where it appeared, not that it is so."""
    claim = found.claim
    appearances = {quote.document: quote.title for quote in claim.quotes}
    return {
        "@type": "Claim",
        "text": claim.summary,
        "author": [{"@id": value.iri, "name": value.text} for value in claim.speakers],
        "about": [{"@id": value.iri, "name": value.text} for value in found.frame.all("nm:about")],
        "appearance": [
            {"@type": "CreativeWork", "@id": document, "name": title, "url": links.page(document)}
            for document, title in appearances.items()
        ],
    }


def _queries(iri: str) -> dict[str, str]:
    node = ask.ref(iri)
    return {
        "thing": ask.frames("The claim", f"BIND({node} AS ?node)", 1),
        "figures": ask.frames("The figures in it", f"{node} nm:figure ?node", 50),
        "relations": ask.about("relations", iri, limit=2 * _RELATED),
        "related": ask.claims(
            "The claims that it answers, or that answer it", f"{node} {_RELATED_PATH} ?node", _RELATED
        ),
        "comparisons": ask.frames(
            "What came of holding it against others", f"?node nm:compares {node} ; a nm:Comparison", 20
        ),
    }
