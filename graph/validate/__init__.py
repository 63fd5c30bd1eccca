"""SHACL validation: set queries find who may offend, pySHACL writes the report. What is compiled: see README.md."""

from typing import Literal as OneOf
from typing import get_args

from pyoxigraph import Triple

from graph import iris
from graph.errors import NmkgError
from graph.model import Report
from graph.validate.errors import ShapesError

Engine = OneOf["sets", "pyshacl"]
ENGINES: tuple[Engine, ...] = get_args(Engine)

__all__ = ["ENGINES", "Engine", "ShapesError", "validate"]


def validate(data: frozenset[Triple], shapes: frozenset[Triple], engine: Engine = "sets") -> Report:
    """Validate data against shapes; the data holds the ontology where shapes need its class hierarchy.

    The engine `pyshacl` runs the reference alone; the report is the same. Raises ShapesError, an NmkgError, where the
    shapes are wrong, and NmkgError where pySHACL fails.
    """
    # Both come late: a graph that conforms needs no pySHACL, and its import alone takes longer than the queries.
    if engine == "pyshacl":
        from graph.validate import reference

        return reference.validate(data, shapes, prefixes=iris.PREFIXES)
    from graph.validate.handover import candidates
    from graph.validate.reporting import CONFORMS

    try:
        found = candidates(data, shapes)
    except RecursionError as error:
        raise NmkgError("the shapes are broken: shapes or paths are nested hundreds deep") from error
    if not found:
        return CONFORMS
    from graph.validate import reference

    return reference.validate(data, shapes, None if found.whole else found.nodes, iris.PREFIXES)
