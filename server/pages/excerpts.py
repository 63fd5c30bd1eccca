"""The excerpts of a document in their order, each with what rests on it and with the names inside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graph import iris
from server.pages import links
from server.pages.terms import Value, cell, number
from server.site import Row


@dataclass(frozen=True, slots=True)
class Excerpt:
    """An excerpt: fragment (its anchor), text, place; what rests on it; what it names; smaller ones inside it."""

    iri: str
    text: str
    start: int
    end: int
    row: int
    rests: tuple[tuple[str, Value], ...]
    names: tuple[Value, ...]
    inside: tuple["Excerpt", ...] = ()

    @property
    def anchor(self) -> str:
        """Its fragment, by which its IRI finds it on the page."""
        return self.iri.partition("#")[2] or self.iri.rpartition("/")[2]


def excerpts(rows: Iterable[Row]) -> tuple[Excerpt, ...]:
    """Group rows by excerpt; those on which nothing rests are put inside the one that holds them."""
    uses: dict[str, dict[tuple[str, str], Value]] = {}
    first: dict[str, Row] = {}
    for row in rows:
        iri = cell(row, "excerpt")
        first.setdefault(iri, row)
        found = uses.setdefault(iri, {})
        if "other" in row:
            found.setdefault((cell(row, "use"), cell(row, "other")), _named(row))
    return _nested([_excerpt(iri, row, uses[iri]) for iri, row in first.items()])


def _named(row: Row) -> Value:
    """Name a claim by its summary, a fact, which has no label, by its id."""
    iri = cell(row, "other")
    if row["other"]["type"] != "uri":
        return Value(iri)
    language = row["label"].get("xml:lang", "") if "label" in row else ""
    return Value(cell(row, "label") or iris.shorten(iri).partition("/")[2] or iri, iri, language)


def _excerpt(iri: str, row: Row, uses: dict[tuple[str, str], Value]) -> Excerpt:
    found = sorted(uses.items())
    return Excerpt(
        iri=iri,
        text=cell(row, "quote"),
        start=number(row, "start"),
        end=number(row, "end"),
        row=number(row, "row"),
        rests=tuple((_use(use, other), value) for (use, other), value in found if use != "mention"),
        names=tuple(value for (use, _), value in found if use == "mention"),
    )


def _use(use: str, other: str) -> str:
    """Say what an excerpt is to what rests on it: evidence is told by the kind of what it shows."""
    return {"attribution": "tells who says it", "evidence": links.kind(other) or "evidence"}.get(use, use)


def _nested(found: Sequence[Excerpt]) -> tuple[Excerpt, ...]:
    in_order = sorted(found, key=lambda e: (e.row, e.start, -e.end, e.iri))
    bearing = [excerpt for excerpt in in_order if excerpt.rests]
    inside: dict[str, list[Excerpt]] = {excerpt.iri: [] for excerpt in bearing}
    alone: list[Excerpt] = []
    for small in (excerpt for excerpt in in_order if not excerpt.rests):
        holder = next(
            (e for e in bearing if e.row == small.row and e.start <= small.start and small.end <= e.end), None
        )
        (inside[holder.iri] if holder else alone).append(small)
    whole = [*(replace(excerpt, inside=tuple(inside[excerpt.iri])) for excerpt in bearing), *alone]
    return tuple(sorted(whole, key=lambda e: (e.row, e.start, -e.end, e.iri)))
