"""Shapes, as values: targets, path, constraints, nested shapes (SHACL 2)."""

from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from graph.validate.errors import Term
from graph.validate.paths import Path


@dataclass(frozen=True, slots=True)
class Targets:
    """Where a shape's focus nodes come from; `classes` counts the shape itself where it is a class (2.1)."""

    nodes: tuple[Term, ...] = ()
    classes: tuple[Term, ...] = ()
    subjects_of: tuple[Term, ...] = ()
    objects_of: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is any target."""
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of)


@dataclass(frozen=True, slots=True)
class Query:
    """A SPARQL-based constraint: its text and the prefixes it was written with (5.2)."""

    node: Term
    select: str
    prefixes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Constraint:
    """One value of one parameter.

    `items` are the members of a list (sh:in), the flags of a pattern, or the properties a closed shape allows;
    `shapes` the shapes that the value names, `siblings` those of a disjoint qualified shape.
    """

    name: str
    value: Term
    items: tuple[Term, ...] = ()
    shapes: tuple["Shape", ...] = ()
    siblings: tuple["Shape", ...] = ()
    query: Query | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape; with a path it is a property shape. `depth` counts the levels of shapes below it."""

    node: Term
    path: Path | None = None
    targets: Targets = field(default_factory=Targets)
    constraints: tuple[Constraint, ...] = ()
    deactivated: bool = False

    @property
    def depth(self) -> int:
        """Count the levels of nested shapes, this one included."""
        nested = [
            shape.depth for constraint in self.constraints for shape in (*constraint.shapes, *constraint.siblings)
        ]
        return 1 + max(nested, default=0)


# Not a parameter of SHACL: a constraint of a component that the shapes graph itself defines.
CUSTOM = NamedNode("http://www.w3.org/ns/shacl#ConstraintComponent")
