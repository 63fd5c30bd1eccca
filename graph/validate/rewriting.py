"""From a query for one focus node to a query for all: the text, changed in three places.

The targets are joined in where the outermost group begins, the selection becomes $this, and every FILTER outside of
EXISTS lets pass what it cannot decide: an error there is a candidate, never a miss. NOT EXISTS moves (see unnesting).
"""

import re

from graph.validate.analysis import analyse
from graph.validate.errors import NotOnce
from graph.validate.functions import NAMES
from graph.validate.literals import Loaded
from graph.validate.paths import Path, comparable, sparql
from graph.validate.shapes import Query
from graph.validate.unnesting import unnested

_TOKEN = re.compile(
    r"""\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
    r"""|<[^<>"{}|^`\\\s]*>|\#[^\n]*|[?$]?\w+|.""",
    re.DOTALL,
)
# pySHACL looks for these with regular expressions, in comments and strings too, and fails; so let it fail.
_FORBIDDEN = re.compile(r"\b(MINUS|VALUES|SERVICE|currentShape|shapesGraph)\b", re.IGNORECASE)
# Only such a mention makes pySHACL bind the variable.
_THIS = re.compile(r"[\s{}()][$?]this\b")
_PATH = re.compile(r"([\s{}()])[$?]PATH\b")


def once_for_all(query: Query, path: Path | None, targets: str, loaded: Loaded) -> str:
    """Rewrite the query so that one run finds each focus node of the targets that it may find fault with.

    Raises NotOnce where that is not safe.
    """
    text = query.select
    if _FORBIDDEN.search(text) or not _THIS.search(text):
        raise NotOnce("uses a clause or variable that pySHACL treats in its own way")
    if _PATH.search(text):
        if path is None or not comparable(path):
            raise NotOnce("uses $PATH where there is no path that can be written")
        written = sparql(path)
        text = _PATH.sub(lambda match: match[1] + written, text)
    prefixes = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in query.prefixes)
    analyse(prefixes + text, loaded.kinds)
    body = "".join(unnested(_renamed(_tokens(lenient(_body(text))))))
    return f"{prefixes}SELECT DISTINCT ?this WHERE {{ {targets} {body}"


def _renamed(tokens: list[str]) -> list[str]:
    """Call what is written in Python in place of SPARQL's own functions; `ex:substr (1)` is none of them."""
    before = ["", *tokens]
    return [
        NAMES[token.upper()] if token.upper() in NAMES and last != ":" else token
        for last, token in zip(before, tokens, strict=False)
    ]


def _tokens(text: str) -> list[str]:
    return [token[0] for token in _TOKEN.finditer(text)]


def _body(text: str) -> str:
    place = 0
    for token in _TOKEN.finditer(text):
        if token[0] == "{":
            place = token.end()
            break
    return text[place:]


def lenient(text: str) -> str:
    """Let every FILTER outside of EXISTS and OPTIONAL pass where it raises an error."""
    tokens = _tokens(text)
    written: list[str] = []
    closing: dict[int, str] = {}
    protected = _protected(tokens)
    for place, token in enumerate(tokens):
        if token.upper() == "FILTER" and place not in protected and (span := _expression(tokens, place + 1)):
            begin, end = span
            closing[end] = ")), true))"
            # Twice negated, because COALESCE would let pass a value that is neither true nor false.
            written.append("FILTER (COALESCE(!(!(")
            closing.setdefault(begin, "")
            continue
        written.append(token)
        if place in closing:
            written.append(closing[place])
    return "".join(written)


def _expression(tokens: list[str], place: int) -> tuple[int, int] | None:
    """Find the expression that a FILTER begins: first and last token; None for EXISTS, which raises no error."""
    while tokens[place].isspace() or tokens[place].startswith("#"):
        place += 1
    begin = place
    if tokens[place].upper() in ("EXISTS", "NOT"):
        return None
    while tokens[place] != "(":
        place += 1
    return begin, _closing(tokens, place, "(", ")")


def _protected(tokens: list[str]) -> set[int]:
    found: set[int] = set()
    for place, token in enumerate(tokens):
        if token.upper() in ("EXISTS", "OPTIONAL"):
            begin = tokens.index("{", place)
            found |= set(range(begin, _closing(tokens, begin, "{", "}")))
    return found


def _closing(tokens: list[str], place: int, opening: str, closing: str) -> int:
    depth = 0
    for at in range(place, len(tokens)):
        depth += (tokens[at] == opening) - (tokens[at] == closing)
        if depth == 0:
            return at
    raise NotOnce("brackets do not match")
