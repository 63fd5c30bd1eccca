"""What people come for, done in a real browser: with a mouse, and with the keyboard alone."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect
from pyoxigraph import RdfFormat, parse

Open = Callable[..., Page]
Ask = Callable[[str], list[dict[str, str]]]

EXAMPLE = "Which online markets are named on the 2021 edition?"
TURTLE = 'main a[href$="/id/market/taobao.ttl"]'
QUOTE = "continue to be listed"
STANDING = """SELECT ?edition ?standing { ?e nm:editionOf list:nml ; skos:prefLabel ?label
  BIND(REPLACE(STR(?label), " list", "") AS ?edition)
  BIND(IF(EXISTS { market:taobao nm:listedIn ?e }, "listed",
    IF(EXISTS { market:taobao nm:includedIn ?e }, "named inside an entry",
    IF(EXISTS { market:taobao nm:absentFrom ?e }, "not listed", "unknown"))) AS ?standing) }"""


def _tab_to(page: Page, role: str, name: str | re.Pattern[str], most: int = 400) -> None:
    """Press Tab until something has the focus; fail where it never gets it."""
    wanted = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    expect(wanted).to_be_visible()
    for _ in range(most):
        if wanted.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{role} {name} cannot be reached with Tab")


def _reads_history(page: Page, ask: Ask) -> None:
    """Check that the timeline tells of every edition whether Taobao was listed, was not, or that it is not known."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("Taobao")
    timeline = page.get_by_role("img", name="Taobao in the editions")
    expect(timeline).to_be_visible()
    told = str(timeline.locator("desc").text_content()).rstrip(".").split("; ")
    read = {edition: state.partition(" (")[0] for edition, _, state in (each.partition(": ") for each in told)}
    assert read == {row["edition"]: row["standing"] for row in ask(STANDING)}
    assert {read[edition] for edition in ("2016", "2017", "2021")} == {"listed"}
    assert read["2012"] == "not listed"
    for state, mark in (
        ("listed", "listed"),
        ("named inside an entry", "included"),
        ("not listed", "absent"),
        ("unknown", "unknown"),
    ):
        count = list(read.values()).count(state)
        assert timeline.locator(f"rect.{mark}").count() == count > 0


def _results(page: Page, ask: Ask, link: Locator) -> Locator:
    """Give the place where the editor tells how many rows the example of a link has."""
    query = parse_qs(urlsplit(str(link.get_attribute("href"))).query)["query"][0]
    return page.get_by_text(re.compile(rf"^{len(ask(query))} results\b"))


def test_a_market_is_found_by_a_misspelt_name_and_its_history_read(visit: Open, ask: Ask) -> None:
    page = visit("/")
    page.locator("#find").fill("tabao")
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Taobao", exact=True).first.click()
    _reads_history(page, ask)


def test_each_quote_of_a_market_leads_to_its_place_in_the_document(visit: Open) -> None:
    page = visit("/id/market/taobao")
    assert page.locator(".quote").count() == page.locator(".quote a.context").count() > 0
    row = page.get_by_role("table", name="What each edition did").get_by_role("row").filter(has_text="2021 list").first
    row.locator("summary").click()
    quote = row.locator(".quote:not(.row)").first
    words = quote.locator("blockquote").inner_text()
    link = quote.get_by_role("link", name="In context")
    anchor = urlsplit(str(link.get_attribute("href"))).fragment
    link.click()
    page.wait_for_url("**/about/id/document/*")
    place = page.locator(":target")
    expect(place).to_be_in_viewport()
    expect(place).to_contain_text(words)
    assert place.get_attribute("id") == urlsplit(page.url).fragment == anchor


@pytest.mark.parametrize(("path", "name"), [("/", "#find"), ("/search", "#q")])
def test_suggestions_lead_to_a_market_by_keyboard(path: str, name: str, visit: Open) -> None:
    page = visit(path)
    field = page.locator(name)
    field.focus()
    page.keyboard.type("pindoudou")
    expect(page.get_by_role("option").first).to_contain_text("Pinduoduo")
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert field.input_value() == "pindoudou"
    page.keyboard.press("ArrowDown")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pinduoduo")


def test_the_arrows_go_round_and_come_back_to_what_was_typed(visit: Open) -> None:
    page = visit("/search")
    field = page.locator("#q")
    field.press_sequentially("wechat")
    options = page.get_by_role("option")
    options.first.wait_for()
    chosen = []
    for _ in range(options.count() + 1):
        page.keyboard.press("ArrowDown")
        chosen.append(field.get_attribute("aria-activedescendant"))
    assert chosen[-1] is None
    assert len(set(chosen)) == len(chosen) > 1
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") == chosen[-2]


def test_a_quote_is_found_and_opened_in_its_place(visit: Open) -> None:
    page = visit("/search")
    page.locator("#q").fill(QUOTE)
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_role("navigation", name="Kinds of results").get_by_role("link", name="quotes").click()
    expect(page.locator("mark").first).to_be_visible()
    page.locator(".results a").first.click()
    expect(page.get_by_text(QUOTE).first).to_be_visible()
    expect(page.locator(":target")).to_contain_text(QUOTE)
    assert "/document/" in page.url


@pytest.mark.usefixtures("library")
def test_an_example_is_run_in_the_editor_and_its_rows_lead_to_pages(visit: Open, ask: Ask) -> None:
    page = visit("/sparql")
    example = page.get_by_role("link", name=EXAMPLE)
    results = _results(page, ask, example)
    example.click()
    expect(results).to_be_visible()
    row = page.get_by_role("link", name="market:taobao").or_(page.get_by_role("link", name="id:market/taobao")).first
    with page.context.expect_page() as opened:
        row.click()
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("Taobao")


def test_the_turtle_of_a_market_is_downloaded(visit: Open, ask: Ask) -> None:
    page = visit("/id/market/taobao")
    with page.expect_response("**/*.ttl") as answered:
        page.locator(TURTLE).first.click()
    assert answered.value.headers["content-type"].startswith("text/turtle")
    graph = list(parse(answered.value.text(), format=RdfFormat.TURTLE))
    listed = {str(each.object.value) for each in graph if str(each.predicate.value).endswith("#listedIn")}
    assert listed == {row["e"] for row in ask("SELECT ?e { market:taobao nm:listedIn ?e }")}
    assert {edition.rpartition("/")[2] for edition in listed} >= {"2016", "2017", "2021"}


@pytest.mark.usefixtures("library")
def test_all_of_it_by_keyboard_alone(visit: Open, ask: Ask) -> None:
    page = visit("/")
    _tab_to(page, "combobox", "Search markets, people, quotes")
    page.keyboard.type("tabao")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=tabao")
    _tab_to(page, "link", re.compile("^Taobao$"))
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    _reads_history(page, ask)
    here = page.url
    _tab_to(page, "link", page.locator(TURTLE).first.inner_text())
    with page.expect_response("**/*.ttl") as answered:
        page.keyboard.press("Enter")
    assert "nm:listedIn" in answered.value.text()
    page.goto(f"{here.split('/about/')[0]}/sparql")
    _tab_to(page, "textbox", "SPARQL query")
    page.keyboard.press("Control+End")
    page.keyboard.type(" LIMIT 2")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(re.compile(r"^2 results\b"))).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.CodeMirror') || document.activeElement.title !== ''")
    _tab_to(page, "button", "Run")
    _tab_to(page, "link", EXAMPLE)
    results = _results(page, ask, page.get_by_role("link", name=EXAMPLE))
    page.keyboard.press("Enter")
    expect(results).to_be_visible()


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_without_script_the_form_gives_the_answer(kind: str, visit: Open) -> None:
    page = visit("/sparql", java_script_enabled=False)
    page.locator("textarea").fill("SELECT ?m { ?m nm:listedIn ed:2021 ; a nm:OnlineMarket }")
    page.locator("select").select_option(kind)
    asked = re.compile(r"/sparql(\?|$)")
    with page.context.expect_event("response", lambda answer: asked.search(answer.url) is not None) as answered:
        page.get_by_role("main").get_by_role("button", name="Run").click(no_wait_after=True)
    assert kind in answered.value.headers["content-type"]
