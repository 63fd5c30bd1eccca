"""What a release says of itself: manifest.json for programs, void.ttl (VoID and DCAT) for linked data."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePath
from string import Template

from pyoxigraph import Triple

from graph import iris
from graph.model import Graphs
from graph.release.serialise import MEDIA_TYPES
from graph.release.statistics import Statistics
from graph.version import VERSION

DATASET = f"{iris.ID}dataset/nmkg"
TITLE = "Notorious Markets Knowledge Graph"
PUBLISHER = f"{iris.BASE}team"
PUBLISHER_NAME = f"The makers of the {TITLE}"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
MEDIA_TYPE_IRI = "https://www.iana.org/assignments/media-types/"


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


def void(release: str, merge: Statistics, graphs: Mapping[str, Statistics], records: list[FileRecord]) -> bytes:
    """Describe the dataset: licence, size, class and property partitions, graphs, dumps."""
    template = Template(files("graph.release").joinpath("void.ttl.template").read_text(encoding="utf-8"))
    text = template.substitute(
        dataset=f"<{DATASET}>",
        title=TITLE,
        publisher=f"<{PUBLISHER}>",
        publisher_name=PUBLISHER_NAME,
        licence=f"<{LICENCE}>",
        release=release,
        version=VERSION,
        counts=_counts(merge),
        partitions="\n".join(_partitions(merge)),
        graphs="\n".join(_graphs(graphs)),
        links="\n".join(_links(merge)),
        distributions="\n".join(_distributions(release, records)),
    )
    return text.encode()


def _counts(counted: Statistics) -> str:
    return (
        f"void:triples {counted.triples} ; void:distinctSubjects {counted.subjects} ; "
        f"void:distinctObjects {counted.objects} ; void:classes {len(counted.classes)} ; "
        f"void:properties {len(counted.properties)}"
    )


def _partitions(counted: Statistics) -> Iterator[str]:
    """Name each part relative to the dataset, which is the base."""
    for name, kind in counted.classes.items():
        part = f"#class={_slug(name)}"
        yield f"<> void:classPartition <{part}> ."
        yield f"<{part}> void:class <{name}> ; void:entities {kind.entities} ; void:triples {kind.triples} ."
        for used, triples in kind.properties.items():
            inner = f"<{part}&property={_slug(used)}>"
            yield f"<{part}> void:propertyPartition {inner} . {inner} void:property <{used}> ; void:triples {triples} ."
    for name, use in counted.properties.items():
        part = f"<#property={_slug(name)}>"
        yield f"<> void:propertyPartition {part} . {part} void:property <{name}> ; void:triples {use.triples} ;"
        yield f"  void:distinctSubjects {use.subjects} ; void:distinctObjects {use.objects} ."


def _slug(iri: str) -> str:
    """Name a partition after its term: prefix and local name."""
    return iris.shorten(iri).replace(":", ".")


def _graphs(graphs: Mapping[str, Statistics]) -> Iterator[str]:
    for graph, counted in sorted(graphs.items()):
        yield f"<{DATASET}> void:subset <{graph}> ."
        yield f"<{graph}> a void:Dataset ; {_counts(counted)} ."


def _links(counted: Statistics) -> Iterator[str]:
    """Name the links to Wikidata, the one data set whose items are given as the same thing."""
    used = counted.properties.get(f"{iris.PREFIXES['skos']}exactMatch")
    if used:
        yield f"<#links=wikidata> a void:Linkset ; void:linkPredicate skos:exactMatch ; void:triples {used.triples} ;"
        yield "  void:subjectsTarget <> ; void:objectsTarget <#wikidata> ."
        yield '<#wikidata> dcterms:title "Wikidata"@en ; foaf:homepage <https://www.wikidata.org/> ;'
        yield '  void:uriSpace "http://www.wikidata.org/entity/" .'


def _distributions(release: str, records: Iterable[FileRecord]) -> Iterator[str]:
    for record in sorted(records):
        address = f"<{iris.BASE}dumps/{release}/{record.name}>"
        yield f"<{DATASET}> dcat:distribution {address} ."
        yield f"{address} a dcat:Distribution ;"
        yield f'  dcterms:title "{record.name}"@en ; dcterms:license <{LICENCE}> ;'
        yield f"  dcat:accessURL {address} ; dcat:downloadURL {address} ;"
        yield f'  dcat:byteSize "{record.size}"^^xsd:nonNegativeInteger ;'
        if record.name.endswith((".gz", ".zst")):
            packed = MEDIA_TYPES["." + record.name.rpartition(".")[2]]
            yield f"  dcat:compressFormat <{MEDIA_TYPE_IRI}{packed}> ;"
        yield f"  dcat:mediaType <{MEDIA_TYPE_IRI}{record.media_type}> ;"
        yield f"  spdx:checksum <{address[1:-1]}#sha256> ."
        yield f"<{address[1:-1]}#sha256> a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ;"
        yield f'  spdx:checksumValue "{record.sha256}"^^xsd:hexBinary .'
