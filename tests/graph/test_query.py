"""SELECT * has its columns in the order of the query."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from graph.query import run

S, P = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")
STORE = Store()
STORE.add(Quad(S, P, Literal(1)))


def _columns(query: str) -> list[str]:
    results = run(STORE, query)
    assert isinstance(results, QuerySolutions)
    assert [tuple(map(str, row)) for row in results]
    return [variable.value for variable in results.variables]


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { ?s ?p ?o }", ["s", "p", "o"]),
        ("select distinct*{ ?s ?p ?o }", ["s", "p", "o"]),
        ("PREFIX select: <http://x/*> # SELECT *\nSELECT REDUCED * WHERE { $z ?b ?a }", ["z", "b", "a"]),
        ("SELECT * { { SELECT * { ?s ?p ?o } } BIND(?o * 2 AS ?double) }", ["s", "p", "o", "double"]),
        ("SELECT * { { SELECT ?o { ?s ?p ?o } } ?s ?p ?o }", ["o", "s", "p"]),
        ('SELECT * { VALUES (?b ?a) { ("?z" 1) } }', ["b", "a"]),
        ("SELECT ?p ?o ?s { ?s ?p ?o }", ["p", "o", "s"]),
        ("SELECT (COUNT(*) AS ?n) ?b { ?b ?a ?c } GROUP BY ?b", ["n", "b"]),
        ("SELECT (2 * 3 AS ?z) (1 AS ?a) {}", ["z", "a"]),
    ],
)
def test_columns_are_in_the_order_in_which_the_query_names_them(query: str, columns: list[str]) -> None:
    assert _columns(query) == columns


def test_the_rows_are_those_of_the_library() -> None:
    query = "SELECT * { ?s ?p ?o OPTIONAL { ?o ?q ?r } }"
    ours, plain = run(STORE, query), STORE.query(query)
    assert isinstance(ours, QuerySolutions)
    assert isinstance(plain, QuerySolutions)
    names = [variable.value for variable in plain.variables]
    assert [[row[name] for name in names] for row in ours] == [[row[name] for name in names] for row in plain]


def test_a_dataset_holds_for_it_too() -> None:
    results = run(STORE, "SELECT * { ?s ?p ?o }", default=[NamedNode("http://example.org/none")])
    assert isinstance(results, QuerySolutions)
    assert [*results] == []
