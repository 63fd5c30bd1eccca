"""Why the graph holds what was inferred of a node."""

from pyoxigraph import NamedNode, Store

from graph import iris
from graph.infer import OURS, engine
from graph.infer.explain import Derivation, explain_all

_INFERRED = iris.named_graph("inferred")


def reasons(store: Store, node: NamedNode) -> tuple[Derivation, ...]:
    """Give a derivation of each inferred triple of a node, in the order of their text."""
    concluded = sorted((quad.triple for quad in store.quads_for_pattern(node, None, None, _INFERRED)), key=str)
    if not concluded:
        return ()
    graphs = (graph for graph in store.named_graphs() if graph != _INFERRED)
    stated = frozenset(q.triple for graph in graphs for q in store.quads_for_pattern(None, None, None, graph))
    return explain_all(engine.draw(stated, OURS, iris.shorten), concluded)
