"""Reading what can be found out of a store."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from pyoxigraph import QuerySolutions, Store

from graph import iris
from server.search.fold import domain
from server.search.index import Index
from server.search.kinds import kind
from server.search.model import Entry, Field

_NAMED: dict[Field, tuple[str, ...]] = {
    "label": ("skos:prefLabel", "rdfs:label", "dcterms:title"),
    "alias": ("skos:altLabel",),
    "spelling": ("skos:hiddenLabel", "nm:reportedAs"),
    "domain": ("nm:domain",),
    "text": ("nm:summary", "nm:exact"),
}
_ABOUT = """
SELECT ?s (MIN(STR(?o)) AS ?about) {
  ?s skos:definition|nm:inDocument/dcterms:title|nm:country/skos:prefLabel ?o FILTER(isIRI(?s))
} GROUP BY ?s
"""

# A mention only repeats the name of what it mentions, and a fact that has no name of its own is found by its parties.
_TEXTS = """
SELECT ?s ?p ?o {{
  VALUES ?p {{ {properties} }}
  ?s ?p ?o
  FILTER(isIRI(?s) && isLiteral(?o))
  FILTER NOT EXISTS {{ ?s a nm:Mention }}
  FILTER NOT EXISTS {{ ?s a nm:Fact }}
}}
"""
_TYPES = "SELECT ?s ?t { ?s a ?t FILTER(isIRI(?s) && isIRI(?t)) }"


@lru_cache(2)
def index_of(store: Store) -> Index:
    """Give the index of a store that does not change: made once, by the process whose copies the workers are."""
    return Index(entries(store))


def entries(store: Store) -> Iterator[Entry]:
    """Read everything that has a name, a summary or a quote."""
    texts: dict[str, list[tuple[int, Field, str]]] = defaultdict(list)
    named = [(field, name) for field, names in _NAMED.items() for name in names]
    fields = {_iri(name): (rank, field) for rank, (field, name) in enumerate(named)}
    for s, p, o in _rows(store, _TEXTS.format(properties=" ".join(f"<{iri}>" for iri in fields))):
        texts[s].append((*fields[p], o))
    types: dict[str, list[str]] = defaultdict(list)
    for s, t in _rows(store, _TYPES):
        if s in texts:
            types[s].append(t)
    about: dict[str, str] = {s: o for s, o in _rows(store, _ABOUT)}  # noqa: C416 - a row is not known to be a pair
    for iri in sorted(texts):
        yield _entry(iri, texts[iri], tuple(sorted(types[iri])), about.get(iri, ""))


def _entry(iri: str, found: list[tuple[int, Field, str]], types: tuple[str, ...], about: str) -> Entry:
    # What has a preferred label and a title is called by its label, as on its page.
    is_row = kind(iri) == "row"
    texts = list(dict.fromkeys((field, _cells(text) if is_row else text) for _, field, text in sorted(found)))
    label = texts[0][1]
    slug = iri.rpartition("/")[2].rpartition("#")[2]
    if texts[0][0] != "text":
        # Many markets are called by their domain.
        named = {domain(text) for field, text in texts if field != "domain" and "." in text} - {None}
        texts += [("domain", each) for each in sorted(filter(None, named))]
        texts.append(("id", slug))
    return Entry(iri, kind(iri), label, tuple(texts), types, about)


def _cells(text: str) -> str:
    """Give what a row of a table says without its commas, and without the addresses at which it was read."""
    try:
        found = [cell for record in csv.reader(text.splitlines()) for cell in record if cell and "://" not in cell]
    except csv.Error:
        return text
    return " · ".join(found) or text


def _rows(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    results = cast("QuerySolutions", store.query(query, prefixes=iris.PREFIXES))
    for row in results:
        yield tuple(term.value for term in row)


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return iris.PREFIXES[prefix] + local
