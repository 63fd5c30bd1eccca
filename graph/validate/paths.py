"""Property paths: read from the shapes graph, written as SPARQL (SHACL 2.3.1)."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph.validate.errors import ShapesError, Term
from graph.validate.index import FIRST, Index, sh

# pySHACL gives up on deeper paths, with an error; so such paths are not compiled but left to it.
DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Inverse:
    """The path, walked backwards."""

    path: "Path"


@dataclass(frozen=True, slots=True)
class Sequence:
    """One path after the other."""

    paths: tuple["Path", ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any one of the paths."""

    paths: tuple["Path", ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """The path `*` (zero or more), `+` (one or more) or `?` (zero or one) times."""

    path: "Path"
    times: str


Path = NamedNode | Inverse | Sequence | Alternative | Repeated

_REPEATED = {sh("zeroOrMorePath"): "*", sh("oneOrMorePath"): "+", sh("zeroOrOnePath"): "?"}


def read(index: Index, node: Term, shape: Term, above: tuple[Term, ...] = ()) -> Path:
    """Read the path at a node of the shapes graph.

    Raises ShapesError where it is none: a literal, a circle, a short list, a blank node of no form or of two.
    """
    if isinstance(node, NamedNode):
        return node
    if isinstance(node, Literal) or node in above:
        raise ShapesError(shape, f"sh:path leads to {node}, which is no property path")
    above = (*above, node)
    if index.objects(node, FIRST):
        # A list is a path whatever else is said of its node, as the tests of W3C have it (path-strange-001).
        return Sequence(_several(index, node, shape, above))
    said = [(predicate, value) for predicate in index.predicates(node) for value in index.objects(node, predicate)]
    if len(said) != 1:
        raise ShapesError(shape, f"the path at {node} has {len(said)} properties; it needs one, which gives its form")
    ((form, value),) = said
    if form == sh("alternativePath"):
        return Alternative(_several(index, value, shape, above))
    if form == sh("inversePath"):
        return Inverse(read(index, value, shape, above))
    if form in _REPEATED:
        return Repeated(read(index, value, shape, above), _REPEATED[form])
    raise ShapesError(shape, f"the path at {node} has {form}, which is no form of paths")


def _several(index: Index, head: Term, shape: Term, above: tuple[Term, ...]) -> tuple[Path, ...]:
    members = index.items(head, shape)
    if len(members) < 2:
        raise ShapesError(shape, "a sequence or alternative path needs two members or more")
    return tuple(read(index, member, shape, above) for member in members)


def sparql(path: Path) -> str:
    """Write the path as a SPARQL property path."""
    match path:
        case NamedNode():
            return str(path)
        case Inverse(inner):
            return f"^({sparql(inner)})"
        case Sequence(paths):
            return "(" + "/".join(map(sparql, paths)) + ")"
        case Alternative(paths):
            return "(" + "|".join(map(sparql, paths)) + ")"
        case Repeated(inner, times):
            return f"({sparql(inner)}){times}"


def comparable(path: Path) -> bool:
    """Tell whether SPARQL and pySHACL walk the path alike.

    pySHACL 0.40 turns the steps of an inverse sequence but not their order, and stops at a certain depth.
    """
    return not _inverts_sequence(path, inverted=False) and _depth(path) <= DEEPEST


def _inverts_sequence(path: Path, *, inverted: bool) -> bool:
    match path:
        case NamedNode():
            return False
        case Inverse(inner):
            return _inverts_sequence(inner, inverted=not inverted)
        case Sequence(paths):
            return inverted or any(_inverts_sequence(inner, inverted=inverted) for inner in paths)
        case Alternative(paths):
            return any(_inverts_sequence(inner, inverted=inverted) for inner in paths)
        case Repeated(inner, _):
            return _inverts_sequence(inner, inverted=inverted)


def _depth(path: Path) -> int:
    """Count levels as pySHACL does: each member of a sequence lies one level below the one before."""
    match path:
        case NamedNode():
            return 0
        case Inverse(inner) | Repeated(inner, _):
            return 1 + _depth(inner)
        case Alternative(paths):
            return 1 + max(map(_depth, paths))
        case Sequence(paths):
            return max(place + 1 + _depth(inner) for place, inner in enumerate(paths))
