"""Which format answers a request: one table for each kind of result. Werkzeug reads the Accept header (RFC 9110)."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from graph.release.xml import NotXml
from server.problem import Problem

F = TypeVar("F")

RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}
# CSV and TSV have no form for true and false.
BOOLEANS = {name: format_ for name, format_ in RESULTS.items() if not name.startswith("text/")}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    "text/plain": RdfFormat.N_TRIPLES,
}
PAGE = "text/html"
OFFERED = (*dict.fromkeys((PAGE, "application/problem+json", *RESULTS, *GRAPHS)),)
"""Every media type that something here is chosen as."""
XML = (QueryResultsFormat.XML, RdfFormat.RDF_XML)
NAMES = {
    "html": (PAGE,),
    "json": ("application/sparql-results+json", "application/ld+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "ttl": ("text/turtle",),
    "nt": ("application/n-triples",),
    "jsonld": ("application/ld+json",),
    "rdf": ("application/rdf+xml",),
    "trig": ("application/trig",),
    "nq": ("application/n-quads",),
    # As clients name them; SPARQLWrapper sends such a name beside its Accept header.
    "turtle": ("text/turtle",),
    "n3": ("text/turtle",),
    "ntriples": ("application/n-triples",),
    "nquads": ("application/n-quads",),
    "json-ld": ("application/ld+json",),
    "rdf+xml": ("application/rdf+xml",),
    "rdfxml": ("application/rdf+xml",),
}
"""What `?format=` takes, for those who cannot set a header."""


def one_format(asked: Sequence[str]) -> str:
    """Give the format that the parameters of this name ask for, empty where there is none.

    Clients say one in several ways at once, `tsv` and its media type. Raises Problem (400) for two formats.
    """
    asked = [one for one in asked if one]  # a form sends its empty fields too
    if len(asked) > 1 and not set.intersection(*({*_meant(one)} for one in asked)):
        raise Problem(400, f"Give one format, not {' and '.join(asked)}.")
    return ",".join(asked)


def _meant(wanted: str) -> Iterator[str]:
    """Give the media types of names or media types that are parted by commas."""
    for one in wanted.split(","):
        yield from NAMES.get(one.strip(), (one.strip(),))


def choose(accept: str, table: Mapping[str, F], wanted: str = "") -> tuple[str, F]:
    """Choose media type and format by an Accept header; an empty one means the first of the table.

    `wanted` goes before the header: NAMES or media types, parted by commas, of which the first that there is counts.
    Raises Problem (406) with the list of what there is.
    """
    meant = (name for name in _meant(wanted) if name in table)
    name = next(meant, None) if wanted else preferred(accept, tuple(table))
    if name is None:
        raise _none_of(list(table))
    return name, table[name]


def not_in_xml(error: NotXml) -> Problem:
    """Say what XML cannot write, and which formats can."""
    table: Mapping[str, object] = GRAPHS if error.is_rdf else RESULTS
    return _none_of([name for name, format_ in table.items() if format_ not in XML], f"{error} ")


def _none_of(there_is: list[str], why: str = "") -> Problem:
    return Problem(406, f"{why}There is: {', '.join(there_is)}.", {"available": there_is}, (("vary", "accept"),))


@lru_cache(1024)
def preferred(accept: str, offered: tuple[str, ...]) -> str | None:
    """Give the media type offered that the header likes best: the first of those it likes equally, None for none.

    A type counts with the quality of the most specific range that names it (RFC 9110, 12.5.1).
    """
    given = _given(accept)
    best = max(offered, key=lambda name: _quality(name, given))
    return best if _quality(best, given) > 0 else None


def shown(accept: str) -> bool:
    """Say whether it is a browser's that is to show a graph as text, for it would put Turtle into a file."""
    return preferred(accept, (*GRAPHS, PAGE)) == PAGE and preferred(accept, ("text/plain",)) is not None


@lru_cache(1024)
def ranks(accept: str) -> tuple[int, ...]:
    """Give the place that a header gives each media type there is, 0 for none: headers of one choice are the same."""
    given = _given(accept)
    qualities = [_quality(name, given) for name in OFFERED]
    order = sorted({0.0, *qualities})
    return tuple(order.index(quality) for quality in qualities)


def _given(accept: str) -> dict[str, tuple[bool, float]]:
    """Read the ranges of a header with their qualities; one that names nothing likes everything."""
    ranges = parse_accept_header(accept, MIMEAccept)
    if not ranges:
        return {"*/*": (True, 1.0)}
    # Our types have no parameters, so that a range with some (a profile, a version) counts only where none is without.
    given: dict[str, tuple[bool, float]] = {}
    for value, quality in ranges:
        name, _, parameters = value.partition(";")
        key = name.strip().lower()
        given[key] = max(given.get(key, (False, 0.0)), (not parameters, quality))
    return given


def _quality(name: str, given: Mapping[str, tuple[bool, float]]) -> float:
    ranges = (name, f"{name.partition('/')[0]}/*", "*/*")
    return next((given[key][1] for key in ranges if key in given), 0.0)
