"""What strangers send. Every case ends in a clean answer, and the server goes on as if nothing had been."""

import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from running import Server, memory

DIRECT = {"Content-Type": "application/sparql-query"}
HOST = b"Host: localhost\r\nConnection: close\r\n"
ASK = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n"
POST = b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: application/sparql-query\r\n"


@pytest.fixture(autouse=True)
def _goes_on(server: Server, limited: Server) -> Iterator[None]:
    """After every test the server answers, with the same front, and has said nothing of a failure."""
    fronts = server.front, limited.front
    yield
    for one in (server, limited):
        assert one.sparql(f"ASK {{}} # {random.random()}").json()["boolean"] is True
        for word in ("Traceback", "panicked", "request failed"):
            assert word not in one.said()
    assert (server.front, limited.front) == fronts


def status(answer: bytes) -> int:
    assert answer.startswith(b"HTTP/1.1 "), answer[:200]
    return int(answer.split(b" ", 2)[1])


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """A server that must not be asked: its address, and what came."""
    came: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        stop = threading.Event()

        def accept() -> None:
            while not stop.is_set():
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                came.append(connection.recv(1000))
                connection.close()

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/", came
        finally:
            time.sleep(0.2)
            stop.set()
            thread.join()


# Addresses in queries


def test_no_query_makes_the_server_ask_another(server: Server) -> None:
    with listening() as (address, came):
        inner = f"SERVICE <{address}> {{ ?s ?y ?z }}"
        for text in (
            f"SELECT * {{ {inner} }}",
            f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?y ?z }} }}",
            f"SELECT * {{ BIND(<{address}> AS ?x) SERVICE ?x {{ ?s ?y ?z }} }}",
            f"SELECT * {{ ?s ?p 1e9SERVICE <{address}> {{ ?s ?y ?z }} }}",
            f"SELECT * {{ \\u0053ERVICE <{address}> {{ ?s ?y ?z }} }}",
            f"ASK {{ OPTIONAL {{ {{ SELECT * {{ {inner} }} }} }} }}",
            f"SELECT (EXISTS {{ {inner} }} AS ?x) {{}}",
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {inner} }}",
            f"DESCRIBE ?s {{ {inner} }}",
        ):
            refused = server.sparql(text, "POST")
            assert refused.status == 403
            assert "SERVICE" in refused.problem()["detail"]
        for text in (
            f"SELECT * FROM <{address}> {{ ?s ?p ?o }}",
            f"SELECT * FROM NAMED <{address}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            f"SELECT * {{ GRAPH <{address}> {{ ?s ?p ?o }} }}",
            f"DESCRIBE <{address}>",
            f"SELECT * {{ BIND(IRI('{address}') AS ?x) GRAPH ?x {{ ?s ?p ?o }} }}",
        ):
            assert server.sparql(text, "POST").status == 200
        answer = server.sparql("SELECT * { ?s ?p ?o }", "POST", default_graph_uri=address, named_graph_uri=address)
        assert answer.rows() == []
        for text in (f"LOAD <{address}>", f"INSERT DATA {{ <{address}> <{address}> 1 }}"):
            assert server.sparql(text, "POST").status == 400
    assert came == []


@pytest.mark.parametrize(
    "name", ["file:///etc/passwd", "file:///etc/hostname", "file:/proc/self/environ", "/etc/passwd"]
)
def test_no_query_reads_a_local_file(name: str, server: Server) -> None:
    for text in (
        f"SELECT * FROM <{name}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{name}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"SELECT * {{ GRAPH <{name}> {{ ?s ?p ?o }} }}",
    ):
        answer = server.sparql(text, "POST")
        assert (answer.status, answer.rows()) == (200, [])
        assert "root:" not in answer.text


# Length and nesting

DEEP = {
    "groups": "SELECT * " + "{" * 20_000 + "}" * 20_000,
    "brackets": "ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "functions": "ASK { FILTER(" + "STR(" * 10_000 + "1" + ")" * 10_000 + ") }",
    "collections": "ASK { ?s ?p " + "(" * 1_000 + ")" * 1_000 + " }",
    "blank nodes": "ASK { ?s ?p " + "[ ?p " * 1_000 + "1" + "]" * 1_000 + " }",
    "path brackets": "ASK { ?s " + "(" * 5_000 + "<a:b>" + ")*" * 5_000 + " ?o }",
    "subqueries": "SELECT * {" + "{SELECT * {" * 3_000 + "}}" * 3_000 + "}",
    "optionals": "ASK {" + "OPTIONAL {" * 5_000 + "}" * 5_000 + "}",
    "exists": "ASK {" + "FILTER EXISTS {" * 3_000 + "}" * 3_000 + "}",
    "if": "ASK { FILTER(" + "IF(1,1," * 5_000 + "1" + ")" * 5_000 + ") }",
    "annotations": "ASK { ?s ?p 1 " + "{| ?s 1 " * 3_000 + " |}" * 3_000 + " }",
    "only opened": "{" * 50_000,
    "only opened in words": "ASK { FILTER(" + "COALESCE(" * 10_000,
    "path of 2,000 steps": "ASK { ?a " + "/".join(["nm:partOf"] * 2_000) + " ?b }",
    "alternatives": "ASK { ?a " + "|".join(["nm:partOf"] * 5_000) + " ?b }",
    "inverse": "ASK { ?a " + "^" * 5_000 + "nm:partOf ?b }",
    "negated": "ASK { ?a !(" + "|".join(["nm:partOf"] * 5_000) + ") ?b }",
    "not": "ASK { FILTER(" + "!" * 20_000 + "true) }",
    "or": "ASK { ?s ?p ?o FILTER(?o" + "||?o" * 20_000 + ") }",
    "and": "ASK { ?s ?p ?o FILTER(?o" + "&&?o" * 20_000 + ") }",
    "sum": "ASK { FILTER(1" + "+1" * 2_000 + ") }",
    "difference": "ASK { FILTER(1" + " - 1" * 5_000 + ") }",
    "product": "ASK { FILTER(1" + "*1" * 5_000 + ") }",
}
# What the store can be asked, if it can do so in time.
LONG = {
    "unions": "ASK { ?s ?p ?o FILTER(false) {}" + "UNION{}" * 12_000 + "}",
    "optionals side by side": "ASK {" + "OPTIONAL{?s ?p 1}" * 5_000 + "}",
    "filters": "ASK { ?s ?p ?o " + "FILTER(?o)" * 8_000 + "}",
    "exists side by side": "ASK { ?s ?p ?o " + "FILTER EXISTS{?s ?p 1}" * 3_000 + "}",
    "minus": "ASK { ?s ?p ?o " + "MINUS{?s ?p 1}" * 5_000 + "}",
    "binds": "ASK {" + "".join(f"BIND(1 AS ?x{n})" for n in range(4_000)) + "}",
    "graphs": "ASK {" + "GRAPH?g{?s ?p ?o}" * 4_000 + "}",
    "triples": "ASK {" + "".join(f"?s{n} <a:b> ?s{n + 1}." for n in range(4_000)) + "}",
    "objects": "ASK { ?s ?p " + ",".join(["1"] * 20_000) + " }",
    "a long collection": "ASK { ?s ?p (" + "1 " * 20_000 + ") }",
    "reifiers": "ASK { ?s ?p 1 " + "~ ?x " * 10_000 + " }",
    "quoted triples": "ASK { ?s ?p " + "<< ?s ?p " * 4_000 + "1" + " >>" * 4_000 + " }",
    "columns": "SELECT " + "".join(f"?v{n} " for n in range(10_000)) + "{ ?s ?p ?o }",
    "keys of order": "SELECT * { ?s ?p ?o } ORDER BY " + "DESC(?s) " * 9_000,
    "groups by": "SELECT (1 AS ?n) { ?s ?p ?o } GROUP BY " + "?s " * 20_000,
    "having": "SELECT (1 AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING " + "(?s) " * 15_000,
    "values": "SELECT * { VALUES ?x { " + " ".join(map(str, range(15_000))) + " } }",
    "values of many columns": "ASK { VALUES (" + "".join(f"?x{n} " for n in range(10_000)) + ") {} }",
    "a list": "ASK { ?s ?p ?o FILTER(?o IN (" + ",".join(["1"] * 40_000) + ")) }",
    "arguments": "ASK { ?s ?p ?o FILTER(CONCAT(" + ",".join(["?o"] * 30_000) + ") = 'x') }",
    "prefixes": "".join(f"PREFIX p{n}: <a:{n}> " for n in range(4_000)) + "ASK {}",
    "graphs from": "ASK " + "FROM <a:b> " * 8_000 + "{}",
    "described": "DESCRIBE " + "<a:b> " * 15_000,
    "a template": "CONSTRUCT { " + "<a:b> <a:b> 1 ." * 6_000 + " } {}",
    "comments": "ASK {}" + "#\n" * 45_000,
    "digits": "ASK { FILTER(" + "9" * 90_000 + " > 1) }",
    "decimals": "ASK { FILTER(" + "9" * 40_000 + "." + "9" * 40_000 + " > 1) }",
    "exponent": "ASK { FILTER(1e" + "9" * 90_000 + " > 1) }",
    "limit": "SELECT * {} LIMIT " + "9" * 1_000,
    "offset": "SELECT * { ?s ?p ?o } OFFSET 99999999999999999999",
    "a text": "ASK { FILTER('" + "x" * 90_000 + "' = 'y') }",
    "a name": "ASK { ?" + "x" * 90_000 + " ?p ?o }",
    "an IRI": "ASK { <http://e/" + "x" * 90_000 + "> ?p ?o }",
    "a language": "ASK { ?s ?p 'a'@" + "en-" * 20_000 + "en }",
    "escapes": "ASK { ?s ?p '" + "\\u0041" * 15_000 + "' }",
    "lone surrogates": "ASK { ?s ?p '" + "\\uD800" * 10_000 + "' }",
}


@pytest.mark.parametrize("kind", DEEP)
def test_what_is_nested_or_chained_too_deep_is_400_with_the_limit(kind: str, limited: Server) -> None:
    began = time.monotonic()
    refused = limited.sparql(DEEP[kind], "POST")
    assert refused.status in (400, 413)
    assert any(number in refused.problem()["detail"] for number in ("100", "500"))
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("kind", LONG)
def test_what_is_long_is_answered_or_ended_in_time(kind: str, limited: Server) -> None:
    restarts = limited.metrics()["nmkg_worker_restarts_total"]
    began = time.monotonic()
    answer = limited.sparql(LONG[kind], "POST")
    assert time.monotonic() - began < 2.5
    assert answer.status in (200, 400, 504), answer.body[:500]
    if answer.status != 200:
        answer.problem()
    if answer.status != 504:
        assert limited.metrics()["nmkg_worker_restarts_total"] <= restarts + 1, "no crash"


def test_nesting_and_length_of_a_reasonable_kind_are_answered(server: Server) -> None:
    values = " ".join(f"<http://example.org/{n}>" for n in range(2_000))
    for text in (
        f"ASK {{ VALUES ?x {{ {values} }} }}",
        "SELECT * " + "{" * 50 + "}" * 50,
        "ASK {" + "{}" * 300 + "}",
        "ASK { ?a " + "/".join(["nm:partOf"] * 30) + " ?b }",
        "ASK { FILTER(" + "||".join(["true"] * 200) + ") }",
    ):
        assert server.sparql(text, "POST").status == 200


REGEXES = (
    "(a+)+$",
    "(a|a)*b",
    "(.*){1,1000}x",
    "((a{1,1000}){1,1000}){1,1000}",
    "(" * 90 + "a" + ")*" * 90,
    "[",
    "\\\\",
    "(?i)ä*",
)


@pytest.mark.parametrize("pattern", REGEXES)
def test_regular_expressions_do_not_explode(pattern: str, limited: Server) -> None:
    text = (
        f"SELECT (REGEX('{'a' * 5000}!', '{pattern}') AS ?x) (REPLACE('{'a' * 100}', '{pattern}', '$0$0') AS ?y) {{}}"
    )
    assert limited.sparql(text, "POST").status in (200, 400, 504)


# Bodies


def test_ten_megabytes_are_refused_before_they_are_read(server: Server) -> None:
    before = memory(server.front)
    answer = server.raw(POST + b"Content-Length: 10000000\r\n\r\n" + b" " * 10_000_000)
    assert status(answer) == 413
    assert memory(server.front) - before < 5 << 20


def test_an_endless_body_is_refused_at_its_limit(server: Server) -> None:
    before = memory(server.front)
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    assert status(server.raw(POST + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 200)) == 413
    assert memory(server.front) - before < 20 << 20


def test_a_body_that_is_cut_is_no_query(server: Server) -> None:
    for rest in (b"Content-Length: 50\r\n\r\nASK {}", b"Transfer-Encoding: chunked\r\n\r\nff\r\nASK {}"):
        answer = server.raw(POST + rest, half_close=True)
        assert answer == b"" or status(answer) == 400
    broken = b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\nzz\r\n\r\n"
    assert status(server.raw(POST + broken)) == 400
    whole = b"Transfer-Encoding: chunked\r\n\r\n3\r\nASK\r\n3;a=b\r\n {}\r\n0\r\n\r\n"
    assert status(server.raw(POST + whole)) == 200
    trailed = b"Trailer: X\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\nX: 1\r\n\r\n"
    assert status(server.raw(POST + trailed)) == 200


def test_bodies_that_do_not_come_keep_nobody_waiting(server: Server) -> None:
    waiting = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(10)]
    try:
        for connection in waiting:
            connection.sendall(POST + b"Content-Length: 50\r\n\r\nASK")
        began = time.monotonic()
        assert server.sparql("ASK { ?x ?y ?z }").status == 200
        assert time.monotonic() - began < 1
    finally:
        for connection in waiting:
            connection.close()


def test_a_head_that_does_not_come_is_given_up_and_keeps_nobody_waiting(server: Server) -> None:
    waiting = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(50)]
    try:
        for n, connection in enumerate(waiting):
            connection.sendall(b"GET /sparql HTTP/1.1\r\nHost: x\r\nX-Slow: " + b"a" * n)
        for n in range(10):
            assert server.sparql(f"ASK {{ ?slow ?head {n} }}").status == 200
        # Ten seconds, and what the server needs to notice.
        waiting[0].settimeout(15)
        while waiting[0].recv(1000):  # a last word, and then the end
            pass
    finally:
        for connection in waiting:
            connection.close()


def test_very_many_parameters_are_refused(server: Server) -> None:
    for path in ("/sparql?query=ASK%7B%7D&" + "a&" * 5_000, "/sparql?" + "&" * 20_000 + "=&" * 5_000):
        refused = server.get(path)
        assert refused.status == 400
    body = ("query=ASK%7B%7D" + "&named-graph-uri=a:b" * 50_000).encode()
    refused = server.ask("POST", "/sparql", {"Content-Type": "application/x-www-form-urlencoded"}, body)
    assert refused.status == 400
    assert "1000" in refused.problem()["detail"]


# Heads

BAD_HEADS = {
    "no host": (ASK + b"Connection: close\r\n\r\n", 400),
    "two hosts": (ASK + b"Host: a\r\nHost: b\r\nConnection: close\r\n\r\n", 400),
    "a host that is none": (ASK + b"Host: [::1\r\nConnection: close\r\n\r\n", 400),
    "a host with a path": (ASK + b"Host: a/b\r\nConnection: close\r\n\r\n", 400),
    "a host with a port that is none": (b"GET / HTTP/1.1\r\nHost: a:99999999\r\nConnection: close\r\n\r\n", 400),
    "a host with a space": (b"GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", 400),
    "a space before the colon": (ASK + b"Host : x\r\nConnection: close\r\n\r\n", 400),
    "a folded line": (ASK + HOST + b"Accept: a,\r\n b\r\n\r\n", 400),
    "a line without a colon": (ASK + HOST + b"garbage\r\n\r\n", 400),
    "a NUL": (ASK + HOST + b"X: \0\r\n\r\n", 400),
    "garbage": (b"\x00\x01\x02\r\n\r\n", 400),
    "another protocol": (b"GET / HTTP/9.9\r\n" + HOST + b"\r\n", 400),
    "bytes in the path": (b"GET /id/\xff\xfe HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "a space in the path": (b"GET /id/a b HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "200 fields": (ASK + HOST + b"".join(b"X-%d: 1\r\n" % n for n in range(200)) + b"\r\n", 431),
    "a megabyte of field": (ASK + HOST + b"X: " + b"a" * 1_000_000 + b"\r\n\r\n", 431),
    "a long Accept": (ASK + HOST + b"Accept: " + b"a/b," * 5_000 + b"\r\n\r\n", 431),
    "a long If-None-Match": (ASK + HOST + b"If-None-Match: " + b'"a",' * 5_000 + b"\r\n\r\n", 431),
    "a long Accept-Encoding": (ASK + HOST + b"Accept-Encoding: " + b"gzip," * 5_000 + b"\r\n\r\n", 431),
    "a long address": (b"GET /sparql?query=" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
    # Smuggling: where two readers could find different ends of a request.
    "two lengths": (POST + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\nASK {}", 400),
    "a negative length": (POST + b"Content-Length: -6\r\n\r\nASK {}", 400),
    "a length with a sign": (POST + b"Content-Length: +6\r\n\r\nASK {}", 400),
    "a length that is no number": (POST + b"Content-Length: 6x\r\n\r\nASK {}", 400),
    "a huge length": (POST + b"Content-Length: 99999999999999999999999\r\n\r\nASK {}", 400),
    "a coding that is none": (POST + b"Transfer-Encoding: xchunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n", 400),
    "a coding before chunked": (POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n", 501),
    "chunked twice": (POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n", 501),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD_HEADS)
def test_a_broken_head_is_refused(kind: str, server: Server) -> None:
    sent, expected = BAD_HEADS[kind]
    assert status(server.raw(sent)) == expected


def test_length_and_chunks_together_are_read_as_chunks_and_nothing_follows(server: Server) -> None:
    """RFC 9112, 6.3: the length is ignored, so that no second request hides in the body."""
    hidden = b"GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n"
    head = POST.replace(b"Connection: close\r\n", b"") + b"Content-Length: %d\r\n" % (len(hidden) + 16)
    answer = server.raw(head + b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n", 2)
    assert answer.count(b"HTTP/1.1 ") == 1
    assert "/hidden" not in server.said()


@pytest.mark.parametrize("field", ["Accept", "Accept-Encoding", "If-None-Match", "If-Match", "Content-Type", "Range",
                                   "If-Modified-Since", "X-Forwarded-Proto", "Origin", "Cookie"])  # fmt: skip
@pytest.mark.parametrize("value", [b"", b",", b";", b"=", b'"', b"\\", b"\xff\xfe", b"*/*;q=", b"a;b;c=;d", b"\x7f",
                                   b"%s%n", b"(" * 500, b'"' * 501, b"\t \t", "ä€𝄞".encode()])  # fmt: skip
def test_no_value_of_a_field_breaks_the_server(field: str, value: bytes, server: Server) -> None:
    answer = server.raw(ASK + HOST + field.encode() + b": " + value + b"\r\n\r\n")
    assert status(answer) in (200, 304, 400, 406, 412)


@pytest.mark.parametrize(
    "path",
    [
        "/id/market/a%0d%0aX-Evil:%201", "/id/market/taobao%0d%0aX-Evil:%201", "/dumps/current/a%0d%0aX-Evil:%201",
        "/graphs?graph=http://e/%0d%0aX-Evil:%201", "/sparql?query=ASK%7B%7D&format=%0d%0aX-Evil:%201",
        "/sparql?query=ASK%7B%7D&default-graph-uri=http://e/%0d%0aX-Evil:%201",
        "/about/id/market/%0d%0aX-Evil:%201.ttl",
        "/sparql?query=DESCRIBE%3Chttp://e/%0d%0aX-Evil:%201%3E", "/concept/a%0aX-Evil:1", "/%0d%0aX-Evil:%201",
        "/graph/%0d%0aX-Evil:%201", "//evil.example/%2e%2e", "/\u00e4".encode().decode("latin-1"),
    ],
)  # fmt: skip
def test_no_parameter_gets_into_the_head_of_an_answer(path: str, server: Server) -> None:
    for accept in (b"*/*", b"text/html", b"text/turtle"):
        sent = (
            b"GET "
            + quote(path, safe="/:%?&=#").encode()
            + b" HTTP/1.1\r\n"
            + HOST
            + b"Accept: "
            + accept
            + b"\r\n\r\n"
        )
        answer = server.raw(sent)
        head = answer.partition(b"\r\n\r\n")[0].lower()
        assert b"\r\nx-evil" not in head
        assert b"\nx-evil" not in head
        assert status(answer) in (200, 302, 303, 308, 400, 404, 406)


def test_what_the_host_says_does_not_get_into_others_answers_nor_into_heads(server: Server) -> None:
    for host in ("evil.example", "evil.example:80", "[::1]:8000", "a" * 255):
        answer = server.ask("GET", "/sparql", {"Host": host, "Accept": "text/turtle"})
        assert answer.status in (200, 400)
    assert "evil.example" not in server.ask("GET", "/sparql", {"Accept": "text/turtle"}).text


@pytest.mark.parametrize(
    "path",
    ["/dumps/../../etc/passwd", "/dumps/current/../../../etc/passwd", "/dumps/%2e%2e/%2e%2e/etc/passwd",
     "/dumps/current/..%2f..%2f..%2fetc%2fpasswd", "/dumps/current/%2fetc%2fpasswd", "/dumps//etc/passwd",
     "/dumps/current/..%5c..%5cetc", "/dumps/current/nmkg.ttl%00.gz", "/static/../app.py", "/static/..%2fapp.py",
     "/static/%2e%2e/app.py", "/id/../../../etc/passwd", "/id/market/..%2f..%2f..%2fetc%2fpasswd",
     "/about/id/..%2f..%2fetc/passwd.html", "/concept/..%2f..%2fx", "/graph/..%2f..%2f", "/../../etc/passwd",
     "/%c0%ae%c0%ae/etc/passwd", "/dumps/current/...", "/id/%00", "/id/%ff%fe", "/%", "/%zz", "/id/%"],
)  # fmt: skip
def test_no_path_leads_out_of_what_is_served(path: str, server: Server) -> None:
    answer = server.raw(b"GET " + path.encode() + b" HTTP/1.1\r\n" + HOST + b"\r\n")
    assert status(answer) in (302, 303, 308, 400, 404)
    assert b"root:" not in answer
    assert b"import " not in answer


def test_noise_is_answered_or_refused_cleanly(server: Server) -> None:
    chance = random.Random(3)
    for _ in range(60):
        noise = chance.randbytes(chance.randrange(1, 2000))
        answer = server.raw(noise + b"\r\n\r\n", 2)
        assert answer == b"" or status(answer) in (400, 431)
    for _ in range(100):
        text = "".join(chance.choice("SELECT{}?<>\"'.;:()[]\\ \n\tä\0𝄞") for _ in range(chance.randrange(1, 300)))
        answer = server.ask("POST", "/sparql", DIRECT, text.encode())
        assert answer.status in (200, 400)


def test_many_requests_on_one_connection_are_answered_in_order(server: Server) -> None:
    asked = b"".join(
        b"GET /sparql?query=SELECT(%d%%20AS%%20%%3Fx)%%7B%%7D HTTP/1.1\r\nHost: x\r\n\r\n" % n for n in range(40)
    )
    answer = server.raw(asked + ASK + HOST + b"\r\n")
    values = [part.partition(b'"')[0] for part in answer.split(b'"value":"')[1:]]
    assert values == [b"%d" % n for n in range(40)]
