"""Candidates for a query, with scores from 0 to 100, and which of them is certainly meant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import cast

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store
from rapidfuzz.distance import OSA

from server.reconcile.model import Query, Wanted
from server.reconcile.schema import Schema, id_of, iri_of, is_matched, schema_of, term_iri
from server.search import EXACT, Entry, Hit, Index, index_of
from server.search.fold import fold, squeeze

_CONSIDERED = 200
_PROPERTIES = 0.3
"""The part of the score that properties make where both they and a name are given."""
_OTHER_TYPE = 0.8
_SAME = 0.999
_ALIKE = 0.7

Values = Mapping[str, Mapping[str, list[NamedNode | Literal]]]


def candidates(store: Store, query: Query) -> list[dict[str, object]]:
    """Give the candidates, best first; `match` where one alone has the name exactly, and all properties as asked."""
    index, schema = index_of(store), schema_of(store)
    hits = _named(index, query) if query.text.strip() else _having(store, index, query)
    wanted = {each.property: term_iri(each.property) for each in query.properties}
    values = _values(store, [hit.entry.iri for hit in hits], wanted.values())
    scored = []
    for hit in hits:
        likeness = {each.property: _likeness(index, values[hit.entry.iri][wanted[each.property]], each)
                    for each in query.properties}  # fmt: skip
        scored.append((_score(hit, query, likeness), hit, likeness))
    sure = [hit.entry.iri for _, hit, likeness in scored if _is_sure(hit, query, likeness)]
    scored.sort(key=lambda each: (-each[0], each[1].entry.label, each[1].entry.iri))
    return [
        _candidate(schema, hit, round(score, 1), likeness, match=sure == [hit.entry.iri])
        for score, hit, likeness in scored[: query.limit]
    ]


def _named(index: Index, query: Query) -> list[Hit]:
    known = index.entry(iri_of(query.text.strip()))
    if known and is_matched(known) and _fits(known, query):
        return [Hit(known, 100.0, "id", known.label)]
    found = index.search(query.text, keep=lambda entry: is_matched(entry) and _fits(entry, query), quotes=False,
                         limit=_CONSIDERED)  # fmt: skip
    return list(found.hits)


def _having(store: Store, index: Index, query: Query) -> list[Hit]:
    """Give the entities that have one of the values of the first property, where no name is given."""
    first = query.properties[0]
    asked = f"SELECT ?s ?v {{ ?s <{NamedNode(term_iri(first.property)).value}> ?v }}"
    found: dict[str, list[NamedNode | Literal]] = defaultdict(list)
    for row in cast("QuerySolutions", store.query(asked)):
        found[row["s"].value].append(row["v"])
    hits = []
    for iri, values in found.items():
        entry = index.entry(iri)
        if entry and is_matched(entry) and _fits(entry, query) and _likeness(index, values, first) >= _ALIKE:
            hits.append(Hit(entry, 100.0, "label", entry.label))
    return sorted(hits, key=lambda hit: hit.entry.label)[:_CONSIDERED]


def _fits(entry: Entry, query: Query) -> bool:
    """Say whether it may be a candidate: `should` lets other types through, for less."""
    return query.strict == "should" or _is_typed(entry, query)


def _is_typed(entry: Entry, query: Query) -> bool:
    asked = [term_iri(type_) in entry.types for type_ in query.types]
    return not asked or (all(asked) if query.strict == "all" else any(asked))


def _score(hit: Hit, query: Query, likeness: Mapping[str, float]) -> float:
    score = hit.score
    if likeness:
        weight = _PROPERTIES if query.text.strip() else 1.0
        score = score * (1 - weight) + 100 * weight * sum(likeness.values()) / len(likeness)
    return score if _is_typed(hit.entry, query) else score * _OTHER_TYPE


def _is_sure(hit: Hit, query: Query, likeness: Mapping[str, float]) -> bool:
    named = bool(query.text.strip()) and hit.score >= EXACT["spelling"]
    return named and _is_typed(hit.entry, query) and all(value >= _SAME for value in likeness.values())


def _values(store: Store, entities: Iterable[str], properties: Iterable[str]) -> Values:
    found: dict[str, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    subjects, predicates = "> <".join(entities), "> <".join(_iris(properties))
    if subjects and predicates:
        asked = f"SELECT ?s ?p ?o {{ VALUES ?s {{ <{subjects}> }} VALUES ?p {{ <{predicates}> }} ?s ?p ?o }}"
        for row in cast("QuerySolutions", store.query(asked)):
            found[row["s"].value][row["p"].value].append(row["o"])
    return found


def _iris(names: Iterable[str]) -> list[str]:
    """Keep those that are IRIs: a client may send anything."""
    found = []
    for name in names:
        try:
            found.append(NamedNode(name).value)
        except ValueError:
            continue
    return found


def _likeness(index: Index, values: Iterable[NamedNode | Literal], wanted: Wanted) -> float:
    """Say how well the best of the values is one of those wanted, from 0 to 1."""
    best = 0.0
    for value in values:
        if isinstance(value, NamedNode):
            if value.value in map(iri_of, wanted.ids):
                return 1.0
            entry = index.entry(value.value)
            names = [text for field, text in entry.texts if field != "text"] if entry else [value.value]
        else:
            names = [value.value]
        for each in wanted.values:
            text = (
                str(each).lower() if isinstance(each, bool) else f"{each:g}" if isinstance(each, float) else str(each)
            )
            asked = squeeze(fold(text))
            best = max(best, *(OSA.normalized_similarity(asked, squeeze(fold(name))) for name in names))
    return best if best >= _ALIKE else 0.0


def _candidate(
    schema: Schema, hit: Hit, score: float, likeness: Mapping[str, float], *, match: bool
) -> dict[str, object]:
    entry = hit.entry
    features: list[dict[str, object]] = [{"id": "name", "value": hit.score}]
    features += [{"id": name, "value": round(100 * value, 1)} for name, value in likeness.items()]
    described = {"description": entry.about} if entry.about else {}
    return {
        "id": id_of(entry.iri),
        "name": entry.label,
        **described,
        "type": [type_.json() for type_ in schema.of(entry)],
        "score": score,
        "features": features,
        "match": match,
    }
