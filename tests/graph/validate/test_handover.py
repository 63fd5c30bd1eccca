"""Only what may offend is handed to pySHACL, and everything that may."""

from collections.abc import Iterator

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple, parse

from graph.errors import NmkgError
from graph.validate import ENGINES, Engine, reference, validate
from graph.validate.handover import candidates, run
from graph.validate.queries import SetQuery
from graph.validate.reading import read
from graph.validate.reporting import CONFORMS

EX = "http://example.org/"
PREFIXES = f"""
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix ex: <{EX}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
A, B = NamedNode(EX + "a"), NamedNode(EX + "b")
SHAPE = NamedNode(EX + "S")


def graph(turtle: str) -> frozenset[Triple]:
    return frozenset(quad.triple for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE))


@pytest.fixture
def pyshacl_is_not_called(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("pySHACL was called")

    with monkeypatch.context() as patched:
        patched.setattr(reference, "validate", fail)
        yield


@pytest.mark.usefixtures("pyshacl_is_not_called")
def test_a_graph_that_conforms_needs_no_pyshacl() -> None:
    shapes = graph("ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:datatype xsd:integer ] .")
    assert validate(graph("ex:a ex:p 1 ; ex:q 'x' ."), shapes) is CONFORMS


def test_the_constant_report_is_the_one_pyshacl_writes() -> None:
    shapes = graph("ex:S sh:targetSubjectsOf ex:p ; sh:nodeKind sh:IRI .")
    assert validate(graph("ex:a ex:p 1 ."), shapes, "pyshacl") == CONFORMS


def test_candidates_are_the_offenders_alone() -> None:
    shapes = graph("ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:maxCount 1 ] .")
    assert candidates(graph("ex:a ex:p 1 , 2 . ex:b ex:p 1 ."), read(shapes)) == {SHAPE: {A}}


def test_custom_components_are_handed_over_whole() -> None:
    shapes = graph(
        """ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:size ] ;
             sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER (STRLEN(STR($value)) = $size) }" ] .
           ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; ex:size 1 ] ."""
    )
    data = graph("ex:a ex:p 'x' . ex:b ex:p 'xx' .")
    assert candidates(data, read(shapes)) == {SHAPE: {A, B}}
    assert validate(data, shapes) == validate(data, shapes, "pyshacl")


def test_literals_come_back_as_the_data_has_them() -> None:
    odd = Literal("1.50", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    shapes = graph("ex:S sh:targetObjectsOf ex:p ; sh:nodeKind sh:IRI .")
    data = frozenset({Triple(A, B, odd), Triple(A, NamedNode(EX + "p"), odd)})
    assert candidates(data, read(shapes)) == {SHAPE: {odd}}


def test_blank_nodes_of_data_keep_their_names() -> None:
    shapes = graph("ex:S sh:targetSubjectsOf ex:p ; sh:nodeKind sh:IRI .")
    report = validate(frozenset({Triple(BlankNode("x"), NamedNode(EX + "p"), A)}), shapes)
    assert [finding.focus for finding in report.findings] == ["x"]


def test_blank_nodes_of_shapes_are_others_than_those_of_data() -> None:
    shapes = graph("_:x sh:targetNode ex:a ; sh:hasValue _:x .")
    data = graph("ex:a ex:p _:x .")
    assert [finding.focus for finding in validate(data, shapes).findings] == [EX + "a"]


def test_a_node_shape_that_is_deactivated_finds_nothing() -> None:
    shapes = graph("ex:S sh:targetNode ex:nowhere ; sh:deactivated true ; sh:class ex:C .")
    assert not candidates(graph("ex:a ex:p 1 ."), read(shapes))


def test_where_oxigraph_cannot_read_a_query_everything_is_a_candidate() -> None:
    (shape,) = read(graph("ex:S sh:targetNode ex:a ; sh:nodeKind sh:IRI ."))
    query = SetQuery(
        shape, shape, shape.constraints[0], "SELECT", f"SELECT ?this WHERE {{ VALUES ?this {{ {A} {B} }} }}"
    )
    assert set(run(Store(), query)) == {A, B}


def test_pyshacl_forgets_the_blank_nodes_of_other_shapes() -> None:
    # Its texts for blank nodes are kept by the address of the graph, which the next graph is likely to get.
    for tag in ("de", "en", "fr", "it", "es"):
        shapes = graph(
            f"ex:S sh:targetNode ex:a ; sh:languageIn _:list . _:list rdf:first '{tag}' ; rdf:rest rdf:nil ."
        )
        for engine in ENGINES:
            (finding,) = validate(graph("ex:a ex:p 1 ."), shapes, engine).findings
            assert tag in finding.message


@pytest.mark.parametrize(
    ("data", "shapes"),
    [
        pytest.param(
            "_:x a ex:B .",
            """ex:S sh:targetClass ex:B ;
                 sh:not [ sh:path [ sh:zeroOrMorePath ex:p ] ; sh:class ex:A ; sh:lessThan ex:p ] .""",
            id="an error of pySHACL under sh:not",
        ),
        pytest.param(
            "ex:c ex:p ex:b . ex:d ex:q ex:c .",
            "ex:S sh:targetNode ex:b ; sh:path [ sh:inversePath ( ex:p ex:q ) ] ; sh:maxCount 0 .",
            id="the inverse of a sequence",
        ),
        pytest.param(
            "ex:a ex:p 1 .",
            "ex:S sh:targetNode ex:nowhere ; sh:path [ sh:zeroOrMorePath ex:p ] ; sh:class ex:A .",
            id="a target that the graph does not have",
        ),
        pytest.param(
            "ex:a ex:p '01'^^xsd:integer , 1 .",
            "ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:minCount 2 .",
            id="two spellings that rdflib makes one",
        ),
        pytest.param(
            "ex:x a _:b . _:b rdfs:subClassOf ex:C .",
            "ex:S sh:targetClass ex:C ; sh:nodeKind sh:Literal .",
            id="targets by a class without a name",
        ),
        pytest.param(
            "ex:a ex:p ex:x . ex:x a _:b . _:b rdfs:subClassOf ex:C .",
            "ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:not [ sh:class ex:C ] .",
            id="members of a class without a name",
        ),
        pytest.param(
            "ex:a ex:p ex:b .",
            f"ex:S sh:targetSubjectsOf ex:p ; sh:path {'[ sh:inversePath ' * 11} ex:p {']' * 11} ; sh:maxCount 5 .",
            id="paths nested deeper than pySHACL follows",
        ),
        pytest.param(
            "ex:a ex:p ex:b .",
            f"ex:S sh:targetSubjectsOf ex:p ; {'sh:node [ ' * 15} sh:nodeKind sh:IRI {']' * 15} .",
            id="shapes nested deeper than pySHACL follows",
        ),
    ],
)
def test_where_pyshacl_goes_its_own_way_so_do_we(data: str, shapes: str) -> None:
    graphs = graph(data), graph(shapes)

    def outcome(engine: Engine) -> object:
        try:
            return validate(*graphs, engine)
        except NmkgError:
            return "failure"

    assert outcome("sets") == outcome("pyshacl")
    assert outcome("sets") != CONFORMS


@pytest.mark.usefixtures("pyshacl_is_not_called")
@pytest.mark.parametrize(
    "shape",
    [
        f"sh:path {'[ sh:inversePath ' * 9} ex:p {']' * 9} ; sh:maxCount 5",
        f"{'sh:node [ ' * 11} sh:nodeKind sh:IRI {']' * 11}",
    ],
)
def test_what_pyshacl_follows_is_compiled(shape: str) -> None:
    assert validate(graph("ex:a ex:p ex:b ."), graph(f"ex:S sh:targetSubjectsOf ex:p ; {shape} .")) is CONFORMS
