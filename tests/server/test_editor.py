"""The page of `/sparql`, with the editor's library and without."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask.testing import FlaskClient

from graph import iris
from graph.query import questions
from server import editor
from server.jobs import negotiate

Ask = Callable[..., Any]
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
HOSTILE = 'SELECT * { ?s ?p "</textarea><script>alert(1)</script>" }'


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that holds the library, or what is taken for it."""
    (tmp_path / "yasgui.min.js").write_text("")
    monkeypatch.setattr(editor, "VENDOR", tmp_path)
    return tmp_path


def _page(client: FlaskClient, query: str = "") -> str:
    answer = client.get(f"/sparql?query={quote(query)}" if query else "/sparql", headers={"Accept": BROWSER})
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/html")
    return str(answer.text)


def test_the_library_is_loaded_where_it_is_installed_and_not_asked_for_where_not(
    client: FlaskClient, library: Path
) -> None:
    assert 'src="/static/vendor/yasgui.min.js"' in _page(client)
    (library / "yasgui.min.js").unlink()
    page = _page(client)
    assert re.findall("<script.*", page) == ['<script src="/static/suggest.js" defer></script>']
    assert "/static/vendor/" not in page


def test_without_it_a_form_asks_and_gives_the_answer_in_a_format(client: FlaskClient) -> None:
    page = _page(client, "ASK { ?s ?p ?o }")
    assert re.search(r'<form class="editor" action="/sparql" method="get"', page)
    assert re.search(r'<textarea id="query" name="query"[^>]*>ASK \{ \?s \?p \?o \}</textarea>', page)
    assert set(re.findall(r'<option value="(\w+)">', page)) == set(editor.FORMATS) <= set(negotiate.NAMES)


def test_all_examples_are_there_by_topic_each_with_its_query(client: FlaskClient) -> None:
    page = _page(client)
    linked = {parse_qs(urlsplit(html.unescape(href)).query)["query"][0]
              for href in re.findall(r'href="(/sparql\?query=[^"]+)"', page)}  # fmt: skip
    assert linked == {question.query for question in questions()}
    for topic in {question.topic for question in questions()}:
        assert f"<h3>{topic}</h3>" in page
        assert html.escape(editor.TOPICS[topic]) in page


def test_the_prefixes_are_told_to_people_and_to_the_script(client: FlaskClient) -> None:
    found = re.search(r'data-prefixes="([^"]*)"', _page(client))
    assert found
    assert json.loads(html.unescape(found[1])) == iris.PREFIXES


def test_a_query_in_the_address_is_text_on_the_page(client: FlaskClient) -> None:
    page = _page(client, HOSTILE)
    assert "<script>alert" not in page
    assert html.escape(HOSTILE) in page.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")


def test_nothing_inline_is_allowed_but_one_style_sheet(ask: Ask) -> None:
    answer = ask("/sparql", headers={"Accept": BROWSER})
    directives = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert directives["script-src"] == directives["connect-src"] == "'self'"
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert directives["frame-ancestors"] == "'none'"


def test_a_browser_gets_the_editor_and_a_program_the_answer(ask: Ask) -> None:
    path = f"/sparql?query={quote('ASK {}')}"
    # What who likes HTML best sends, also without liking XHTML; on a turtle that ASK has not, a page is what is left.
    for accept in (BROWSER, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html",
                   "text/html, */*;q=0.1", "text/turtle, text/html;q=0.5"):  # fmt: skip
        answer = ask(path, headers={"Accept": accept})
        assert (answer.status, answer.media_type) == (200, "text/html"), accept
        assert "ASK {}" in answer.text
        assert "style-src" in answer.headers["content-security-policy"]
    # What curl sends, and clients of SPARQL; who sends nothing; who likes HTML less, or no more.
    for accept in ("*/*", "application/sparql-results+json", "", "text/html;q=0.5, */*", "text/html, application/json"):
        answer = ask(path, headers={"Accept": accept})
        assert answer.media_type in ("application/sparql-results+json", "application/json"), accept
    assert ask(f"{path}&format=xml", headers={"Accept": BROWSER}).media_type == "application/sparql-results+xml"
    assert ask(f"{path}&format=html").media_type == "text/html"
    refused = ask(path, headers={"Accept": "text/csv"})
    assert (refused.status, refused.json()["available"][-1]) == (406, "text/html")
    fields = {"Accept": BROWSER, "Content-Type": "application/x-www-form-urlencoded"}
    assert ask("/sparql", "POST", fields, b"query=ASK{}").media_type != "text/html"
