"""What can be wrong with shapes, as opposed to data.

NmkgError
└── ShapesError    a shape is ill-formed, recursive, or uses a component nobody defined
"""

from pyoxigraph import BlankNode, Literal, NamedNode

from graph.errors import NmkgError

Term = NamedNode | BlankNode | Literal


class NotOnce(Exception):
    """A query has to run once for each focus node; the text says why."""


class ShapesError(NmkgError):
    """A shape is ill-formed, recursive, or uses an unknown component; `node` is the shape at fault."""

    def __init__(self, node: Term, message: str) -> None:
        """Name the node first: it is what the reader searches the shapes file for."""
        self.node, self.message = node, message
        super().__init__(f"the shapes are broken: {node}: {message}")
