"""The types and properties by which entities are matched and extended, read once from a store."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from pyoxigraph import NamedNode, QuerySolutions, Store

from graph import iris
from server.search import Entry, Index, index_of

# What is said in the graph is no entity that a column of names could be matched to.
_NOT_MATCHED = {"claim", "quote", "row", "proposition", "concept", "term"}
_SPACES = {"skos": iris.PREFIXES["skos"], "dcterms": iris.PREFIXES["dcterms"], "schema": iris.PREFIXES["schema"],
           "foaf": iris.PREFIXES["foaf"], "rdfs": iris.PREFIXES["rdfs"]}  # fmt: skip
_USED = "SELECT ?t ?p (COUNT(DISTINCT ?s) AS ?n) { ?s a ?t ; ?p ?o } GROUP BY ?t ?p"
_ABOVE = "SELECT ?c { ?c rdfs:subClassOf+ ?d }"
_RANGES = "SELECT ?p ?c { ?p rdfs:range ?c FILTER(isIRI(?c)) }"


@dataclass(frozen=True, slots=True)
class Named:
    """A type or property as clients see it."""

    id: str
    name: str

    def json(self) -> dict[str, object]:
        """Give it as clients expect it."""
        return {"id": self.id, "name": self.name}


@dataclass(frozen=True, slots=True)
class Schema:
    """Types by IRI, the most special first; properties by IRI; those used with a type, the most used first; ranges."""

    types: Mapping[str, Named]
    properties: Mapping[str, Named]
    used: Mapping[str, tuple[str, ...]]
    ranges: Mapping[str, str]

    def of(self, entry: Entry) -> list[Named]:
        """Give the types of an entity, the most special first."""
        return [named for iri, named in self.types.items() if iri in entry.types]


def is_matched(entry: Entry) -> bool:
    """Say whether names may be matched to it."""
    return entry.kind not in _NOT_MATCHED


def iri_of(identifier: str) -> str:
    """Give the IRI of an entity's identifier, which is its IRI without the identifier space."""
    return identifier if "://" in identifier else iris.ID + identifier


def id_of(iri: str) -> str:
    """Give the identifier of an entity."""
    return iri.removeprefix(iris.ID)


def term_iri(identifier: str) -> str:
    """Give the IRI of a type's or property's identifier: a name of the ontology, a prefixed name, or an IRI."""
    prefix, colon, local = identifier.partition(":")
    if colon and prefix in iris.PREFIXES and not local.startswith("//"):
        return iris.PREFIXES[prefix] + local
    return identifier if colon else iris.NM + identifier


@lru_cache(2)
def schema_of(store: Store) -> Schema:
    """Read the types and properties of the entities of a store that does not change."""
    index = index_of(store)
    counted = Counter(type_ for entry in index.entries if is_matched(entry) for type_ in entry.types)
    above = Counter(row["c"].value for row in _rows(store, _ABOVE))
    special = sorted(counted, key=lambda iri: (counted[iri], -above[iri], iri))
    types = {iri: _named(index, iri) for iri in special if _term_id(iri)}
    uses: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in _rows(store, _USED):
        type_, property_, count = (term.value for term in row)
        if type_ in types and _term_id(property_):
            uses[type_].append((-int(count), property_))
    used = {type_: tuple(property_ for _, property_ in sorted(found)) for type_, found in uses.items()}
    properties = {iri: _named(index, iri) for iri in sorted({each for found in used.values() for each in found})}
    ranges = {row["p"].value: row["c"].value for row in _rows(store, _RANGES) if row["c"].value in types}
    return Schema(types, properties, used, ranges)


def _rows(store: Store, query: str) -> QuerySolutions:
    return cast("QuerySolutions", store.query(query, prefixes=iris.PREFIXES))


def _term_id(iri: str) -> str:
    """Give the identifier of a type or property; none for what is not offered."""
    if iri.startswith(iris.NM):
        return iri.removeprefix(iris.NM)
    found = (f"{prefix}:{iri.removeprefix(space)}" for prefix, space in _SPACES.items() if iri.startswith(space))
    return next(found, "")


def _named(index: Index, iri: str) -> Named:
    entry = index.entry(iri)
    local = NamedNode(iri).value.rpartition("#")[2].rpartition("/")[2]
    return Named(_term_id(iri), entry.label if entry else "".join(f" {c.lower()}" if c.isupper() else c for c in local))
