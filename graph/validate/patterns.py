"""Regular expressions of Python inside SPARQL.

pySHACL matches sh:pattern with Python's expressions, which differ from Oxigraph's in syntax and in meaning (`$`,
look-around, case folding). A query function written in Python has exactly the wanted meaning.
"""

import json
import re
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

MATCHES = NamedNode("urn:x-python:matches")
_TRUE, _FALSE = (
    Literal(text, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#boolean")) for text in ("true", "false")
)
_Argument = NamedNode | BlankNode | Literal | Triple


def function(pattern: str, flags: str) -> str:
    """Write the call that matches `{0}` against a pattern."""
    arguments = Literal(json.dumps([pattern, flags]))
    return f"{MATCHES}({str(arguments).replace('{', '{{').replace('}', '}}')}, {{0}})"


def matches(pattern: _Argument, text: _Argument) -> Literal | None:
    """Match a text against a pattern and its flags; of these pySHACL heeds i and m."""
    if not isinstance(pattern, Literal) or not isinstance(text, Literal):
        return None
    return _TRUE if _compiled(pattern.value).search(text.value) else _FALSE


@lru_cache(maxsize=1000)
def _compiled(arguments: str) -> re.Pattern[str]:
    pattern, flags = json.loads(arguments)
    return re.compile(pattern, (re.I if "i" in flags else 0) | (re.M if "m" in flags else 0))
