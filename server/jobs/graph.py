"""A whole graph, written in a worker (SPARQL 1.1 Graph Store HTTP Protocol, read)."""

from pyoxigraph import DefaultGraph, NamedNode, Store

from graph import iris
from server.jobs import negotiate
from server.jobs.writing import content, writing
from server.limits import Limits
from server.pool.channel import Message
from server.pool.spool import Spool
from server.problem import Problem


def graph(store: Store, limits: Limits, request: Message) -> Message:
    """Give the graph that the header's `graph` names, or the default graph where there is none.

    Raises Problem (404) for a graph that the store does not hold.
    """
    name = request.header.get("graph")
    node = _named(store, name) if name is not None else DefaultGraph()
    media_type, format_ = negotiate.choose(
        request.header.get("accept", ""), negotiate.GRAPHS, request.header.get("format", "")
    )
    spool = Spool(limits.result)
    with writing(spool, format_) as file:
        store.dump(file, format_, from_graph=node, prefixes=iris.PREFIXES)
    return Message({"type": media_type}, content(spool, format_))


def _named(store: Store, name: str) -> NamedNode:
    try:
        node = NamedNode(name)
    except ValueError as error:
        raise Problem(400, f"The graph is not named by an IRI: {error}.") from error
    if not store.contains_named_graph(node):
        raise Problem(404, f"There is no graph {name}; the service description at /sparql lists those there are.")
    return node
