"""Of what kinds the values of an expression can be, on the data at hand.

Where libraries differ they differ in errors: rdflib has an order for literals of different kinds where SPARQL has an
error, knows datatypes that the store does not, writes out blank nodes. Where all operands are of kinds that go together
there are no errors, and the answers are the same.
"""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal as StoreLiteral
from pyoxigraph import NamedNode
from rdflib import BNode, Literal, URIRef, Variable
from rdflib.plugins.sparql.parserutils import CompValue

from graph.validate.errors import NotOnce
from graph.validate.index import XSD
from graph.validate.literals import BLANK, IRI, KEPT, LANGUAGE, stored

_INTEGER, _DECIMAL, _STRING, _BOOLEAN = (XSD + name for name in ("integer", "decimal", "string", "boolean"))
_NUMBERS = frozenset({_INTEGER, _DECIMAL})
_ORDERED = (_NUMBERS, {XSD + "date"}, {_STRING})
_COMPARED = (*_ORDERED, {IRI, BLANK}, {_BOOLEAN})
# What an expression gives, where it gives anything.
_GIVES = {
    **dict.fromkeys(("AdditiveExpression", "MultiplicativeExpression", "UnaryMinus", "Builtin_ABS"), _NUMBERS),
    **dict.fromkeys(("Builtin_STRLEN",), frozenset({_INTEGER})),
    **dict.fromkeys(("Builtin_STR", "Builtin_LANG"), frozenset({_STRING})),
    **dict.fromkeys(
        (f"Builtin_{name}" for name in ("SUBSTR", "STRBEFORE", "STRAFTER", "CONCAT", "LCASE", "REPLACE")),
        frozenset({_STRING, LANGUAGE}),
    ),
}
# As stand-ins: the store takes one that is no number for itself.
_FLOATS = frozenset({f"{KEPT}{XSD}double", f"{KEPT}{XSD}float"})
_ANYTHING = frozenset({"anything"})


@dataclass(slots=True)
class Kinds:
    """What a query's variables stand for: objects of predicates (None: of any), or what an expression gives."""

    of_predicates: Mapping[str, Set[str]]
    predicates: dict[Variable, set[str | None]] = field(default_factory=dict)
    nodes: set[Variable] = field(default_factory=set)
    calculated: dict[Variable, Any] = field(default_factory=dict)

    def of(self, part: Any) -> frozenset[str]:  # noqa: ANN401 - rdflib's trees have no type
        """Give the kinds of values that an expression can have: datatypes, IRI, BLANK, or anything."""
        if isinstance(part, Variable):
            return self._of_variable(part)
        if isinstance(part, URIRef | BNode):
            return frozenset({IRI})
        if isinstance(part, Literal):
            return frozenset({_of_constant(part)})
        if isinstance(part, CompValue) and part.name == "Builtin_IF":
            return self.of(part.arg2) | self.of(part.arg3)
        if not isinstance(part, CompValue) or part.name == "Function":
            return _ANYTHING
        return _GIVES.get(part.name, frozenset({_BOOLEAN}))

    def _of_variable(self, variable: Variable) -> frozenset[str]:
        if variable in self.calculated:
            return self.of(self.calculated[variable])
        if variable not in self.predicates:
            return frozenset({IRI, BLANK}) if variable in self.nodes else _ANYTHING
        found: set[str] = set()
        for predicate in self.predicates[variable]:
            found.update(self._everything if predicate is None else self.of_predicates.get(predicate, ()))
        return frozenset(found)

    @property
    def _everything(self) -> frozenset[str]:
        return frozenset({IRI, BLANK}).union(*self.of_predicates.values())

    def check(self, part: CompValue) -> None:
        """Raise NotOnce where an expression of this query could have an error in one library only."""
        operands = list(_operands(part))
        kinds = frozenset[str]().union(*map(self.of, operands))
        match part.name:
            case "RelationalExpression" if part.op in ("IN", "NOT IN"):
                fits = (len(kinds) < 2 and any(kinds <= family for family in _COMPARED)) or kinds <= {IRI, BLANK}
            case "RelationalExpression":
                families = _COMPARED if part.op in ("=", "!=") else _ORDERED
                fits = any(kinds <= family for family in families)
            case "AdditiveExpression" | "UnaryMinus" | "Builtin_ABS":
                fits = kinds <= _NUMBERS
            case "ConditionalOrExpression" | "ConditionalAndExpression" | "UnaryNot" | "Builtin_IF":
                fits = kinds <= {*_NUMBERS, _BOOLEAN, _STRING}
            case "Builtin_STR":
                fits = not kinds & {BLANK, *_ANYTHING}
            case "MultiplicativeExpression" | "Function":
                fits = False
            case _:
                fits = True
        if not fits:
            raise NotOnce(f"puts values of different kinds together where an error counts: {', '.join(sorted(kinds))}")

    def check_anywhere(self, part: CompValue) -> None:
        """Raise NotOnce where libraries differ without an error."""
        kinds = frozenset[str]().union(*map(self.of, _operands(part)))
        if part.name == "RelationalExpression" and part.op in ("IN", "NOT IN") and not _alike(part.other, kinds):
            raise NotOnce("asks whether a number is IN a list, which rdflib answers by its datatype")
        if part.name == "MultiplicativeExpression" and (part.op != ["*"] or kinds - {_INTEGER}):
            raise NotOnce("divides, or multiplies what rdflib may round")
        if part.name == "RelationalExpression" and sum(bool(self.of(one) & _FLOATS) for one in _operands(part)) > 1:
            raise NotOnce("compares floating-point numbers, of which one does not equal itself")
        writes = part.name == "Builtin_STR" or (part.name == "Function" and str(part.iri) == _STRING)
        if writes and any(map(self._is_calculated, _operands(part))) and not kinds <= {_STRING, LANGUAGE, IRI}:
            raise NotOnce("writes out a calculated value, whose form libraries choose differently")
        if part.name == "Function" and (kinds & _ANYTHING or (writes and LANGUAGE in kinds)):
            raise NotOnce("casts what is not known, or a text in a language, which rdflib leaves in it")

    def _is_calculated(self, part: Any) -> bool:  # noqa: ANN401
        if isinstance(part, Variable):
            return part in self.calculated and self._is_calculated(self.calculated[part])
        return not isinstance(part, URIRef)


def _alike(constants: Iterable[Any], kinds: Set[str]) -> bool:
    """Tell whether identity, which is rdflib's IN, and equality, which is SPARQL's, come to the same."""
    numbers = [one for one in constants if isinstance(one, Literal) and _of_constant(one) not in (_STRING, _BOOLEAN)]
    return not kinds & _ANYTHING and len(kinds & _NUMBERS) < 2 and all(map(keeps, numbers))


def _operands(part: CompValue) -> Iterable[Any]:
    if part.name == "Builtin_IF":
        return (part.arg1,)
    given = (part[key] for key in ("expr", "other", "arg") if key in part)
    return (one for value in given for one in (value if isinstance(value, list) else (value,)))


def _of_constant(literal: Literal) -> str:
    if literal.language is not None:
        return LANGUAGE
    if literal.datatype is None:
        return _STRING
    return stored(StoreLiteral(str(literal), datatype=NamedNode(str(literal.datatype)))).datatype.value


def keeps(literal: Literal) -> bool:
    """Tell whether a constant of a query finds the same literals in the store as in rdflib."""
    if literal.language is not None:
        return literal.language == literal.language.lower()
    own = {_INTEGER: r"-?(0|[1-9][0-9]*)", _BOOLEAN: "true|false"}
    form = own.get(str(literal.datatype))
    return literal.datatype is None or (form is not None and re.fullmatch(form, str(literal)) is not None)
