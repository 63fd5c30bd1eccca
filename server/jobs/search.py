"""A search, done in a worker."""

import json

from pyoxigraph import Store

from server.limits import Limits
from server.links import path
from server.pool.channel import Message
from server.search import KINDS, Entry, Hit, highlighted, index_of


def search(store: Store, _limits: Limits, request: Message) -> Message:
    """Answer the body, a query in words, as JSON: `total`, `kinds` (how many of each), `results`.

    The header may hold `kinds` (none means all), `quotes` (whether long texts count), `limit` and `offset`.
    """
    header = request.header
    wanted = frozenset(header.get("kinds", ()))

    def keep(entry: Entry) -> bool:
        return not wanted or entry.kind in wanted

    query = request.read().decode()
    limit, offset = header.get("limit", 20), header.get("offset", 0)
    found = index_of(store).search(query, keep=keep, quotes=header.get("quotes", True), limit=limit, offset=offset)
    answer = {
        "query": query,
        "total": found.total,
        "offset": offset,
        "kinds": dict(sorted(found.kinds.items())) if found.kinds else {},
        "results": [_told(hit, found.words) for hit in found.hits],
    }
    return Message({"type": "application/json"}, json.dumps(answer, ensure_ascii=False).encode())


def _told(hit: Hit, words: frozenset[str]) -> dict[str, object]:
    entry = hit.entry
    return {
        "id": entry.iri,
        "path": path(entry.iri),
        "kind": entry.kind,
        "kindLabel": KINDS[entry.kind].one,
        "label": entry.label,
        "about": entry.about,
        "score": hit.score,
        "field": hit.field,
        "text": hit.text,
        "marks": highlighted(hit.text, words),
    }
