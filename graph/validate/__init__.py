"""SHACL validation: set queries find who may offend, pySHACL writes the report. What is compiled: see README.md."""

from collections.abc import Mapping
from typing import Literal as OneOf
from typing import get_args

from pyoxigraph import Triple

from graph import iris
from graph.errors import NmkgError
from graph.model import Report
from graph.validate.errors import ShapesError, Term
from graph.validate.reading import read
from graph.validate.reporting import CONFORMS
from graph.validate.shapes import Shape

Engine = OneOf["sets", "pyshacl"]
ENGINES: tuple[Engine, ...] = get_args(Engine)

__all__ = ["ENGINES", "Engine", "ShapesError", "validate"]


def validate(data: frozenset[Triple], shapes: frozenset[Triple], engine: Engine = "sets") -> Report:
    """Validate data against shapes; the data holds the ontology where shapes need its class hierarchy.

    Shapes are checked first, whatever the engine: pySHACL takes many that are ill-formed. `sets` then hands it only the
    nodes that may offend, `pyshacl` all of them; the report is the same. Raises ShapesError, an NmkgError, where the
    shapes are wrong, and NmkgError where pySHACL fails.
    """
    try:
        roots = read(shapes)
        only = _candidates(data, roots) if engine == "sets" else None
    except RecursionError as error:
        raise NmkgError("the shapes are broken: shapes or paths are nested hundreds deep") from error
    if only is not None and not only:
        return CONFORMS
    # It comes late: a graph that conforms needs no pySHACL, and its import alone takes longer than the queries.
    from graph.validate import reference

    return reference.validate(data, shapes, only, iris.PREFIXES)


def _candidates(data: frozenset[Triple], roots: tuple[Shape, ...]) -> Mapping[Term, frozenset[Term]]:
    # Late as well: it needs rdflib.
    from graph.validate.handover import candidates

    return candidates(data, roots)
