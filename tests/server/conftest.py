"""A running server, and a way to ask it that hides nothing: paths go out as they are written."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Store

from graph.pipeline import Checked
from graph.release import Release, open_release, publish
from server.app import create_app
from server.jobs import handle
from server.limits import Limits
from server.pool.channel import Message
from server.site import Site

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back: header fields by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


Ask = Callable[..., Answered]


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
    site = Site(
        served.id,
        served.triples,
        served.folder,
        limits,
        lambda header, body: handle(store, limits, Message(header, body)),
    )
    return create_app(site).test_client()


@pytest.fixture(scope="session")
def endpoint(served: Release) -> Iterator[str]:
    """The address of a running server, without a path."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "server", "serve", "--port", str(port), "--release", str(served.folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def ask(endpoint: str) -> Ask:
    """Ask the running server: path, method, header fields, body."""

    def send(
        path: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answered:
        connection = http.client.HTTPConnection(urlsplit(endpoint).netloc, timeout=30)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            fields = {name.lower(): value for name, value in answer.getheaders()}
            return Answered(answer.status, fields, answer.read())
        finally:
            connection.close()

    return send


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer")
