"""What is refused before it reaches the store, and what is not."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from graph.query import questions
from server.jobs import guard
from server.jobs.guard import MAX_DEPTH, MAX_OPERATORS
from server.limits import Limits
from server.problem import Problem

LIMITS = Limits()
ASKED = "<http://127.0.0.1:9/> { ?s ?y ?z }"

SERVICES = (
    f"SELECT * {{ SERVICE {ASKED} }}",
    f"SELECT * {{ ?a ?b ?c FILTER(?c <3) service silent{ASKED} }}",
    "SELECT * { { { SeRvIcE ?x { ?s ?p ?o } } } }",
    f"SELECT * # comment\n{{ BIND('#' AS ?x) SERVICE {ASKED} }}",
    f"SELECT * # comment\r{{ SERVICE {ASKED} }}",
    f"SELECT * {{ ?s ?p ?o.SERVICE {ASKED} }}",
    f"SELECT * {{ ?s ?p 1SERVICE {ASKED} }}",
    f"SELECT * {{ ?s ?p true.SERVICE {ASKED} }}",
    f"SELECT * {{ ?s ?p ex:o .SERVICE{ASKED} }}",
    f"SELECT * {{ \\u0053ERVICE {ASKED} }}",
    f"SELECT * {{ \\U00000053ERVICE {ASKED} }}",
    f'SELECT * {{ ?s ?p "a\\u0022" . SERVICE {ASKED} }}',
    f"SELECT * {{ SERVICE # <http://ok/>\n {ASKED} }}",
    f"SELECT * {{ SERVICE SILENT {ASKED} }}",
    "SELECT * { SERVICE nm:x { ?s ?p ?o } }",
    f"ASK {{ FILTER EXISTS {{ SERVICE {ASKED} }} }}",
    f"ASK {{ FILTER NOT EXISTS {{ ?s ?p ?o . SERVICE {ASKED} }} }}",
    f"ASK {{ OPTIONAL {{ SERVICE {ASKED} }} }}",
    f"ASK {{ {{}} UNION {{ SERVICE {ASKED} }} }}",
    f"ASK {{ ?s ?p ?o MINUS {{ SERVICE {ASKED} }} }}",
    f"ASK {{ GRAPH ?g {{ SERVICE {ASKED} }} }}",
    f"ASK {{ {{ SELECT * {{ SERVICE {ASKED} }} }} }}",
    f"ASK {{ BIND(EXISTS {{ SERVICE {ASKED} }} AS ?x) }}",
    f"SELECT (EXISTS {{ SERVICE {ASKED} }} AS ?x) {{}}",
    f"SELECT * {{ ?s ?p ?o }} ORDER BY (EXISTS {{ SERVICE {ASKED} }})",
    f"SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING (EXISTS {{ SERVICE {ASKED} }})",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE {ASKED} }}",
    f"DESCRIBE ?s WHERE {{ SERVICE {ASKED} }}",
    f"SELECT * {{ LATERAL {{ SERVICE {ASKED} }} }}",
    f"SELECT * {{ ?s ?p 'a' SERVICE {ASKED} ?s ?p 'b }} ",
    f"SELECT * {{ ?s ?p ' \n SERVICE {ASKED} }}",
    f'SELECT * {{ ?s ?p """ SERVICE {ASKED} }}',
)  # fmt: skip


@pytest.mark.parametrize("text", SERVICES)
def test_service_is_refused_wherever_it_stands(text: str) -> None:
    with pytest.raises(Problem) as refused:
        guard.check(text, LIMITS)
    assert refused.value.status == 403
    assert "SERVICE" in refused.value.detail


BETWEEN = (
    " ", "\n", "\r", "\t", "\f", "\v", "\u00a0", "\ufeff", "\0", ".", ";", ",", "}", "{", "(1)", "#\n", "#\r", "''",
    "<a>", "?x", "$x", "1", "1.0", "1e9", "1.e9", "1.5E+3", ".5e-1", ".5", "true ", "<", ">", "<x", '"', "'", '""',
    "\\", "@en", "^^", "_:b", "a:b", ":", "-", "%", "'''a'''", '"""', "'\\''", "\\u0020", "\\u0022", "é", "𝄞", "a.",
    "a:b.c", "[]", "[ ?p ?o ]",
)  # fmt: skip


@pytest.mark.parametrize("between", BETWEEN)
def test_what_the_store_reads_as_service_the_guard_sees(between: str) -> None:
    """Every spelling that the store itself would follow must be stopped; the others are faults of syntax."""
    for text in (
        f"SELECT * {{ ?s ?p ?o {between}SERVICE {ASKED} }}",
        f"SELECT * {{ ?s ?p {between}SERVICE {ASKED} }}",
        f"SELECT * {{ SERVICE{between}{ASKED} }}",
    ):
        assert _stopped(text) or _no_syntax(text), text


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from((*BETWEEN, "SERVICE", ASKED, "{", "}", "?s ?p ?o", "SILENT")), max_size=12))
def test_no_mixture_of_tokens_hides_service_from_the_guard(parts: list[str]) -> None:
    text = f"SELECT * {{ {''.join(parts)} SERVICE {ASKED} {''.join(reversed(parts))} }}"
    assert _stopped(text) or _no_service(text)


def _stopped(text: str) -> bool:
    try:
        guard.check(text, LIMITS)
    except Problem:
        return True
    return False


def _no_syntax(text: str) -> bool:
    try:
        Store().query(text)
    except SyntaxError:
        return True
    except (RuntimeError, OSError):
        return False  # it was followed
    return False


def _no_service(text: str) -> bool:
    """Whether the store reads it as a fault of syntax, or as a query without SERVICE (it stands in a string)."""
    try:
        Store().query(text)
    except SyntaxError:
        return True
    except (RuntimeError, OSError):
        return False
    return True


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { BIND('SERVICE { }' AS ?service) }",
        "ASK { ?x <http://example.org/SERVICE> ?y } # SERVICE",
        'SELECT * { BIND("""it"s SERVICE <x>""" AS ?x) }',
        "PREFIX service: <http://example.org/> SELECT * { ?x service:service ?y }",
        "ASK { ?x nm:service.level ?y }",
        "ASK { ?x nm:SERVICE ?y . ?services ?p ?o }",
    ],
)
def test_the_word_service_is_no_crime(text: str) -> None:
    guard.check(text, LIMITS)


def test_service_may_ask_what_is_allowed_named_in_full() -> None:
    limits = replace(LIMITS, services=("https://example.org/sparql",))
    guard.check("ASK { SERVICE <https://example.org/sparql> {} }", limits)
    guard.check("ASK { SERVICE SILENT #\n <https://example.org/sparql?x> {} }", limits)
    for target in ("<https://example.org.evil/sparql>", "<http://example.org/sparql>", "?x", "ex:sparql", "<sparql>"):
        with pytest.raises(Problem) as refused:
            guard.check(f"ASK {{ SERVICE {target} {{}} }}", limits)
        assert "https://example.org/sparql" in refused.value.detail


@pytest.mark.parametrize("pair", ["{}", "()", "[]"])
def test_brackets_may_be_nested_to_a_limit(pair: str) -> None:
    guard.check(pair[0] * MAX_DEPTH + pair[1] * MAX_DEPTH, LIMITS)
    guard.check(pair * 5000, LIMITS)
    with pytest.raises(Problem) as refused:
        guard.check(pair[0] * (MAX_DEPTH + 1), LIMITS)
    assert (refused.value.status, str(MAX_DEPTH) in refused.value.detail) == (400, True)
    guard.check(f"ASK {{ BIND('{pair[0] * 500}' AS ?x) }} # {pair[0] * 500}", LIMITS)


@pytest.mark.parametrize("operator", ["!", "/", "|", "^", "&&", "||", "+", "*", "-"])
def test_operators_may_be_chained_to_a_limit(operator: str) -> None:
    guard.check(f"?x {operator}" * (MAX_OPERATORS // len(operator)), LIMITS)
    with pytest.raises(Problem) as refused:
        guard.check(f"?x {operator}" * (MAX_OPERATORS + 1), LIMITS)
    assert (refused.value.status, str(MAX_OPERATORS) in refused.value.detail) == (400, True)


def test_a_query_has_a_length() -> None:
    guard.check(" " * LIMITS.query, LIMITS)
    with pytest.raises(Problem) as refused:
        guard.check(" " * (LIMITS.query + 1), LIMITS)
    assert refused.value.status == 413


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "uuid()", "STRUUID()", "BNODE()", "Rand ( )"])
def test_what_may_be_otherwise_the_next_time_is_seen(call: str) -> None:
    assert guard.check(f"SELECT ({call} AS ?x) {{}}", LIMITS)


def test_what_stays_is_seen() -> None:
    for text in ("SELECT ?now { ?now nm:rand 'UUID()' }", "ASK { ?s <http://e/NOW()> ?o } # RAND()"):
        assert not guard.check(text, LIMITS)
    assert [question.name for question in questions() if guard.check(question.query, LIMITS)] == []


PIECES = (
    '"""', "'''", '"', "'", '"\\', "'''\\", "<a:", "<", "\\", "{}", "a ", "a.", "1.", "-", "?", "x:", "\\u0053", "#",
    ".", "a-", '""""', "''''", '"a',
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_looking_takes_a_moment_whatever_the_query(piece: str) -> None:
    began = time.process_time()
    _stopped(piece * (100_000 // len(piece)))
    assert time.process_time() - began < 5, "seconds, where a quadratic search would take minutes"
