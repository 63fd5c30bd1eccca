"""Anyone's RDF files as triples."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, parse

from graph.errors import NmkgError


def read_quads(paths: Iterable[Path]) -> frozenset[Quad]:
    """Read RDF files whose format is told by their names' endings.

    Raises NmkgError with file, line and column for a file that cannot be read or parsed.
    """
    quads: set[Quad] = set()
    for path in paths:
        format_ = RdfFormat.from_extension(path.suffix.removeprefix("."))
        if format_ is None:
            raise NmkgError(f"{path}: the ending does not tell the format; use .ttl, .nt, .nq, .trig, .rdf or .jsonld")
        try:
            quads.update(parse(path.read_bytes(), format=format_, base_iri=path.resolve().as_uri()))
        except SyntaxError as error:
            raise NmkgError(f"{path}:{error.lineno or 0}: {error.msg}") from error
        except (OSError, ValueError) as error:
            raise NmkgError(f"{path}: cannot be read: {error}") from error
    return frozenset(quads)


def read(paths: Iterable[Path]) -> frozenset[Triple]:
    """Read RDF files and merge their graphs."""
    return frozenset(quad.triple for quad in read_quads(paths))
