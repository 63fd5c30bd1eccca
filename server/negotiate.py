"""Which format answers a request: one table for each kind of result. Werkzeug reads the Accept header."""

from typing import TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable

F = TypeVar("F")

RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
}
# CSV and TSV have no form for true and false.
BOOLEANS = {name: format_ for name, format_ in RESULTS.items() if not name.startswith("text/")}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


def choose(accept: MIMEAccept, table: dict[str, F]) -> tuple[str, F]:
    """Choose media type and format; no header means the first of the table.

    Raises NotAcceptable with the list of what there is.
    """
    name = accept.best_match(list(table)) if accept else next(iter(table))
    if name is None:
        raise NotAcceptable(f"There is: {', '.join(table)}.")
    return name, table[name]
