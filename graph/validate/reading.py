"""From a shapes graph to shapes; what is ill-formed is refused here, with the node that is at fault.

What counts as a shape follows pySHACL (SHACL 2, "shapes"): by type, by target, by use. Parameters of custom components
become constraints named CUSTOM, which no query is generated for.
"""

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Triple

from graph.validate import paths
from graph.validate.checks import check_parameters
from graph.validate.errors import ShapesError, Term
from graph.validate.index import OWL, RDFS, SUBCLASS, TYPE, Index, index, sh
from graph.validate.prefixes import query
from graph.validate.shapes import CUSTOM, Constraint, Shape, Targets

# Parameters whose value is a shape, and those whose value is a list of shapes (4.6, 4.7).
NESTED = ("property", "node", "not", "qualifiedValueShape")
LISTED = ("and", "or", "xone")
LISTS = ("in", "languageIn")
PLAIN = (
    "class", "datatype", "nodeKind", "minCount", "maxCount", "minExclusive", "minInclusive", "maxExclusive",
    "maxInclusive", "minLength", "maxLength", "pattern", "uniqueLang", "equals", "disjoint", "lessThan",
    "lessThanOrEquals", "hasValue", "closed", "sparql",
)  # fmt: skip
TARGETS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
_CLASS = NamedNode(RDFS + "Class")


def read(triples: frozenset[Triple]) -> tuple[Shape, ...]:
    """Read every shape that has targets, with the shapes it uses.

    Raises ShapesError for the first shape, in the order of names, that is ill-formed, recursive or uses an unknown
    component.
    """
    graph = index(triples)
    try:
        custom = _custom(graph)
        read_ones: dict[Term, Shape] = {}
        everything = sorted(_nodes(graph), key=str)
        for node in everything:
            _shape(graph, node, custom, read_ones, ())
    except ShapesError as error:
        owner = _owner(graph, error.node)
        if owner == error.node:
            raise
        raise ShapesError(error.node, f"{error.message} (within {owner})") from error
    return tuple(shape for node in everything if (shape := read_ones[node]).targets)


def _owner(graph: Index, node: Term) -> Term:
    """Give the nearest node with a name that leads to a node, or itself: nobody finds a blank node in a file."""
    level, seen = [node], {node}
    while level:
        named = [one for one in level if isinstance(one, NamedNode)]
        if named:
            return named[0]
        level = [subject for one in level for subject in graph.leading_to(one) if subject not in seen]
        seen.update(level)
    return node


def _nodes(graph: Index) -> set[Term]:
    nodes = {*graph.subjects(TYPE, sh("NodeShape")), *graph.subjects(TYPE, sh("PropertyShape"))}
    for name in (*TARGETS, "property", "node"):
        nodes |= graph.subjects_with(sh(name))
    for name in NESTED:
        nodes |= graph.objects_with(sh(name))
    for name in LISTED:
        for head in graph.objects_with(sh(name)):
            nodes |= set(graph.items(head, head))
    return nodes


def _custom(graph: Index) -> Mapping[NamedNode, bool]:
    """Give the parameters of the components that the shapes graph defines (6.2), and whether they are optional."""
    kinds = {sh("ConstraintComponent"), *graph.subjects(SUBCLASS, sh("ConstraintComponent"))}
    found: dict[NamedNode, bool] = {}
    for component in {component for kind in kinds for component in graph.subjects(TYPE, kind)}:
        if str(component).startswith("<http://www.w3.org/ns/shacl#"):
            continue
        parameters = graph.objects(component, sh("parameter"))
        if not parameters:
            raise ShapesError(component, "a constraint component needs at least one sh:parameter")
        for parameter in parameters:
            path = graph.objects(parameter, sh("path"))
            if len(path) != 1 or not isinstance(path[0], NamedNode):
                raise ShapesError(component, f"the parameter {parameter} needs an IRI as its one sh:path")
            found[path[0]] = any(_true(value) for value in graph.objects(parameter, sh("optional")))
    return found


def _shape(
    graph: Index, node: Term, custom: Mapping[NamedNode, bool], done: dict[Term, Shape], above: tuple[Term, ...]
) -> Shape:
    if node in done:
        return done[node]
    if node in above:
        way = " -> ".join(map(str, (*above[above.index(node) :], node)))
        raise ShapesError(node, f"the shape is recursive, which SHACL leaves undefined: {way}")
    if isinstance(node, Literal):
        raise ShapesError(above[-1] if above else node, f"uses the literal {node} as a shape")
    check_parameters(graph, node, custom)
    above = (*above, node)
    constraints: list[Constraint] = []
    for name in (*PLAIN, *LISTS):
        constraints += [_plain(graph, node, name, value) for value in graph.objects(node, sh(name))]
    for name in (*NESTED, *LISTED):
        for value in graph.objects(node, sh(name)):
            members = graph.items(value, node) if name in LISTED else (value,)
            if not members:
                raise ShapesError(node, f"the list of sh:{name} is empty")
            nested = tuple(_shape(graph, member, custom, done, above) for member in members)
            constraints += _nested(graph, node, name, value, nested, custom, done, above)
    constraints += [Constraint("custom", CUSTOM)] if any(p in custom for p in graph.predicates(node)) else []
    path = graph.objects(node, sh("path"))
    done[node] = Shape(
        node,
        paths.read(graph, path[0], node) if path else None,
        _targets(graph, node),
        tuple(constraints),
        any(_true(value) for value in graph.objects(node, sh("deactivated"))),
    )
    return done[node]


def _plain(graph: Index, node: Term, name: str, value: Term) -> Constraint:
    match name:
        case "sparql":
            return Constraint(name, value, query=query(graph, node, value))
        case "pattern":
            return Constraint(name, value, graph.objects(node, sh("flags")))
        case "closed":
            ignored = [p for head in graph.objects(node, sh("ignoredProperties")) for p in graph.items(head, node)]
            own = [path for shape in graph.objects(node, sh("property")) for path in graph.objects(shape, sh("path"))]
            return Constraint(name, value, tuple(ignored + own))
        case "in" | "languageIn":
            return Constraint(name, value, graph.items(value, node))
        case _:
            return Constraint(name, value)


def _nested(
    graph: Index, node: Term, name: str, value: Term, nested: tuple[Shape, ...], custom: Mapping[NamedNode, bool],
    done: dict[Term, Shape], above: tuple[Term, ...],
) -> list[Constraint]:  # fmt: skip
    if name != "qualifiedValueShape":
        return [Constraint(name, value, shapes=nested)]
    found: tuple[Shape, ...] = ()
    if any(_true(flag) for flag in graph.objects(node, sh("qualifiedValueShapesDisjoint"))):
        others = {
            sibling
            for parent in graph.subjects(sh("property"), node)
            for other in graph.objects(parent, sh("property"))
            for sibling in graph.objects(other, sh("qualifiedValueShape"))
        }
        found = tuple(_shape(graph, other, custom, done, above) for other in sorted(others - {value}, key=str))
    return [
        Constraint(parameter, count, shapes=nested, siblings=found)
        for parameter in ("qualifiedMinCount", "qualifiedMaxCount")
        for count in graph.objects(node, sh(parameter))
    ]


def _targets(graph: Index, node: Term) -> Targets:
    classes = graph.objects(node, sh("targetClass"))
    metaclasses = {_CLASS, NamedNode(OWL + "Class"), *graph.subjects(SUBCLASS, _CLASS)}
    if metaclasses & set(graph.objects(node, TYPE)):
        if not isinstance(node, NamedNode):
            raise ShapesError(node, "a shape that is a class too needs an IRI")
        classes = (*classes, node)
    return Targets(
        nodes=graph.objects(node, sh("targetNode")),
        classes=classes,
        subjects_of=graph.objects(node, sh("targetSubjectsOf")),
        objects_of=graph.objects(node, sh("targetObjectsOf")),
    )


def _true(value: Term) -> bool:
    return isinstance(value, Literal) and value.value in ("true", "1")
