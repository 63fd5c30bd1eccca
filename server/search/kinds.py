"""The kinds of things that can be found, told by their IRIs."""

from collections.abc import Mapping
from typing import NamedTuple

from graph import iris


class Kind(NamedTuple):
    """How people call one thing of a kind, and many."""

    one: str
    many: str


KINDS: Mapping[str, Kind] = {
    "market": Kind("market", "markets"),
    "market-group": Kind("group of markets", "groups of markets"),
    "company": Kind("company", "companies"),
    "organization": Kind("organization", "organizations"),
    "government": Kind("government body", "government bodies"),
    "association": Kind("association", "associations"),
    "publisher": Kind("publisher", "publishers"),
    "person": Kind("person", "people"),
    "group": Kind("group of people", "groups of people"),
    "country": Kind("country", "countries"),
    "list": Kind("list", "lists"),
    "edition": Kind("edition of the list", "editions of the list"),
    "document": Kind("document", "documents"),
    "proposition": Kind("proposition, not asserted", "propositions"),
    "claim": Kind("claim", "claims"),
    "quote": Kind("quote", "quotes"),
    "row": Kind("row of our tables", "rows of our tables"),
    "communication": Kind("letter or statement", "letters and statements"),
    "thing": Kind("other thing", "other things"),
    "concept": Kind("concept", "concepts"),
    "term": Kind("term of the ontology", "terms of the ontology"),
    "other": Kind("other", "others"),
}
"""In the order in which people are shown them."""

_BELOW_ID = frozenset(KINDS) - {"quote", "row", "concept", "term", "other"}


def kind(iri: str) -> str:
    """Give the kind of a thing by its IRI; the ids of the graph say it (`id/{kind}/{slug}`)."""
    if iri.startswith((iris.NM, iris.NMS)):
        return "term"
    if iri.startswith(iris.NMC):
        return "concept"
    folder = iri.removeprefix(iris.ID).partition("/")[0]
    if not iri.startswith(iris.ID) or folder not in _BELOW_ID:
        return "other"
    if folder == "document" and "#" in iri:
        return "row" if "#row=" in iri else "quote"
    return folder
