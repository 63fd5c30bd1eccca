"""Graphs as files, byte for byte the same for the same triples."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

import deflate
import zstandard
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from graph import iris
from graph.model import Graphs

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
_WITH_PREFIXES = (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML)
_BY_GRAPH = {"nmkg.nq": RdfFormat.N_QUADS, "nmkg.trig": RdfFormat.TRIG}


def dumps(merged: frozenset[Triple], graphs: Graphs) -> Iterator[tuple[str, bytes]]:
    """Write the merge in each triple format, the graphs in each quad format, and every graph as Turtle of its own."""
    triples = in_order(merged)
    for name, format_ in _MERGED.items():
        yield name, write(triples, format_)
    del triples
    by_graph = {graph: in_order(graphs[graph]) for graph in sorted(graphs, key=lambda graph: graph.value)}
    quads = [Quad(t.subject, t.predicate, t.object, graph) for graph, found in by_graph.items() for t in found]
    for name, format_ in _BY_GRAPH.items():
        yield name, write(quads, format_)
    del quads
    for graph, found in by_graph.items():
        name = graph.value.removeprefix(iris.GRAPH).replace("/", "-")
        yield f"graphs/{name}.ttl", write(found, RdfFormat.TURTLE)


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


def write(triples: Sequence[Triple] | Sequence[Quad], format_: RdfFormat) -> bytes:
    """Write triples or quads in the order given, with those of our prefixes that they use, by name."""
    buffer = BytesIO()
    prefixes = _used_prefixes(triples) if format_ in _WITH_PREFIXES else None
    serialize(triples, buffer, format_, prefixes=prefixes)
    data = buffer.getvalue()
    return _prefixes_by_name(data, len(prefixes)) if prefixes and format_ != RdfFormat.RDF_XML else data


def _used_prefixes(triples: Iterable[Triple] | Iterable[Quad]) -> dict[str, str]:
    namespaces: set[str] = set()
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, Literal):
                namespaces.add(_namespace(term.datatype.value))
            elif isinstance(term, NamedNode):
                namespaces.add(_namespace(term.value))
    return {name: iri for name, iri in _PREFIXES.items() if iri in namespaces}


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _prefixes_by_name(data: bytes, count: int) -> bytes:
    """Sort the prefix lines at the head of Turtle or TriG; the library writes them in the order of a hash."""
    lines = data.split(b"\n", count)
    return b"\n".join([*sorted(lines[:count]), b"", lines[count]])
