"""Documentation that fails when it lies."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from pyoxigraph import QuerySolutions, Store

from graph import query
from graph.version import VERSION
from server.app import create_app
from server.cli import main
from server.gate.routes import FOLDERS, ROUTES
from server.limits import Limits
from server.site import Site

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_in_the_readme_and_has_help(name: str) -> None:
    command = main.commands[name]
    assert f"`nmkg {name}" in README
    assert command.help
    for option in command.params:
        assert not isinstance(option, click.Option) or option.help or option.name in ("host", "port", "format_")


def test_every_route_is_in_the_readme() -> None:
    app = create_app(Site("", 0, None, Limits(), lambda *_: pytest.fail("no job is needed")))
    for path in (*ROUTES, *FOLDERS):
        assert f"`{path.rstrip('/')}" in README
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            first = "/" + rule.rule.split("/")[1]
            names = re.search(r"any\(([^)]*)\)", first)
            for route in [f"/{name.strip()}" for name in names[1].split(",")] if names else [first]:
                assert f"`{route}" in README, rule.rule


def test_the_readmes_first_query_has_the_answer_it_shows(store: Store) -> None:
    asked = re.search(r"```sparql\n(.*?)```", README, re.DOTALL)
    shown = re.search(r"```csv\n(.*?)```", README, re.DOTALL)
    assert asked
    assert shown
    results = query.run(store, asked[1])
    assert isinstance(results, QuerySolutions)
    names = [variable.value for variable in results.variables]
    rows = [[getattr(row[name], "value", "") for name in names] for row in results]
    expected = [line.split(",") for line in shown[1].strip().splitlines()]
    assert [names, *sorted(rows)] == [expected[0], *sorted(expected[1:])]


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", README)) <= targets
    assert {"serve", "test", "bench", "check"} <= targets


def test_the_changelog_begins_with_this_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert headings[0] == VERSION == project["version"]


def test_constraints_pin_every_dependency_and_name_no_address() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    text = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8")
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in text.splitlines()}
    assert {re.split(r"[><=]", name)[0].lower() for name in wanted} <= pinned
    assert "://" not in text
    assert " @ " not in text


def test_a_wheel_holds_all_that_a_build_needs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    listing = subprocess.run(
        [sys.executable, "-m", "zipfile", "-l", str(next(tmp_path.glob("*.whl")))], capture_output=True, text=True
    ).stdout
    for package in ("ontology", "shapes", "graph", "server"):
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and path.suffix not in (".pyc",):
                assert path.relative_to(ROOT).as_posix() in listing
