"""sh:equals, sh:disjoint, sh:lessThan and sh:lessThanOrEquals (SHACL 4.5)."""

from dataclasses import replace

from graph.validate.conditions import NEVER, YES, Condition, any_of, either, exactly, exists, mapped, not_
from graph.validate.scope import Generators, Scope
from graph.validate.shapes import Constraint
from graph.validate.value_range import FAMILIES


def unequal(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:equals: a value that is not among the objects, or the other way round."""
    other = scope.value(1)
    extra = scope.some_value(lambda v: exactly(not_(exists(f"{scope.focus} {constraint.value} {v} ."))))
    has = scope.reaches([other], YES) if scope.path else f"sameTerm({scope.focus}, {other})"
    return any_of((extra, exactly(exists(f"{scope.focus} {constraint.value} {other} .", not_(has)))))


def shared(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:disjoint."""
    return scope.some_value(lambda v: exactly(exists(f"{scope.focus} {constraint.value} {v} .")))


def not_less(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:lessThan and sh:lessThanOrEquals; a pair of another family than the known is left to pySHACL."""
    if scope.path is None:
        return NEVER
    one, other = scope.value(0), scope.value(1)
    order = "<" if constraint.name == "lessThan" else "<="
    same = either(f"(DATATYPE({one}) IN ({family}) && DATATYPE({other}) IN ({family}))" for family in FAMILIES)
    same = f"isLiteral({one}) && isLiteral({other}) && {same}"
    less = f"COALESCE({one} {order} {other}, false)"
    # At a blank node pySHACL gives up, with an error, even if there is nothing to compare it with.
    fails = either((f"isBlank({one})", exists(f"{scope.focus} {constraint.value} {other} .", f"isBlank({other})")))
    pair = Condition(f"!({same} && {less})", f"({same} && !{less})")
    compared = mapped(lambda e: exists(f"{scope.focus} {constraint.value} {other} .", e), pair)
    return mapped(lambda e: scope.reaches([one], e), replace(compared, fails=fails))


GENERATORS: Generators = {
    "equals": unequal,
    "disjoint": shared,
    "lessThan": not_less,
    "lessThanOrEquals": not_less,
}
