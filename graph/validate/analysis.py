"""Can a query be run once for all focus nodes, instead of once for each?

SHACL-SPARQL binds $this before the query runs (5.3.1), in every scope; a set query binds it by a join with the
targets, in the outermost scope. The two agree where every expression that mentions $this stands in a group that binds
it. The query is looked at as algebra (rdflib's, as pySHACL has it); what is not on the lists below is not run once.
"""

from collections.abc import Mapping, Set
from functools import lru_cache
from typing import Any

from rdflib import Literal, URIRef, Variable
from rdflib.paths import Path
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from graph.validate.errors import NotOnce
from graph.validate.index import XSD
from graph.validate.kinds import Kinds, keeps

THIS = Variable("this")
# Patterns without aggregates, SERVICE, GRAPH, VALUES, MINUS, LIMIT: each of them sees other solutions when all focus
# nodes run at once.
_PATTERNS = {"BGP", "Join", "LeftJoin", "Union", "Filter", "Extend", "ToMultiSet", "Project", "Distinct", "OrderBy"}
# Expressions that mean the same in Oxigraph and rdflib, if need be by way of `functions` and as far as `kinds` go.
KNOWN = {
    "ConditionalOrExpression", "ConditionalAndExpression", "RelationalExpression", "AdditiveExpression", "UnaryNot",
    "UnaryMinus", "MultiplicativeExpression", "Function", "TrueFilter",
    *(f"Builtin_{name}" for name in (
        "BOUND", "isIRI", "isURI", "isBLANK", "isLITERAL", "STR", "LANG", "STRLEN", "SUBSTR", "CONTAINS",
        "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER", "CONCAT", "IF", "ABS", "LCASE", "REGEX", "REPLACE",
    )),
}  # fmt: skip
_EXISTS = {"Builtin_EXISTS", "Builtin_NOTEXISTS"}
# This turns an error into an answer.
_CATCHING = {"Builtin_BOUND"}
CASTS = {XSD + name for name in ("integer", "decimal", "double", "string", "boolean", "date")}


def analyse(text: str, of_predicates: Mapping[str, Set[str]]) -> None:
    """Look at a query with all its prefixes, on data whose predicates have objects of these kinds. Raises NotOnce."""
    algebra = _algebra(text)
    if algebra.name != "SelectQuery":
        raise NotOnce("not a SELECT query")
    selected = algebra.p
    while selected.name in ("Distinct", "Reduced"):
        selected = selected.p
    if selected.name != "Project":
        raise NotOnce(f"uses {selected.name}")
    walk = _Walk(Kinds(of_predicates))
    walk.pattern(selected.p)
    walk.check()


@lru_cache(maxsize=1000)
def _algebra(text: str) -> CompValue:
    try:
        found: CompValue = translateQuery(parseQuery(text)).algebra
    except Exception as error:  # whatever rdflib cannot read, pySHACL has to answer for
        raise NotOnce(f"not understood: {error}") from error
    return found


class _Walk:
    """One pass over a query's algebra, collecting what is asked for.

    An expression is `aside` where an error in it counts: in EXISTS, in OPTIONAL, or anywhere if the query asks what is
    BOUND. Elsewhere an error makes a candidate.
    """

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._expressions: list[tuple[CompValue, bool]] = []
        self._catches = False

    def check(self) -> None:
        """Raise NotOnce for an expression that the two libraries could answer differently."""
        joined = self._kinds.calculated.keys() & (self._kinds.predicates.keys() | self._kinds.nodes)
        if joined:
            raise NotOnce(f"joins by the calculated value ?{min(joined)}, whose form libraries choose differently")
        calculated = self._kinds.calculated
        # An error in what is calculated first counts where that is used.
        strict = self._catches or any(
            aside and any(_mentions(part, variable) for variable in calculated) for part, aside in self._expressions
        )
        for expression, aside in self._expressions:
            self._kinds.check_anywhere(expression)
            if aside or strict:
                self._kinds.check(expression)

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
        if part.name == "Extend":
            if part.var == THIS or part.var in self._kinds.calculated:
                raise NotOnce(f"binds ?{part.var} itself, or twice")
            self._kinds.calculated[part.var] = part.expr
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
            aside = within_exists or optional or part.name == "LeftJoin"
            if aside and isinstance(expression, Variable | Literal) and part.name != "Extend":
                raise NotOnce("takes a value for true or false where an error counts")
            self.expression(expression, aside=aside)

    def _triple(self, triple: tuple[Any, Any, Any]) -> None:
        subject, predicate, object_ = triple
        for place in triple:
            if isinstance(place, Literal) and not keeps(place):
                raise NotOnce(f"asks for the literal {place.n3()}")
        found: set[str] | None = None
        inverse = False
        if isinstance(predicate, URIRef):
            found = {str(predicate)}
        elif isinstance(predicate, Path):
            steps = predicate.n3()
            if set(steps) & {"*", "?"} and any(isinstance(end, URIRef | Literal) for end in triple[::2]):
                raise NotOnce("walks a path of no steps from a term that the data may not hold")
            inverse = bool(set(steps) & {"*", "?", "^"})
            found = None if inverse else _iris(predicate)
        self._stands_for(object_, found)
        self._stands_for(subject, None if inverse else set())
        self._stands_for(predicate, set())

    def _stands_for(self, variable: Any, predicates: set[str] | None) -> None:  # noqa: ANN401
        if not isinstance(variable, Variable):
            return
        if predicates:
            self._kinds.predicates.setdefault(variable, set()).update(predicates)
        elif predicates is None:
            self._kinds.predicates.setdefault(variable, set()).add(None)
        else:
            self._kinds.nodes.add(variable)

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
        if part.name not in KNOWN:
            raise NotOnce(f"uses {part.name.removeprefix('Builtin_')}")
        if part.name == "Function" and str(part.iri) not in CASTS:
            raise NotOnce(f"calls {part.iri}")
        self._expressions.append((part, aside))
        self._catches |= part.name in _CATCHING
        for key, value in part.items():
            if key not in ("op", "iri"):
                self.expression(value, aside=aside)


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


def _mentions(part: Any, variable: Variable = THIS) -> bool:  # noqa: ANN401
    if isinstance(part, CompValue):
        return any(_mentions(value, variable) for key, value in part.items() if key != "_vars")
    if isinstance(part, list | tuple | set):
        return any(_mentions(one, variable) for one in part)
    return bool(part == variable) if isinstance(part, Variable) else False


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
