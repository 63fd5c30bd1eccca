"""`/sparql`, asked over HTTP: SPARQL 1.1 Protocol, its formats, its errors."""

import csv
import io
import json
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results
from running import JSON, Server

from graph import query

MARKETS = "SELECT ?m { ?m nm:listedIn ed:2021 ; a nm:OnlineMarket ; nm:country country:china } ORDER BY ?m"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
TURTLE = "text/turtle"
ALL = "GET, HEAD, OPTIONS, POST, QUERY"


def test_every_way_to_send_a_query_gives_one_answer(server: Server) -> None:
    form = urlencode({"query": MARKETS}).encode()
    direct = MARKETS.encode()
    answers = [
        server.sparql(MARKETS),
        server.ask("GET", f"/sparql?{urlencode({'query': MARKETS})}"),
        server.ask("POST", "/sparql", {"Content-Type": FORM}, form),
        server.ask("POST", "/sparql", {"Content-Type": f"{FORM}; charset=UTF-8"}, form),
        server.ask("POST", "/sparql", {"Content-Type": DIRECT}, direct),
        server.ask("POST", "/sparql", {"Content-Type": f"{DIRECT.upper()};charset=utf-8"}, direct),
        server.ask("QUERY", "/sparql", {"Content-Type": DIRECT}, direct),
        server.ask("QUERY", "/sparql", {"Content-Type": FORM}, form),
    ]
    assert [answer.status for answer in answers] == [200] * 8
    assert len({answer.body for answer in answers}) == 1
    assert {answer.headers["content-type"] for answer in answers} == {JSON}
    names = [row["m"].rpartition("/")[2] for row in answers[0].rows()]
    assert names == ["aliexpress", "baidu-wangpan", "dhgate", "pinduoduo", "taobao", "wechat"]


def test_every_example_question_is_answered(server: Server) -> None:
    for question in query.questions():
        assert server.sparql(question.query, "POST").status == 200, question.name


@pytest.mark.parametrize(
    ("media_type", "format_"),
    [
        ("application/sparql-results+json", QueryResultsFormat.JSON),
        ("application/sparql-results+xml", QueryResultsFormat.XML),
        ("text/tab-separated-values", QueryResultsFormat.TSV),
        ("application/json", QueryResultsFormat.JSON),
        ("application/xml", QueryResultsFormat.XML),
    ],
)
def test_select_answers_in_the_format_asked_for(media_type: str, format_: QueryResultsFormat, server: Server) -> None:
    answer = server.sparql(MARKETS, headers={"Accept": media_type})
    assert answer.media_type == media_type
    results = parse_query_results(answer.body, format=format_)
    assert isinstance(results, QuerySolutions)
    assert [row["m"].value.rpartition("/")[2] for row in results][-1] == "wechat"


def test_csv_keeps_every_character(server: Server) -> None:
    answer = server.sparql("SELECT ?q { ?x nm:exact ?q }", headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    assert rows[0] == ["q"]
    assert any("important unresolved\u00a0concerns remained." in row for row in rows)


@pytest.mark.parametrize(
    ("media_type", "format_"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/trig", RdfFormat.TRIG),
        ("application/n-quads", RdfFormat.N_QUADS),
        ("application/json", RdfFormat.JSON_LD),
        ("application/xml", RdfFormat.RDF_XML),
        ("text/plain", RdfFormat.N_TRIPLES),
    ],
)
@pytest.mark.parametrize("form", ["CONSTRUCT { ?m a nm:OnlineMarket } WHERE", "DESCRIBE ?m"])
def test_graphs_answer_in_the_format_asked_for(form: str, media_type: str, format_: RdfFormat, server: Server) -> None:
    asked = f"{form} {{ ?m nm:listedIn ed:2021 ; a nm:OnlineMarket ; nm:country country:china }}"
    answer = server.sparql(asked, headers={"Accept": media_type})
    assert answer.media_type == media_type
    expected = {quad.triple for quad in parse(server.sparql(asked, format="nt").body, format=RdfFormat.N_TRIPLES)}
    assert {quad.triple for quad in parse(answer.body, format=format_)} == expected
    assert len({triple.subject for triple in expected}) >= 6


@pytest.mark.parametrize(
    ("asked", "name", "media_type"),
    [
        ("SELECT * {}", "json", "application/sparql-results+json"),
        ("SELECT * {}", "xml", "application/sparql-results+xml"),
        ("SELECT * {}", "csv", "text/csv"),
        ("SELECT * {}", "tsv", "text/tab-separated-values"),
        ("SELECT * {}", "text/csv", "text/csv"),
        ("ASK {}", "json", "application/sparql-results+json"),
        ("ASK {}", "xml", "application/sparql-results+xml"),
        ("DESCRIBE ed:2021", "ttl", "text/turtle"),
        ("DESCRIBE ed:2021", "nt", "application/n-triples"),
        ("DESCRIBE ed:2021", "json", "application/ld+json"),
        ("DESCRIBE ed:2021", "jsonld", "application/ld+json"),
        ("DESCRIBE ed:2021", "rdf", "application/rdf+xml"),
        ("DESCRIBE ed:2021", "xml", "application/rdf+xml"),
        ("DESCRIBE ed:2021", "trig", "application/trig"),
        ("DESCRIBE ed:2021", "nq", "application/n-quads"),
        ("DESCRIBE ed:2021", "turtle", "text/turtle"),
        ("DESCRIBE ed:2021", "rdf+xml", "application/rdf+xml"),
        ("DESCRIBE ed:2021", "json-ld", "application/ld+json"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_format_can_be_a_parameter_and_goes_before_accept(
    method: str, asked: str, name: str, media_type: str, server: Server
) -> None:
    answer = server.sparql(asked, method, format=name, headers={"Accept": "application/xml"})
    assert (answer.status, answer.media_type) == (200, media_type)


SELECTED = "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", SELECTED[0]),
        ("*/*", SELECTED[0]),
        ("application/*", SELECTED[0]),
        ("text/*", "text/csv"),
        ("text/*;q=0.5, application/*;q=0.4", "text/csv"),
        ("text/csv;q=0.1, application/sparql-results+xml;q=0.9", SELECTED[1]),
        ("application/sparql-results+xml;q=0.9, text/csv;q=0.1", SELECTED[1]),
        ("*/*;q=0.8, text/csv", "text/csv"),
        ("*/*, application/sparql-results+json;q=0", SELECTED[1]),
        ("text/*, text/csv;q=0", "text/tab-separated-values"),
        ("text/csv;q=0.5, text/*;q=0.9", "text/tab-separated-values"),
        ("TEXT/CSV", "text/csv"),
        ("text/csv;header=absent;q=0.1, application/xml;q=0.5, text/csv;q=0.9", "text/csv"),
        ("text/csv; charset=utf-8", "text/csv"),
        ("text/csv;q=1.000", "text/csv"),
        ("text/csv; q=0.5 , image/png", "text/csv"),
        ("image/png, */*;q=0.1", SELECTED[0]),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/html;q=0.1,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        (",", SELECTED[0]),
        (", ,text/csv,,", "text/csv"),
    ],
)
def test_accept_is_read_as_rfc_9110_says(accept: str, media_type: str, server: Server) -> None:
    answer = server.sparql("SELECT * {}", headers={"Accept": accept})
    assert (answer.status, answer.media_type) == (200, media_type)


def test_a_browser_is_shown_the_editor_unless_it_asks_for_a_format_or_sends_a_form(server: Server) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert server.sparql(MARKETS, headers=browser).media_type == "text/html"
    asked = server.sparql(MARKETS, headers=browser, format="json")
    assert (asked.status, asked.media_type) == (200, JSON)
    assert asked.text == server.sparql(MARKETS).text
    assert server.sparql(MARKETS, "POST", headers=browser).media_type == JSON


@pytest.mark.parametrize(
    "accept",
    ["image/png", "text/csv;q=0", "*/*;q=0", "text", "garbage", ";;;", "a" * 5000, "text/turtle", "/", "*/csv"],
)
def test_nothing_acceptable_is_406_with_the_list_of_what_there_is(accept: str, server: Server) -> None:
    refused = server.sparql(MARKETS, headers={"Accept": accept})
    assert refused.status == 406
    assert set(SELECTED) < set(refused.problem()["available"])
    assert refused.headers["vary"] == "accept"


@pytest.mark.parametrize(
    "accept", ["text/csv;q=abc", "text/csv;q=2", "text/csv;q=-1", "text/csv;q=", '"', "\\", "text/csv;\xff", 'a/b;c="']
)
def test_a_malformed_accept_is_never_an_error_of_the_server(accept: str, server: Server) -> None:
    assert server.sparql("SELECT * {}", headers={"Accept": accept}).status in (200, 406)


def test_several_accept_lines_are_one_list(server: Server) -> None:
    lines = b"Accept: text/csv;q=0.1\r\nAccept: application/sparql-results+xml;q=0.9\r\n"
    asked = b"GET /sparql?query=SELECT*%7B%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    assert b"content-type: application/sparql-results+xml\r\n" in server.raw(asked + lines + b"\r\n")


def test_true_and_false_have_no_form_in_csv(server: Server) -> None:
    for media_type in ("text/csv", "text/tab-separated-values"):
        refused = server.sparql("ASK {}", headers={"Accept": media_type})
        assert refused.status == 406
        assert media_type not in refused.problem()["available"]
    assert server.sparql("ASK {}", format="csv").status == 406
    assert server.sparql("ASK {}", headers={"Accept": "text/csv, */*;q=0.1"}).json() == {"head": {}, "boolean": True}
    assert b"<boolean>false</boolean>" in server.sparql("ASK { FILTER(false) }", format="xml").body


def test_empty_results_are_results(server: Server) -> None:
    none = "SELECT ?a ?b { ?a nm:none ?b }"
    assert server.sparql(none).json() == {"head": {"vars": ["a", "b"]}, "results": {"bindings": []}}
    assert server.sparql(none, format="csv").text == "a,b\r\n"
    assert server.sparql(none, format="tsv").text == "?a\t?b\n"
    assert server.sparql(none, format="xml").status == 200
    for name in ("ttl", "nt", "nq", "trig", "rdf", "jsonld"):
        answer = server.sparql("CONSTRUCT { ?a nm:none ?b } { ?a nm:none ?b }", format=name)
        assert answer.status == 200
        assert not list(parse(answer.body, format=RdfFormat.from_media_type(answer.media_type)))
    assert server.sparql("DESCRIBE <http://example.org/nothing>").status == 200


# The dataset of a query: SPARQL 1.1 Protocol, 2.1.4, and SPARQL 1.1 Query, 13.

ONE, TWO, THREE, NONE = (f"http://example.org/{name}" for name in ("one", "two", "three", "none"))
PLAIN = "SELECT ?v %s { ?s ?p ?v }"
NAMED = "SELECT ?v %s { GRAPH ?g { ?s ?p ?v } }"


def values(server: Server, text: str, method: str = "GET", **graphs: list[str]) -> list[str]:
    return sorted(row["v"] for row in server.sparql(text, method, **graphs).rows())


@pytest.mark.parametrize("method", ["GET", "POST", "QUERY"])
def test_the_dataset_of_the_request(method: str, files: Server) -> None:
    every = ["in no graph", "in one", "in three", "in two"]
    assert values(files, PLAIN % "", method) == every, "the default graph is the merge"
    assert values(files, NAMED % "", method) == ["in one", "in three", "in two"]
    default = {"default_graph_uri": [ONE]}
    assert values(files, PLAIN % "", method, **default) == ["in one"]
    assert values(files, NAMED % "", method, **default) == [], "no named graph is in this dataset"
    named = {"named_graph_uri": [TWO, THREE]}
    assert values(files, PLAIN % "", method, **named) == [], "the default graph of this dataset is empty"
    assert values(files, NAMED % "", method, **named) == ["in three", "in two"]
    both = {"default_graph_uri": [ONE, TWO], "named_graph_uri": [THREE]}
    assert values(files, PLAIN % "", method, **both) == ["in one", "in two"]
    assert values(files, NAMED % "", method, **both) == ["in three"]
    unknown = {"default_graph_uri": [NONE], "named_graph_uri": [NONE]}
    assert values(files, PLAIN % "", method, **unknown) == values(files, NAMED % "", method, **unknown) == []


def test_the_dataset_of_the_query_and_that_the_request_goes_before_it(files: Server) -> None:
    assert values(files, PLAIN % f"FROM <{ONE}>") == ["in one"]
    assert values(files, NAMED % f"FROM <{ONE}>") == []
    assert values(files, PLAIN % f"FROM NAMED <{TWO}>") == []
    assert values(files, NAMED % f"FROM NAMED <{TWO}>") == ["in two"]
    both = f"FROM <{ONE}> FROM <{TWO}> FROM NAMED <{THREE}>"
    assert values(files, PLAIN % both) == ["in one", "in two"]
    assert values(files, NAMED % both) == ["in three"]
    assert values(files, PLAIN % f"FROM <{NONE}>") == []
    other = {"default_graph_uri": [THREE]}
    assert values(files, PLAIN % both, **other) == ["in three"]
    assert values(files, NAMED % both, **other) == []


def test_the_dataset_comes_in_the_address_of_a_direct_post_too(files: Server) -> None:
    address = f"/sparql?default-graph-uri={quote(TWO, safe='')}"
    for method in ("POST", "QUERY"):
        answer = files.ask(method, address, {"Content-Type": DIRECT}, (PLAIN % "").encode())
        assert [row["v"] for row in answer.rows()] == ["in two"]


def test_a_graph_that_is_no_iri_is_refused(files: Server) -> None:
    for name in ("default_graph_uri", "named_graph_uri"):
        for bad in ("no iri", "http://example.org/<x>", "http://[", ""):
            refused = files.sparql("ASK {}", "POST", **{name: bad})
            assert refused.status == 400, bad
            assert "IRI" in refused.problem()["detail"]


def test_very_many_graphs_are_answered_and_not_cut(files: Server) -> None:
    graphs = [f"http://example.org/{n}/{'x' * 500}" for n in range(990)] + [ONE]
    answer = files.sparql(PLAIN % "", "POST", default_graph_uri=graphs)
    assert [row["v"] for row in answer.rows()] == ["in one"]


# Errors


def test_no_query_and_two_queries_are_400(server: Server) -> None:
    twice = urlencode([("query", "ASK {}"), ("query", "ASK {}")])
    cases = [
        server.get(f"/sparql?{twice}"),
        server.ask("POST", "/sparql", {"Content-Type": FORM}, twice.encode()),
        server.ask("POST", "/sparql", {"Content-Type": FORM}, b"q=x"),
        server.ask("POST", "/sparql", {"Content-Type": FORM}, b""),
        server.ask("POST", "/sparql?query=ASK%7B%7D", {"Content-Type": DIRECT}, b"ASK {}"),
        server.ask("QUERY", "/sparql?query=ASK%7B%7D", {"Content-Type": FORM}, b"query=ASK%7B%7D"),
    ]
    for refused in cases:
        assert refused.status == 400
        assert "one query" in refused.problem()["detail"]


def test_a_syntax_error_says_line_column_context_and_what_to_do(server: Server) -> None:
    refused = server.sparql("SELECT ?m\nWHERE {\n  ?m a nm:Market ;\n     nmm:listedIn ed:2021\n}", "POST")
    assert refused.status == 400
    told = refused.problem()
    assert (told["line"], told["column"]) == (4, 6)
    assert told["context"] == "     nmm:listedIn ed:2021\n     ^"
    assert "nmm:" in told["hint"]
    assert "line 4, column 6" in told["detail"]
    assert refused.headers["cache-control"] == "no-store"


def test_a_query_that_cannot_be_evaluated_is_400(server: Server) -> None:
    refused = server.sparql("SELECT * { BIND(<http://example.org/f>(1) AS ?x) }")
    assert refused.status == 400
    assert "http://example.org/f" in refused.problem()["detail"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "FOO"])
def test_other_methods_are_405_with_those_there_are(method: str, server: Server) -> None:
    refused = server.ask(method, "/sparql?query=ASK%7B%7D")
    assert refused.status == 405
    assert refused.headers["allow"] == ALL
    refused.problem()


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/json", "multipart/form-data; boundary=x", "", "garbage", "application/"]
)
def test_a_body_of_another_type_is_415(media_type: str, server: Server) -> None:
    for method in ("POST", "QUERY"):
        refused = server.ask(method, "/sparql", {"Content-Type": media_type} if media_type else {}, b"ASK {}")
        assert refused.status == 415
        assert DIRECT in refused.problem()["detail"]
        assert refused.headers["accept"] == f"{DIRECT}, {FORM}"
        assert refused.headers["accept-query"] == f'"{DIRECT}", "{FORM}"'


def test_a_body_in_another_charset_or_packed_is_415(server: Server) -> None:
    latin = server.ask("POST", "/sparql", {"Content-Type": f"{DIRECT}; charset=iso-8859-1"}, b"ASK {}")
    assert latin.status == 415
    assert "UTF-8" in latin.problem()["detail"]
    packed = server.ask("POST", "/sparql", {"Content-Type": DIRECT, "Content-Encoding": "gzip"}, b"ASK {}")
    assert (packed.status, packed.headers["accept-encoding"]) == (415, "identity")


def test_what_is_not_utf_8_is_400(server: Server) -> None:
    for refused in (
        server.ask("POST", "/sparql", {"Content-Type": DIRECT}, b'ASK { ?s ?p "\xff" }'),
        server.ask("POST", "/sparql", {"Content-Type": FORM}, b"query=ASK%7B%7D%23%ff"),
        server.ask("POST", "/sparql", {"Content-Type": FORM}, b"query=ASK%7B%7D#\xff"),
        server.get("/sparql?query=ASK%7B%7D%23%fe"),
        server.ask("POST", "/sparql", {"Content-Type": DIRECT}, "ASK {}".encode("utf-16")),
    ):
        assert refused.status == 400
        assert "UTF-8" in refused.problem()["detail"]


def test_updates_are_refused_with_a_clear_answer(server: Server) -> None:
    update = "INSERT DATA { <http://e/a> <http://e/b> 1 }"
    form = urlencode({"update": update})
    for refused in (
        server.ask("POST", "/sparql", {"Content-Type": FORM}, form.encode()),
        server.ask("POST", "/sparql", {"Content-Type": "application/sparql-update"}, update.encode()),
        server.get(f"/sparql?{form}"),
        server.get(f"/sparql?{form}&query=ASK%7B%7D"),
    ):
        assert refused.status == 403
        assert "read-only" in refused.problem()["detail"]
    asked = server.sparql(update)
    assert asked.status == 400
    assert "read-only" in asked.problem()["hint"]
    assert server.sparql("ASK { <http://e/a> ?p ?o }").json()["boolean"] is False


def test_too_long_is_413_and_the_limit_is_said(server: Server) -> None:
    long = "ASK {}" + " " * 200_000
    for refused in (
        server.sparql(long, "POST"),
        server.ask("POST", "/sparql", {"Content-Type": DIRECT}, long.encode()),
    ):
        assert refused.status == 413
        refused.problem()
    assert server.ask("GET", "/sparql?query=" + "a" * 70_000).status == 414


def test_32_kilobytes_go_by_get(server: Server) -> None:
    text = "ASK {} #" + "ä" * 5000  # six characters each, escaped
    path = f"/sparql?{urlencode({'query': text})}"
    assert len(path) > 30_000
    assert server.get(path).json()["boolean"] is True
    plain = "ASK{}%23" + "a" * 60_000
    assert server.get(f"/sparql?query={plain}").status == 200


def test_an_error_has_its_id_in_body_and_head_and_may_be_read_from_everywhere(server: Server) -> None:
    ids = set()
    for path in ("/sparql?query=SELEC", "/sparql?query=ASK%7B%7D&format=none", "/none", "/id/market/none"):
        refused = server.get(path)
        ids.add(refused.problem()["queryId"])
        assert refused.headers["access-control-allow-origin"] == "*"
        assert "X-Query-Id" in refused.headers["access-control-expose-headers"]
        assert refused.problem()["type"] == "about:blank"
        assert refused.headers["cache-control"] == "no-store"
    assert len(ids) == 4
    assert len(server.sparql("ASK {}").headers["x-query-id"]) == 16


# HEAD, OPTIONS, CORS


@pytest.mark.parametrize(
    "path", ["/sparql?query=ASK%7B%7D", "/", "/sparql?query=SELEC", "/none", "/id/market/taobao", "/health/live"]
)
def test_head_answers_as_get_without_the_body(path: str, server: Server) -> None:
    changing = ("date", "x-query-id")
    got, head = server.get(path), server.ask("HEAD", path)
    assert head.status == got.status
    assert head.body == b""
    assert head.headers["content-length"] == str(len(got.body))
    assert {k: v for k, v in head.headers.items() if k not in changing} == {
        k: v for k, v in got.headers.items() if k not in changing
    }


def test_options_says_what_there_is(server: Server) -> None:
    for path in ("/sparql", "/sparql?query=ASK%7B%7D", "*"):
        answer = server.ask("OPTIONS", path)
        assert (answer.status, answer.headers["allow"]) == (204, ALL)
    assert server.ask("OPTIONS", "/sparql").headers["accept-query"] == f'"{DIRECT}", "{FORM}"'


def test_a_preflight_is_answered(server: Server) -> None:
    asked = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "QUERY",
        "Access-Control-Request-Headers": "content-type,if-none-match",
    }
    answer = server.ask("OPTIONS", "/sparql", asked)
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    methods = answer.headers["access-control-allow-methods"].split(", ")
    assert {"GET", "HEAD", "POST", "QUERY"} <= set(methods)
    allowed = answer.headers["access-control-allow-headers"].lower().split(", ")
    assert {"accept", "content-type", "if-none-match", "range"} <= set(allowed)
    assert int(answer.headers["access-control-max-age"]) > 0


def test_every_answer_may_be_read_from_other_sites_and_varies_by_accept(server: Server) -> None:
    for path in ("/", "/sparql?query=ASK%7B%7D", "/id/market/taobao", "/ontology"):
        answer = server.get(path)
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "accept" in answer.headers["vary"].lower().split(", ")


def test_a_path_that_nearly_is_the_endpoint_is_not(server: Server) -> None:
    for path in ("/sparqlx", "/SPARQL", "/sparql/x"):
        assert server.get(f"{path}?query=ASK%7B%7D").status == 404


def test_the_results_are_the_stores_own(server: Server) -> None:
    """Terms come through HTTP as they are in the graph: language tags, datatypes, all characters."""
    text = 'SELECT * { VALUES (?a ?b ?c ?d) { ("ä€𝄞\\"\\n" "x"@en "1.50"^^xsd:decimal <http://e/é>) } }'
    row = server.sparql(text, "POST").json()["results"]["bindings"][0]
    assert row["a"] == {"type": "literal", "value": 'ä€𝄞"\n'}
    assert row["b"] == {"type": "literal", "value": "x", "xml:lang": "en"}
    assert row["c"]["datatype"].endswith("decimal")
    assert row["d"] == {"type": "uri", "value": "http://e/é"}
    assert json.loads(server.sparql("SELECT (1 AS ?x) {}").body)["results"]["bindings"][0]["x"]["value"] == "1"


def test_every_request_has_a_line_of_json_without_its_query(server: Server) -> None:
    secret = server.sparql("ASK { <http://example.org/secret> ?p ?o }", "POST")
    assert secret.status == 200
    server.sparql("ASK { <http://example.org/secret> ?p ?o }")
    line = next(line for line in server.said().splitlines() if secret.headers["x-query-id"] in line)
    for part in ('"method": "POST"', '"path": "/sparql"', '"status": 200', '"client": "127.0.0.1"'):
        assert part in line
    assert "secret" not in server.said()
