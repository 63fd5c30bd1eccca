"""The page of a document: what is known of it, its excerpts in order with what rests on them, its claims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, request

from server.pages import ask, claims, facts, links
from server.pages.answer import answer, entity
from server.pages.claims import Claim
from server.pages.excerpts import Excerpt, excerpts
from server.pages.facts import Fact
from server.pages.terms import Frame, Value, cell, frame, frames, number
from server.site import Row

_CLAIMS = 60
_EXCERPTS = 4000
"""Rows asked for on one part; a part of 20,000 characters never has so many."""


@dataclass(frozen=True, slots=True)
class Document:
    """What the page shows; `parts` is the number of parts into which long documents are cut."""

    frame: Frame
    kind: Value
    publications: tuple[Fact, ...]
    excerpts: tuple[Excerpt, ...]
    excerpts_total: int
    is_cut: bool
    rows_read: tuple[tuple[str, str], ...]
    part: int
    parts: int
    claims: tuple[Claim, ...]
    claims_total: int

    @property
    def title(self) -> str:
        """Its title or name."""
        return self.frame.text("dcterms:title", "skos:prefLabel") or self.frame.iri

    @property
    def address(self) -> str:
        """Where it was read, if that is known."""
        return self.frame.text("nm:address")


def page(iri: str) -> Response | None:
    """Answer with the page; None where nothing is known of the IRI."""
    part = part_of(request.args.get("part", ""))
    queries = _queries(iri, part)
    rows = ask.rows(iri, queries)
    if rows is None:
        return None
    found = view(iri, part, rows)
    schema: dict[str, object] = {
        "@type": "NewsArticle" if found.frame.is_a("NewsArticle") else "CreativeWork",
        "name": found.title,
    }
    if found.frame.one("dcterms:language"):
        schema["inLanguage"] = found.frame.text("dcterms:language")
    return answer("document.html", entity(found.title, iri, *queries.values(), schema=schema), document=found)


def part_of(text: str) -> int:
    """Read the number of a part; 0 where it is none."""
    return min(int(text), 1_000_000) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def view(iri: str, part: int, rows: Mapping[str, Sequence[Row]]) -> Document:
    """Make the view from the rows of each query."""
    node = frame(rows["thing"], iri)
    extent = rows["extent"][0] if rows["extent"] else {}
    last = max(number(extent, "last") // links.CHARACTERS, number(extent, "last_row") // links.ROWS)
    return Document(
        frame=node,
        kind=facts.kind(node),
        publications=facts.facts(frames(rows["publications"])),
        excerpts=excerpts(rows["excerpts"]),
        excerpts_total=number(extent, "total"),
        is_cut=len(rows["excerpts"]) == _EXCERPTS,
        rows_read=tuple((cell(row, "row"), cell(row, "text")) for row in rows["rows_read"]),
        part=part,
        parts=last + 1,
        claims=claims.claims(frames(rows["claims"])),
        claims_total=next((number(row, "total") for row in rows["total"]), 0),
    )


def _queries(iri: str, part: int) -> dict[str, str]:
    node = ask.ref(iri)
    told = f"?node nm:statedIn|nm:madeIn {node} ; a nm:Claim"
    window = {
        "first": part * links.CHARACTERS, "end": (part + 1) * links.CHARACTERS,
        "first_row": part * links.ROWS, "end_row": (part + 1) * links.ROWS,
    }  # fmt: skip
    return {
        "thing": ask.thing(iri),
        "publications": ask.frames("Who published it, and when", f"?node nm:publishedDocument {node}", 20),
        "extent": ask.about("extent", iri),
        "excerpts": ask.about("excerpts", iri, limit=_EXCERPTS, **window),
        "rows_read": ask.about("rows_read", iri, limit=_CLAIMS),
        "claims": ask.claims("What is claimed in it", told, _CLAIMS),
        "total": ask.total("How many claims does it hold?", told),
    }
