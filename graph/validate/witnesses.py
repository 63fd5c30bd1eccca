"""Which nodes bring a violation about: the focus node, and those that a constraint's own query finds beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import NamedNode, QuerySolutions, Store, Triple

from graph.validate.errors import Term
from graph.validate.functions import Functions
from graph.validate.handover import run
from graph.validate.hierarchy import hierarchy
from graph.validate.literals import load
from graph.validate.queries import Compiler, SetQuery
from graph.validate.shapes import Shape

# More ways than these to break one constraint are looked at when some have been mended.
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Fault:
    """A shape that may be violated, and the named nodes that together may violate it."""

    shape: Term
    nodes: frozenset[NamedNode]


def faults(data: frozenset[Triple], roots: Iterable[Shape]) -> Iterator[Fault]:
    """Find what may violate shapes, as set queries see it; there is none where the data conforms.

    Of SPARQL-based constraints and of sh:disjoint the witnesses are found as well; of others the focus node alone is.
    """
    loaded = load(data)
    compiler = Compiler(loaded, hierarchy(loaded.store))
    for root in roots:
        for query in () if root.deactivated else compiler.queries(root):
            focuses = frozenset(node for node in run(loaded.store, query) if isinstance(node, NamedNode))
            told = frozenset(_rows(loaded.store, query)) if focuses and not query.reason else frozenset()
            yield from (Fault(root.node, nodes) for nodes in told)
            yield from (Fault(root.node, frozenset([node])) for node in focuses - frozenset().union(*told))


def _rows(store: Store, query: SetQuery) -> Iterator[frozenset[NamedNode]]:
    if not query.witness:
        return
    try:
        found = store.query(query.witness, custom_functions=Functions().table)
    except SyntaxError:
        return
    if isinstance(found, QuerySolutions):
        for row in islice(found, _MOST):
            yield frozenset(value for value in row if isinstance(value, NamedNode))
