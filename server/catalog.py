"""What can be downloaded, as a DCAT 3 catalogue: the dataset, its versions (releases), and each version's files.

Names are below our base, as in a release's own `void.ttl`; addresses are where the client found this server.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from graph import iris
from graph.release.layout import CHECKSUMS, MANIFEST, VOID
from graph.release.metadata import DATASET, LICENCE, MEDIA_TYPE_IRI, PUBLISHER, TITLE
from server.downloads import COMPRESSED, Download
from server.statements import Statements, name

CATALOGUE = NamedNode(f"{iris.BASE}dumps/")
_LOCATING = (
    "void:sparqlEndpoint|void:dataDump|dcat:endpointURL|dcat:endpointDescription|dcat:accessURL|dcat:downloadURL"
)
_ADDRESS = re.compile(rf"((?:{_LOCATING}) )<{re.escape(iris.BASE)}")
_SERVICE = "sparql#service>"


def catalogue(origin: str, releases: Mapping[str, Sequence[Download]]) -> set[Triple]:
    """Describe releases with their files, the first of them being the one that is served; `origin` ends in a slash."""
    said = Statements()
    dataset = NamedNode(DATASET)
    said.add(CATALOGUE, "rdf:type", name("dcat:Catalog"))
    said.add(CATALOGUE, "dcterms:title", Literal(f"Releases of the {TITLE}", language="en"))
    said.add(CATALOGUE, "dcterms:publisher", NamedNode(PUBLISHER))
    said.add(CATALOGUE, "dcat:dataset", dataset)
    said.add(CATALOGUE, "dcat:service", _service(said, origin, dataset))
    said.add(dataset, "rdf:type", name("dcat:Dataset"))
    said.add(dataset, "dcterms:title", Literal(TITLE, language="en"))
    said.add(dataset, "dcterms:license", NamedNode(LICENCE))
    for n, (release, files) in enumerate(releases.items()):
        version = _version(said, origin, release, files)
        said.add(CATALOGUE, "dcat:dataset", version)
        said.add(dataset, "dcat:hasVersion", version)
        said.add(version, "dcat:isVersionOf", dataset)
        if not n:
            said.add(dataset, "dcat:hasCurrentVersion", version)
    return said.triples


def version(origin: str, release: str, files: Sequence[Download]) -> set[Triple]:
    """Describe one release."""
    said = Statements()
    said.add(_version(said, origin, release, files), "dcat:isVersionOf", NamedNode(DATASET))
    return said.triples


def located(description: str, origin: str) -> str:
    """Give a release's own `void.ttl` with the addresses of the server that was found; names stay as they are.

    The endpoint is a service where it is found, so its name is an address too.
    """
    placed = _ADDRESS.sub(lambda found: f"{found[1]}<{origin}", description)
    return placed.replace(f"<{iris.BASE}{_SERVICE}", f"<{origin}{_SERVICE}")


def _service(said: Statements, origin: str, dataset: NamedNode) -> NamedNode:
    endpoint = NamedNode(f"{origin}sparql")
    service = NamedNode(f"{origin}sparql#service")
    said.add(service, "rdf:type", name("dcat:DataService"))
    said.add(service, "dcterms:title", Literal("SPARQL endpoint", language="en"))
    said.add(service, "dcat:endpointURL", endpoint)
    said.add(service, "dcat:endpointDescription", endpoint)
    said.add(service, "dcterms:conformsTo", NamedNode("http://www.w3.org/TR/sparql11-protocol/"))
    said.add(service, "dcat:servesDataset", dataset)
    return service


def _version(said: Statements, origin: str, release: str, files: Sequence[Download]) -> NamedNode:
    node = NamedNode(f"{CATALOGUE.value}{release}/")
    said.add(node, "rdf:type", name("dcat:Dataset"))
    said.add(node, "dcterms:title", Literal(f"{TITLE}, release {release}", language="en"))
    said.add(node, "dcterms:identifier", Literal(release))
    said.add(node, "dcat:version", Literal(release))
    said.add(node, "dcterms:license", NamedNode(LICENCE))
    said.add(node, "dcterms:publisher", NamedNode(PUBLISHER))
    for file in files:
        if file.name == CHECKSUMS:
            issued = file.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
            said.add(node, "dcterms:issued", Literal(issued, datatype=name("xsd:dateTime")))
        if file.name not in (CHECKSUMS, MANIFEST, VOID):
            said.add(node, "dcat:distribution", _distribution(said, f"dumps/{release}/", origin, file))
    return node


def _distribution(said: Statements, folder: str, origin: str, file: Download) -> NamedNode:
    path = folder + quote(file.name)
    node, checksum = NamedNode(iris.BASE + path), NamedNode(f"{iris.BASE}{path}#sha256")
    said.add(node, "rdf:type", name("dcat:Distribution"))
    said.add(node, "dcterms:title", Literal(file.name, language="en"))
    said.add(node, "dcterms:license", NamedNode(LICENCE))
    said.add(node, "dcat:accessURL", NamedNode(origin + folder))
    said.add(node, "dcat:downloadURL", NamedNode(origin + path))
    said.add(node, "dcat:byteSize", Literal(str(file.size), datatype=name("xsd:nonNegativeInteger")))
    said.add(node, "dcat:mediaType", NamedNode(MEDIA_TYPE_IRI + file.unpacked_media_type))
    if file.name.endswith(COMPRESSED):
        said.add(node, "dcat:compressFormat", NamedNode(MEDIA_TYPE_IRI + file.media_type))
    said.add(node, "spdx:checksum", checksum)
    said.add(checksum, "rdf:type", name("spdx:Checksum"))
    said.add(checksum, "spdx:algorithm", name("spdx:checksumAlgorithm_sha256"))
    said.add(checksum, "spdx:checksumValue", Literal(file.sha256, datatype=name("xsd:hexBinary")))
    return node
