"""What SPARQL can say about a violation: that it may be there, that it must be, that pySHACL may give up.

A condition holds three boolean SPARQL expressions. `may` holds wherever pySHACL would find a violation, perhaps
elsewhere too; `must` holds only where it would. Negation swaps the two, so a superset stays a superset through sh:not
and sh:xone. `fails` holds wherever pySHACL could end with an error, which no negation undoes. No expression here ever
raises a SPARQL error itself: in a FILTER it would count as false, and a violation would be missed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

YES, NO = "true", "false"


@dataclass(frozen=True, slots=True)
class Condition:
    """A violation: where it `may` be, where it `must` be, and where looking for it `fails`."""

    may: str
    must: str
    fails: str = NO

    @property
    def suspicious(self) -> str:
        """Give the expression that holds wherever pySHACL has to look."""
        return either((self.may, self.fails))


UNKNOWN = Condition(YES, NO, YES)
NEVER = Condition(NO, NO)
ALWAYS = Condition(YES, YES)


def exactly(expression: str) -> Condition:
    """Make the condition that one expression decides."""
    return Condition(expression, expression)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Hold where one of the conditions does."""
    found = tuple(conditions) or (NEVER,)
    return Condition(*(either(parts) for parts in zip(*((c.may, c.must, c.fails) for c in found), strict=True)))


def all_of(conditions: Iterable[Condition]) -> Condition:
    """Hold where all of the conditions do."""
    return negate(any_of(map(negate, conditions)))


def negate(condition: Condition) -> Condition:
    """Hold where the condition does not."""
    return Condition(not_(condition.must), not_(condition.may), condition.fails)


def mapped(write: Callable[[str], str], condition: Condition) -> Condition:
    """Write each part anew, in the same way."""
    return Condition(write(condition.may), write(condition.must), write(condition.fails))


def either(expressions: Iterable[str]) -> str:
    """Write a disjunction, leaving out what is known."""
    found = list(dict.fromkeys(e for e in expressions if e != NO))
    if YES in found:
        return YES
    return "(" + " || ".join(found) + ")" if found else NO


def not_(expression: str) -> str:
    """Write a negation, unless the truth is known."""
    if expression in (YES, NO):
        return NO if expression == YES else YES
    return expression.removeprefix("!") if expression.startswith("!(") else f"!({expression})"


def exists(pattern: str, expression: str = YES) -> str:
    """Write that the pattern has a solution for which the expression holds."""
    if expression == NO:
        return NO
    return f"EXISTS {{ {pattern} }}" if expression == YES else f"EXISTS {{ {pattern} FILTER ({expression}) }}"


def distinct(variables: Iterable[str]) -> str:
    """Write that the variables are bound to different terms each."""
    names = list(variables)
    pairs = [f"!sameTerm({a}, {b})" for place, a in enumerate(names) for b in names[place + 1 :]]
    return " && ".join(pairs) or YES
