"""Each function of SPARQL on arguments of each kind, where an error counts and where it does not: as pySHACL has it."""

import re
from collections.abc import Sequence
from itertools import product

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from graph.errors import NmkgError
from graph.validate import Engine, ShapesError, validate
from graph.validate.analysis import CASTS, KNOWN
from graph.validate.errors import NotOnce
from graph.validate.handover import run
from graph.validate.literals import load
from graph.validate.queries import SetQuery
from graph.validate.rewriting import once_for_all
from graph.validate.shapes import Query as Shaped

EX = "http://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
TARGETS = f"{{ SELECT DISTINCT ?this WHERE {{ ?this <{EX}p> ?object }} }}"
P, Q = NamedNode(EX + "p"), NamedNode(EX + "q")
ARGUMENTS = (
    *(Literal(text, datatype=NamedNode(XSD + "integer")) for text in ("0", "2", "-1", "02", "x")),
    *(Literal(text, datatype=NamedNode(XSD + "decimal")) for text in ("1.5", "2", "2.0")),
    *(Literal(text, datatype=NamedNode(XSD + name)) for text, name in (("2.0E0", "double"), ("NaN", "double"))),
    *(Literal(text, datatype=NamedNode(XSD + name)) for text, name in (("2", "byte"), ("a", "token"))),
    *(Literal("true", datatype=NamedNode(XSD + "boolean")), Literal("2020-01-01", datatype=NamedNode(XSD + "date"))),
    Literal("2020-01-01T00:00:00Z", datatype=NamedNode(XSD + "dateTime")),
    *map(Literal, ("", "a", "A\n", "aXa", "2", "\u0130i\u0131")),
    *(Literal("a", language="en"), Literal("b", language="EN"), NamedNode(EX + "a"), BlankNode("b")),
)
# Of one argument; of two.
TEXTS = (
    *("STR(?v)", "LANG(?v)", "LCASE(?v)", "LCASE(STR(?v))", "SUBSTR(?v, 1)", "SUBSTR(?v, 0)", "SUBSTR(?v, 2, 1)"),
    *("SUBSTR(STR(?v), -1, 2)", "SUBSTR(?v, 1, -1)", "SUBSTR(?v, 1.5)", "STRBEFORE(?v, 'X')", "STRAFTER(?v, 'a')"),
    *("STRBEFORE(?v, '')", "STRAFTER(STR(?v), '')", "CONCAT(?v, '')", "CONCAT(STR(?v), LANG(?v))", "xsd:string(?v)"),
    *("REPLACE(?v, 'a', 'b')", "REPLACE(STR(?v), '(.)', '$1$1', 's')", "REPLACE(STR(?v), '^', 'a')", "STR(?v + 0.50)"),
    *("REPLACE(?v, 'A', '2', 'i')", "IF(?v = 2, ?v, 'a')", "IF(?v, 'a', '2')", "STR(ABS(?v))"),
)
NUMBERS = ("STRLEN(?v)", "STRLEN(STR(?v))", "ABS(?v)", "-?v", "?v + 1", "?v - 0.5", "?v * 2", "?v * 0.1", "?v / 2")
NUMBERS += ("xsd:integer(?v)", "xsd:decimal(?v)", "xsd:double(?v)", "xsd:double(ABS(?v))", "xsd:date(?v)")
TRUTHS = (
    *(
        "?v",
        "!?v",
        "isIRI(?v)",
        "isURI(?v)",
        "isBLANK(?v)",
        "isLITERAL(?v)",
        "BOUND(?v)",
        "xsd:boolean(?v)",
        "?v && true",
    ),
    *("?v || false", "REGEX(?v, '^a$')", "REGEX(STR(?v), 'i|I', 'i')", "REGEX(?v, '(?=a)')", "REGEX(?v, 'a++$')"),
    *(r"REGEX(STR(?v), '^\\\\w+$')", "REGEX(STR(?v), '(')", "?v IN (2, 'a')", "?v NOT IN (2.0, 'a', ex:a)"),
    *("CONTAINS(?v, 'a')", "STRSTARTS(STR(?v), 'a')", "STRENDS(?v, '')", "CONTAINS(?v, 'a'@en)"),
)
OF_TWO = (
    *("?v = ?w", "?v != ?w", "?v < ?w", "?v >= ?w", "!(?v > ?w)", "?v IN (?w)", "?v NOT IN (?w)", "?v + ?w = 2"),
    *("?v * ?w > 1", "CONTAINS(?v, ?w)", "STRSTARTS(?v, ?w)", "STRENDS(STR(?v), STR(?w))", "?v = ?w || ?v < ?w"),
    *("STRBEFORE(?v, ?w) = ''", "STRAFTER(?v, ?w) = ''", "CONCAT(?v, ?w) = 'aa'", "SUBSTR(?v, ?w) = 'Xa'"),
    *("SUBSTR('aXa', ?v, ?w) != 'X'", "REGEX(?v, ?w)", "IF(?v < ?w, true, ?v > ?w)", "!(?v = ?w && ?v != ?w)"),
)
CASES = {
    **{text: f"{text} = ?w" for text in TEXTS},
    **{number: f"{number} = ?w" for number in NUMBERS},
    **{f"{number} in order": f"!({number} <= ?w)" for number in NUMBERS},
    **{truth: truth for truth in TRUTHS},
    **{two: two for two in OF_TWO},
}
# Where an error makes a candidate; where it counts; where a value is handed on.
PLACES = {
    "filter": "$this ex:p ?v ; ex:q ?w . FILTER ({})",
    "exists": "$this ex:p ?v . FILTER EXISTS {{ $this ex:q ?w . FILTER ({}) }}",
    "not exists": "$this ex:p ?v . FILTER NOT EXISTS {{ $this ex:q ?w . FILTER ({}) }}",
    "optional": "$this ex:p ?v . OPTIONAL {{ $this ex:q ?w . FILTER ({}) }} FILTER (!BOUND(?w))",
    "bind first": """
        $this ex:p ?v ; ex:q ?w . BIND (({}) AS ?x) FILTER NOT EXISTS {{ $this ex:p ?y . FILTER (?x = true) }}""",
    "bind": "$this ex:p ?v ; ex:q ?w . BIND (({}) AS ?x) FILTER (BOUND(?x) && STR(?x) = 'true')",
}


# Arguments that stand together in one graph: of one kind, of kinds that go together, and of all.
GROUPS = {
    "whole numbers": ARGUMENTS[:3], "spellings": ARGUMENTS[1:5], "numbers": ARGUMENTS[1:8], "floats": ARGUMENTS[8:10],
    "other": ARGUMENTS[10:12], "truths": ARGUMENTS[12:13], "dates": ARGUMENTS[13:14], "times": ARGUMENTS[14:15],
    "texts": ARGUMENTS[15:21], "languages": ARGUMENTS[21:23], "nodes": ARGUMENTS[23:], "all": ARGUMENTS[::3],
    "decimals": (ARGUMENTS[1], *ARGUMENTS[5:7]),
}  # fmt: skip


def graph(arguments: Sequence[object]) -> frozenset[Triple]:
    """Give each pair of arguments a focus node."""
    return frozenset(
        triple
        for number, (first, second) in enumerate(product(arguments, repeat=2))
        for triple in (Triple(focus(number), P, first), Triple(focus(number), Q, second))
    )


def focus(number: int) -> NamedNode:
    return NamedNode(f"{EX}focus{number}")


def by_rdflib(prepared: Query, data: rdflib.Graph) -> set[NamedNode]:
    """Give the focus nodes that rdflib, which runs the queries of pySHACL, selects or fails on."""
    try:
        return {NamedNode(str(row["this"])) for row in data.query(prepared)}
    except Exception:
        return {NamedNode(str(one)) for one in set(data.subjects()) if selects_or_fails(prepared, data, one)}


def selects_or_fails(prepared: Query, data: rdflib.Graph, this: rdflib.term.Node) -> bool:
    try:
        return bool(len(data.query(prepared, initBindings={"this": this})))
    except Exception:
        return True


DATA = {name: load(graph(arguments)) for name, arguments in GROUPS.items()}
AS_RDFLIB = {
    name: rdflib.Graph().parse(data=serialize(graph(arguments), format=RdfFormat.N_TRIPLES), format="nt")
    for name, arguments in GROUPS.items()
}
PREFIXES = (("ex", EX), ("xsd", XSD))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("expression", CASES.values(), ids=CASES)
def test_no_focus_node_is_missed(expression: str) -> None:
    for place in PLACES.values():
        select = f"SELECT $this WHERE {{ {place.format(expression)} }}"
        prepared = prepareQuery(select, initNs=dict(PREFIXES))
        for name, loaded in DATA.items():
            try:
                text = once_for_all(Shaped(NamedNode(EX), select, PREFIXES), None, TARGETS, loaded)
            except NotOnce:
                continue
            found = run(loaded.store, SetQuery(None, None, None, text, f"SELECT ?this WHERE {{ {TARGETS} }}"))
            assert by_rdflib(prepared, AS_RDFLIB[name]) <= set(found), (name, place)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("expression", CASES.values(), ids=CASES)
def test_the_report_is_that_of_pyshacl(expression: str) -> None:
    data = graph((ARGUMENTS[1], ARGUMENTS[16]))
    assert outcome(data, shapes(expression), "sets") == outcome(data, shapes(expression), "pyshacl")


def outcome(data: frozenset[Triple], shapes: frozenset[Triple], engine: Engine) -> object:
    try:
        report = validate(data, shapes, engine)
    except ShapesError:
        raise
    except NmkgError:
        return "failure"
    return report.conforms, report.findings


def shapes(expression: str) -> frozenset[Triple]:
    select = f"SELECT $this WHERE {{ {PLACES['not exists'].format(expression)} }}"
    text = f"""
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <{EX}> .
        ex: a <http://www.w3.org/2002/07/owl#Ontology> ; sh:declare [ sh:prefix "ex" ; sh:namespace "{EX}" ] ,
            [ sh:prefix "xsd" ; sh:namespace "{XSD}" ] .
        ex:Shape a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:sparql ex:query .
        ex:query sh:prefixes ex: ; sh:select {Literal(select)} .
    """
    return frozenset(quad.triple for quad in parse(text, format=RdfFormat.TURTLE))


def test_the_functions_are_those_that_run_once() -> None:
    """The table has every function of the analysis, so a new one needs a line here."""
    used = " ".join(CASES.values()) + PLACES["optional"]
    assert not [name for name in KNOWN if name.startswith("Builtin_") and name.removeprefix("Builtin_") not in used]
    assert CASTS - {f"{XSD}{name}" for name in re.findall(r"xsd:(\w+)", used)} == set()
