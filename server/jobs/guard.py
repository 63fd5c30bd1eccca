"""Queries refused before they are evaluated."""

import re
from collections.abc import Iterator

from server.limits import Limits
from server.problem import Problem

MAX_DEPTH = 100
MAX_OPERATORS = 500

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# Strings, IRIs and comments, in which a bracket or a word means nothing, beside the tokens that count. A comment ends
# at either line end. A variable ends at a dot, so that `?o.SERVICE` is two tokens; a name with a colon may hold dots.
# An IRI holds no space, so that the `<` of a comparison does not swallow what follows. A number ends where its digits
# do, also behind an exponent: `1e9SERVICE` is two tokens.
# Names are looked for in so many characters only, and quotes mean nothing any more behind a string without an end (the
# parser will refuse it): no character is read again and again, whatever the query.
_STRINGS = (
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|(?P<endless_1>))'
    r"|'''(?:[^'\\]|\\.|'(?!''))*+(?:'''|(?P<endless_2>))"
    r'|"(?:[^"\\\n\r]|\\.)*+(?:"|(?P<endless_3>))'
    r"|'(?:[^'\\\n\r]|\\.)*+(?:'|(?P<endless_4>))|"
)
_OTHERS = (
    r'<[^<>"{}|^`\\\s]*>'
    r"|\#[^\n\r]*"
    r"|[?$]\w+"
    r"|[\w-][\w.-]{0,100}:[\w:.-]*|:[\w:.-]*"
    r"|(?P<service>SERVICE(?![\w:-]))"
    r"|(?P<silent>SILENT(?![\w:-]))"
    r"|(?P<volatile>(?:NOW|RAND|UUID|STRUUID|BNODE)(?![\w:-]))"
    r"|(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+"
    r"|\d+|[^\W\d]\w*"
    r"|(?P<open>[{(\[])"
    r"|(?P<close>[})\]])"
    r"|(?P<operator>[!/|^&+*-])"
)
_TOKENS = re.compile(_STRINGS + _OTHERS, re.DOTALL | re.IGNORECASE)
_TOKENS_WITHOUT_STRINGS = re.compile(_OTHERS, re.DOTALL | re.IGNORECASE)


def check(query: str, limits: Limits) -> bool:
    """Refuse a query that is too long, too deeply nested or chained, or would make the server ask a stranger.

    The store follows SERVICE to any address, and crashes on deep nesting and long chains, so none may reach it.
    Says whether the query asks for the time or for chance, so that it may be answered otherwise the next time.
    Raises Problem with the reason.
    """
    if len(query) > limits.query:
        raise Problem(413, f"A query may have {limits.query} characters; this one has {len(query)}.")
    # SPARQL lets any character be written as an escape; whether a parser reads escapes first decides what is a string.
    volatile = [_scan(reading, limits.services) for reading in {query, _ESCAPE.sub(_character, query)}]
    return any(volatile)


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else " "


def _scan(query: str, services: tuple[str, ...]) -> bool:
    depth = operators = 0
    volatile = asked = False
    for token in _tokens(query):
        if asked and not token["silent"] and not token[0].startswith("#"):
            _check_service(token[0], services)
            asked = False
        asked |= bool(token["service"])
        volatile |= bool(token["volatile"])
        depth += bool(token["open"]) - bool(token["close"])
        operators += bool(token["operator"])
        if depth > MAX_DEPTH:
            raise Problem(400, f"Brackets may be nested {MAX_DEPTH} deep.")
        if operators > MAX_OPERATORS:
            raise Problem(400, f"A query may have {MAX_OPERATORS} operators (! / | ^ & + * -).")
    if asked:
        _check_service("", services)
    return volatile


def _tokens(query: str) -> Iterator[re.Match[str]]:
    for token in _TOKENS.finditer(query):
        if (token.lastgroup or "").startswith("endless"):
            yield from _TOKENS_WITHOUT_STRINGS.finditer(query, token.start() + 1)
            return
        yield token


def _check_service(target: str, services: tuple[str, ...]) -> None:
    """Let an IRI pass that is allowed; whatever else follows SERVICE is refused, a variable or prefixed name too."""
    if target.startswith("<") and any(target[1:-1].startswith(allowed) for allowed in services):
        return
    there = f"It may ask {', '.join(services)}, named by a full IRI." if services else "It asks no other one."
    raise Problem(403, f"SERVICE is refused by this endpoint. {there}")
