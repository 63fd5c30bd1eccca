"""Errors as people and as programs see them."""

import re

import pytest
from running import Reply, Server

from server.problem import MEDIA_TYPE, Problem
from server.represent import represent

BROWSERS = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "text/html, application/xhtml+xml, */*;q=0.1",
    "text/html",
    "text/*",
)
PROGRAMS = (
    "", "*/*", "application/json", "application/problem+json", "application/json, text/plain, */*", "image/gif",
    "application/sparql-results+json", "text/turtle, */*;q=0.1", "application/json, text/html;q=0.9", ";;,q=",
)  # fmt: skip


@pytest.mark.parametrize("accept", BROWSERS)
def test_who_prefers_html_gets_a_page(accept: str) -> None:
    fields, body = represent(Problem(400, "What."), accept, "id")
    assert fields["content-type"] == "text/html; charset=utf-8"
    assert b"<h1>400 Bad Request</h1>" in body


@pytest.mark.parametrize("accept", PROGRAMS)
def test_all_others_get_problem_details(accept: str) -> None:
    fields, body = represent(Problem(400, "What."), accept, "id")
    assert fields["content-type"] == MEDIA_TYPE
    assert b'"queryId": "id"' in body


def scripts(page: str) -> list[str]:
    """Give all that begins like a script; what follows an address of ours is empty."""
    return re.findall(r"<script.*", page)


OURS = ['<script src="/static/suggest.js" defer></script>']


def test_a_page_says_all_and_runs_nothing_of_it() -> None:
    hostile = "<script>alert(1)</script>"
    problem = Problem(
        406, f"detail {hostile}",
        {"context": f"SELECT {hostile}\n  ^", "hint": f"hint {hostile}", "available": ["text/csv", hostile], "line": 1},
        (("allow", "GET"),),
    )  # fmt: skip
    fields, body = represent(problem, "text/html", hostile)
    page = body.decode()
    assert scripts(page) == OURS
    assert " style=" not in page
    for text in (
        "detail &lt;script",
        "hint &lt;script",
        '<pre tabindex="0">SELECT &lt;script',
        "\n  ^</pre>",
        "<code>text/csv</code>",
    ):
        assert text in page
    assert (fields["allow"], fields["cache-control"], fields["vary"]) == ("GET", "no-store", "accept")


def in_a_browser(server: Server, path: str, method: str = "GET", body: bytes | None = None) -> Reply:
    return server.ask(method, path, {"Accept": BROWSERS[0], "Content-Type": "application/sparql-query"}, body)


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "text"),
    [
        ("GET", "/sparql?format=json&query=SELECT*%7B%3Fs%20%3C%3E%20%3Cx%3E", None, 400, ">SELECT*{?s"),
        ("POST", "/sparql", b"ASK { ?s }", 400, "^</pre>"),
        ("POST", "/sparql", b"ASK { SERVICE <http://127.0.0.1:9/> {} }", 403, "SERVICE is refused"),
        ("GET", "/id/market/%3Cscript%3E", None, 404, "404 Not Found"),
        ("GET", "/nowhere", None, 404, "404 Not Found"),
        ("DELETE", "/id/market/taobao", None, 405, "405 Method Not Allowed"),
        ("DELETE", "/sparql", None, 405, "405 Method Not Allowed"),
        ("POST", "/validate", b"<a> <b>", 415, "<code>text/turtle</code>"),
    ],
)  # fmt: skip
def test_the_gate_and_the_application_tell_it_alike(
    method: str, path: str, body: bytes | None, status: int, text: str, server: Server
) -> None:
    page = in_a_browser(server, path, method, body)
    assert (page.status, page.media_type) == (status, "text/html")
    assert text in page.text
    assert f"<h1>{status} " in page.text
    assert page.headers["x-query-id"] in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert scripts(page.text) == OURS
    assert "accept" in page.headers["vary"].lower()
    assert (page.headers["cache-control"], "etag" in page.headers) == ("no-store", False)
    for accept in ("*/*", "application/json"):
        plain = server.ask(method, path, {"Accept": accept, "Content-Type": "application/sparql-query"}, body)
        assert plain.problem()["status"] == status
        assert plain.headers.get("allow") == page.headers.get("allow")


def test_a_head_that_is_none_is_told_as_a_page_too(server: Server) -> None:
    raw = server.raw(b"GET / HTTP/1.1\r\nHost: a b\r\nAccept: text/html\r\nConnection: close\r\n\r\n")
    assert raw.startswith(b"HTTP/1.1 400")
    assert b"<h1>400 Bad Request</h1>" in raw
