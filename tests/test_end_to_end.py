"""The command `nmkg serve` as people use it: what it serves, what it refuses to serve, and what it says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT, eventually, runs, serving

from graph.release import Release

ONE_ROW = "SELECT * { ?s ?p ?o }"


def _refused(*arguments: str, cwd: Path | None = None) -> str:
    """Run `nmkg serve`, which must end with exit status 1, and give what it says on stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "server", "serve", *arguments], capture_output=True, text=True, timeout=60,
        cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_release_named_by_a_relative_path_is_served_and_its_limits_are_said(release: Release, tmp_path: Path) -> None:
    limits = ("--timeout", "7.5", "--memory", "300", "--workers", "3")
    folder = release.folder
    with serving(tmp_path, "--release", folder.name, *limits, cwd=folder.parent) as server:
        assert "3 workers, 7.5 s and 300 MB a query" in server.said()
        assert "SERVICE refused" in server.said()
        assert len(server.processes("worker")) == 3
        assert server.get("/void").media_type == "text/turtle"
        turtle = server.get("/about/id/market/taobao.ttl")
        assert re.search("nm:listedIn ed:2010-ocr , ed:2011 , .* ed:2021 , ", turtle.text)
        moved = server.get("/dumps/current/nmkg.ttl")
        assert server.get(moved.headers["location"]).body == (folder / "nmkg.ttl").read_bytes()
        assert "cannot be listened on" in _refused("--release", str(folder), "--port", str(server.port))
        below = server.processes()
    assert eventually(lambda: not any(map(runs, below))), "nothing is left behind"


def test_any_rdf_files_can_be_served(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text('<http://example.org/a> <http://example.org/b> "c" .', encoding="utf-8")
    with serving(tmp_path, "--data", str(data)) as server:
        assert server.sparql(ONE_ROW).rows() == [{"s": "http://example.org/a", "p": "http://example.org/b", "o": "c"}]


def test_plain_quads_are_merged_for_plain_queries(tmp_path: Path) -> None:
    data, more = tmp_path / "data.nq", tmp_path / "more.nt"
    data.write_text("".join(f"<http://e/a> <http://e/b> <http://e/c> <http://e/g{n}> .\n" for n in range(3)))
    more.write_text("<http://e/a> <http://e/b> <http://e/d> .\n")
    with serving(tmp_path, "--data", str(data), "--data", str(more)) as server:
        assert len(server.sparql(ONE_ROW).rows()) == 2
        assert len(server.sparql("SELECT ?g { GRAPH ?g { ?s ?p ?o } }").rows()) == 3
        for path in ("/dumps/", "/void"):
            assert server.get(path).status == 404


def test_a_damaged_release_is_not_served_and_the_file_is_named(release: Release, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    for name in ("SHA256SUMS", "manifest.json"):
        (folder / name).write_bytes((release.folder / name).read_bytes())
    assert "nmkg.nq: is missing" in _refused("--release", str(folder))


def test_a_file_that_is_no_rdf_is_named_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<http://e/a> <http://e/b>\n", encoding="utf-8")
    assert "bad.ttl" in _refused("--data", str(tmp_path / "bad.ttl"))


def test_a_folder_without_a_release_is_said(tmp_path: Path) -> None:
    assert _refused(cwd=tmp_path)


@pytest.mark.parametrize("arguments", [("--release", ".", "--data", "x.ttl"), ("--timeout", "0"), ("--workers", "0")])
def test_wrong_usage_exits_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "x.ttl").touch()
    done = subprocess.run(
        [sys.executable, "-m", "server", "serve", *arguments], capture_output=True, text=True, timeout=60,
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 2
