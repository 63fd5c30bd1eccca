"""What a release says of itself: manifest.json for programs, void.ttl (VoID and DCAT) for linked data."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePath
from string import Template

from pyoxigraph import NamedNode, Triple

from graph import iris, vocabulary
from graph.model import Graphs
from graph.release.serialise import MEDIA_TYPES
from graph.version import VERSION

DATASET = f"{iris.ID}dataset/nmkg"
_MEDIA_TYPE_IRI = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True, order=True)
class FileRecord:
    """One file of a release: name, size in bytes, SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str

    @property
    def media_type(self) -> str:
        """The media type by the name's ending, of the uncompressed content for compressed files."""
        path = PurePath(self.name)
        suffix = PurePath(path.stem).suffix if path.suffix in (".gz", ".zst") else path.suffix
        return MEDIA_TYPES[suffix]


def manifest(release: str, graphs: Graphs, merged: frozenset[Triple], records: list[FileRecord]) -> bytes:
    """List graphs with their sizes and files with sizes and digests."""
    content = {
        "release": release,
        "version": VERSION,
        "triples": len(merged),
        "graphs": {graph.value: len(graphs[graph]) for graph in sorted(graphs, key=lambda graph: graph.value)},
        "files": {r.name: {"bytes": r.size, "sha256": r.sha256} for r in sorted(records)},
    }
    return (json.dumps(content, indent=2) + "\n").encode()


def void(release: str, graphs: Graphs, merged: frozenset[Triple], records: list[FileRecord]) -> bytes:
    """Describe the dataset: licence, size, class and property partitions, graphs, dumps."""
    types = Counter(
        t.object.value for t in merged if t.predicate == vocabulary.TYPE and isinstance(t.object, NamedNode)
    )
    properties = Counter(t.predicate.value for t in merged)
    template = Template(files("graph.release").joinpath("void.ttl.template").read_text(encoding="utf-8"))
    text = template.substitute(
        dataset=f"<{DATASET}>",
        release=release,
        version=VERSION,
        triples=len(merged),
        subjects=len({t.subject for t in merged}),
        objects=len({t.object for t in merged}),
        classes=len(types),
        properties=len(properties),
        partitions="\n".join(_partitions(types, properties)),
        graphs="\n".join(_graphs(graphs)),
        distributions="\n".join(_distributions(release, records)),
    )
    return text.encode()


def _partitions(types: Counter[str], properties: Counter[str]) -> Iterator[str]:
    for name, count in sorted(types.items()):
        part = f"<{DATASET}#class={_slug(name)}>"
        yield f"<{DATASET}> void:classPartition {part} .\n{part} void:class <{name}> ; void:entities {count} ."
    for name, count in sorted(properties.items()):
        part = f"<{DATASET}#property={_slug(name)}>"
        yield f"<{DATASET}> void:propertyPartition {part} .\n{part} void:property <{name}> ; void:triples {count} ."


def _slug(iri: str) -> str:
    """Name a partition after its term: prefix and local name."""
    return iris.shorten(iri).replace(":", ".")


def _graphs(graphs: Graphs) -> Iterator[str]:
    for graph in sorted(graphs, key=lambda graph: graph.value):
        yield f"<{DATASET}> void:subset <{graph.value}> ."
        yield f"<{graph.value}> a void:Dataset ; void:triples {len(graphs[graph])} ."


def _distributions(release: str, records: Iterable[FileRecord]) -> Iterator[str]:
    for record in sorted(records):
        address = f"<{iris.BASE}dumps/{release}/{record.name}>"
        yield f"<{DATASET}> dcat:distribution {address} ."
        yield f"{address} a dcat:Distribution ;"
        yield f'  dcterms:title "{record.name}"@en ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;'
        yield f"  dcat:downloadURL {address} ; dcat:byteSize {record.size} ;"
        if record.name.endswith((".gz", ".zst")):
            packed = MEDIA_TYPES["." + record.name.rpartition(".")[2]]
            yield f"  dcat:compressFormat <{_MEDIA_TYPE_IRI}{packed}> ;"
        yield f"  dcat:mediaType <{_MEDIA_TYPE_IRI}{record.media_type}> ;"
        yield f"  spdx:checksum <{address[1:-1]}#sha256> ."
        yield f"<{address[1:-1]}#sha256> a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ;"
        yield f'  spdx:checksumValue "{record.sha256}"^^xsd:hexBinary .'
