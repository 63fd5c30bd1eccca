"""sh:minInclusive, sh:minExclusive, sh:maxInclusive, sh:maxExclusive (SHACL 4.3), and what can be compared at all."""

from pyoxigraph import Literal

from graph.validate.conditions import NO, YES, Condition
from graph.validate.errors import Term
from graph.validate.index import XSD
from graph.validate.literals import stored
from graph.validate.scope import Generators, Scope
from graph.validate.shapes import Constraint

NUMBERS = f"<{XSD}integer>, <{XSD}decimal>"
# Within a family SPARQL and pySHACL agree on the order. Texts do too, but in languages SPARQL cannot compare them.
FAMILIES = (NUMBERS, f"<{XSD}date>", f"<{XSD}string>")
_HOLDS = {"minInclusive": ">=", "minExclusive": ">", "maxInclusive": "<=", "maxExclusive": "<"}


def within(constraint: Constraint, scope: Scope) -> Condition:
    """Generate the four: a value of the limit's family is compared, any other is left to pySHACL."""
    limit = constraint.value
    family = family_of(limit)
    if family is None or not isinstance(limit, Literal):
        return scope.some_value(lambda _: Condition(YES, NO))
    holds = _HOLDS[constraint.name]

    def bad(value: str) -> Condition:
        same = f"isLiteral({value}) && DATATYPE({value}) IN ({family})"
        inside = f"COALESCE({value} {holds} {stored(limit)}, false)"
        return Condition(f"!({same} && {inside})", f"({same} && !{inside})")

    return scope.some_value(bad)


def family_of(limit: Term) -> str | None:
    """Give the datatypes that compare with a limit; None where that is not known."""
    if not isinstance(limit, Literal):
        return None
    return next((family for family in FAMILIES if str(stored(limit).datatype) in family.split(", ")), None)


GENERATORS: Generators = dict.fromkeys(_HOLDS, within)
