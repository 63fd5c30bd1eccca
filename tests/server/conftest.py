"""Servers that many tests ask: real processes on free ports, started once."""

from collections.abc import Iterator

import pytest
from running import Server, serving

from graph.release import Release

QUADS = """
<http://example.org/a> <http://example.org/p> "in one" <http://example.org/one> .
<http://example.org/b> <http://example.org/p> "in two" <http://example.org/two> .
<http://example.org/c> <http://example.org/p> "in three" <http://example.org/three> .
<http://example.org/c> <http://example.org/p> "in no graph" .
"""
ROWS = 3000


@pytest.fixture(scope="session")
def server(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real graph, served as it is by default."""
    folder = tmp_path_factory.mktemp("server")
    with serving(folder, "--release", str(release.folder), "--timeout", "20") as running:
        yield running


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Three named graphs and a default graph, served from a file."""
    folder = tmp_path_factory.mktemp("files")
    data = folder / "data.nq"
    data.write_text(QUADS, encoding="utf-8")
    with serving(folder, "--data", str(data)) as running:
        yield running


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A thousand triples, two workers, 20 seconds; its processes may be killed."""
    folder = tmp_path_factory.mktemp("mortal")
    data = folder / "data.nt"
    lines = (f'<http://example.org/{n}> <http://example.org/p> "{n}" .\n' for n in range(1000))
    data.write_text("".join(lines), encoding="utf-8")
    with serving(folder, "--data", str(data), "--timeout", "20", "--workers", "2") as running:
        yield running


@pytest.fixture(scope="session")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Some thousand triples behind short limits: one second, 200 MB, results of 10 MB, two workers, a queue of two."""
    folder = tmp_path_factory.mktemp("limited")
    data = folder / "data.nt"
    lines = (f'<http://example.org/{n}> <http://example.org/p> "{n}" .\n' for n in range(ROWS))
    data.write_text("".join(lines), encoding="utf-8")
    arguments = ("--timeout", "1", "--memory", "200", "--max-result", "10", "--workers", "2", "--queue", "2",
                 "--patience", "3", "--cache", "8")  # fmt: skip
    with serving(folder, "--data", str(data), *arguments) as running:
        yield running
