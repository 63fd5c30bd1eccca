"""The query editor in a real browser."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Ask = Callable[[str], list[dict[str, str]]]

pytestmark = pytest.mark.usefixtures("library")

HOSTILE = """SELECT ?x { VALUES ?x { <javascript:alert(1)> "<img src=x onerror=alert(2)>"
  "<script>alert(3)</script>"^^rdf:HTML "\u202etxet"@en } }"""


def _ask(visit: Open, query: str, **options: object) -> Page:
    return visit(f"/sparql?query={quote(query)}", **options)


def _write(page: Page, query: str) -> None:
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(query)


@pytest.mark.parametrize(
    ("typed", "inserted"),
    [
        ("SELECT * { ?x nm:listedI", "nm:listedIn"),
        ("SELECT * { ?x a nm:Onl", "nm:OnlineMarket"),
        ("SELECT * { ?x a online", "nm:OnlineMarket"),
        ("SELECT * { ?x nm:operatedBy alibaba", "co:alibaba-group"),
        ("SELECT * { market:tabao", "market:taobao"),
        ("SELECT * { ?x nm:inEdition ed:202", "ed:2020"),
    ],
)
def test_names_are_completed_from_our_own_data(typed: str, inserted: str, visit: Open) -> None:
    page = visit("/sparql")
    _write(page, typed)
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hint").first.wait_for()
    page.keyboard.press("Enter")
    text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert text == typed.rpartition(" ")[0] + " " + inserted


def test_prefixes_that_the_endpoint_knows_are_no_error_and_others_are(visit: Open, ask: Ask) -> None:
    query = "SELECT ?m { ?m nm:listedIn ed:2021 }"
    page = _ask(visit, query)
    expect(page.get_by_text(re.compile(rf"^{len(ask(query))} results\b"))).to_be_visible()
    expect(page.locator(".parseErrorIcon")).to_have_count(0)
    _write(page, "SELECT ?m { ?m nope:listedIn ed:2021 }")
    expect(page.locator(".parseErrorIcon")).to_have_count(1)
    page.locator(".parseErrorIcon").hover()
    expect(page.get_by_text("Prefix 'nope' is not defined")).to_be_visible()


def test_hovering_over_a_fault_tells_what_is_expected(visit: Open) -> None:
    page = visit("/sparql")
    _write(page, "SELECT ?m { ?m }")
    page.locator(".parseErrorIcon").hover()
    expect(page.get_by_text("This line is invalid")).to_be_visible()


def test_an_error_is_shown_with_its_line_and_a_caret_and_the_cursor_goes_there(visit: Open) -> None:
    page = _ask(visit, "SELECT *\n{ ?s nm:x }", failing=("400 (Bad Request)",))
    told = page.get_by_role("alert")
    expect(told).to_contain_text("line 2, column")
    shown = told.locator("pre").inner_text().splitlines()
    assert shown[0] == "{ ?s nm:x }"
    assert shown[1].strip() == "^"
    line = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getDoc().getCursor().line")
    assert line == 1


def test_the_address_holds_the_query_that_was_run(visit: Open) -> None:
    page = visit("/sparql")
    _write(page, "ASK { market:taobao nm:listedIn ed:2021 }")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("True")).to_be_visible()
    assert parse_qs(urlsplit(page.url).query) == {"query": ["ASK { market:taobao nm:listedIn ed:2021 }"]}
    page.reload()
    expect(page.get_by_text("True")).to_be_visible()
    page.get_by_role("button", name="Share query").click()
    assert page.locator(".yasqe_sharePopup input").input_value() == page.url


def test_an_answer_is_a_table_bars_or_raw(visit: Open) -> None:
    page = _ask(visit, "SELECT ?m (COUNT(?e) AS ?n) { ?m nm:listedIn ?e } GROUP BY ?m ORDER BY DESC(?n) ?m LIMIT 3")
    expect(page.get_by_text("3 results")).to_be_visible()
    page.get_by_role("button", name="Chart").click()
    bars = page.locator(".chart .bar")
    expect(bars).to_have_count(3)
    widths = [bars.nth(n).bounding_box() for n in range(3)]
    assert all(box and box["height"] > 5 for box in widths)
    assert widths[0]["width"] > widths[2]["width"] > 0  # type: ignore[index]
    expect(page.locator(".chart tbody tr").first).to_contain_text("taobao")
    page.get_by_role("button", name="Response").click()
    expect(page.locator(".yasr_results .CodeMirror")).to_contain_text('"bindings"')


def test_a_graph_is_shown_and_every_format_is_one_link_away(visit: Open, ask: Ask) -> None:
    page = _ask(visit, "CONSTRUCT { ?m a nm:OnlineMarket } WHERE { ?m nm:listedIn ed:2021 ; a nm:OnlineMarket }")
    held = len(ask("SELECT DISTINCT ?m { ?m nm:listedIn ed:2021 ; a nm:OnlineMarket }"))
    expect(page.get_by_text(re.compile(rf"^{held} results\b"))).to_be_visible()
    for name, media_type in (
        ("Turtle", "text/turtle"),
        ("JSON", "application/ld+json"),
        ("XML", "application/rdf+xml"),
    ):
        address = page.locator(".downloads").get_by_role("link", name=name, exact=True).get_attribute("href")
        answer = page.request.get(str(address))
        assert answer.headers["content-type"].startswith(media_type)


def test_hostile_results_are_shown_and_never_run(visit: Open) -> None:
    # What cleans the results reads them in a document of its own first, where the policy stops them and says so.
    page = _ask(visit, HOSTILE, failing=("Executing inline event handler",))
    expect(page.get_by_text("4 results")).to_be_visible()
    expect(page.get_by_text("<img src=x onerror=alert(2)>").first).to_be_visible()
    results = page.locator(".results")
    assert results.locator('img, script, [href^="javascript:"]').count() == 0
    for anchor in results.locator("a.iri").all():
        assert not str(anchor.get_attribute("href") or "").startswith("javascript:")


def test_an_empty_answer_is_an_answer(visit: Open) -> None:
    page = _ask(visit, "SELECT ?m { ?m nm:listedIn ed:1999 }")
    expect(page.get_by_text("0 results")).to_be_visible()
