"""Each kind of page in a real browser: quiet, on its own, and accessible, in light and dark, wide and narrow."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, ViewportSize

DESKTOP: ViewportSize = {"width": 1200, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
ASKED = "SELECT ?m (COUNT(?e) AS ?editions) { ?m nm:listedIn ?e } GROUP BY ?m ORDER BY DESC(?editions) ?m"

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
    "claim": "/id/claim/owners-5563-5619-us-government",
    "proposition": "/id/proposition/wechat-facilitates",
    "edition": "/id/edition/2021",
    "document": "/id/document/004",
    "long document": "/id/document/listings",
    "quote": "/id/document/004%23char=806,854",
    "concept": "/concept/accuses",
    "markets": "/markets",
    "editions": "/editions",
    "agents": "/agents",
    "propositions": "/propositions",
    "claims": "/claims",
    "documents": "/documents",
    "data": "/data",
    "ontology": "/ontology",
    "shapes": "/shapes",
    "validation": "/validate",
    "dumps": "/dumps/",
    "search": "/search",
    "search results": "/search?q=tabao",
    "search results of a kind": "/search?q=alibaba&kind=claim",
    "nothing found": "/search?q=zzzqqq",
    "preview": "/reconcile/preview?id=market%2Ftaobao",
    "editor": "/sparql",
    "editor with an answer": f"/sparql?query={quote(ASKED)}",
    "editor with an error": f"/sparql?query={quote('SELECT * { ?s nm:x')}",
    "error": "/no-such-page",
}
"""One address for each kind of page."""

STATUS = {"error": 404}
"""What a page is answered with where it is not 200."""

# What a test means to cause: the browser logs each answer that is an error.
_FAILING = {"editor with an error": ("400 (Bad Request)",), "error": ("404 (Not Found)",)}

_AXE = """async (rules) => (await axe.run(document, {resultTypes: ["violations"], ...rules})).violations
  .filter(each => ["serious", "critical"].includes(each.impact))
  .map(each => `${each.id}: ${each.help}: ` + each.nodes.map(node => node.html.slice(0, 160)).join(" | "))"""

Open = Callable[..., Page]


def _open(visit: Open, kind: str, **options: object) -> Page:
    page = visit(PAGES[kind], failing=_FAILING.get(kind, ()), status=STATUS.get(kind, 200), **options)
    if kind == "editor with an answer":
        page.locator(".results td a", has_text="taobao").first.wait_for()
    if kind == "editor with an error":
        page.get_by_role("alert").wait_for()
    return page


def _faults(page: Page) -> dict[str, list[str]]:
    """Give what axe finds serious or critical; the dark scheme changes colours only, so only they are asked again."""
    light = page.evaluate(_AXE, {})
    page.emulate_media(color_scheme="dark")
    return {"light": light, "dark": page.evaluate(_AXE, {"runOnly": ["color-contrast", "link-in-text-block"]})}


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_quiet_accessible_and_fits_a_phone(kind: str, visit: Open, axe: str) -> None:
    page = _open(visit, kind, viewport=PHONE)
    scrolled, visible = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert scrolled <= visible
    page.set_viewport_size(DESKTOP)
    page.evaluate(axe)
    assert _faults(page) == {"light": [], "dark": []}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_can_be_read_without_script(kind: str, visit: Open) -> None:
    page = visit(PAGES[kind], failing=_FAILING.get(kind, ()), status=STATUS.get(kind, 200), java_script_enabled=False)
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().strip()


@pytest.mark.parametrize(("path", "field"), [("/", "#find"), ("/search", "#q")])
def test_suggestions_are_accessible_while_they_are_open(path: str, field: str, visit: Open, axe: str) -> None:
    page = visit(path)
    page.locator(field).press_sequentially("alib")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.evaluate(axe)
    assert _faults(page) == {"light": [], "dark": []}
