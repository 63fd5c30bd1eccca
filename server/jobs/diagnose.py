"""A parser's refusal, said so that the query can be mended: where, what was expected, and what is likely wrong."""

import re

from graph import iris
from server.problem import Problem

_PLACE = re.compile(r"\s*\bat (\d+):(\d+)(?: \(from [^)]*\))?:?\s*")
_SHOWN = 100
_ENOUGH = 8
_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_UPDATE = re.compile(r"\b(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD)\b", re.IGNORECASE)
_PREFIXED = re.compile(r"([\w-]+):[\w-]*")


def syntax_error(query: str, message: str) -> Problem:
    """Tell a syntax error with line, column, the line itself with a caret under the place, and a hint."""
    place = _PLACE.search(message)
    what = _readable(message[place.end() :] if place else message)
    if place is None:
        return Problem(400, f"The query is not SPARQL: {what}.", _hint(query, 0))
    line, column = int(place[1]), int(place[2])
    lines = query.splitlines() or [""]
    text = lines[line - 1] if line <= len(lines) else ""
    first = max(0, column - 1 - _SHOWN // 2)
    context = f"{text[first : first + _SHOWN]}\n{' ' * (column - 1 - first)}^"
    offset = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
    more: dict[str, object] = {"line": line, "column": column, "context": context, **_hint(query, offset)}
    return Problem(400, f"The query is not SPARQL: line {line}, column {column}: {what}.", more)


def _readable(what: str) -> str:
    """Shorten the parser's list of everything it would have taken; character classes say nothing to a reader."""
    if not what.startswith("expected one of "):
        return what.rstrip(". \n")
    words = re.findall(r'"(?:\\.|[^"])*"|\b[A-Z]{2,}\b', re.sub(r"\[[^\]]*\]", "", what))
    return f"expected one of {', '.join(words[:_ENOUGH])}{' …' if len(words) > _ENOUGH else ''}"


def _hint(query: str, offset: int) -> dict[str, str]:
    """Guess what is wrong; nothing where there is no good guess."""
    bare = re.sub(r"#[^\n]*", "", query).strip()
    if not bare:
        return {"hint": "The query is empty."}
    if not _FORM.search(bare):
        if _UPDATE.search(bare):
            return {"hint": "This endpoint is read-only; it takes no updates."}
        return {"hint": "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, after any PREFIX lines."}
    known = {*iris.PREFIXES, *(name for name in re.findall(r"PREFIX\s+([\w-]*):", query, re.IGNORECASE))}
    # The parser stops at a name whose prefix it does not know, or just after what stands before it.
    near = _PREFIXED.search(query, max(0, offset - 1))
    if near and near[1] not in known and near.start() <= offset + 1:
        return {"hint": f"The prefix “{near[1]}:” is not declared: add a line PREFIX {near[1]}: <...>."}
    if offset >= len(query.rstrip()):
        missing = [right for left, right in ("{}", "()", "[]") if query.count(left) > query.count(right)]
        ends = f": “{missing[0]}” is missing" if missing else ""
        return {"hint": f"The query ends too early{ends}."}
    return {}
