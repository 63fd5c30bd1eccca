"""sh:not, sh:and, sh:or and sh:xone (SHACL 4.6)."""

from collections.abc import Iterable

from graph.validate.conditions import YES, Condition, all_of, any_of, either, negate, not_
from graph.validate.scope import Generators, Scope
from graph.validate.shapes import Constraint


def conforms_to_it(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:not."""
    return scope.some_value(lambda v: negate(scope.nested(constraint.shapes[0], v)))


def fails_one(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:and."""
    return scope.some_value(lambda v: any_of(scope.nested(shape, v) for shape in constraint.shapes))


def fails_all(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:or."""
    return scope.some_value(lambda v: all_of(scope.nested(shape, v) for shape in constraint.shapes))


def not_just_one(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:xone: the number of shapes conformed to lies between those that it must and those that it may."""

    def bad(value: str) -> Condition:
        conforms = [negate(scope.nested(shape, value)) for shape in constraint.shapes]
        least, most = _count(c.must for c in conforms), _count(c.may for c in conforms)
        fails = either(c.fails for c in conforms)
        if least == most:
            return Condition(f"({least} != 1)", f"({least} != 1)", fails)
        return Condition(not_(f"{least} = 1 && {most} = 1"), f"({most} = 0 || {least} > 1)", fails)

    return scope.some_value(bad)


def _count(expressions: Iterable[str]) -> str:
    return "(" + " + ".join("1" if e == YES else f"IF({e}, 1, 0)" for e in expressions) + ")"


GENERATORS: Generators = {"not": conforms_to_it, "and": fails_one, "or": fails_all, "xone": not_just_one}
