"""Can a query be run once for all focus nodes, instead of once for each?

SHACL-SPARQL binds $this before the query runs (5.3.1), in every scope; a set query binds it by a join with the
targets, in the outermost scope. The two agree where every expression that mentions $this stands in a group that binds
it. The query is looked at as algebra (rdflib's, as pySHACL has it); what is not on the lists below is not run once.
"""

import re
from dataclasses import dataclass
from typing import Any

from rdflib import Literal, URIRef, Variable
from rdflib.paths import Path
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from graph.validate.index import XSD

THIS = Variable("this")
# Patterns without aggregates, SERVICE, GRAPH, VALUES, MINUS, LIMIT: each of them sees other solutions when all focus
# nodes run at once.
_PATTERNS = {"BGP", "Join", "LeftJoin", "Union", "Filter", "Extend", "ToMultiSet", "Project", "Distinct", "OrderBy"}
# Expressions that mean the same in Oxigraph and rdflib for the literals that the store holds in their own form.
_SAME = {
    "ConditionalOrExpression", "ConditionalAndExpression", "RelationalExpression", "AdditiveExpression", "UnaryNot",
    "UnaryMinus", "MultiplicativeExpression", "Function", "TrueFilter",
    *(f"Builtin_{name}" for name in (
        "BOUND", "isIRI", "isURI", "isBLANK", "isLITERAL", "STR", "LANG", "STRLEN", "SUBSTR", "CONTAINS",
        "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER", "CONCAT", "IF", "ABS", "LCASE", "REGEX", "REPLACE",
    )),
}  # fmt: skip
_EXISTS = {"Builtin_EXISTS", "Builtin_NOTEXISTS"}
# Their errors, or their answers for literals of two kinds, differ between the libraries.
_SENSITIVE = {"RelationalExpression", "AdditiveExpression", "MultiplicativeExpression", "UnaryMinus", "Function"}
# This turns an error into an answer.
_CATCHING = {"Builtin_BOUND"}
_CASTS = {XSD + name for name in ("integer", "decimal", "double", "string", "boolean", "date")}
# Regular expressions of plain letters, classes and repetitions, without escapes and look-around.
_PLAIN_PATTERN = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ^$.,:;_%#/@'\"!~=<>&-[]()|?+*{}"
)
_CLASS_OF_CLASSES = re.compile(r"\[[^\]]*(?:\[|&&|--|~~)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rewriting needs to know: predicates asked for (None: any), and whether errors can be made candidates.

    That cannot be done for a `delicate` query, which compares or calculates where less may mean more: in EXISTS, in
    OPTIONAL, or anywhere if it asks what is BOUND. `line_ends` is set where an expression looks for an end, `$`.
    """

    predicates: frozenset[str] | None
    delicate: bool
    line_ends: bool


class NotOnce(Exception):
    """The query has to run once for each focus node; the text says why."""


def analyse(text: str) -> Facts:
    """Look at a query with all its prefixes. Raises NotOnce."""
    try:
        algebra = translateQuery(parseQuery(text)).algebra
    except Exception as error:  # whatever rdflib cannot read, pySHACL has to answer for
        raise NotOnce(f"not understood: {error}") from error
    if algebra.name != "SelectQuery":
        raise NotOnce("not a SELECT query")
    selected = algebra.p
    while selected.name in ("Distinct", "Reduced"):
        selected = selected.p
    if selected.name != "Project":
        raise NotOnce(f"uses {selected.name}")
    walk = _Walk()
    walk.pattern(selected.p)
    delicate = walk.delicate or (walk.catches and walk.sensitive)
    return Facts(None if walk.any_predicate else frozenset(walk.predicates), delicate, walk.line_ends)


class _Walk:
    """One pass over a query's algebra, collecting what is asked for."""

    def __init__(self) -> None:
        self.predicates: set[str] = set()
        self.any_predicate = False
        self.delicate = False
        self.sensitive = False
        self.catches = False
        self.line_ends = False

    def pattern(self, part: CompValue, *, within_exists: bool = False, optional: bool = False) -> None:
        if part.name not in _PATTERNS:
            raise NotOnce(f"uses {part.name}")
        if part.name == "BGP":
            for triple in part.triples:
                self._triple(triple)
            return
        if part.name in ("Project", "ToMultiSet") and within_exists:
            raise NotOnce("has a subquery within EXISTS")
        if part.name == "Project" and THIS not in part.PV:
            raise NotOnce("has a subquery that does not select $this")
        if part.name == "ToMultiSet" and "p" not in part:
            raise NotOnce("uses VALUES")
        if part.name == "Extend" and part.var == THIS:
            raise NotOnce("binds $this itself")
        inner = [part[key] for key in ("p", "p1", "p2") if key in part]
        for key, one in zip([key for key in ("p", "p1", "p2") if key in part], inner, strict=True):
            aside = optional or (part.name == "LeftJoin" and key == "p2")
            self.pattern(one, within_exists=within_exists, optional=aside)
        if part.name == "LeftJoin" and _mentions(part.p2) and not (within_exists or _binds(part.p1)):
            raise NotOnce("has an OPTIONAL that alone binds $this")
        # `get` of these trees gives the name of what is missing.
        expressions = part["expr"] if "expr" in part else []  # noqa: SIM401
        for expression in expressions if isinstance(expressions, list) else [expressions]:
            if _mentions(expression) and not (within_exists or any(map(_binds, inner))):
                raise NotOnce("has an expression on $this in a group that does not bind it")
            self.expression(expression, aside=within_exists or optional or part.name == "LeftJoin")

    def _triple(self, triple: tuple[Any, Any, Any]) -> None:
        for place in triple:
            if isinstance(place, Literal) and not _keeps(place):
                raise NotOnce(f"asks for the literal {place.n3()}")
        predicate = triple[1]
        if isinstance(predicate, URIRef):
            self.predicates.add(str(predicate))
        elif isinstance(predicate, Path):
            if set(predicate.n3()) & {"*", "?"} and any(isinstance(end, URIRef | Literal) for end in triple[::2]):
                raise NotOnce("walks a path of no steps from a term that the data may not hold")
            found = _iris(predicate)
            self.any_predicate |= found is None
            self.predicates |= found or set()
        else:
            self.any_predicate = True

    def expression(self, part: Any, *, aside: bool) -> None:  # noqa: ANN401 - rdflib's trees have no type
        if isinstance(part, list):
            for one in part:
                self.expression(one, aside=aside)
        if not isinstance(part, CompValue):
            return
        if part.name in _EXISTS:
            self.pattern(part.graph, within_exists=True)
            return
        if part.name == "OrderCondition":
            return
        if part.name not in _SAME:
            raise NotOnce(f"uses {part.name.removeprefix('Builtin_')}")
        if part.name == "Function" and str(part.iri) not in _CASTS:
            raise NotOnce(f"calls {part.iri}")
        if part.name in ("Builtin_REGEX", "Builtin_REPLACE") and not _plain(part):
            raise NotOnce("has a regular expression that libraries may read differently")
        if part.name == "Builtin_STR" and not isinstance(part.arg, Variable | URIRef):
            raise NotOnce("writes out a calculated value, whose form libraries choose differently")
        if part.name == "MultiplicativeExpression" and "/" in part.op:
            raise NotOnce("divides")
        if part.name == "Function" and aside:
            raise NotOnce("casts where an error counts")
        self.sensitive |= part.name in _SENSITIVE
        self.delicate |= aside and part.name in _SENSITIVE
        self.catches |= part.name in _CATCHING
        self.line_ends |= "pattern" in part and "$" in part.pattern
        for key, value in part.items():
            if key not in ("op", "iri"):
                self.expression(value, aside=aside)


def _plain(part: CompValue) -> bool:
    fixed = {key: part[key] for key in ("pattern", "flags", "replacement") if key in part and part[key] is not None}
    if not all(isinstance(one, Literal) and set(one) <= _PLAIN_PATTERN for one in fixed.values()):
        return False
    # Rust has set operations and POSIX names in classes; after an empty match the libraries go on differently.
    if _CLASS_OF_CLASSES.search(fixed["pattern"]) or ("replacement" in fixed and re.search(fixed["pattern"], "")):
        return False
    # A group before a letter, `$1e3`, is another group to Rust than to Python.
    left = re.sub(r"\$[0-9](?![0-9A-Za-z_])", "", fixed.get("replacement", ""))
    return "(?" not in fixed["pattern"] and "$" not in left and set(fixed.get("flags", "")) <= set("is")


def _keeps(literal: Literal) -> bool:
    """Tell whether a constant of a query finds the same literals in the store as in rdflib."""
    if literal.language is not None:
        return literal.language == literal.language.lower()
    own = {XSD + "integer": r"-?(0|[1-9][0-9]*)", XSD + "boolean": "true|false"}
    form = own.get(str(literal.datatype))
    return literal.datatype is None or (form is not None and re.fullmatch(form, str(literal)) is not None)


def _iris(path: Any) -> set[str] | None:  # noqa: ANN401 - a path or an IRI, and paths have no common attributes
    """Give the predicates of a path; None where it is a negated set, which may walk any."""
    if isinstance(path, URIRef):
        return {str(path)}
    found: set[str] = set()
    parts = getattr(path, "args", None) or [path.__dict__.get("arg", path.__dict__.get("path"))]
    if type(path).__name__ == "NegatedPath":
        return None
    for one in parts:
        inner = _iris(one) if isinstance(one, URIRef | Path) else None
        if inner is None:
            return None
        found |= inner
    return found


def _mentions(part: Any) -> bool:  # noqa: ANN401
    if isinstance(part, CompValue):
        return any(_mentions(value) for key, value in part.items() if key != "_vars")
    if isinstance(part, list | tuple | set):
        return any(map(_mentions, part))
    return bool(part == THIS) if isinstance(part, Variable) else False


def _binds(part: CompValue) -> bool:
    """Tell whether every solution of the pattern has $this."""
    match part.name:
        case "BGP":
            return any(THIS in triple for triple in part.triples)
        case "Join":
            return _binds(part.p1) or _binds(part.p2)
        case "LeftJoin":
            return _binds(part.p1)
        case "Union":
            return _binds(part.p1) and _binds(part.p2)
        case "Project":
            return THIS in part.PV and _binds(part.p)
        case _:
            return "p" in part and _binds(part.p)
