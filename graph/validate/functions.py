"""Functions that mean inside the store what they mean to pySHACL.

Regular expressions, small letters and parts of texts differ between Oxigraph and Python (`$`, look-around, İ, a start
before the first character). Written in Python, and in the case of SPARQL's own functions by rdflib, they do not.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import zip_longest
from types import SimpleNamespace
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.plugins.sparql import operators
from rdflib.plugins.sparql.sparql import SPARQLError
from rdflib.term import Literal as RdflibLiteral

from graph.validate.index import RDF, XSD
from graph.validate.literals import original, to_rdflib

_MATCHES = NamedNode("urn:x-python:matches")
# Functions of SPARQL that rdflib answers, with the names that it has for their arguments.
_OF_RDFLIB: Mapping[str, tuple[Callable[[Any, Any], RdflibLiteral], tuple[str, ...]]] = {
    "REGEX": (operators.Builtin_REGEX, ("text", "pattern", "flags")),
    "REPLACE": (operators.Builtin_REPLACE, ("arg", "pattern", "replacement", "flags")),
    "LCASE": (operators.Builtin_LCASE, ("arg",)),
    "SUBSTR": (operators.Builtin_SUBSTR, ("arg", "start", "length")),
}
# How the store is to call them.
NAMES = {name: f"<urn:x-python:{name}>" for name in _OF_RDFLIB}
_TRUE, _FALSE = Literal(True), Literal(False)
_TEXTS = (NamedNode(XSD + "string"), NamedNode(RDF + "langString"))
_INTEGER = NamedNode(XSD + "integer")
_Argument = NamedNode | BlankNode | Literal | Triple
_Function = Callable[..., NamedNode | BlankNode | Literal | Triple | None]


def matching(pattern: str, flags: str) -> str:
    """Write the call that matches `{0}` against a pattern of sh:pattern."""
    arguments = Literal(json.dumps([pattern, flags]))
    return f"{_MATCHES}({str(arguments).replace('{', '{{').replace('}', '}}')}, {{0}})"


class Functions:
    """The functions for one query; `failed` says that rdflib ends with another error than one of SPARQL."""

    def __init__(self) -> None:
        """Start without a failure."""
        self.failed = False

    @property
    def table(self) -> dict[NamedNode, _Function]:
        """Give the functions by the names that the store calls them by."""
        of_rdflib = {NamedNode(name[1:-1]): self._asking(function) for function, name in NAMES.items()}
        return {**of_rdflib, _MATCHES: _matches, NamedNode(NAMES["SUBSTR"][1:-1]): self._part}

    def _asking(self, name: str) -> _Function:
        builtin, names = _OF_RDFLIB[name]

        def function(*arguments: _Argument) -> _Argument | None:
            if not all(isinstance(argument, Literal) for argument in arguments):
                return None
            given = [to_rdflib(original(argument)) for argument in arguments if isinstance(argument, Literal)]
            try:
                found = builtin(SimpleNamespace(**dict(zip_longest(names, given))), None)
            except SPARQLError:
                return None
            except Exception:  # whatever ends pySHACL with an error, like an expression that does not compile
                self.failed = True
                return None
            if found.language is not None:
                return Literal(str(found), language=found.language)
            return Literal(found.value) if isinstance(found.value, bool) else Literal(str(found))

        return function

    def _part(self, *arguments: _Argument) -> _Argument | None:
        """Cut a text as Python does: asked for each excerpt of a corpus, it does not go by way of rdflib."""
        text, *places = arguments
        if not isinstance(text, Literal) or text.datatype not in _TEXTS:
            return None
        numbers = [int(place.value) for place in places if isinstance(place, Literal) and place.datatype == _INTEGER]
        if len(numbers) != len(places):
            return self._asking("SUBSTR")(*arguments)
        start = numbers[0] - 1
        part = text.value[start:] if len(numbers) == 1 else text.value[start : start + numbers[1]]
        return Literal(part, language=text.language) if text.language else Literal(part)


def _matches(pattern: _Argument, text: _Argument) -> Literal | None:
    """Match a text against a pattern and its flags; of these pySHACL heeds i and m."""
    if not isinstance(pattern, Literal) or not isinstance(text, Literal):
        return None
    return _TRUE if _compiled(pattern.value).search(text.value) else _FALSE


@lru_cache(maxsize=1000)
def _compiled(arguments: str) -> re.Pattern[str]:
    pattern, flags = json.loads(arguments)
    return re.compile(pattern, (re.I if "i" in flags else 0) | (re.M if "m" in flags else 0))
