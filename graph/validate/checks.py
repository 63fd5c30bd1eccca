"""Is a shape well-formed? One rule for each parameter of SHACL core (SHACL 2 and 4)."""

import re
from collections.abc import Callable, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode

from graph.validate.errors import ShapesError, Term
from graph.validate.index import SH, TYPE, XSD, Index, sh

Rule = tuple[str, Callable[[Term], bool]]


def _typed(value: Term, *names: str) -> bool:
    return isinstance(value, Literal) and value.datatype.value in {XSD + name for name in names}


def _count(value: Term) -> bool:
    return _typed(value, "integer") and re.fullmatch(r"\+?[0-9]+", value.value) is not None


def _boolean(value: Term) -> bool:
    return _typed(value, "boolean") and value.value in ("true", "false", "1", "0")


_IRI: Rule = ("an IRI", lambda value: isinstance(value, NamedNode))
_NODE: Rule = ("an IRI or blank node", lambda value: isinstance(value, NamedNode | BlankNode))
_COUNT: Rule = ("an xsd:integer from 0", _count)
_LITERAL: Rule = ("a literal", lambda value: isinstance(value, Literal))
_BOOLEAN: Rule = ("true or false", _boolean)
_TEXT: Rule = ("a string", lambda value: _typed(value, "string"))
_SAYING: Rule = ("a text", lambda value: _typed(value, "string") or bool(getattr(value, "language", None)))
_KINDS = {sh(kind) for kind in ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")}
_KIND: Rule = ("one of the node kinds of SHACL", lambda value: value in _KINDS)

RULES: Mapping[str, Rule] = {
    "class": _IRI, "datatype": _IRI, "nodeKind": _KIND, "minCount": _COUNT, "maxCount": _COUNT,
    "minLength": _COUNT, "maxLength": _COUNT, "qualifiedMinCount": _COUNT, "qualifiedMaxCount": _COUNT,
    "minExclusive": _LITERAL, "minInclusive": _LITERAL, "maxExclusive": _LITERAL, "maxInclusive": _LITERAL,
    "pattern": _TEXT, "flags": _TEXT, "uniqueLang": _BOOLEAN, "closed": _BOOLEAN, "deactivated": _BOOLEAN,
    "qualifiedValueShapesDisjoint": _BOOLEAN, "equals": _IRI, "disjoint": _IRI, "lessThan": _IRI,
    "lessThanOrEquals": _IRI, "node": _NODE, "property": _NODE, "not": _NODE, "qualifiedValueShape": _NODE,
    "and": _NODE, "or": _NODE, "xone": _NODE, "in": _NODE, "languageIn": _NODE, "ignoredProperties": _NODE,
    "path": _NODE, "sparql": _NODE, "targetClass": _IRI, "targetSubjectsOf": _IRI, "targetObjectsOf": _IRI,
    "targetNode": ("an IRI or literal", lambda value: not isinstance(value, BlankNode)),
    "hasValue": ("an RDF term", lambda _: True), "severity": _IRI, "message": _SAYING,
}  # fmt: skip

ONCE = frozenset(
    {
        "datatype", "nodeKind", "minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount",
        "qualifiedMaxCount", "pattern", "flags", "uniqueLang", "closed", "ignoredProperties", "deactivated",
        "qualifiedValueShape", "qualifiedValueShapesDisjoint", "in", "languageIn", "path", "severity",
        "minExclusive", "minInclusive", "maxExclusive", "maxInclusive",
    }
)  # fmt: skip
ONLY_WITH_PATH = frozenset(
    ["minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape"]
)
# Lists whose members are of one kind.
MEMBERS: Mapping[str, Rule] = {"ignoredProperties": _IRI, "languageIn": _TEXT}
# Said of a shape, without a meaning for validation.
SAID = frozenset(["name", "description", "order", "group", "defaultValue", "prefixes", "select"])


def check_parameters(graph: Index, node: Term, custom: Mapping[NamedNode, bool]) -> None:
    """Raise ShapesError where what is said of one shape is not what SHACL asks for."""
    for predicate in sorted(graph.predicates(node), key=str):
        name = predicate.value.removeprefix(SH)
        if not predicate.value.startswith(SH) or predicate in custom or name in SAID:
            continue
        if name not in RULES:
            raise ShapesError(node, f"sh:{name} is no parameter of a component that validation here knows")
        check_values(graph, node, node, name)
    for name, (wanted, holds) in MEMBERS.items():
        for member in (m for head in graph.objects(node, sh(name)) for m in graph.items(head, node)):
            if not holds(member):
                raise ShapesError(node, f"the list of sh:{name} may hold {wanted} only, and holds {member}")
    for pattern in graph.objects(node, sh("pattern")):
        _check_pattern(node, pattern)
    _check_kind(graph, node)


def check_values(graph: Index, shape: Term, node: Term, name: str) -> None:
    """Raise ShapesError where the values of a parameter are of the wrong kind or too many; `node` is of the shape."""
    wanted, holds = RULES[name]
    values = graph.objects(node, sh(name))
    for value in values:
        if not holds(value):
            raise ShapesError(shape, f"sh:{name} has to be {wanted}, and is {value}")
    if name in ONCE and len(values) > 1:
        raise ShapesError(shape, f"sh:{name} is given {len(values)} times; a shape has at most one")


def _check_pattern(node: Term, pattern: Term) -> None:
    """Compile the expression as pySHACL will: with Python's `re`."""
    try:
        re.compile(pattern.value)
    except (re.error, OverflowError, RecursionError) as error:
        raise ShapesError(node, f"sh:pattern {pattern} is no regular expression: {error}") from error


def _check_kind(graph: Index, node: Term) -> None:
    kinds, has_path = set(graph.objects(node, TYPE)), bool(graph.objects(node, sh("path")))
    node_shape, property_shape = sh("NodeShape") in kinds, sh("PropertyShape") in kinds
    as_property = bool(graph.subjects(sh("property"), node))
    if has_path and node_shape:
        raise ShapesError(node, "a node shape has no sh:path")
    if (property_shape or as_property) and not has_path:
        raise ShapesError(node, "a property shape needs a sh:path")
    if not has_path:
        for name in sorted(ONLY_WITH_PATH):
            if graph.objects(node, sh(name)):
                raise ShapesError(node, f"sh:{name} belongs to a property shape: give the shape a sh:path")
    elif graph.subjects(sh("node"), node):
        raise ShapesError(node, "sh:node names this shape, which has a sh:path and so is no node shape")
    qualified = graph.objects(node, sh("qualifiedMinCount")) or graph.objects(node, sh("qualifiedMaxCount"))
    if has_path and bool(graph.objects(node, sh("qualifiedValueShape"))) != bool(qualified):
        raise ShapesError(node, "sh:qualifiedValueShape goes with sh:qualifiedMinCount or sh:qualifiedMaxCount")
    if graph.objects(node, sh("ignoredProperties")) and not graph.objects(node, sh("closed")):
        raise ShapesError(node, "sh:ignoredProperties goes with sh:closed")
