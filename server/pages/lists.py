"""Answering a list: its items with their numbers, its form, its place in the whole, in one round trip."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, request

from graph import iris
from server.pages import ask
from server.pages.answer import Head, answer
from server.pages.catalogue import Listed
from server.pages.claims import Claim, claims
from server.pages.facts import kind
from server.pages.filters import OFFERED, Field, chosen, fields
from server.pages.paging import Pages, page_of
from server.pages.terms import Frame, Value, cell, frames, number
from server.site import Row, site


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list: its name, its kind, its values, and the numbers counted for it, by property."""

    name: Value
    kind: str
    frame: Frame
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows; `base` is the address with the filters, up to the number of the page."""

    listed: Listed
    items: tuple[Item, ...]
    claims: tuple[Claim, ...]
    fields: list[Field]
    pages: Pages
    base: str


def page(listed: Listed) -> Response:
    """Answer with a list."""
    wanted, current = chosen(listed.filters, request.args), page_of(request.args)
    items, *others = _queries(listed, wanted, (current - 1) * listed.size)
    offered = [each for each in listed.filters if each.choices]
    choices = [ask.filled("choices", title=each.label, pattern=each.choices, limit=OFFERED) for each in offered]
    found, total, *rest = site().rows(items, *others, *choices)
    counted = () if listed.is_claims else rest.pop(0)
    view = View(
        listed=listed,
        items=() if listed.is_claims else _items(frames(found), counted),
        claims=claims(frames(found)) if listed.is_claims else (),
        fields=fields(listed.filters, wanted, {each.name: rows for each, rows in zip(offered, rest, strict=True)}),
        pages=Pages(current, next((number(row, "total") for row in total), 0), listed.size),
        base=f"?{urlencode(wanted)}{'&' if wanted else ''}",
    )
    return answer("list.html", Head(listed.title, "", "", [items]), view=view)


def _queries(listed: Listed, wanted: Mapping[str, str], offset: int) -> tuple[str, ...]:
    narrowed = (each.pattern(wanted.get(each.name, "")) for each in listed.filters)
    pattern = " . ".join([listed.pattern, *filter(None, narrowed)])
    total = ask.total(f"How many there are: {listed.title.lower()}", pattern)
    if listed.is_claims:
        return ask.claims(listed.title, pattern, listed.size, offset), total
    nodes = ask.filled("nodes", pattern=pattern, limit=listed.size, offset=offset)
    return (
        ask.filled("listed", title=listed.title, nodes=nodes, properties=" ".join(listed.properties)),
        total,
        ask.filled("counted", nodes=nodes, counted=" ".join(listed.counted)),
    )


def _items(found: Sequence[Frame], counted: Sequence[Row]) -> tuple[Item, ...]:
    """Put items in the order of their names, each with its numbers."""
    counts: dict[str, dict[str, int]] = {}
    for row in counted:
        counts.setdefault(cell(row, "node"), {})[iris.shorten(cell(row, "counted"))] = number(row, "total")
    items = [Item(_name(each), kind(each).text, each, counts.get(each.iri, {})) for each in found]
    return tuple(sorted(items, key=lambda item: (item.name.text.casefold(), item.name.iri)))


def _name(frame: Frame) -> Value:
    named = frame.one("skos:prefLabel", "dcterms:title", "nm:summary")
    return Value(named.text if named else iris.shorten(frame.iri), frame.iri, named.language if named else "")
