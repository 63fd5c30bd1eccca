"""The structure that a reader relies on."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = [path for package in ("graph", "server", "ontology", "shapes") for path in (ROOT / package).rglob("*.py")]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_is_longer_than_250_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


def test_each_shapes_file_has_the_name_of_an_ontology_file() -> None:
    ontology = {path.name for path in (ROOT / "ontology").glob("*.ttl")}
    shapes = {path.name for path in (ROOT / "shapes").glob("*.ttl")}
    assert shapes - ontology == {"prefixes.ttl"}


def test_accept_headers_are_parsed_in_one_place_each() -> None:
    """Media types where answers are written, content codings where they are packed; Werkzeug reads both."""
    users = {
        str(path.relative_to(ROOT)) for path in MODULES if "parse_accept_header" in path.read_text(encoding="utf-8")
    }
    assert users == {"server/jobs/negotiate.py", "server/gate/encoding.py"}


def test_tests_are_no_packages() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_the_top_level_holds_what_the_readme_says_and_nothing_else() -> None:
    made = {".git", ".venv", "releases", "build", "dist"}
    caches = {path.name for path in ROOT.iterdir() if path.name.endswith(("_cache", ".egg-info", ".hypothesis"))}
    present = {path.name for path in ROOT.iterdir()} - made - caches
    files = {
        "pyproject.toml",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "Makefile",
        ".ci",
        ".gitignore",
        ".gitattributes",
    }
    assert present == files | {"ontology", "graph", "shapes", "server", "tests"}
