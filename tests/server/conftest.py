"""Servers that many tests ask: real processes on free ports, started once."""

import shutil
from collections.abc import Callable, Iterator, Mapping

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Store
from running import Reply, Server, serving

from graph.pipeline import Checked
from graph.release import Release, open_release, publish
from server.app import create_app
from server.jobs import handle
from server.limits import Limits
from server.pool.channel import Message
from server.site import Site

QUADS = """
<http://example.org/a> <http://example.org/p> "in one" <http://example.org/one> .
<http://example.org/b> <http://example.org/p> "in two" <http://example.org/two> .
<http://example.org/c> <http://example.org/p> "in three" <http://example.org/three> .
<http://example.org/c> <http://example.org/p> "in no graph" .
"""
ROWS = 3000


Ask = Callable[..., Reply]


@pytest.fixture(scope="session")
def older(tiny_checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release that stands beside the one that is served."""
    out = tmp_path_factory.mktemp("served")
    return open_release(publish(out, tiny_checked.graphs, tiny_checked.merged, tiny_checked.report))


@pytest.fixture(scope="session")
def served(release: Release, older: Release) -> Release:
    """The release that is served, with an older one beside it."""
    folder = older.folder.parent / release.id
    shutil.copytree(release.folder, folder)
    return Release(folder, release.id, release.triples)


@pytest.fixture(scope="session")
def client(served: Release, store: Store) -> FlaskClient:
    """The application without gate, network and workers."""
    limits = Limits()

    def done(header: dict[str, object], body: bytes) -> Message:
        return handle(store, limits, Message(header, body))

    return create_app(Site(served.id, served.triples, served.folder, limits, done)).test_client()


@pytest.fixture(scope="session")
def server(served: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real graph, served as it is by default."""
    with serving(tmp_path_factory.mktemp("server"), "--release", str(served.folder)) as running:
        yield running


@pytest.fixture(scope="session")
def endpoint(server: Server) -> str:
    """The address of the running server, without a path."""
    return server.base


@pytest.fixture(scope="session")
def ask(server: Server) -> Ask:
    """Ask the running server: path, method, header fields, body."""

    def send(
        path: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Reply:
        return server.ask(method, path, headers, body)

    return send


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
