"""Values of properties for entities that were matched, and the properties there are."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple

from graph import iris
from server.reconcile.model import Extension
from server.reconcile.schema import Named, Schema, id_of, iri_of, is_matched, schema_of, term_iri
from server.search import Index, index_of

Term = NamedNode | BlankNode | Literal | Triple

_XSD = iris.PREFIXES["xsd"]
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_SHOWN = 10


def extend(store: Store, asked: Extension) -> dict[str, object]:
    """Give, for each entity and property, the values: entities, texts, numbers, or dates."""
    index, schema = index_of(store), schema_of(store)
    properties = [(identifier, term_iri(identifier), most) for identifier, most in asked.properties]
    known = [entry.iri for identifier in asked.ids if (entry := index.entry(iri_of(identifier)))]
    found: dict[tuple[str, str], list[Term]] = defaultdict(list)
    predicates = [iri for _, iri, _ in properties if iri in schema.properties]
    if known and predicates:
        query = (
            f"SELECT ?s ?p ?o {{ VALUES ?s {{ <{'> <'.join(known)}> }} "
            f"VALUES ?p {{ <{'> <'.join(predicates)}> }} ?s ?p ?o }} ORDER BY ?o"
        )
        for row in cast("QuerySolutions", store.query(query)):
            found[row["s"].value, row["p"].value].append(row["o"])
    rows = {
        identifier: {name: [_value(index, term) for term in found[iri_of(identifier), iri][:most]]
                     for name, iri, most in properties}
        for identifier in asked.ids
    }  # fmt: skip
    return {"meta": [_meta(schema, name, iri) for name, iri, _ in properties], "rows": rows}


def propose(store: Store, type_: str, limit: int | None) -> dict[str, object]:
    """Propose properties for a type, those that most of its entities have first; for no type, all."""
    schema = schema_of(store)
    used = schema.used.get(term_iri(type_), ()) if type_ else tuple(schema.properties)
    found: dict[str, object] = {"properties": [schema.properties[iri].json() for iri in used[:limit]], "type": type_}
    return {**found, "limit": limit} if limit else found


def suggest(store: Store, what: str, prefix: str, cursor: int) -> dict[str, object]:
    """Complete the name of an entity, a type, or a property."""
    index, schema = index_of(store), schema_of(store)
    if what == "entity":
        hits = index.search(prefix, keep=is_matched, quotes=False, limit=_SHOWN, offset=cursor).hits
        if not hits and not cursor and (known := index.entry(iri_of(prefix.strip()))) and is_matched(known):
            entries = [known]
        else:
            entries = [hit.entry for hit in hits]
        return {
            "result": [
                {"id": id_of(entry.iri), "name": entry.label, "notable": [each.json() for each in schema.of(entry)]}
                | ({"description": entry.about} if entry.about else {})
                for entry in entries
            ]
        }
    offered = schema.types if what == "type" else schema.properties
    found = _offered(index, offered, prefix)
    return {"result": [_described(index, iri, offered[iri]) for iri in found[cursor : cursor + _SHOWN]]}


def _offered(index: Index, named: Mapping[str, Named], prefix: str) -> Sequence[str]:
    asked = prefix.strip().casefold()
    begin = [
        iri
        for iri, each in named.items()
        if any(name.casefold().startswith(asked) for name in (each.name, each.id, each.id.rpartition(":")[2]))
    ]
    hits = index.search(prefix, keep=lambda entry: entry.iri in named, quotes=False, limit=len(named) or 1).hits
    return tuple(
        dict.fromkeys(
            [
                *sorted(begin, key=lambda iri: (not named[iri].name.casefold().startswith(asked), named[iri].name)),
                *(hit.entry.iri for hit in hits),
            ]
        )
    )


def _described(index: Index, iri: str, named: Named) -> dict[str, object]:
    entry = index.entry(iri)
    return {**named.json(), **({"description": entry.about} if entry and entry.about else {})}


def _meta(schema: Schema, name: str, iri: str) -> dict[str, object]:
    known = schema.properties.get(iri)
    values = schema.types.get(schema.ranges.get(iri, ""))
    return {"id": name, "name": known.name if known else name, **({"type": values.json()} if values else {})}


def _value(index: Index, term: Term) -> dict[str, object]:
    """Give a value in the form that its kind has in a response; dates with a time, which the schema asks for."""
    if isinstance(term, NamedNode):
        entry = index.entry(term.value)
        if entry and is_matched(entry):
            return {"id": id_of(entry.iri), "name": entry.label}
        return {"str": entry.label if entry else term.value}
    if not isinstance(term, Literal):
        return {"str": str(term)}
    datatype = term.datatype.value.removeprefix(_XSD)
    if datatype == "integer":
        return {"int": int(term.value)}
    if datatype in ("decimal", "double", "float"):
        return {"float": float(term.value)}
    if datatype == "date" and _DATE.fullmatch(term.value):
        return {"date": f"{term.value}T00:00:00"}
    return {"str": term.value}
