"""Queries refused before they are evaluated."""

import re

from werkzeug.exceptions import BadRequest, Forbidden, RequestEntityTooLarge

MAX_CHARACTERS = 100_000
MAX_DEPTH = 100
MAX_OPERATORS = 500

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# Strings, IRIs and comments, in which a bracket or a word means nothing, beside the tokens that count. A comment ends
# at either line end. A variable ends at a dot, so that `?o.SERVICE` is two tokens; a name with a colon may hold dots.
# An IRI holds no space, so that the `<` of a comparison does not swallow what follows.
_TOKENS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\s]*>'
    r"|\#[^\n\r]*"
    r"|[?$]\w+"
    r"|[\w-][\w.-]*:[\w:.-]*|:[\w:.-]*"
    r"|(?P<service>SERVICE(?![\w:-]))"
    r"|\d+|[^\W\d]\w*"
    r"|(?P<open>[{(\[])"
    r"|(?P<close>[})\]])"
    r"|(?P<operator>[!/|^&+*-])",
    re.DOTALL | re.IGNORECASE,
)


def check(query: str) -> None:
    """Refuse a query that is too long, too deeply nested or chained, or would make the server ask another one.

    The store follows SERVICE to any address, and crashes on deep nesting and long chains, so none may reach it.
    Raises RequestEntityTooLarge, BadRequest or Forbidden with the reason.
    """
    if len(query) > MAX_CHARACTERS:
        raise RequestEntityTooLarge(f"A query may have {MAX_CHARACTERS} characters.")
    # SPARQL lets any character be written as an escape; whether a parser reads escapes first decides what is a string.
    for reading in {query, _ESCAPE.sub(_character, query)}:
        _scan(reading)


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else " "


def _scan(query: str) -> None:
    depth = operators = 0
    for token in _TOKENS.finditer(query):
        if token["service"]:
            raise Forbidden("SERVICE is refused: this endpoint asks no other one.")
        depth += bool(token["open"]) - bool(token["close"])
        operators += bool(token["operator"])
        if depth > MAX_DEPTH:
            raise BadRequest(f"Brackets may be nested {MAX_DEPTH} deep.")
        if operators > MAX_OPERATORS:
            raise BadRequest(f"A query may have {MAX_OPERATORS} operators (! / | ^ & + * -).")
