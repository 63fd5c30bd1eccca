"""The IRIs of the graph, all minted here from unambiguous parts.

Excerpts follow RFC 5147 (`#char=START,END`, code points, END exclusive), table rows RFC 7111 (`#row=N`, the header
is row 1).
"""

import hashlib
import re
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

BASE = "https://w3id.org/notorious-markets/"
ONTOLOGY = NamedNode(f"{BASE}ontology")
NM = f"{BASE}ontology#"
NMC = f"{BASE}concept/"
NMS = f"{BASE}shapes#"
ID = f"{BASE}id/"
GRAPH = f"{BASE}graph/"

# Known to the endpoint without declaration. `listing:` stands for the listings of the 2021 edition, because a local
# name cannot hold a slash and the published questions ask for `listing:taobao`.
PREFIXES = {
    "nm": NM,
    "nmc": NMC,
    "nms": NMS,
    "id": ID,
    "gr": GRAPH,
    "market": f"{ID}market/",
    "mg": f"{ID}market-group/",
    "co": f"{ID}company/",
    "gov": f"{ID}government/",
    "assoc": f"{ID}association/",
    "publisher": f"{ID}publisher/",
    "person": f"{ID}person/",
    "group": f"{ID}group/",
    "country": f"{ID}country/",
    "list": f"{ID}list/",
    "ed": f"{ID}edition/",
    "thing": f"{ID}thing/",
    "comm": f"{ID}communication/",
    "doc": f"{ID}document/",
    "pr": f"{ID}proposition/",
    "claim": f"{ID}claim/",
    "figure": f"{ID}figure/",
    "operation": f"{ID}operation/",
    "ownership": f"{ID}ownership/",
    "stake": f"{ID}stake/",
    "affiliation": f"{ID}affiliation/",
    "parthood": f"{ID}parthood/",
    "organization": f"{ID}organization/",
    "location": f"{ID}location/",
    "control": f"{ID}control/",
    "identification": f"{ID}identification/",
    "tenure": f"{ID}tenure/",
    "happening": f"{ID}happening/",
    "publication": f"{ID}publication/",
    "comparison": f"{ID}comparison/",
    "listing": f"{ID}listing/2021/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dqv": "http://www.w3.org/ns/dqv#",
    "void": "http://rdfs.org/ns/void#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#",
    "cito": "http://purl.org/spar/cito/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
}

_LOCAL_ID = re.compile(r"[a-z]+(?:-[a-z]+)*/[a-z0-9]+(?:[.-][a-z0-9]+)*")


def is_local_id(text: str) -> bool:
    """Tell whether a text has the form `kind/slug` of the ids that people write in sources."""
    return _LOCAL_ID.fullmatch(text) is not None


def node(local_id: str) -> NamedNode:
    """Give the IRI of a local id, such as `market/taobao` or `listing/2021/taobao`."""
    return NamedNode(ID + local_id)


def slug(iri: NamedNode) -> str:
    """Give the last path segment of an IRI: `taobao` of `.../id/market/taobao`."""
    return iri.value.rpartition("/")[2]


def shorten(iri: str) -> str:
    """Write an IRI the short way people read: an id without its base, a term with its prefix."""
    for namespace, prefix in ((ID, ""), (NM, "nm:"), (NMC, "nmc:"), (GRAPH, "graph/")):
        if iri.startswith(namespace):
            return prefix + iri.removeprefix(namespace)
    outside = ((prefix, namespace) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace))
    prefix, namespace = next(outside, ("", ""))
    return f"{prefix}:{iri.removeprefix(namespace)}" if prefix else iri


def term(name: str) -> NamedNode:
    """Give the IRI of an ontology term."""
    return NamedNode(NM + name)


def concept(name: str) -> NamedNode:
    """Give the IRI of a concept or concept scheme."""
    return NamedNode(NMC + name)


def named_graph(name: str) -> NamedNode:
    """Give the IRI of a named graph, such as `entities` or `source/000`."""
    return NamedNode(GRAPH + name)


def document(name: str) -> NamedNode:
    """Give the IRI of a source document."""
    return node(f"document/{name}")


def excerpt(name: str, start: int, end: int) -> NamedNode:
    """Give the IRI of characters of a document (RFC 5147), counted in code points from 0, end exclusive."""
    return node(f"document/{name}#char={start},{end}")


def row(name: str, number: int) -> NamedNode:
    """Give the IRI of a row of a table (RFC 7111); the header is row 1."""
    return node(f"document/{name}#row={number}")


def page(address: str) -> NamedNode:
    """Give the IRI of a page of the web: its host, to be read, and a digest of its address, to be unambiguous."""
    host = (urlsplit(address).hostname or "").strip(".").replace("_", "-")
    return document(f"{host}-{hashlib.sha256(address.encode()).hexdigest()[:12]}")


def dating(evidence: NamedNode, fact: NamedNode) -> NamedNode:
    """Give the IRI of what one piece of evidence says of the time of a fact: both, the one by document and place."""
    place = re.sub(r"#(?:char|row)=|,", "-", evidence.value.removeprefix(f"{ID}document/"))
    return node(f"dating/{place}/{fact.value.removeprefix(ID)}")


def claim(name: str, start: int, end: int, speaker: NamedNode) -> NamedNode:
    """Give the IRI of a claim: its document, the place of its first words, its speaker."""
    return node(f"claim/{name}-{start}-{end}-{slug(speaker)}")


def figure(name: str, start: int, end: int) -> NamedNode:
    """Give the IRI of a figure: its document and the place where it is printed."""
    return node(f"figure/{name}-{start}-{end}")
