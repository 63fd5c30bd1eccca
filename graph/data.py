"""Anyone's RDF files as triples."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple

from graph.document import BrokenDocument, quads
from graph.errors import NmkgError


def read_quads(paths: Iterable[Path]) -> frozenset[Quad]:
    """Read RDF files whose format is told by their names' endings.

    Raises NmkgError with file, line and column for a file that cannot be read or parsed.
    """
    found: set[Quad] = set()
    for path in paths:
        format_ = RdfFormat.from_extension(path.suffix.removeprefix("."))
        if format_ is None:
            raise NmkgError(f"{path}: the ending does not tell the format; use .ttl, .nt, .nq, .trig, .rdf or .jsonld")
        try:
            # Blank nodes are a file's own: two files that both say _:a mean two nodes.
            found.update(quads(path.read_bytes(), format_, path.resolve().as_uri()))
        except BrokenDocument as error:
            raise NmkgError(f"{path}:{error.line}:{error.column}: {error.message}") from error
        except (OSError, NmkgError) as error:
            raise NmkgError(f"{path}: {error}") from error
    return frozenset(found)


def read(paths: Iterable[Path]) -> frozenset[Triple]:
    """Read RDF files and merge their graphs."""
    return frozenset(quad.triple for quad in read_quads(paths))
