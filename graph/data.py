"""Anyone's RDF files as triples."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse

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
            # Blank nodes are a file's own: two files that both say _:a mean two nodes.
            found = parse(path.read_bytes(), format=format_, base_iri=path.resolve().as_uri(), rename_blank_nodes=True)
            quads.update(map(_rdf_1_1, found))
        except SyntaxError as error:
            raise NmkgError(f"{path}:{error.lineno or 0}: {error.msg}") from error
        except (OSError, ValueError) as error:
            raise NmkgError(f"{path}: {error}") from error
    return frozenset(quads)


def _rdf_1_1(quad: Quad) -> Quad:
    """Refuse what RDF 1.2 added: the reference reasoner and validator know RDF 1.1."""
    value = quad.object
    if isinstance(value, Triple) or (isinstance(value, Literal) and value.direction is not None):
        raise ValueError("triple terms and directed strings (RDF 1.2) are not supported; use RDF 1.1")
    return quad


def read(paths: Iterable[Path]) -> frozenset[Triple]:
    """Read RDF files and merge their graphs."""
    return frozenset(quad.triple for quad in read_quads(paths))
