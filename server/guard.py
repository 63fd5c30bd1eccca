"""Queries refused before they are evaluated."""

import re

from werkzeug.exceptions import BadRequest, Forbidden, RequestEntityTooLarge

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 200

# Strings, IRIs and comments, in which a bracket or a word means nothing, beside the tokens that count. An IRI holds no
# space, so that the `<` of a comparison does not swallow what follows.
_TOKENS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\s]*>'
    r"|\#[^\n]*"
    r"|(?P<name>[?$:\w][\w:.-]*)"
    r"|(?P<open>[{(\[])"
    r"|(?P<close>[})\]])",
    re.DOTALL,
)


def check(query: str) -> None:
    """Refuse a query that is too long, too deeply nested, or would make the server ask another one.

    The store follows SERVICE to any address and crashes on deep nesting, so neither may reach it.
    Raises RequestEntityTooLarge, BadRequest or Forbidden with the reason.
    """
    if len(query) > MAX_CHARACTERS:
        raise RequestEntityTooLarge(f"A query may have {MAX_CHARACTERS} characters.")
    depth = 0
    for token in _TOKENS.finditer(query):
        if token["open"]:
            depth += 1
            if depth > MAX_DEPTH:
                raise BadRequest(f"Brackets may be nested {MAX_DEPTH} deep.")
        elif token["close"]:
            depth -= 1
        elif token["name"] and token["name"].upper() == "SERVICE":
            raise Forbidden("SERVICE is refused: this endpoint asks no other one.")
