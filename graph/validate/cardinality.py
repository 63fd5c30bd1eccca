"""sh:minCount and sh:maxCount (SHACL 4.2)."""

from pyoxigraph import Literal

from graph.validate.conditions import NEVER, NO, YES, Condition, distinct, exactly, negate
from graph.validate.errors import Term
from graph.validate.scope import COUNTED, Generators, Scope
from graph.validate.shapes import Constraint


def number(value: Term) -> int:
    """Read a count."""
    return int(value.value) if isinstance(value, Literal) else 0


def at_least(scope: Scope, count: int) -> Condition:
    """Hold where there are `count` different values or more; counted only up to a limit."""
    if count <= 0:
        return Condition(YES, YES)
    variables = [scope.value(place) for place in range(min(count, COUNTED))]
    enough = scope.reaches(variables, distinct(variables))
    return exactly(enough) if count <= COUNTED else Condition(enough, NO)


def too_few(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:minCount."""
    return negate(at_least(scope, number(constraint.value))) if scope.path else NEVER


def too_many(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:maxCount."""
    return at_least(scope, number(constraint.value) + 1) if scope.path else NEVER


GENERATORS: Generators = {"minCount": too_few, "maxCount": too_many}
