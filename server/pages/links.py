"""Where a page links: to the page of an IRI of ours, to the web for other http(s) addresses, to nothing else."""

import re
from urllib.parse import quote, urlencode

from graph import iris

ROWS = 100
"""Rows of a table on one part of a document's page."""
CHARACTERS = 20_000
"""Characters of a text on one part of a document's page."""

_PLACE = re.compile(r"(?:char=(?P<start>\d{1,12}),\d+|row=(?P<row>\d{1,12}))")


def page(iri: str) -> str:
    """Give the path of the page of an IRI of ours, empty for another."""
    if iri.startswith(iris.NM):
        return f"/ontology#{quote(iri.removeprefix(iris.NM))}"
    if iri.startswith(iris.NMS):
        return f"/shapes#{quote(iri.removeprefix(iris.NMS))}"
    if iri.startswith(iris.GRAPH):
        return f"/graph/{quote(iri.removeprefix(iris.GRAPH))}"
    if not iri.startswith((iris.ID, iris.NMC)):
        return ""
    name, _, fragment = iri.removeprefix(iris.BASE).partition("#")
    found = _PLACE.fullmatch(fragment)
    if not found:
        return f"/about/{quote(name + ('#' + fragment if fragment else ''))}.html"
    part = int(found["start"]) // CHARACTERS if found["start"] else int(found["row"]) // ROWS
    return f"/about/{quote(name)}.html{f'?part={part}' if part else ''}#{fragment}"


def href(iri: str) -> str:
    """Give where a link to an IRI may lead: its page, or a http(s) address; empty for any other scheme."""
    return page(iri) or (iri if iri.startswith(("https://", "http://")) else "")


def data(iri: str) -> str:
    """Give the path of the descriptions of an IRI of ours, to which a suffix is put."""
    return f"/about/{quote(iri.removeprefix(iris.BASE))}"


def kind(iri: str) -> str:
    """Give the kind of an IRI of ours: `market` of `.../id/market/taobao`, `concept`; empty for another."""
    if iri.startswith(iris.NMC):
        return "concept"
    return iri.removeprefix(iris.ID).partition("/")[0] if iri.startswith(iris.ID) else ""


def editor(query: str) -> str:
    """Give the address at which a query can be read, changed and run."""
    return f"/sparql?{urlencode({'query': query})}"


def host(url: str) -> str:
    """Give the host of an address, to be read; empty where it is no http(s) address."""
    found = re.match(r"https?://([^/?#@\s]+)(?:[/?#]|$)", url)
    return found[1] if found else ""
