"""From shapes to set queries: one for each constraint of each shape that has targets.

A query selects `?this`: every focus node for which the constraint may be violated. Constraints of shapes that look at
the same focus node (sh:property, sh:node and sh:and of a node shape) get queries of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.validate import (
    cardinality,
    logical,
    other,
    property_pair,
    shape_based,
    strings,
    value_range,
    value_type,
)
from graph.validate.conditions import NEVER, NO, UNKNOWN, YES, Condition, any_of
from graph.validate.errors import NotOnce
from graph.validate.hierarchy import Hierarchy
from graph.validate.literals import Loaded
from graph.validate.paths import Sequence, comparable, sparql
from graph.validate.rewriting import once_for_all
from graph.validate.scope import Generators, Scope
from graph.validate.shapes import Constraint, Shape
from graph.validate.targets import listed, target_pattern

GENERATORS: Generators = {
    **cardinality.GENERATORS,
    **value_type.GENERATORS,
    **value_range.GENERATORS,
    **strings.GENERATORS,
    **property_pair.GENERATORS,
    **logical.GENERATORS,
    **shape_based.GENERATORS,
    **other.GENERATORS,
}
# Through these a node shape looks at its own focus node.
_SAME_FOCUS = ("property", "node", "and")
# pySHACL gives up on shapes nested deeper than 15, with an error.
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class SetQuery:
    """A query for the offenders of one constraint of `root`; `reason` says why it selects every focus node.

    `everything` selects them all: it is asked where the text, though rdflib reads it, is no SPARQL to Oxigraph.
    `witness`, where there is one, selects beside the focus node the nodes that bring a violation about.
    """

    root: Shape
    shape: Shape
    constraint: Constraint
    text: str
    everything: str
    reason: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Compiler:
    """Generates queries for one data graph."""

    loaded: Loaded
    hierarchy: Hierarchy

    def queries(self, root: Shape) -> Iterator[SetQuery]:
        """Generate the queries of a shape with targets; none where there are no focus nodes or nothing to violate."""
        targets = listed(self.loaded.store, target_pattern(root.targets, self.hierarchy))
        if targets is None:
            return
        for shape, constraint in _flat(root):
            everything = f"SELECT DISTINCT ?this WHERE {{ {targets} }}"
            if root.depth > DEEPEST:
                yield SetQuery(
                    root, shape, constraint, everything, everything, "shapes are nested deeper than pySHACL follows"
                )
            elif constraint.name == "sparql":
                if constraint.query is not None:
                    try:
                        text = once_for_all(constraint.query, shape.path, targets, self.loaded)
                        witness = text.replace("SELECT DISTINCT ?this", "SELECT DISTINCT *", 1)
                        yield SetQuery(root, shape, constraint, text, everything, witness=witness)
                    except NotOnce as error:
                        yield SetQuery(root, shape, constraint, everything, everything, f"the query {error}")
            else:
                condition = self._condition(shape, constraint, "?this").suspicious
                if condition == YES:
                    yield SetQuery(
                        root, shape, constraint, everything, everything, f"sh:{constraint.name} is not compiled here"
                    )
                elif condition != NO:
                    text = f"SELECT DISTINCT ?this WHERE {{ {targets} FILTER ({condition}) }}"
                    yield SetQuery(
                        root, shape, constraint, text, everything, witness=_shared(targets, shape, constraint)
                    )

    def violation(self, shape: Shape, focus: str) -> Condition:
        """Generate the condition that a shape is violated at a variable."""
        if shape.deactivated:
            return NEVER
        return any_of(self._condition(shape, constraint, focus) for constraint in shape.constraints)

    def _condition(self, shape: Shape, constraint: Constraint, focus: str) -> Condition:
        if constraint.name == "sparql" and constraint.query is None:
            return NEVER
        generate = GENERATORS.get(constraint.name)
        if generate is None or (shape.path is not None and not comparable(shape.path)):
            return UNKNOWN
        return generate(constraint, Scope(focus, shape.path, self.hierarchy.subclasses, self.violation))


def _shared(targets: str, shape: Shape, constraint: Constraint) -> str:
    """Select how the path of sh:disjoint leads from focus nodes to the values that it must not lead to."""
    if constraint.name != "disjoint" or shape.path is None:
        return ""
    steps = shape.path.paths if isinstance(shape.path, Sequence) else (shape.path,)
    nodes = ["?this", *(f"?step{number}" for number in range(len(steps)))]
    walked = " ".join(f"{a} {sparql(step)} {b} ." for a, step, b in zip(nodes, steps, nodes[1:], strict=False))
    return f"SELECT DISTINCT * WHERE {{ {targets} {walked} ?this {constraint.value} {nodes[-1]} . }}"


def _flat(shape: Shape) -> Iterator[tuple[Shape, Constraint]]:
    if shape.deactivated:
        return
    for constraint in shape.constraints:
        if shape.path is None and constraint.name in _SAME_FOCUS:
            for nested in constraint.shapes:
                yield from _flat(nested)
        else:
            yield shape, constraint
