"""`/sparql` without a query: the service description (SPARQL 1.1 Service Description), or an editor for people.

All of it is read off what the server does: formats from the tables that choose them, graphs and their sizes from the
store, limits from the settings.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from flask import Blueprint, Response, request
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from graph import iris
from graph.release.metadata import DATASET
from server import editor, negotiated
from server.gate.replies import typed
from server.jobs import negotiate
from server.limits import Limits
from server.problem import Problem
from server.site import Site, site
from server.statements import Statements, name

routes = Blueprint("sparql", __name__)

_INFERRED = iris.named_graph("inferred").value
_REGIME = NamedNode("http://www.w3.org/ns/entailment/OWL-RDF-Based")
_SIMPLE = NamedNode("http://www.w3.org/ns/entailment/Simple")
_PROFILE = NamedNode("http://www.w3.org/ns/owl-profile/RL")
_CONCLUSIONS = (
    "Conclusions that the OWL 2 RL/RDF rules draw from the other graphs, computed when the release was built. The "
    "default graph holds them too; no more is inferred when a query is answered."
)
# The library names JSON-LD otherwise than the list at http://www.w3.org/ns/formats/ does.
_FORMAT_IRIS = {RdfFormat.JSON_LD: "http://www.w3.org/ns/formats/JSON-LD"}
_SIZES = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
_OUTSIDE = "SELECT ?s { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } } LIMIT 1"


@dataclass(frozen=True, slots=True)
class Service:
    """An endpoint as its client addresses it: triples of the default graph and of each named graph, its limits.

    `union`: the default graph is the union of the named ones. `release` is empty where plain files are served.
    """

    endpoint: str
    triples: int
    graphs: Mapping[str, int]
    union: bool
    limits: Limits
    release: str = ""


@routes.get("/sparql/")
@routes.get("/sparql")
def sparql() -> Response:
    """Describe the endpoint, or show the query editor: to browsers, and where the gate wants a page of a query."""
    if "query" in request.args:
        response = Response(editor.page(), content_type=typed(negotiated.PAGE))
    else:
        response = negotiated.answer(lambda: describe(_service(site(), request.base_url)), editor.page)
    if response.mimetype == negotiated.PAGE:
        response.headers["Content-Security-Policy"] = editor.POLICY
    return response


def _service(served: Site, endpoint: str) -> Service:
    try:
        NamedNode(endpoint)
    except ValueError as error:
        raise Problem(400, "The Host header of this request does not make an IRI.") from error
    # A release's default graph is its merge; files may have triples outside of any graph.
    sizes, *outside = served.rows(_SIZES, *([] if served.release else [_OUTSIDE]))
    graphs = {row["g"]["value"]: int(row["n"]["value"]) for row in sizes if row}
    union = not (outside and outside[0])
    return Service(endpoint, served.triples, graphs, union, served.limits, served.release)


def describe(service: Service) -> set[Triple]:
    """Give the service description."""
    said = Statements()
    node = NamedNode(f"{service.endpoint}#service")
    dataset = NamedNode(f"{service.endpoint}#dataset")
    said.add(node, "rdf:type", name("sd:Service"), name("dcat:DataService"))
    said.add(node, "dcterms:title", Literal("SPARQL endpoint of the Notorious Markets Knowledge Graph", language="en"))
    said.add(node, "sd:endpoint", NamedNode(service.endpoint))
    said.add(node, "dcat:endpointURL", NamedNode(service.endpoint))
    said.add(node, "sd:supportedLanguage", name("sd:SPARQL11Query"))
    said.add(node, "sd:resultFormat", *sorted(_formats(), key=str))
    said.add(node, "sd:feature", *(name(feature) for feature in _features(service)))
    said.add(node, "sd:defaultEntailmentRegime", _SIMPLE)
    said.add(node, "sd:defaultDataset", dataset)
    said.add(node, "sd:availableGraphs", dataset)
    if service.release:
        root = service.endpoint.rstrip("/").removesuffix("sparql")
        said.add(node, "dcat:servesDataset", NamedNode(DATASET))
        said.add(node, "rdfs:seeAlso", NamedNode(f"{root}void"), NamedNode(f"{root}dumps/"))
        said.add(dataset, "dcterms:identifier", Literal(service.release))
    _describe_graphs(said, service, dataset)
    for limit in limits(service.limits):
        said.add(node, "schema:additionalProperty", said.limit(f"{service.endpoint}#limit=", *limit))
    return said.triples


def _formats() -> set[NamedNode]:
    found = {format_.iri for format_ in negotiate.RESULTS.values()} | {
        _FORMAT_IRIS.get(format_, format_.iri) for format_ in negotiate.GRAPHS.values()
    }
    return {NamedNode(iri) for iri in found}


def _features(service: Service) -> Iterator[str]:
    if service.union:
        yield "sd:UnionDefaultGraph"
    if service.limits.services:
        yield "sd:BasicFederatedQuery"


def _describe_graphs(said: Statements, service: Service, dataset: NamedNode) -> None:
    default = NamedNode(f"{service.endpoint}#default-graph")
    said.add(dataset, "rdf:type", name("sd:Dataset"))
    said.add(dataset, "sd:defaultGraph", default)
    said.add(default, "rdf:type", name("sd:Graph"), name("void:Dataset"))
    said.add(default, "void:triples", Literal(service.triples))
    for graph, triples in service.graphs.items():
        part, held = NamedNode(f"{service.endpoint}#graph={quote(graph, safe='')}"), NamedNode(graph)
        said.add(dataset, "sd:namedGraph", part)
        said.add(part, "rdf:type", name("sd:NamedGraph"))
        said.add(part, "sd:name", held)
        said.add(part, "sd:graph", held)
        said.add(held, "rdf:type", name("sd:Graph"), name("void:Dataset"))
        said.add(held, "void:triples", Literal(triples))
        if service.release and graph == _INFERRED:
            said.add(part, "sd:entailmentRegime", _REGIME)
            said.add(part, "sd:supportedEntailmentProfile", _PROFILE)
            said.add(part, "dcterms:description", Literal(_CONCLUSIONS, language="en"))


def limits(given: Limits) -> Iterator[tuple[str, Decimal, str, str]]:
    """Give each limit that a client may meet: name, value, unit, what it means."""
    seconds, count, size = "seconds", "", "bytes"
    yield "timeout", Decimal(str(given.timeout)), seconds, "A query that runs longer is ended and answered 504."
    yield "memory", Decimal(given.memory), size, "A query that takes more memory is ended and answered 504."
    yield "result", Decimal(given.result), size, "A larger result is not sent, and answered 507; none is ever cut."
    yield "query", Decimal(given.query), "characters", "A longer query is answered 413."
    yield "workers", Decimal(given.workers), count, "Queries that run at the same time."
    yield "queue", Decimal(given.queue), count, "Queries that wait for their turn; one more is answered 503."
    yield "patience", Decimal(str(given.patience)), seconds, "A query that waits longer is answered 503."
    yield "upload", Decimal(given.upload), size, "A larger document sent to be validated is answered 413."
