"""sh:node, sh:property and qualified shapes (SHACL 4.7)."""

from graph.validate.cardinality import number
from graph.validate.conditions import ALWAYS, NEVER, NO, Condition, all_of, distinct, exactly, negate
from graph.validate.scope import COUNTED, Generators, Scope
from graph.validate.shapes import Constraint


def fails_it(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:node and sh:property."""
    return scope.some_value(lambda v: scope.nested(constraint.shapes[0], v))


def qualified_too_few(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:qualifiedMinCount."""
    return negate(_qualified(constraint, scope, number(constraint.value))) if scope.path else NEVER


def qualified_too_many(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:qualifiedMaxCount."""
    return _qualified(constraint, scope, number(constraint.value) + 1) if scope.path else NEVER


def _qualified(constraint: Constraint, scope: Scope, count: int) -> Condition:
    """Hold where `count` different values, or more, conform to the shape and to none of its siblings."""
    if count <= 0:
        return ALWAYS
    values = [scope.value(place) for place in range(min(count, COUNTED))]
    conform = [
        all_of(
            [
                negate(scope.nested(constraint.shapes[0], value)),
                *(scope.nested(sibling, value) for sibling in constraint.siblings),
            ]
        )
        for value in values
    ]
    several = all_of([exactly(distinct(values)), *conform])
    fails = scope.reaches(values[:1], conform[0].fails)
    must = scope.reaches(values, several.must) if count <= COUNTED else NO
    return Condition(scope.reaches(values, several.may), must, fails)


GENERATORS: Generators = {
    "node": fails_it,
    "property": fails_it,
    "qualifiedMinCount": qualified_too_few,
    "qualifiedMaxCount": qualified_too_many,
}
