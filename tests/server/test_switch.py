"""The release changes while requests run: none is lost, and nothing of the old one stays."""

import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Server, descriptors, eventually, memory, serving

from graph.pipeline import Checked
from graph.release import Release, publish

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
LONG = """SELECT (COUNT(*) AS ?n) {
  { SELECT ?f { ?d ?e ?f } LIMIT 300 } ?a ?b ?c FILTER(STRLEN(CONCAT(STR(?c), STR(?f))) < 0)
}"""
SWITCHES = 2


@pytest.fixture
def folder(release: Release, tiny_checked: Checked, tmp_path: Path) -> Path:
    """A folder with two releases; the current one is the real one."""
    out = tmp_path / "releases"
    publish(out, tiny_checked.graphs, tiny_checked.merged, tiny_checked.report)
    shutil.copytree(release.folder, out / release.id)
    point(out, release.id)
    return out


def point(out: Path, release: str) -> None:
    """Move `current`, as publishing does."""
    (out / "next").symlink_to(release)
    (out / "next").replace(out / "current")


@pytest.fixture
def following(folder: Path, tmp_path: Path) -> Iterator[Server]:
    """A server that follows the folder's current release."""
    with serving(tmp_path, "--timeout", "60", "--workers", "2", cwd=folder.parent) as running:
        yield running


def served(server: Server) -> str:
    found = [name for name in server.metrics() if name.startswith("nmkg_release{")]
    assert len(found) == 1
    return found[0].partition('release="')[2].partition('"')[0]


def test_no_request_is_lost_when_the_release_changes(following: Server, folder: Path, release: Release) -> None:
    other = next(path.name for path in folder.iterdir() if path.is_dir() and path.name not in (release.id, "current"))
    sizes = {str(release.triples): release.id}
    told: Counter[tuple[int, str]] = Counter()
    dumped: Counter[int] = Counter()
    over = threading.Event()
    dump = (release.folder / "nmkg.nt").read_bytes()

    def ask(number: int) -> None:
        while not over.is_set():
            answer = following.sparql(f"{COUNT} # {number}-{sum(told.values()) // 7}", "POST", timeout=60)
            told[answer.status, answer.rows()[0]["n"] if answer.status == 200 else answer.text] += 1

    def load() -> None:
        while not over.is_set():
            answer = following.get(f"/dumps/{release.id}/nmkg.nt")
            dumped[answer.status if answer.body == dump else -answer.status] += 1

    clients = [threading.Thread(target=ask, args=(n,)) for n in range(4)] + [threading.Thread(target=load)]
    for client in clients:
        client.start()
    try:
        for n in range(SWITCHES):
            goal = (other, release.id)[n % 2]
            point(folder, goal)
            assert eventually(lambda goal=goal: served(following) == goal, 30)
            before = sum(told.values())
            assert eventually(lambda before=before: sum(told.values()) > before + 20, 30)
    finally:
        over.set()
        for client in clients:
            client.join()
    assert {status for status, _ in told} == {200}, told
    assert len({rows for _, rows in told}) == 2
    assert set(sizes) < {rows for _, rows in told}
    assert set(dumped) == {200}
    assert following.metrics()["nmkg_release_switches_total"] == SWITCHES
    assert "Traceback" not in following.said()


def test_what_began_on_the_old_release_ends_on_it_and_then_it_is_gone(
    following: Server, folder: Path, release: Release
) -> None:
    other = next(path.name for path in folder.iterdir() if path.is_dir() and path.name not in (release.id, "current"))
    before = {"processes": len(following.processes()), "memory": memory(following.front)}
    files = descriptors(following.front)
    old = set(following.processes("zygote")) | set(following.processes("worker"))
    result = []
    long = threading.Thread(target=lambda: result.append(following.sparql(LONG, timeout=90)))
    long.start()
    assert eventually(lambda: following.metrics()["nmkg_queries_running"] == 1)
    point(folder, other)
    assert eventually(lambda: served(following) == other, 30)
    assert following.sparql(COUNT).rows() != [{"n": str(release.triples)}]
    assert not result, "the long query ended before the release changed; make it longer"
    assert old <= set(following.processes()), "its workers are there as long as it runs"
    long.join()
    assert [answer.status for answer in result] == [200]
    assert eventually(lambda: not old & set(following.processes()))
    for goal in (release.id, other):
        point(folder, goal)
        assert eventually(lambda goal=goal: served(following) == goal, 30)
    assert eventually(lambda: len(following.processes()) == before["processes"])
    assert eventually(lambda: descriptors(following.front) <= files + 5), (files, descriptors(following.front))
    assert memory(following.front) < before["memory"] + (40 << 20)


def test_a_damaged_release_is_not_taken_and_the_old_one_is_served_on(
    following: Server, folder: Path, release: Release
) -> None:
    damaged = folder / "damaged"
    shutil.copytree(release.folder, damaged)
    (damaged / "nmkg.nq").write_bytes(b"")
    point(folder, "damaged")
    assert eventually(lambda: "the new release is not served" in following.said(), 20)
    assert following.sparql(COUNT).rows() == [{"n": str(release.triples)}]
    assert following.get("/health/ready").status == 200
    assert len(following.processes()) == 4
