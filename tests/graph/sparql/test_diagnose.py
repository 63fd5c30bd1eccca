"""What a person is told whose query is refused."""

import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from graph import iris
from graph.query import questions
from graph.sparql import diagnose, hints
from graph.sparql.tokens import tokens

STORE = Store()


def refused(query: str) -> tuple[int, int, str, str]:
    """Line, column, detail, and hint; the store must refuse it."""
    with pytest.raises(SyntaxError) as error:
        STORE.query(query, base_iri=iris.ID, prefixes=iris.PREFIXES)
    fault = diagnose(query, str(error.value.msg))
    shown, caret = fault.context.split("\n")
    assert caret.endswith("^")
    assert caret.strip() == "^"
    assert len(caret) - 1 <= len(shown)
    assert f"line {fault.line}, column {fault.column}" in fault.detail
    return fault.line, fault.column, fault.detail, fault.hint


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        ("SELECT ?s { ?s ?p ?o", (1, 21), "“}” is missing"),
        ("SELECT * {{ SELECT ?x {} }", (1, 27), "of line 1, column 10 is not closed"),
        ("SELECT * { ?s ?p ?o }}", (1, 22), "closes what was not opened"),
        ("SELECT * { ?s ?p ?o FILTER(?o = 1 }", (1, 35), "“)” is missing"),
        ("SELECT (COUNT(?s) AS ?n { ?s ?p ?o }", (1, 37), "“(” of line 1, column 8"),
        ("SELECT ?s WHERE ?s ?p ?o", (1, 17), "WHERE { … }"),
        ("SELCT ?s { ?s ?p ?o }", (1, 1), "Did you mean SELECT?"),
        ("SELECT ?s WHER { ?s ?p ?o }", (1, 11), "Did you mean WHERE?"),
        ("SELECT * { ?s ?p ?o FILTR(?o) }", (1, 21), "Did you mean FILTER?"),
        ("SELECT * { ?s ?p ?o OPTINAL { ?s ?p ?o } }", (1, 21), "Did you mean OPTIONAL?"),
        ("ASK { ?s ?p ?o FILTER NOT EXIST { ?s ?p ?o } }", (1, 27), "Did you mean EXISTS?"),
        ("PREFX a: <x:y> ASK {}", (1, 1), "Did you mean PREFIX?"),
        ("SELECT * { ?s ?p ?o } ODER BY ?s", (1, 23), "Did you mean ORDER?"),
        ("ASK { ?s ?p ?o FILTER(REGX(?o, 'x')) }", (1, 23), "Did you mean REGEX?"),
        ("SELECT ?s { ?s foo:bar ?o }", (1, 16), "PREFIX foo: <…>"),
        ("SELECT ?s {\n  ?s nmm:listedIn ?o }", (2, 6), "Did you mean nm:?"),
        ("PREFIX a <x:y> ASK {}", (1, 8), "PREFIX name: <…>"),
        ("SELECT ?s { ?s ?p \"abc }", (1, 19), "a string begins and does not end"),
        ("SELECT ?s { ?s ?p 'abc }", (1, 19), "a string begins and does not end"),
        ('SELECT ?s { ?s ?p """abc" }', (1, 19), "a string begins and does not end"),
        ("SELECT ?s { ?s ?p “abc” }", (1, 19), "typographic quote"),
        ('ASK { ?s ?p "a\\q" }', (1, 15), "backslash"),
        ("SELECT ?x { ?x a <http://e/ > }", (1, 18), "%20"),
        ("ASK { <http://a/b|c> ?p ?o }", (1, 7), "is not an IRI"),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", (1, 8), "GROUP BY ?s"),
        ("SELECT ?s ?o { ?s ?p ?o } GROUP BY ?s", (1, 11), "GROUP BY ?o"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", (1, 8), "SELECT * does not go with GROUP BY"),
        ("SELECT (1 AS ?x) ?x {}", (1, 14), "selected twice"),
        ("SELECT (1 AS ?s) { ?s ?p ?o }", (1, 14), "a name behind AS that is new"),
        ("SELECT ?s, ?p { ?s ?p ?o }", (1, 10), "not by commas"),
        ("SELECT ?a AS ?b { ?a ?p ?o }", (1, 11), "( expression AS ?name )"),
        ("SELECT COUNT(*) { ?a ?p ?o }", (1, 8), "( expression AS ?name )"),
        ("SELECT DISTINCT { ?s ?p ?o }", (1, 17), "SELECT *"),
        ("SELECT { ?s ?p ?o }", (1, 8), "SELECT *"),
        ("INSERT DATA { <a:a> <a:b> 1 }", (1, 1), "read-only"),
        ("PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }", (1, 16), "read-only"),
        ("", (1, 1), "empty"),
        ("# only a comment", (1, 1), "empty"),
        ("{}", (1, 1), "begins with SELECT"),
        ("SELECT * { ?s ?p ?o } LIMIT", (1, 23), "LIMIT 10"),
        ("SELECT * { ?s ?p ?o } OFFSET -1", (1, 23), "OFFSET 10"),
        ("SELECT * { ?s ?p ?o } ORDER ?s", (1, 23), "ORDER BY"),
        ("SELECT * { ?s ?p ?o FILTER ?o = 1 }", (1, 28), "FILTER( … )"),
        ("SELECT * { BIND 1 AS ?x }", (1, 17), "BIND( … AS ?name)"),
        ("SELECT * { ?s ?p ?o FILTER(?o == 1) }", (1, 31), "Write =."),
        ("SELECT * { ?s ?p }", (1, 18), "only two terms"),
        ("SELECT * { ?s ?p ?o . . }", (1, 23), "two dots"),
        ("SELECT * {\n  ?m a nm:Market\n  ?m nm:listedIn ?e }", (3, 3), "is one missing before this?"),
        ("SELECT * FROM x {}", (1, 15), "with its prefix"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_place_with_a_way_to_mend_it(query: str, place: tuple[int, int], words: str) -> None:
    line, column, detail, hint = refused(query)
    assert (line, column) == place
    assert hint
    assert words in f"{detail} {hint}"


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        ("CONSTRUCT { ?s ?p ?o FILTER(?o) } { ?s ?p ?o }", (1, 22), 'expected one of ","'),
        ("SELECT ?x { ?s nm:listedIn/ ?x }", (1, 29), "expected one of"),
        ("SELECT * WHERE { ?s ?p ?o } SELECT", (1, 29), "“SELECT” is not expected here"),
        ("ASK { FILTER(COUNT(?x) > 1) }", (1, 14), "“COUNT” is not expected here"),
        ("SELECT * { VALUES (?a ?b) { (1) } }", (1, 35), "is not expected here"),
    ],
)
def test_what_is_not_guessed_is_told_as_the_parser_says_it_without_its_inner_words(
    query: str, place: tuple[int, int], words: str
) -> None:
    line, column, detail, hint = refused(query)
    assert (line, column) == place
    assert hint == ""
    assert words in detail
    assert "u{" not in detail
    assert "[" not in detail


def test_tabs_and_windows_lines_keep_the_caret_under_its_place() -> None:
    with pytest.raises(SyntaxError) as error:
        STORE.query("SELECT *\r\n{\t?s ?p ?o\tFILTR(?x) }")
    told = diagnose("SELECT *\r\n{\t?s ?p ?o\tFILTR(?x) }", str(error.value.msg))
    assert (told.line, told.column) == (2, 12)
    assert told.context == "{\t?s ?p ?o\tFILTR(?x) }\n \t        \t^"


def test_of_a_long_line_what_is_near_is_shown() -> None:
    query = f"SELECT * {{ {'?s ?p ?o . ' * 50} ?s ?p ?o FILTR(?x) {'. ?s ?p ?o ' * 50} }}"
    _, _, detail, _ = refused(query)
    assert "FILTR" in detail


def test_no_example_question_would_be_faulted() -> None:
    assert [question.name for question in questions() if hints.find(question.query, iris.PREFIXES)] == []


@pytest.mark.parametrize("values", ["?x { nm:a nm:b nm:c nm:d }", "?x { nm:a nm:b }", "(?x ?y) { (nm:a nm:b) }"])
def test_what_values_lists_is_no_triple_pattern(values: str) -> None:
    assert hints.find(f"SELECT * {{ VALUES {values} ?x ?p ?o }}", iris.PREFIXES) is None


PIECES = (
    "SELECT", "ASK", "WHERE", "FILTER", "{", "}", "(", ")", "[", "]", ".", ";", ",", "?s", "?p", "?o", "nm:a", "x:y",
    "<http://e/a>", "<http://e/ a>", '"a"', '"', "'", '"""', "'''", "\\", "1", "1.5e3", "*", "+", "a", "AS", "BIND",
    "LIMIT", "GROUP", "BY", "COUNT", "#", "\n", "\r", "\t", "“", "ä", "𝄞", "@en", "^^", "&&", "==", "_:b", "PREFIX",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join) | st.text(max_size=60))
def test_whatever_is_refused_is_told_with_a_place_inside_the_query(query: str) -> None:
    try:
        STORE.query(query, base_iri=iris.ID, prefixes=iris.PREFIXES)
    except SyntaxError as error:
        told = diagnose(query, str(error.msg))
        assert 1 <= told.line <= query.count("\n") + 1
        assert "\n" in told.context
    except (RuntimeError, ValueError):
        pass


@settings(max_examples=200, deadline=None)
@given(st.text(string.printable + "äß“𝄞", max_size=200))
def test_tokens_leave_out_nothing_but_space_and_comments(query: str) -> None:
    left = [*query]
    for token in tokens(query):
        assert query[token.start : token.start + len(token.text)] == token.text
        left[token.start : token.start + len(token.text)] = [" "] * len(token.text)
    rest = "".join(left)
    assert all(line.strip() == "" for line in "".join(_without_comments(rest)).splitlines())


def _without_comments(text: str) -> list[str]:
    return [line.partition("#")[0] for line in text.replace("\r", "\n").split("\n")]


@pytest.mark.parametrize("piece", ['"""', "'''", '"', "'", '"\\', "'''\\", "<a:", "<", "\\", "{", "(", "a ", "?", "x:"])
def test_looking_for_mistakes_takes_a_moment_whatever_the_query(piece: str) -> None:
    began = time.process_time()
    hints.find(piece * (100_000 // len(piece)), iris.PREFIXES)
    assert time.process_time() - began < 5, "seconds, where a quadratic search would take minutes"
