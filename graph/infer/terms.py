"""The vocabulary of OWL 2 RL that rules and axioms speak of."""

from pyoxigraph import NamedNode

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"


def rdf(name: str) -> NamedNode:
    """Give a term of RDF."""
    return NamedNode(RDF + name)


def rdfs(name: str) -> NamedNode:
    """Give a term of RDF Schema."""
    return NamedNode(RDFS + name)


def owl(name: str) -> NamedNode:
    """Give a term of OWL 2."""
    return NamedNode(OWL + name)


TYPE, FIRST, REST, NIL = rdf("type"), rdf("first"), rdf("rest"), rdf("nil")
SUB_CLASS, SUB_PROPERTY = rdfs("subClassOf"), rdfs("subPropertyOf")
DOMAIN, RANGE, LITERAL = rdfs("domain"), rdfs("range"), rdfs("Literal")
THING, NOTHING, CLASS = owl("Thing"), owl("Nothing"), owl("Class")
SAME, DIFFERENT = owl("sameAs"), owl("differentFrom")
EQUIVALENT_CLASS, EQUIVALENT_PROPERTY = owl("equivalentClass"), owl("equivalentProperty")
DISJOINT_CLASS, DISJOINT_PROPERTY = owl("disjointWith"), owl("propertyDisjointWith")
COMPLEMENT, INVERSE = owl("complementOf"), owl("inverseOf")
INTERSECTION, UNION, ONE_OF = owl("intersectionOf"), owl("unionOf"), owl("oneOf")
KEY, CHAIN = owl("hasKey"), owl("propertyChainAxiom")
ON_PROPERTY, ON_CLASS = owl("onProperty"), owl("onClass")
SOME, ALL, VALUE = owl("someValuesFrom"), owl("allValuesFrom"), owl("hasValue")
AT_MOST, AT_MOST_OF = owl("maxCardinality"), owl("maxQualifiedCardinality")
NOT = owl("NegativePropertyAssertion")
MEMBERS, DISTINCT_MEMBERS = owl("members"), owl("distinctMembers")
ALL_DISJOINT_CLASSES, ALL_DISJOINT_PROPERTIES = owl("AllDisjointClasses"), owl("AllDisjointProperties")
ALL_DIFFERENT = owl("AllDifferent")
FUNCTIONAL, INVERSE_FUNCTIONAL = owl("FunctionalProperty"), owl("InverseFunctionalProperty")
SYMMETRIC, ASYMMETRIC = owl("SymmetricProperty"), owl("AsymmetricProperty")
TRANSITIVE, IRREFLEXIVE = owl("TransitiveProperty"), owl("IrreflexiveProperty")

# Said about terms, without consequences (rule prp-ap only declares them).
ANNOTATIONS = frozenset(
    {rdfs(name) for name in ("label", "comment", "seeAlso", "isDefinedBy")}
    | {owl(name) for name in ("deprecated", "versionInfo", "priorVersion", "backwardCompatibleWith")}
    | {owl("incompatibleWith")}
)

# Words of OWL that facts are written in, and classes whose members no rule looks at.
_FREE = (
    ANNOTATIONS
    | {SAME, DIFFERENT, THING, NOTHING, owl("NamedIndividual"), rdf("Property")}
    | {rdfs(name) for name in ("Class", "Datatype", "Resource", "Literal")}
)
_AXIOMS = {TYPE, SUB_CLASS, SUB_PROPERTY, DOMAIN, RANGE, FIRST, REST}


def is_reserved(term: NamedNode) -> bool:
    """Tell whether a property or class belongs to the language in which axioms are written.

    No axiom may speak of it: a rule could then make axioms, and those would have no rules.
    """
    return term in _AXIOMS or (term.value.startswith(OWL) and term not in _FREE)


def abbreviate(iri: str) -> str:
    """Write a term of the four vocabularies with its usual prefix, any other IRI whole."""
    for prefix, namespace in (("rdf", RDF), ("rdfs", RDFS), ("owl", OWL), ("xsd", XSD)):
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
