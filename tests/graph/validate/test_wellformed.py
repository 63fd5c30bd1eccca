"""Whatever the W3C's own shapes for shapes refuse, is refused: each parameter with values of each kind."""

from importlib.resources import files

import pyshacl
import pytest
import rdflib
from pyoxigraph import RdfFormat, Triple, parse, serialize

from graph.validate import ShapesError
from graph.validate.checks import RULES
from graph.validate.reading import read

EX = "http://example.org/"
PREFIXES = f"""
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix ex: <{EX}> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
VALUES = (
    *("ex:i", "[]", "'text'", "'text'@en", "1", "true", "'x'^^xsd:integer", "'1'^^xsd:int"),
    *("()", "( ex:i )", "( 'text' )", "( 1 ex:i )", "( [ sh:path ex:p ] )", "[ sh:path ex:p ]", "sh:IRI", "1 , 2"),
    *("ex:i , ex:j", "() , ( ex:i )"),
)
PATHS = (
    *("( ex:p [ sh:inversePath ex:q ] )", "[ sh:inversePath ex:p ]", "[ sh:inversePath ex:p ; rdfs:label 'p' ]"),
    *("[ sh:inversePath ex:p ; sh:oneOrMorePath ex:q ]", "[ sh:alternativePath ( ex:p ) ]", "[ sh:zeroOrMorePath 1 ]"),
    *("[ rdf:first ex:p ]", "[ sh:alternativePath ( ex:p ex:q ) ]", "[ sh:inversePath ex:p , ex:q ]"),
)


def cases() -> list[str]:
    """Give each parameter each value, on a node shape and on a property shape."""
    written = []
    for name in sorted(RULES):
        for number, value in enumerate((*VALUES, *(PATHS if name == "path" else ()))):
            path = "" if name == "path" else "sh:path ex:path ;"
            written.append(f"<{EX}{name}-{number}> a sh:PropertyShape ; {path} sh:{name} {value} .")
            written.append(f"<{EX}node-{name}-{number}> a sh:NodeShape ; sh:{name} {value} .")
    return written


CASES = cases()


def graph(turtle: str) -> frozenset[Triple]:
    quads = parse(PREFIXES + turtle, format=RdfFormat.TURTLE, rename_blank_nodes=True)
    return frozenset(quad.triple for quad in quads)


def refused(turtle: str) -> bool:
    try:
        read(graph(turtle))
    except ShapesError:
        return True
    return False


@pytest.fixture(scope="module")
def offenders() -> frozenset[str]:
    """Give the shapes that the shapes for shapes, as pySHACL has them, find fault with."""
    rules = rdflib.Graph().parse(files("pyshacl").joinpath("assets/shacl-shacl.ttl"))
    shapes = serialize(frozenset().union(*map(graph, CASES)), format=RdfFormat.N_TRIPLES)
    _, report, _ = pyshacl.validate(rdflib.Graph().parse(data=shapes, format="nt"), shacl_graph=rules, inference="none")
    return frozenset(map(str, report.objects(None, rdflib.SH.focusNode)))


def test_what_the_shapes_for_shapes_refuse_is_refused(offenders: frozenset[str]) -> None:
    accepted = [case for case in CASES if not refused(case)]
    assert not [case for case in accepted if case[1 : case.index(">")] in offenders]
    assert min(len(accepted), len(offenders)) > 100
