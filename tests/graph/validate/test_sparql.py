"""SPARQL-based constraints, run once for all focus nodes: the findings are pySHACL's, which runs them one by one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.errors import NmkgError
from graph.validate import Engine, validate
from graph.validate.errors import NotOnce
from graph.validate.literals import load
from graph.validate.paths import Inverse
from graph.validate.rewriting import once_for_all
from graph.validate.shapes import Query

EX = "http://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
TARGETS = f"{{ SELECT DISTINCT ?this WHERE {{ ?this <{EX}p> ?object }} }}"

# What can be run once; the first of each pair says what is asked.
ONCE = {
    "a triple": "SELECT $this WHERE { $this ex:q ?y }",
    "a value": "SELECT $this ?value WHERE { $this ex:p ?value . ?value ex:q $this }",
    "comparison": "SELECT $this ?value WHERE { $this ex:p ?value ; ex:q ?w . FILTER (?value < ?w) }",
    "inequality": "SELECT $this ?value WHERE { $this ex:p ?value ; ex:q ?w . FILTER (?value != ?w) }",
    "negated": "SELECT $this WHERE { $this ex:p ?v ; ex:q ?w . FILTER (!(?v = ?w)) }",
    "arithmetic": "SELECT $this WHERE { $this ex:p ?v ; ex:q ?w . FILTER (?v + 1 > ?w * 2) }",
    "text": "SELECT $this WHERE { $this ex:p ?v . FILTER (STRLEN(STR(?v)) > 1 || CONTAINS(STR(?v), 'a')) }",
    "binding": "SELECT $this WHERE { $this ex:p ?v . BIND (?v + 1 AS ?w) FILTER (?w = 2) }",
    "not exists": "SELECT $this WHERE { $this ex:p ?v . FILTER NOT EXISTS { ?v ex:q ?w } }",
    "not exists, filtered": """SELECT $this WHERE {
        $this ex:p ?v . FILTER NOT EXISTS { $this ex:q ?w . FILTER (STR(?w) = STR(?v)) } }""",
    "not exists, compared": """SELECT $this WHERE {
        FILTER NOT EXISTS { $this ex:q ?w . FILTER (?w < ?v) } $this ex:p ?v . }""",
    "exists": "SELECT $this WHERE { $this ex:p ?v . FILTER EXISTS { { ?v ex:q $this } UNION { $this ex:q ?v } } }",
    "optional": """SELECT $this ?w WHERE {
        $this ex:p ?v . OPTIONAL { $this ex:q ?w . FILTER (?w > ?v) } FILTER (!BOUND(?w)) }""",
    "union": "SELECT $this WHERE { { $this ex:p ?v } UNION { ?v ex:q $this . FILTER (?v != $this) } }",
    "path": "SELECT DISTINCT $this WHERE { $this (ex:p|ex:q)+ $this }",
    "regular expression": "SELECT $this WHERE { $this ex:p ?v . FILTER REGEX(STR(?v), '^a.?$', 'i') }",
    "replacement": """SELECT $this WHERE {
        $this ex:p ?v . BIND (REPLACE(LCASE(STR(?v)), "^(.*)([a1])(b)?$", "$2 $3", "s") AS ?w) FILTER (?w != "a ")
        FILTER (xsd:double(ABS(?v)) != xsd:double("2")) }""",
    "any predicate": "SELECT $this ?value WHERE { $this ?value ?o . FILTER NOT EXISTS { ?value a ex:Known } }",
    "subquery": "SELECT $this ?v WHERE { { SELECT DISTINCT $this ?v WHERE { $this ex:p ?v } } FILTER (?v = 1) }",
    "expression selected": "SELECT $this (STR(?v) AS ?value) WHERE { $this ex:p ?v . FILTER isIRI(?v) } ORDER BY ?v",
    "class of classes": "SELECT $this WHERE { $this ex:p ?v . FILTER REGEX(?v, '^[a&&b]$') }",
    "posix class": "SELECT $this WHERE { $this ex:p ?v . FILTER REGEX(?v, '^[[:alpha:]]$') }",
    "empty match": "SELECT $this WHERE { $this ex:p ?v . FILTER (REPLACE(?v, 'a*', '-') = '--b-') }",
    "escapes": r"SELECT $this WHERE { $this ex:p ?v . FILTER REGEX(STR(?v), '\\d') }",
    "# in strings": 'SELECT $this WHERE { $this ex:p ?v . # { FILTER\n FILTER (STR(?v) != "}# {") }',
}
# What is pySHACL's alone.
NOT_ONCE = {
    "count": "SELECT $this WHERE { $this ex:p ?v } GROUP BY $this HAVING (COUNT(?v) > 1)",
    "limit": "SELECT $this WHERE { $this ex:p ?v } LIMIT 1",
    "minus": "SELECT $this WHERE { $this ex:p ?v MINUS { ?v ex:q $this } }",
    "values": "SELECT $this WHERE { $this ex:p ?v VALUES ?v { 1 } }",
    "unbound group": "SELECT $this WHERE { $this ex:p ?v . { ?v ex:q ?w . FILTER (?w != $this) } }",
    "unbound optional": "SELECT $this WHERE { ?v ex:q ?w . OPTIONAL { $this ex:p ?v } }",
    "this again": "SELECT $this WHERE { $this ex:p ?v . BIND (?v AS $this) }",
    "service": "SELECT $this WHERE { SERVICE <http://localhost/> { $this ex:p ?v } }",
    "subquery without": "SELECT $this WHERE { $this ex:p ?v . { SELECT ?v WHERE { ?v ex:q ?w } } }",
    "written out": "SELECT $this WHERE { $this ex:p ?v . FILTER (STR(?v + 0.50) = '1.50') }",
    "constant written out": "SELECT $this WHERE { $this ex:p ?v . FILTER (STR(1.0) = '1.0') }",
    "same term": "SELECT $this WHERE { $this ex:p ?v . FILTER sameTerm(?v, 1.0) }",
    "joined by what is calculated": "SELECT $this WHERE { $this ex:p ?v . BIND (?v + 0.5 AS ?w) ?x ex:q ?w }",
    "calculated twice": """SELECT $this WHERE {
        { SELECT $this ?w { $this ex:p ?v . BIND (?v AS ?w) } }
        { SELECT $this ?w { $this ex:q ?v . BIND (?v AS ?w) } } }""",
    "multiplied twice": "SELECT $this WHERE { $this ex:p ?v . FILTER (?v * ?v * ?v = 1) }",
    "a value as truth": "SELECT $this WHERE { $this ex:p ?v . FILTER EXISTS { $this ex:q ?w . FILTER (?w) } }",
    "a number beyond the store's": """SELECT $this WHERE {
        $this ex:p ?v . FILTER NOT EXISTS { $this ex:q ?w . FILTER (?w < 99999999999999999999) } }""",
    "first of": "SELECT $this WHERE { $this ex:p ?v . FILTER (COALESCE(STR(?v), 'no') != 'no') }",
    "cast aside": "SELECT $this WHERE { $this ex:p ?v . FILTER EXISTS { ?v ex:q ?w . FILTER (xsd:integer(?w) = 10) } }",
    "no steps": "SELECT $this WHERE { ex:z ex:p* ex:z . $this ex:p ?v }",
    "ill-typed": "SELECT $this WHERE { $this ex:p 'x'^^xsd:integer }",
    "division": "SELECT $this WHERE { $this ex:p ?v . FILTER (?v / 3 > 1) }",
    "no this": "SELECT ?v WHERE { ?v ex:p ?w }",
    "shapes graph": "SELECT $this WHERE { GRAPH $shapesGraph { $this ex:p ?v } }",
    "no query": "SELECT $this WHERE { $this",
}
NODES = [NamedNode(EX + name) for name in "abc"]
VALUES = [
    *NODES,
    *(Literal(text, datatype=NamedNode(XSD + "integer")) for text in ("1", "01", "2", "x")),
    *(Literal(text, datatype=NamedNode(XSD + "decimal")) for text in ("1.0", "1.5")),
    *(
        Literal(text, datatype=NamedNode(XSD + kind))
        for text, kind in (("1.0E0", "double"), ("1", "int"), ("a", "token"))
    ),
    *map(Literal, ["1", "a", "a\n", "B"]),
    Literal("a", language="en"),
    Literal("a", language="EN"),
    Literal("2020-01-01", datatype=NamedNode(XSD + "date")),
]
data = st.frozensets(
    st.builds(
        Triple, st.sampled_from(NODES), st.sampled_from([NamedNode(EX + n) for n in "pq"]), st.sampled_from(VALUES)
    ),
    min_size=1,
    max_size=12,
)


def query(select: str) -> Query:
    return Query(NamedNode(EX + "query"), select, (("ex", EX), ("xsd", XSD)))


def shapes(select: str) -> frozenset[Triple]:
    text = f"""
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <{EX}> .
        ex: a <http://www.w3.org/2002/07/owl#Ontology> ; sh:declare [ sh:prefix "ex" ; sh:namespace "{EX}" ] ,
            [ sh:prefix "xsd" ; sh:namespace "{XSD}" ] .
        ex:Shape a sh:NodeShape ; sh:targetSubjectsOf ex:p , ex:q ; sh:sparql ex:query .
        ex:query sh:prefixes ex: ; sh:select {Literal(select)} .
    """
    return frozenset(quad.triple for quad in parse(text, format=RdfFormat.TURTLE))


def outcome(graph: frozenset[Triple], select: str, engine: Engine) -> object:
    try:
        report = validate(graph, shapes(select), engine)
    except NmkgError:
        return "failure"
    return report.conforms, report.findings


@pytest.mark.parametrize("select", [pytest.param(text, id=name) for name, text in ONCE.items()])
def test_run_once(select: str) -> None:
    assert "SELECT DISTINCT ?this" in once_for_all(query(select), None, TARGETS, load(frozenset()))


@pytest.mark.parametrize("select", [pytest.param(text, id=name) for name, text in NOT_ONCE.items()])
def test_left_to_pyshacl(select: str) -> None:
    with pytest.raises(NotOnce):
        once_for_all(query(select), None, TARGETS, load(frozenset()))


def test_path_of_the_shape_is_written_in() -> None:
    select = "SELECT $this ?value WHERE { $this $PATH ?value }"
    text = once_for_all(query(select), Inverse(NamedNode(EX + "p")), TARGETS, load(frozenset()))
    assert f"$this ^(<{EX}p>) ?value" in text


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("select", [pytest.param(text, id=name) for name, text in ONCE.items()])
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(graph=data)
def test_findings_are_those_of_pyshacl(select: str, graph: frozenset[Triple]) -> None:
    assert outcome(graph, select, "sets") == outcome(graph, select, "pyshacl")
