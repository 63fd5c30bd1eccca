"""The running server, asked by clients we did not write."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from SPARQLWrapper import JSON, SPARQLWrapper

from graph.release import Release

ROOT = Path(__file__).parents[1]


def _serve(*arguments: str, cwd: Path | None = None) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "server", "serve", "--port", str(port), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=environment, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        _wait(base, process)
        yield base
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(base: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(150):
        assert process.poll() is None, "the server ended"
        try:
            with urlopen(base, timeout=5):
                return
        except URLError:
            time.sleep(0.2)
    raise AssertionError("the server did not answer")


@pytest.fixture(scope="module")
def endpoint(release: Release) -> Iterator[str]:
    yield from _serve("--release", str(release.folder))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_gets_the_online_markets_of_2021(endpoint: str, method: str) -> None:
    client = SPARQLWrapper(f"{endpoint}/sparql")
    client.setMethod(method)
    client.setReturnFormat(JSON)
    client.setQuery("SELECT ?m { ?m nm:listedIn ed:2021 ; a nm:OnlineMarket }")
    rows = client.query().convert()["results"]["bindings"]
    names = sorted(row["m"]["value"].rpartition("/")[2] for row in rows)
    answer = json.loads((ROOT / "tests/questions/list-online-markets-2021.json").read_text(encoding="utf-8"))
    assert names == sorted(market for (market,) in answer)


def test_following_an_iri_gives_turtle(endpoint: str) -> None:
    request = Request(f"{endpoint}/id/market/taobao", headers={"Accept": "text/turtle"})
    with urlopen(request, timeout=10) as answer:
        assert answer.headers["Content-Type"].startswith("text/turtle")
        assert b"nm:listedIn ed:2010-ocr , ed:2011 , ed:2016 , ed:2017 , ed:2018" in answer.read()


def test_a_downloaded_dump_is_the_released_file(endpoint: str, release: Release, tmp_path: Path) -> None:
    target = tmp_path / "nmkg.ttl"
    with urlopen(f"{endpoint}/dumps/current/nmkg.ttl", timeout=10) as answer:
        target.write_bytes(answer.read())
    assert target.read_bytes() == (release.folder / "nmkg.ttl").read_bytes()


def test_any_rdf_files_can_be_served(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text('<http://example.org/a> <http://example.org/b> "c" .')
    for endpoint in _serve("--data", str(data)):
        with urlopen(f"{endpoint}/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D", timeout=10) as answer:
            assert len(json.load(answer)["results"]["bindings"]) == 1


def test_plain_quads_are_merged_for_plain_queries(tmp_path: Path) -> None:
    data = tmp_path / "data.nq"
    data.write_text("".join(f"<http://e/a> <http://e/b> <http://e/c> <http://e/g{n}> .\n" for n in range(3)))
    for endpoint in _serve("--data", str(data)):
        with urlopen(f"{endpoint}/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D", timeout=10) as answer:
            assert len(json.load(answer)["results"]["bindings"]) == 1
        for path in ("dumps/", "void"):
            with pytest.raises(HTTPError, match="404"):
                urlopen(f"{endpoint}/{path}", timeout=10)


def test_a_release_can_be_named_by_a_relative_path_and_a_taken_port_is_said(release: Release) -> None:
    for endpoint in _serve("--release", release.folder.name, cwd=release.folder.parent):
        with urlopen(f"{endpoint}/void", timeout=10) as answer:
            assert answer.headers["Content-Type"].startswith("text/turtle")
        port = endpoint.rpartition(":")[2]
        done = subprocess.run(
            [sys.executable, "-m", "server", "serve", "--release", str(release.folder), "--port", port],
            capture_output=True, text=True, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert done.returncode == 1
        assert "cannot be listened on" in done.stderr


def test_a_damaged_release_is_not_served_and_the_file_is_named(release: Release, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    for name in ("SHA256SUMS", "manifest.json"):
        (folder / name).write_bytes((release.folder / name).read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "server", "serve", "--release", str(folder)],
        capture_output=True, text=True, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 1
    assert "nmkg.nq: is missing" in done.stderr
