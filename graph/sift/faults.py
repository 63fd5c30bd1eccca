"""What breaks shapes or contradicts the ontology, with the nodes that bring it about."""

import re
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode, Triple

from graph import iris, vocabulary
from graph.errors import Contradiction
from graph.infer import infer
from graph.validate.reading import read
from graph.validate.shapes import Shape
from graph.validate.witnesses import faults

_DIGEST = iris.term("sha256")
_NAME = re.compile(r"[a-z-]+/[^\s,;()]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why it is one, and the nodes that bring it about. `hides`: nothing else was looked for, because of it."""

    why: str
    nodes: frozenset[NamedNode]
    hides: bool = False


def find(everything: frozenset[Triple], texts: frozenset[Triple]) -> tuple[Fault, ...]:
    """Find the faults of a graph, as set queries find them; pySHACL, which would say how, is not asked.

    Where facts and ontology contradict each other nothing can be inferred, and that is all that is found.
    """
    try:
        relations = frozenset(t for t in infer(everything) if t.predicate != vocabulary.TYPE)
    except Contradiction as error:
        return tuple(Fault(f"contradicts the ontology: {message}", _named(message), True) for message in error.messages)
    shown = everything | relations | _of(everything, texts)
    broken = (Fault(f"breaks {iris.shorten(_iri(f.shape))}", f.nodes) for f in faults(shown, _shapes()))
    return tuple(sorted(set(broken), key=lambda fault: (fault.why, sorted(n.value for n in fault.nodes))))


def left_out(node: NamedNode, why: str) -> str:
    """Say that a node was left out."""
    return f"left out: {iris.shorten(node.value)}: {why}"


def without(
    found: frozenset[Triple], nodes: frozenset[NamedNode], described: frozenset[NamedNode] = frozenset()
) -> frozenset[Triple]:
    """Take out what a graph says of nodes, and what refers to them, but for nodes that are `described` elsewhere."""
    unknown = nodes - described
    return frozenset(t for t in found if t.subject not in nodes and t.object not in unknown)


@cache
def _shapes() -> tuple[Shape, ...]:
    return read(vocabulary.shapes())


def _iri(shape: object) -> str:
    return shape.value if isinstance(shape, NamedNode) else str(shape)


def _named(message: str) -> frozenset[NamedNode]:
    """Give the nodes that a message names, as `iris.shorten` writes them."""
    return frozenset(NamedNode(iris.ID + name) for name in _NAME.findall(message))


def _of(everything: frozenset[Triple], texts: frozenset[Triple]) -> frozenset[Triple]:
    """Choose the texts of the documents that are described."""
    documents = {t.subject for t in everything if t.predicate == _DIGEST}
    return frozenset(t for t in texts if t.subject in documents)
