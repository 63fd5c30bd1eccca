"""Candidates are found by set queries; what they are guilty of, pySHACL says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, QuerySolutions, Store, Triple

from graph.validate.errors import Term
from graph.validate.hierarchy import hierarchy
from graph.validate.literals import load, original, stored
from graph.validate.patterns import MATCHES, matches
from graph.validate.queries import Compiler, SetQuery
from graph.validate.reading import read
from graph.validate.shapes import Shape
from graph.validate.targets import unnamed


@dataclass(frozen=True, slots=True)
class Candidates:
    """Focus nodes by shape that pySHACL has to look at; `whole` are shapes that it has to look at everywhere."""

    nodes: Mapping[Term, frozenset[Term]]
    whole: bool = False

    def __bool__(self) -> bool:
        """Tell whether there is anything to look at."""
        return self.whole or any(self.nodes.values())


def candidates(data: frozenset[Triple], shapes: frozenset[Triple]) -> Candidates:
    """Find every focus node that may violate the shapes. Raises ShapesError where the shapes themselves are wrong."""
    roots = read(shapes)
    if any(unnamed(root.targets) for root in roots if not root.deactivated):
        return Candidates({}, whole=True)
    loaded = load(data)
    compiler = Compiler(loaded, hierarchy(loaded.store))
    return Candidates({root.node: frozenset(_found(loaded.store, compiler, root)) for root in roots})


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
    """Run a set query; the focus nodes come back as the data has them."""
    try:
        solutions = store.query(query.text, custom_functions={MATCHES: matches})
    except SyntaxError:
        solutions = store.query(query.everything)
    if isinstance(solutions, QuerySolutions):
        for solution in solutions:
            focus = solution["this"]
            if isinstance(focus, Literal):
                yield original(focus)
            elif isinstance(focus, Term):
                yield focus
