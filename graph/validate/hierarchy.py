"""Classes with their subclasses, as the data has them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, QuerySolutions, Store

from graph.validate.errors import Term
from graph.validate.index import RDFS, TYPE

# Above this a list in a FILTER is slower than walking rdfs:subClassOf.
LISTED = 64


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Direct subclasses by class, and the blank classes that have instances of their own."""

    below: Mapping[Term, tuple[Term, ...]]
    populated: frozenset[Term]

    def subclasses(self, one: Term) -> tuple[Term, ...] | None:
        """Give a class and all below it; None where they are many or a list would leave out instances.

        Blank nodes cannot be listed. Mostly they stand for OWL restrictions, which nothing has as its rdf:type.
        """
        found: dict[Term, None] = {}
        waiting = [one]
        while waiting:
            current = waiting.pop()
            if current not in found:
                found[current] = None
                waiting += self.below.get(current, ())
        named = tuple(term for term in found if isinstance(term, NamedNode))
        return named if len(named) <= LISTED and not self.populated.intersection(found) else None


def hierarchy(store: Store) -> Hierarchy:
    """Read the hierarchy of a store."""
    below: dict[Term, list[Term]] = defaultdict(list)
    rows = store.query(f"SELECT ?sub ?super WHERE {{ ?sub <{RDFS}subClassOf> ?super }}")
    if isinstance(rows, QuerySolutions):
        for row in rows:
            sub, above = row["sub"], row["super"]
            if isinstance(sub, Term) and isinstance(above, Term):
                below[above].append(sub)
    blank = {sub for subs in below.values() for sub in subs if isinstance(sub, BlankNode)}
    populated = frozenset(one for one in blank if next(store.quads_for_pattern(None, TYPE, one), None) is not None)
    return Hierarchy({above: tuple(sorted(subs, key=str)) for above, subs in below.items()}, populated)
