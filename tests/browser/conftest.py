"""A real browser at a running server; whatever a page logs as an error or asks of another host fails the test."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from graph.release import Release

ROOT = Path(__file__).parents[2]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
LIBRARY = ROOT / "server" / "static" / "vendor" / "yasgui.min.js"
DESKTOP = {"width": 1200, "height": 900}

Open = Callable[..., Page]
Ask = Callable[[str], list[dict[str, str]]]


def _needed(there: object, what: str) -> None:
    """Skip where something is not installed, but never where it was set up to be."""
    if not there and os.environ.get("CI"):
        pytest.fail(f"{what}, and .ci/run should have installed it")
    if not there:
        pytest.skip(what)


@pytest.fixture(scope="session")
def site(release: Release) -> Iterator[str]:
    """The address of a running server, without a path."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "server", "serve", "--port", str(port), "--release", str(release.folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            assert process.poll() is None, "the server ended"
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def ask(site: str) -> Ask:
    """Ask the endpoint itself: the rows of a query, to be compared with what a page shows."""

    def rows(query: str) -> list[dict[str, str]]:
        accept = {"Accept": "application/sparql-results+json"}
        with urlopen(Request(f"{site}/sparql?query={quote(query)}", headers=accept), timeout=30) as answer:
            found = json.load(answer)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in found]

    return rows


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it; none is downloaded.

    Playwright occupies the thread's event loop while it runs, and tests elsewhere have loops of their own.
    """
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    _needed(found, "no chromium is installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Open]:
    """Open a path in a page of its own; options are those of a browser context.

    `failing` names parts of messages that the test means to cause, `status` the answer that it expects.
    """
    contexts: list[BrowserContext] = []
    seen: list[str] = []

    def start(path: str, *, failing: tuple[str, ...] = (), status: int = 200, **options: object) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, **options})  # type: ignore[arg-type]
        contexts.append(context)
        # Browsers ask for it by themselves where a page names no icon.
        context.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        page = context.new_page()

        def log(kind: str, text: str) -> None:
            if not any(part in text for part in failing):
                seen.append(f"{page.url}: {kind}: {text}")

        page.on("console", lambda message: log(message.type, message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: log("uncaught", str(error)))
        page.on("dialog", lambda dialog: (log("dialog", dialog.message), dialog.dismiss()))
        context.on("request", lambda request: _elsewhere(request.url) and log("request", request.url))
        answer = page.goto(f"{site}{path}")
        assert answer
        assert answer.status == status, f"{path}: {answer.status}"
        return page

    def _elsewhere(url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme not in ("data", "blob", "about") and parts.netloc != urlsplit(site).netloc

    yield start
    for context in contexts:
        context.close()
    assert seen == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core."""
    _needed(AXE.is_file(), "axe-core is not installed: npm could not be reached when the project was")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture
def library() -> None:
    """Ask for the library of the editor."""
    _needed(LIBRARY.is_file(), "YASGUI is not installed: npm could not be reached when the project was")
