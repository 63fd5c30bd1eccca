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
    "path": _NODE, "sparql": _NODE, "targetClass": _NODE, "targetSubjectsOf": _IRI, "targetObjectsOf": _IRI,
    "targetNode": ("an RDF term", lambda _: True), "hasValue": ("an RDF term", lambda _: True),
}  # fmt: skip

ONCE = frozenset(
    {
        "datatype", "nodeKind", "minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount",
        "qualifiedMaxCount", "flags", "uniqueLang", "closed", "deactivated", "qualifiedValueShapesDisjoint", "in",
        "languageIn", "path",
    }
)  # fmt: skip
ONLY_WITH_PATH = frozenset(["minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals"])
# Said of a shape, without a meaning for validation.
SAID = frozenset(["name", "description", "order", "group", "defaultValue", "message", "severity", "prefixes", "select"])


def check_parameters(graph: Index, node: Term, custom: Mapping[NamedNode, bool]) -> None:
    """Raise ShapesError where what is said of one shape is not what SHACL asks for."""
    for predicate in sorted(graph.predicates(node), key=str):
        name = predicate.value.removeprefix(SH)
        if not predicate.value.startswith(SH) or predicate in custom or name in SAID:
            continue
        if name not in RULES:
            raise ShapesError(node, f"sh:{name} is no parameter of a component that validation here knows")
        wanted, holds = RULES[name]
        values = graph.objects(node, predicate)
        for value in values:
            if not holds(value):
                raise ShapesError(node, f"sh:{name} has to be {wanted}, and is {value}")
        if name in ONCE and len(values) > 1:
            raise ShapesError(node, f"sh:{name} is given {len(values)} times; a shape has at most one")
    _check_kind(graph, node)


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
