"""A parser's refusal, said so that the query can be mended: where, what is wrong, and what to do about it."""

import re
from dataclasses import dataclass
from itertools import pairwise

from graph import iris
from graph.place import context
from graph.sparql import hints
from graph.sparql.hints import Hint
from graph.sparql.tokens import Token, tokens

_PLACE = re.compile(r"\s*\bat (\d+):(\d+)(?: \(from [^)]*\))?:?\s*")
_ENOUGH = 8
_RULES = {
    "The SELECT contains a variable that is unbound": "every variable that is selected must be grouped or aggregated",
    "SELECT * is not authorized with GROUP BY": "SELECT * does not go with GROUP BY",
    "Duplicated variable name in SELECT": "a variable is selected twice",
    "The SELECT overrides an existing variable using an expression": "AS names a variable that the pattern has already",
}
_HINTS = {
    "SELECT * is not authorized with GROUP BY": "Name the grouped variables and the aggregates.",
    "Duplicated variable name in SELECT": "Name it once, or give the expression another name.",
    "The SELECT overrides an existing variable using an expression": "Choose a name behind AS that is new.",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a query.

    Where the place is known: line and column, from 1, and the line itself with a caret under it; a hint where there is
    one.
    """

    detail: str
    line: int = 0
    column: int = 0
    context: str = ""
    hint: str = ""

    def __str__(self) -> str:
        """Tell it all, in lines."""
        return "\n".join(filter(None, (self.detail, self.context, self.hint)))


def diagnose(query: str, message: str) -> Fault:
    """Tell a syntax error from what the parser said of it."""
    place = _PLACE.search(message)
    said = message[place.end() :] if place else message
    found = _of_rule(query, said) or hints.find(query, iris.PREFIXES)
    if found is None and place is None:
        return Fault(f"The query is not SPARQL: {_readable(said)}.")
    guess = found or _where_it_stopped(query, int(place[1]) if place else 1, int(place[2]) if place else 1, said)
    line, column, shown = _pointed(query, guess.start)
    detail = f"The query is not SPARQL: line {line}, column {column}: {guess.what}."
    return Fault(detail, line, column, shown, guess.hint)


def _pointed(query: str, start: int) -> tuple[int, int, str]:
    """Give line and column, from 1, and the line with a caret below the place; of a long line what is near."""
    before = query[:start].split("\n")
    column = len(before[-1]) + 1
    return len(before), column, context(query.split("\n")[len(before) - 1].rstrip("\r"), column)


def _of_rule(query: str, said: str) -> Hint | None:
    """Explain a rule beyond the grammar that the parser names among what it expected."""
    rule = next((rule for rule in _RULES if rule in said), None)
    if rule is None:
        return None
    found = [*tokens(query)]
    start, hint = _ungrouped(found) if rule not in _HINTS else (_second(found), _HINTS[rule])
    return Hint(start, _RULES[rule], hint)


def _ungrouped(found: list[Token]) -> tuple[int, str]:
    """Find the selected variable that is not grouped."""
    grouped = _after(found, "GROUP")
    depth = 0
    begun = False
    for token in found:
        depth += (token.text == "(") - (token.text == ")")
        if begun and (token.text == "{" or token.is_word("WHERE", "FROM")):
            break
        begun |= token.is_word("SELECT")
        if begun and token.kind == "variable" and not depth and token.text[1:] not in grouped:
            return token.start, f"Add GROUP BY {token.text}, or aggregate it: (SAMPLE({token.text}) AS ?name)."
    first = next((token.start for token in found if token.is_word("SELECT")), 0)
    return first, "Group by the variables outside of aggregates, or aggregate them."


def _after(found: list[Token], word: str) -> set[str]:
    """Give the names of the variables behind the last such keyword."""
    last = max((n for n, token in enumerate(found) if token.is_word(word)), default=len(found))
    return {token.text[1:] for token in found[last:] if token.kind == "variable"}


def _second(found: list[Token]) -> int:
    """Give the place of a name given with AS, or of the variable or star selected."""
    named = [after for token, after in pairwise(found) if token.is_word("AS")]
    selected = [after for token, after in pairwise(found) if token.is_word("SELECT")]
    return (named or selected)[0].start


def _where_it_stopped(query: str, line: int, column: int, said: str) -> Hint:
    """Say what the parser said, where nothing better is known.

    It tells the place behind as many characters as the longest word has that it tried, so the token there is told.
    """
    lines = query.split("\n")
    stopped = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
    words = [] if '"' in said else re.findall(r"\b[A-Z_]{2,}\b", said)
    near = [token for token in tokens(query) if token.start <= max(0, stopped - max(map(len, words), default=0))]
    if stopped >= len(query.rstrip()):
        near = [*tokens(query)]
    if near and words:
        return Hint(near[-1].start, f"“{near[-1].text}” is not expected here", "")
    return Hint(min(stopped, len(query)), _readable(said), "")


def _readable(what: str) -> str:
    """Shorten the parser's list of everything it would have taken; character classes say nothing to a reader."""
    bare = re.sub(r"\[[^\]]*\]", "", what)
    if failed := re.search(r"\w+(?: \w+)* failed", bare):
        return failed[0]
    words = re.findall(r'"(?:\\.|[^"])*"|\b[A-Z_]{2,}\b', bare)
    if not words:
        return "this is not expected here"
    more = " …" if len(words) > _ENOUGH else ""
    return f"expected {'one of ' if len(words) > 1 else ''}{', '.join(words[:_ENOUGH])}{more}"
