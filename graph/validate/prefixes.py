"""SPARQL-based constraints as they stand in the shapes graph: text and prefixes (SHACL 5.2)."""

from pyoxigraph import Literal, NamedNode

from graph.validate.checks import check_values
from graph.validate.errors import ShapesError, Term
from graph.validate.index import OWL, RDF, RDFS, TYPE, XSD, Index, sh
from graph.validate.shapes import Query

# pySHACL knows these without a declaration, so must we.
BUILT_IN = {"rdf": RDF, "rdfs": RDFS, "owl": OWL}


def query(graph: Index, shape: Term, node: Term) -> Query | None:
    """Read the constraint at a node; None where it is deactivated.

    Raises ShapesError where it has no text, more than one, or prefixes that are not well-formed.
    """
    for name in ("message", "deactivated"):
        check_values(graph, shape, node, name)
    if any(
        isinstance(flag, Literal) and flag.value in ("true", "1") for flag in graph.objects(node, sh("deactivated"))
    ):
        return None
    select = graph.objects(node, sh("select"))
    if len(select) != 1 or not isinstance(select[0], Literal) or select[0].datatype.value != f"{XSD}string":
        raise ShapesError(shape, f"the SPARQL constraint {node} needs one sh:select with the text of a query")
    return Query(node, select[0].value, tuple(sorted(_prefixes(graph, shape, node).items())))


def _prefixes(graph: Index, shape: Term, node: Term) -> dict[str, str]:
    """Collect declarations as pySHACL does: those of all ontologies, where the one that is named declares none.

    What an ontology imports declares for it (5.2.1); pySHACL is told so (see reference).
    """
    found = dict(BUILT_IN)
    ontologies = graph.subjects(TYPE, NamedNode(OWL + "Ontology"))
    for named in graph.objects(node, sh("prefixes")):
        own = {one for ontology in _imported(graph, named) for one in graph.objects(ontology, sh("declare"))}
        if not (own and named in ontologies):
            own |= {one for ontology in ontologies for one in graph.objects(ontology, sh("declare"))}
        for declaration in sorted(own, key=str):
            prefix, namespace = graph.objects(declaration, sh("prefix")), graph.objects(declaration, sh("namespace"))
            if len(prefix) != 1 or len(namespace) != 1:
                raise ShapesError(
                    shape, f"the prefix declaration {declaration} needs one sh:prefix and one sh:namespace"
                )
            if not isinstance(prefix[0], Literal) or not isinstance(namespace[0], Literal):
                raise ShapesError(shape, f"the prefix declaration {declaration} has to be made of literals")
            if found.setdefault(prefix[0].value, namespace[0].value) != namespace[0].value:
                raise ShapesError(shape, f"the prefix {prefix[0].value}: is declared with two namespaces")
    return found


def _imported(graph: Index, ontology: Term) -> set[Term]:
    """Give an ontology and all that it imports."""
    found, waiting = set[Term](), [ontology]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += graph.objects(current, NamedNode(OWL + "imports"))
    return found
