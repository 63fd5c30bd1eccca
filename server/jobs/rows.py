"""What pages show: the rows of several queries of ours, answered by one worker in one go."""

import json

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Store,
    Triple,
    Variable,
)

from graph import iris
from server.limits import Limits
from server.pool.channel import Message
from server.pool.spool import Spool

Term = NamedNode | BlankNode | Literal | Triple


def rows(store: Store, limits: Limits, request: Message) -> Message:
    """Answer the header's `queries`, a list of query texts, each with the header's `iris` put for its variables.

    The body of the reply is a list of SPARQL 1.1 JSON results.
    """
    given = request.header.get("iris", {}).items()
    bound: dict[Variable, Term] = {Variable(name): NamedNode(value) for name, value in given}
    spool = Spool(limits.result)
    for n, text in enumerate(json.loads(request.read())):
        spool.write(b"," if n else b"[")
        results = store.query(text, base_iri=iris.ID, prefixes=iris.PREFIXES, substitutions=bound)
        assert isinstance(results, QuerySolutions | QueryBoolean)  # noqa: S101 - our own queries are not CONSTRUCT
        results.serialize(spool.file(), QueryResultsFormat.JSON)
    spool.write(b"]")
    return Message({"type": "application/json"}, spool.content())
