"""Graphs as files, byte for byte the same for the same triples."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

import deflate
import zstandard
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from graph import iris
from graph.model import Graphs
from graph.release.xml import xml_file

MEDIA_TYPES = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
    ".json": "application/json",
    ".gz": "application/gzip",
    ".zst": "application/zstd",
}

_MERGED = {
    "nmkg.ttl": RdfFormat.TURTLE,
    "nmkg.nt": RdfFormat.N_TRIPLES,
    "nmkg.jsonld": RdfFormat.JSON_LD,
    "nmkg.rdf": RdfFormat.RDF_XML,
}
# Prefixes under which local names need no escapes; what they leave out is written as a whole IRI.
_PREFIXES = {name: iri for name, iri in iris.PREFIXES.items() if name not in ("id", "doc", "gr", "listing")}


def dumps(merged: frozenset[Triple], graphs: Graphs) -> Iterator[tuple[str, bytes]]:
    """Write the merge in each triple format, every graph as Turtle of its own, and the graphs in each quad format."""
    triples = in_order(merged)
    for name, format_ in _MERGED.items():
        yield name, write(triples, format_)
    del triples
    quads: list[bytes] = []
    prefixes: set[bytes] = set()
    blocks: list[bytes] = []
    for graph in sorted(graphs, key=lambda graph: graph.value):
        found = in_order(graphs[graph])
        # N-Quads are N-Triples with the graph before each full stop, TriG is Turtle in braces: no quad need be made.
        quads.append(write(found, RdfFormat.N_TRIPLES).replace(b" .\n", f" {graph} .\n".encode()))
        content = write(found, RdfFormat.TURTLE)
        header, _, body = content.partition(b"\n\n")
        prefixes.update(header.split(b"\n"))
        blocks.append(f"\n{graph} {{\n".encode() + body + b"}\n")
        name = graph.value.removeprefix(iris.GRAPH).replace("/", "-")
        yield f"graphs/{name}.ttl", content
    yield "nmkg.nq", b"".join(quads)
    yield "nmkg.trig", b"\n".join(sorted(prefixes)) + b"\n" + b"".join(blocks)


def turtle(triples: Iterable[Triple]) -> bytes:
    """Write Turtle: prefixes by name, subjects in order, types first."""
    return write(in_order(triples), RdfFormat.TURTLE)


def compressed(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Compress a file with gzip and zstd, by libraries whose bytes do not depend on the machine."""
    yield f"{name}.gz", bytes(deflate.gzip_compress(data, 6))
    yield f"{name}.zst", zstandard.ZstdCompressor(level=6, write_content_size=True).compress(data)


def in_order(triples: Iterable[Triple]) -> list[Triple]:
    """Sort triples by subject, then type first, then predicate and object."""
    rdf_type = NamedNode(iris.PREFIXES["rdf"] + "type")
    return sorted(triples, key=lambda t: (str(t.subject), t.predicate != rdf_type, str(t.predicate), str(t.object)))


def write(triples: Sequence[Triple], format_: RdfFormat) -> bytes:
    """Write triples in the order given, with those of our prefixes that they use, by name.

    Raises NotXml where the format is RDF/XML and has no way to write one of them.
    """
    buffer = BytesIO()
    if format_ == RdfFormat.RDF_XML:
        with xml_file(buffer, is_rdf=True) as file:
            serialize(triples, file, format_, prefixes=_prefixes_of_properties(triples))
    elif format_ == RdfFormat.TURTLE:
        serialize(triples, buffer, format_, prefixes=_PREFIXES)
        return used_prefixes(buffer.getvalue(), len(_PREFIXES))
    else:
        serialize(triples, buffer, format_)
    return buffer.getvalue()


def used_prefixes(data: bytes, count: int) -> bytes:
    """Keep the prefix lines that Turtle or TriG uses, of the `count` it begins with, in order.

    The library writes all, in the order of a hash.
    """
    *header, rest = data.split(b"\n", count)
    body = b"\n" + rest.removeprefix(b"\n")
    names = {line: line.split(b" ")[1] for line in header}
    used = (line for line in header if any(before + names[line] in body for before in (b" ", b"\n", b"\t", b"^")))
    return b"\n".join([*sorted(used), body])


def _prefixes_of_properties(triples: Iterable[Triple]) -> dict[str, str]:
    """Give the prefixes that RDF/XML needs: only properties are written with one."""
    namespaces = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in {t.predicate.value for t in triples}}
    return {name: iri for name, iri in _PREFIXES.items() if iri in namespaces}
