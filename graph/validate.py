"""SHACL validation, by pySHACL: the one door to that library.

pySHACL ignores misspelt options and can hand back an exception in place of its report; both end here.
"""

import pyshacl
from pyoxigraph import RdfFormat, Triple, parse, serialize
from rdflib import Graph, Namespace, URIRef
from rdflib.compare import to_canonical_graph
from rdflib.namespace import RDF
from rdflib.term import Node

from graph import iris
from graph.errors import NmkgError
from graph.model import Finding, Report

SH = Namespace("http://www.w3.org/ns/shacl#")


def validate(data: frozenset[Triple], shapes: frozenset[Triple]) -> Report:
    """Validate data against shapes; the data holds the ontology where shapes need its class hierarchy.

    Raises NmkgError where the shapes themselves are broken.
    """
    try:
        conforms, report, _ = pyshacl.validate(
            _rdflib(data), shacl_graph=_rdflib(shapes), inference="none", do_owl_imports=False, meta_shacl=False
        )
    except (pyshacl.errors.ShapeLoadError, pyshacl.errors.ConstraintLoadError) as error:
        raise NmkgError(f"the shapes are broken: {error}") from error
    if not isinstance(report, Graph):
        raise NmkgError(f"validation failed: {report}")
    findings = tuple(sorted({_finding(report, result) for result in report.objects(None, SH.result)}, key=_order))
    return Report(bool(conforms), findings, _canonical(report))


def _finding(report: Graph, result: Node) -> Finding:
    def one(predicate: URIRef) -> str:
        value = report.value(result, predicate)
        return "" if value is None else str(value)

    return Finding(
        focus=one(SH.focusNode),
        shape=one(SH.sourceShape),
        message=" ".join(sorted(str(message) for message in report.objects(result, SH.resultMessage))),
        severity=one(SH.resultSeverity).removeprefix(SH),
        path=one(SH.resultPath),
        value=one(SH.value),
    )


def _order(finding: Finding) -> tuple[str, ...]:
    return (finding.shape, finding.focus, finding.path, finding.value, finding.message)


def _canonical(report: Graph) -> frozenset[Triple]:
    """Keep the report proper, without copies of the shapes' own nodes, with blank nodes named by content."""
    slim = Graph()
    for subject in {*report.subjects(RDF.type, SH.ValidationReport), *report.objects(None, SH.result)}:
        for predicate, value in report.predicate_objects(subject):
            slim.add((subject, predicate, value))
    text = to_canonical_graph(slim).serialize(format="nt", encoding="utf-8")
    return frozenset(quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))


def _rdflib(triples: frozenset[Triple]) -> Graph:
    graph = Graph()
    for prefix, namespace in iris.PREFIXES.items():
        graph.bind(prefix, namespace)
    graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    return graph
