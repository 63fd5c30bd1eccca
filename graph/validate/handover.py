"""Candidates are found by set queries; what they are guilty of, pySHACL says."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, QuerySolutions, Store, Triple

from graph.validate.errors import Term
from graph.validate.functions import Functions
from graph.validate.hierarchy import hierarchy
from graph.validate.literals import load, original, stored
from graph.validate.queries import Compiler, SetQuery
from graph.validate.shapes import Shape


def candidates(data: frozenset[Triple], roots: Iterable[Shape]) -> Mapping[Term, frozenset[Term]]:
    """Find every focus node that may violate a shape, and so has to be looked at by pySHACL; empty if none may."""
    loaded = load(data)
    compiler = Compiler(loaded, hierarchy(loaded.store))
    found = {root.node: frozenset(_found(loaded.store, compiler, root)) for root in roots}
    return found if any(found.values()) else {}


def _found(store: Store, compiler: Compiler, root: Shape) -> Iterator[Term]:
    if root.deactivated:
        return
    # Paths of length zero lead from a target node to itself even where the graph does not have it; not so in a store.
    yield from (node for node in root.targets.nodes if not _known(store, node))
    for query in compiler.queries(root):
        yield from run(store, query)


def _known(store: Store, node: Term) -> bool:
    form = stored(node) if isinstance(node, Literal) else node
    as_object = next(store.quads_for_pattern(None, None, form), None)
    as_subject = None if isinstance(form, Literal) else next(store.quads_for_pattern(form, None, None), None)
    return as_object is not None or as_subject is not None


def run(store: Store, query: SetQuery) -> Iterator[Term]:
    """Run a set query; the focus nodes come back as the data has them.

    All are selected where the query is no SPARQL to Oxigraph, or where a function failed: pySHACL may then fail too.
    """
    functions = Functions()
    try:
        focuses = _focuses(store.query(query.text, custom_functions=functions.table))
    except SyntaxError:
        functions.failed = True
    if functions.failed:
        focuses = _focuses(store.query(query.everything))
    for focus in focuses:
        if isinstance(focus, Literal):
            yield original(focus)
        elif isinstance(focus, Term):
            yield focus


def _focuses(solutions: object) -> list[object]:
    return [solution["this"] for solution in solutions] if isinstance(solutions, QuerySolutions) else []
