"""sh:minLength, sh:maxLength, sh:pattern, sh:languageIn and sh:uniqueLang (SHACL 4.4)."""

from pyoxigraph import Literal

from graph.validate.cardinality import number
from graph.validate.conditions import NEVER, UNKNOWN, Condition, exactly
from graph.validate.functions import matching
from graph.validate.scope import Generators, Scope
from graph.validate.shapes import Constraint


def too_short(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:minLength; from 0 on everything is long enough to pySHACL, blank nodes too."""
    least = number(constraint.value)
    return scope.some_value(lambda v: exactly(f"(isBlank({v}) || STRLEN(STR({v})) < {least})")) if least else NEVER


def too_long(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:maxLength."""
    most = number(constraint.value)
    return scope.some_value(lambda v: exactly(f"(isBlank({v}) || STRLEN(STR({v})) > {most})"))


def unlike(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:pattern. The expression is Python's, as in pySHACL, so Python matches it (see patterns)."""
    if not isinstance(constraint.value, Literal):
        return scope.some_value(lambda _: UNKNOWN)
    flags = "".join(flag.value for flag in constraint.items if isinstance(flag, Literal)).lower()
    matches = matching(constraint.value.value, flags)
    return scope.some_value(lambda v: exactly(f"(isBlank({v}) || !COALESCE({matches.format(f'STR({v})')}, false))"))


def in_other_language(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:languageIn: the tag, or its first part, has to be listed; that is how pySHACL has it."""
    listed = [tag.value.lower() for tag in constraint.items if isinstance(tag, Literal)]
    if "*" in listed:
        return scope.some_value(lambda v: exactly(f'!(isLiteral({v}) && COALESCE(LANG({v}) != "", false))'))
    tags = ", ".join(str(Literal(tag)) for tag in listed) or '"-"'

    def bad(value: str) -> Condition:
        tag = f"LANG({value})"
        fits = f"({tag} IN ({tags}) || STRBEFORE({tag}, '-') IN ({tags}))"
        return exactly(f"!(isLiteral({value}) && COALESCE({tag} != '' && {fits}, false))")

    return scope.some_value(bad)


def language_twice(constraint: Constraint, scope: Scope) -> Condition:
    """Generate sh:uniqueLang; tags are in small letters in the store."""
    if scope.path is None or not isinstance(constraint.value, Literal) or constraint.value.value not in ("true", "1"):
        return NEVER
    one, other = scope.value(0), scope.value(1)
    same = f'!sameTerm({one}, {other}) && COALESCE(LANG({one}) != "" && LANG({one}) = LANG({other}), false)'
    return exactly(scope.reaches([one, other], same))


GENERATORS: Generators = {
    "minLength": too_short,
    "maxLength": too_long,
    "pattern": unlike,
    "languageIn": in_other_language,
    "uniqueLang": language_twice,
}
