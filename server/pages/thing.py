"""The page of whatever has none of its own: what is said of it, and what points to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response

from graph import iris
from server.pages import ask, facts, links
from server.pages.answer import answer, entity
from server.pages.terms import Frame, Quote, Value, cell, frame, named, number
from server.site import Row

_POINTING = 200
_NAMES = ("skos:prefLabel", "dcterms:title", "nm:summary", "nm:verdict", "rdfs:label", "nm:printed", "nm:exact")
_SAID_ABOVE = frozenset({"rdf:type", "nm:evidence", "nm:attribution"})


@dataclass(frozen=True, slots=True)
class Thing:
    """What the page shows; `pointing` are the first nodes that point to it, by property."""

    frame: Frame
    kind: Value
    label: str
    properties: tuple[tuple[Value, tuple[Value, ...]], ...]
    quotes: tuple[Quote, ...]
    pointing: tuple[tuple[Value, int, tuple[Value, ...]], ...]


def page(iri: str) -> Response | None:
    """Answer with the page; None where nothing is known of the IRI."""
    queries = {
        "thing": ask.thing(iri),
        "properties": ask.about("properties", iri),
        "counts": ask.about("pointing_counts", iri),
        "pointing": ask.about("pointing", iri, limit=_POINTING),
    }
    rows = ask.rows(iri, queries)
    if rows is None:
        return None
    found = view(iri, rows)
    schema = {"@type": "Thing", "name": found.label}
    return answer("thing.html", entity(found.label, iri, *queries.values(), schema=schema), thing=found)


def view(iri: str, rows: Mapping[str, Sequence[Row]]) -> Thing:
    """Make the view from the rows of each query."""
    node = frame(rows["thing"], iri)
    names = {iris.shorten(cell(row, "property")): named(row, "property", "label") for row in rows["properties"]}
    shown = sorted(name for name in node.values if name not in _SAID_ABOVE)
    counts = [(named(row, "property", "label"), number(row, "total")) for row in rows["counts"]]
    pointing = [(cell(row, "property"), named(row, "subject", "label")) for row in rows["pointing"]]
    return Thing(
        frame=node,
        kind=facts.kind(node),
        label=label(node),
        properties=tuple((names.get(name, Value(name)), node.all(name)) for name in shown),
        quotes=tuple(value.quote for value in node.all("nm:evidence", "nm:attribution") if value.quote),
        pointing=tuple(
            (name, total, tuple(subject for property_, subject in pointing if property_ == name.iri))
            for name, total in counts
        ),
    )


def label(node: Frame) -> str:
    """Name a thing; what has no name of its own, such as a fact, by its kind and its parties."""
    if name := node.text(*_NAMES):
        return name
    fact = facts.fact(node)
    parties = dict.fromkeys(value.text for _, value in fact.values if links.kind(value.iri) not in ("", "concept"))
    return f"{fact.kind.text.capitalize()}: {', '.join(parties)}" if parties else iris.shorten(node.iri)
