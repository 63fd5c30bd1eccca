"""The one door to pySHACL, which writes every report that has findings.

pySHACL ignores misspelt options, can hand back an exception in place of its report, names focus nodes by IRI only, and
remembers graphs that are gone; all of that ends here. To restrict it to certain focus nodes, shapes get these as their
only targets (sh:targetNode), which also works for blank nodes and literals.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256

import pyshacl
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from pyshacl.constraints.sparql.sparql_based_constraint_components import SPARQLConstraintComponentValidator
from pyshacl.rdfutil.stringify import stringify_blank_node
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import BNode, Node, URIRef

from graph.errors import NmkgError
from graph.model import Finding, Report
from graph.validate.errors import Term
from graph.validate.literals import to_rdflib
from graph.validate.reporting import REPORT

# Blank nodes of the shapes are others than those of the data, though both files may call theirs `_:a`.
_OF_SHAPES = "shape-"
_TARGETS = {SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf}
_BROKEN = (pyshacl.errors.ShapeLoadError, pyshacl.errors.ConstraintLoadError)


def validate(
    data: frozenset[Triple],
    shapes: frozenset[Triple],
    only: Mapping[Term, frozenset[Term]] | None = None,
    prefixes: Mapping[str, str] | None = None,
) -> Report:
    """Validate data against shapes; where `only` is given, a shape it names just at these nodes, and others nowhere.

    Prefixes shorten the names of nodes in messages. Raises NmkgError where pySHACL fails, on shapes that are broken
    or use what it does not support.
    """
    shapes_graph = _graph(shapes, prefixes or {}, _OF_SHAPES)
    if only is not None:
        _aim(shapes_graph, only)
    _forget()
    try:
        conforms, report, _ = pyshacl.validate(
            _graph(data, prefixes or {}),
            shacl_graph=shapes_graph,
            inference="none",
            do_owl_imports=False,
            meta_shacl=False,
        )
    except _BROKEN as error:
        raise NmkgError(f"the shapes are broken: {error}") from error
    except Exception as error:  # of a query that it cannot run, rdflib says so with a bare Exception
        raise NmkgError(f"pySHACL could not validate: {error}") from error
    if not isinstance(report, rdflib.Graph):
        raise NmkgError(f"validation failed: {report}")
    return report_of(bool(conforms), report)


def _forget() -> None:
    """Empty the caches that pySHACL keys by the address of a graph, which another graph may have by now.

    Else messages show blank nodes, and custom components run queries, of shapes that were validated before.
    """
    stringify_blank_node.dict_cache.clear()
    SPARQLConstraintComponentValidator.validator_cache.clear()


def report_of(conforms: bool, report: rdflib.Graph) -> Report:
    """Turn pySHACL's report into ours."""
    findings = tuple(sorted({_finding(report, result) for result in report.objects(None, SH.result)}, key=_order))
    return Report(conforms, findings, _canonical(report))


def _aim(shapes: rdflib.Graph, only: Mapping[Term, frozenset[Term]]) -> None:
    metaclasses = {RDFS.Class, OWL.Class, *shapes.subjects(RDFS.subClassOf, RDFS.Class)}
    for subject, predicate, value in list(shapes):
        if predicate in _TARGETS or (predicate == RDF.type and value in metaclasses):
            shapes.remove((subject, predicate, value))
    for shape, nodes in only.items():
        for node in nodes:
            shapes.add((_node(shape, _OF_SHAPES), SH.targetNode, _node(node)))


def _graph(triples: Iterable[Triple], prefixes: Mapping[str, str], blank: str = "") -> rdflib.Graph:
    graph = rdflib.Graph()
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
    known: dict[object, Node] = {}

    def node(term: object) -> Node:
        if term not in known:
            known[term] = _node(term, blank)
        return known[term]

    graph.addN((node(t.subject), node(t.predicate), node(t.object), graph) for t in triples)
    return graph


def _node(term: object, blank: str = "") -> Node:
    match term:
        case NamedNode():
            return URIRef(term.value)
        case BlankNode():
            return BNode(blank + term.value)
        case Literal():
            return to_rdflib(term)
    raise NmkgError(f"validation knows no triple terms (RDF 1.2): {term}")


def _finding(report: rdflib.Graph, result: Node) -> Finding:
    def one(predicate: URIRef) -> str:
        value = report.value(result, predicate)
        return "" if value is None else str(value)

    return Finding(
        focus=one(SH.focusNode),
        shape=one(SH.sourceShape),
        message=" ".join(sorted(str(message) for message in report.objects(result, SH.resultMessage))),
        severity=one(SH.resultSeverity).removeprefix(str(SH)),
        path=one(SH.resultPath),
        value=one(SH.value),
    )


def _order(finding: Finding) -> tuple[str, ...]:
    return (finding.shape, finding.focus, finding.path, finding.value, finding.message)


def _canonical(report: rdflib.Graph) -> frozenset[Triple]:
    """Keep the report proper, without copies of the nodes of shapes and data; a result is named by what it says.

    Nodes of shapes and data keep their names. To canonicalise those too would take time that is exponential in the
    number of blank nodes that look alike: minutes for ten.
    """
    names: dict[Node, BNode] = {}

    def named(node: Node) -> BNode:
        if node not in names:
            said = report.predicate_objects(node)
            lines = sorted(f"{p.n3()} {(named(o) if p == SH.detail else o).n3()}" for p, o in said)
            names[node] = BNode("r" + sha256("\n".join(lines).encode()).hexdigest()[:32])
        return names[node]

    slim = rdflib.Graph()
    root = BNode(REPORT)
    for source in report.subjects(RDF.type, SH.ValidationReport):
        for predicate, value in report.predicate_objects(source):
            slim.add((root, predicate, named(value) if predicate == SH.result else value))
    for result in set(report.objects(None, SH.result)):
        for predicate, value in report.predicate_objects(result):
            slim.add((named(result), predicate, named(value) if predicate == SH.detail else value))
    text = slim.serialize(format="nt", encoding="utf-8")
    return frozenset(quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))
