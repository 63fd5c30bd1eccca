"""Each kind of page in a real browser: quiet, on its own, and accessible, in light and dark, wide and narrow."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, ViewportSize

DESKTOP: ViewportSize = {"width": 1200, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
ASKED = "SELECT ?market (COUNT(?e) AS ?editions) { ?market nm:listedIn ?e } GROUP BY ?market"

PAGES = {
    "front": "/",
    "market": "/id/market/taobao",
    "group of markets": "/id/market-group/nine-cn-physical",
    "company": "/id/company/alibaba-group",
    "owner of nothing": "/id/company/moneygram",
    "government": "/id/government/ustr",
    "association": "/id/association/aafa",
    "person": "/id/person/wang-wenbin",
    "country": "/id/country/china",
    "edition": "/id/edition/2021",
    "document": "/id/document/004",
    "quote": "/id/document/004%23char=806,854",
    "concept": "/concept/accuses",
    "dumps": "/dumps/",
    "search": "/search",
    "search results": "/search?q=tabao",
    "search results of a kind": "/search?q=alibaba&kind=claim",
    "nothing found": "/search?q=zzzqqq",
    "preview": "/reconcile/preview?id=market%2Ftaobao",
    "editor": "/sparql",
    "editor with an answer": f"/sparql?query={quote(ASKED)}",
    "editor with an error": f"/sparql?query={quote('SELECT * { ?s nm:x')}",
}
"""One address for each kind of page."""

_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter(each => ["serious", "critical"].includes(each.impact))
  .map(each => `${each.id}: ${each.help}: ` + each.nodes.map(node => node.html.slice(0, 160)).join(" | "))"""

Open = Callable[..., Page]


def _open(visit: Open, kind: str, **options: object) -> Page:
    page = visit(PAGES[kind], failing=("400 (Bad Request)",) if kind == "editor with an error" else (), **options)
    if kind == "editor with an answer":
        page.get_by_text("id:market/taobao", exact=False).first.wait_for()
    if kind == "editor with an error":
        page.get_by_role("alert").wait_for()
    return page


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_quiet_accessible_and_fits_a_phone(kind: str, visit: Open, axe: str) -> None:
    page = _open(visit, kind, viewport=PHONE)
    scrolled, visible = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert scrolled <= visible
    page.set_viewport_size(DESKTOP)
    page.evaluate(axe)
    faults = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        faults[scheme] = page.evaluate(_AXE)
    assert faults == {"light": [], "dark": []}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_can_be_read_without_script(kind: str, visit: Open) -> None:
    page = visit(PAGES[kind], java_script_enabled=False)
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().strip()


def test_suggestions_are_accessible_while_they_are_open(visit: Open, axe: str) -> None:
    page = visit("/search")
    page.locator("#q").press_sequentially("alib")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.evaluate(axe)
    assert page.evaluate(_AXE) == []
