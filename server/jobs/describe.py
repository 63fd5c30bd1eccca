"""What the merge says of one node, written in a worker: the triples that have it as subject or object."""

from pyoxigraph import DefaultGraph, NamedNode, Store

from graph.release.serialise import in_order, write
from server.jobs import negotiate
from server.limits import Limits
from server.pool.channel import Message
from server.problem import Problem


def describe(store: Store, _limits: Limits, request: Message) -> Message:
    """Describe the header's `iri` in the header's `format`. Raises Problem (404) where nothing is known of it."""
    media_type, format_ = negotiate.choose("", negotiate.GRAPHS, request.header["format"])
    try:
        node = NamedNode(request.header["iri"])
    except ValueError as error:
        raise Problem(404, "That is not an IRI of this graph.") from error
    merge = DefaultGraph()
    found = (store.quads_for_pattern(node, None, None, merge), store.quads_for_pattern(None, None, node, merge))
    triples = {quad.triple for quads in found for quad in quads}
    if not triples:
        raise Problem(404, f"Nothing is known of {node.value}.")
    return Message({"type": media_type}, write(in_order(triples), format_))
