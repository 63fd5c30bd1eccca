"""Every kind of page is valid, well labelled HTML, and its links lead somewhere."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from asking import HTML, KINDS, Asked

ELSEWHERE = ("/search", "/sparql", "/graph/", "/dumps", "/void", "/static")
"""Routes that are not pages of ours."""
SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def parsed(text: str) -> ET.Element:
    """Parse strictly: any error of HTML's syntax raises."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def text_of(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.fixture(scope="module", params=KINDS)
def page(request: pytest.FixtureRequest, pages: Asked) -> tuple[str, str, ET.Element]:
    answer = pages.get(request.param)
    assert answer.status_code == 200, answer.text[:300]
    assert answer.content_type == "text/html; charset=utf-8"
    return request.param, answer.text, parsed(answer.text)


def test_it_is_valid_and_has_one_heading_and_landmarks(page: tuple[str, str, ET.Element]) -> None:
    _, text, root = page
    assert text.lstrip().startswith("<!doctype html>")
    assert root.get("lang") == "en"
    assert len(root.findall(".//h1")) == 1
    assert text_of(root.find(".//h1")) != ""  # type: ignore[arg-type]
    assert len(root.findall(".//main")) == 1
    assert root.find(".//header") is not None
    assert root.find(".//footer") is not None
    assert "·" in (root.findtext(".//title") or "")


def test_ids_are_unique_and_what_points_to_them_finds_them(page: tuple[str, str, ET.Element]) -> None:
    _, _, root = page
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    assert [name for name, n in ids.items() if n > 1] == []
    pointing = [element.get("aria-labelledby", "").split() for element in root.iter()]
    assert {name for names in pointing for name in names} <= set(ids)
    inside = {unquote(a.get("href", "")[1:]) for a in root.iter("a") if a.get("href", "").startswith("#")}
    assert inside <= set(ids)


def test_headings_skip_no_level(page: tuple[str, str, ET.Element]) -> None:
    _, _, root = page
    levels = [int(element.tag[1]) for element in root.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_fields_have_labels_tables_captions_and_headers_scopes(page: tuple[str, str, ET.Element]) -> None:
    _, _, root = page
    labelled = {label.get("for") for label in root.iter("label")}
    wrapped = {field for label in root.iter("label") for field in label.iter() if field is not label}
    for tag in ("input", "select", "textarea"):
        for found in root.iter(tag):
            assert found.get("id") in labelled or found in wrapped, ET.tostring(found)
    for table in root.iter("table"):
        assert table.find("caption") is not None
        assert all(header.get("scope") in ("col", "row") for header in table.iter("th"))
    for link in root.iter("a"):
        assert text_of(link) or link.get("aria-label"), ET.tostring(link)


def test_pictures_are_well_formed_and_are_told_in_words(page: tuple[str, str, ET.Element]) -> None:
    _, text, _ = page
    for svg in SVG.findall(text):
        root = ET.fromstring(svg)  # noqa: S314 - made here
        name = "{http://www.w3.org/2000/svg}"
        assert root.get("role") == "img"
        assert len(root.findtext(f"{name}title") or "") > 3
        assert len(root.findtext(f"{name}desc") or "") > 3
        assert all("style" not in element.attrib for element in root.iter())


def test_nothing_is_run_inline_and_nothing_comes_from_elsewhere(page: tuple[str, str, ET.Element]) -> None:
    _, _, root = page
    for element in root.iter():
        assert not any(name.startswith("on") or name == "style" for name in element.attrib)
        for name in ("src", "srcset", "data", "action"):
            assert element.get(name, "/").startswith("/")
    assert root.findall(".//style") == []
    assert all(script.get("type") == "application/ld+json" or script.get("src") for script in root.iter("script"))
    stylesheets = [link.get("href", "") for link in root.iter("link") if link.get("rel") in ("stylesheet", "icon")]
    assert stylesheets
    assert all(href.startswith("/static/") for href in stylesheets)


def test_its_description_is_json(page: tuple[str, str, ET.Element]) -> None:
    _, _, root = page
    for script in (script for script in root.iter("script") if not script.get("src")):
        described = json.loads(script.text or "")
        assert described["@context"] == "https://schema.org"
        assert described["@type"]


def test_links_to_our_pages_lead_to_pages(pages: Asked) -> None:
    """A link to a page of ours is answered 200, and finds its anchor there."""
    wanted: dict[str, set[str]] = {}
    for path in KINDS:
        for link in parsed(pages.get(path).text).iter("a"):
            href = urlsplit(link.get("href", ""))
            if not href.netloc and href.path.startswith("/") and not href.path.startswith(ELSEWHERE):
                address = f"{href.path}?{href.query}" if href.query else href.path
                wanted.setdefault(address, set()).add(unquote(href.fragment))
    assert len(wanted) > 150
    for address, fragments in wanted.items():
        answer = pages.client.get(address, headers=HTML, follow_redirects=True)
        assert answer.status_code == 200, address
        if any(fragments) and answer.content_type.startswith("text/html"):
            ids = set(re.findall(r'\bid="([^"]*)"', answer.text))
            assert fragments - {""} <= ids, (address, fragments - ids)
