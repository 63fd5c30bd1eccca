"""Load and faults at once: every answer is right or a clean refusal, and nothing is left behind.

Run it with `make load`. Fifty clients ask the example queries, queries that never
end, tables of ten thousand rows, and faults of syntax; they leave in the middle, take dumps home and have documents
validated. Meanwhile workers are killed at random, the zygote once, and the release changes twice. Ends with 1 where an
answer was wrong or something leaked.
"""

import argparse
import gzip
import hashlib
import json
import os
import random
import signal
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote, urlencode

import click
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions

sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))
from running import Reply, Server, descriptors, eventually, memory, serving

from graph import pipeline, query
from graph.query import questions
from graph.release import Release, open_release, publish

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
SOURCES = Path(__file__).parents[2] / "graph" / "sources"
ENDLESS = "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STRLEN(CONCAT(STR(?c), STR(?l))) < 0) } # %s"
ROWS = "SELECT ?a ?d { ?a a ?b . ?d a ?e } LIMIT 10000"
DOCUMENT = b"<http://example.org/a> a <http://example.org/B> ."
BROKEN = b"<http://example.org/a> a\n<http://example.org/B> <"
GOOD = (200, 304, 302)
BUSY = 503
LATE = 504
ALLOWED_GROWTH = 150 << 20
SETTLED = 20


@dataclass
class Tally:
    """What was asked and what came."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, what: str, outcome: str) -> None:
        with self.lock:
            self.outcomes[what, outcome] += 1

    def fault(self, what: str, why: str) -> None:
        with self.lock:
            self.outcomes[what, "WRONG"] += 1
            self.wrong.append(f"{what}: {why}")


@dataclass(frozen=True)
class World:
    """Two releases, the right answers of each, and the digests of their files."""

    folder: Path
    releases: tuple[Release, Release]
    answers: dict[str, tuple[str, ...]]
    digests: frozenset[str]
    rows: tuple[int, ...]

    def point(self, number: int) -> None:
        """Make a release the current one, as publishing does."""
        following = self.folder / "next"
        following.symlink_to(self.releases[number].id)
        following.replace(self.folder / "current")


def world(folder: Path) -> World:
    """Publish the real graph and the tiny one, and work the answers out without a server."""
    published = []
    for sources in (TINY, SOURCES):
        checked = pipeline.check(sources)
        published.append(open_release(publish(folder, checked.graphs, checked.merged, checked.report)))
    tiny, real = published
    stores = [release.load() for release in (real, tiny)]
    answers = {
        question.query: tuple(_normal(query.run(store, question.query)) for store in stores) for question in questions()
    }
    files = (path for release in published for path in release.folder.rglob("*") if path.is_file())
    digests = frozenset(hashlib.sha256(path.read_bytes()).hexdigest() for path in files)
    rows = tuple(len(list(query.run(store, ROWS))) for store in stores)
    return World(folder, (real, tiny), answers, digests, rows)


def _normal(results: object) -> str:
    """Give results in a form in which the order of rows does not count."""
    assert isinstance(results, QuerySolutions | QueryBoolean)
    return normal(json.loads(results.serialize(format=QueryResultsFormat.JSON)))


def normal(results: dict[str, object]) -> str:
    if "boolean" in results:
        return json.dumps(results["boolean"])
    rows = results["results"]["bindings"]  # type: ignore[index]
    return json.dumps(sorted(json.dumps(row, sort_keys=True) for row in rows))


class Client:
    """One of the crowd."""

    def __init__(self, server: Server, world: World, tally: Tally, seed: int) -> None:
        self.server, self.world, self.tally = server, world, tally
        self.chance = random.Random(seed)
        self.etags: dict[str, str] = {}
        self.asked = list(world.answers)
        self.deeds: dict[Callable[[], None], int] = {
            self.question: 60, self.again: 10, self.rows: 6, self.endless: 4, self.leave: 4, self.dump: 6,
            self.document: 4, self.fault: 6,
        }  # fmt: skip

    def work(self, end: float) -> None:
        while time.monotonic() < end:
            deed = self.chance.choices([*self.deeds], [*self.deeds.values()])[0]
            try:
                deed()
            except (OSError, HTTPException, ValueError) as error:
                self.tally.fault(deed.__name__, repr(error))

    def took(self, what: str, reply: Reply, *expected: int) -> bool:
        """Count an answer; one that says that the server is busy or out of time is clean, and proves nothing."""
        if reply.status in (BUSY, LATE) and reply.status not in expected:
            reply.problem()
            if reply.status == BUSY and "retry-after" not in reply.headers:
                self.tally.fault(what, "503 without Retry-After")
            self.tally.add(what, str(reply.status))
            return False
        if reply.status not in expected:
            self.tally.fault(what, f"{reply.status} {reply.body[:300]!r}")
            return False
        return True

    def check(self, what: str, right: bool, reply: Reply, more: str = "") -> None:
        if right:
            self.tally.add(what, str(reply.status))
        else:
            self.tally.fault(what, f"{reply.status}: {more or reply.body[:200]!r}")

    def question(self) -> None:
        text = self.chance.choice(self.asked)
        packed = self.chance.random() < 0.5
        headers = {"Accept-Encoding": "gzip"} if packed else {}
        method = self.chance.choice(("GET", "POST", "QUERY"))
        reply = self.server.sparql(text, method, headers=headers)
        if self.took("question", reply, 200):
            body = gzip.decompress(reply.body) if "content-encoding" in reply.headers else reply.body
            self.check("question", normal(json.loads(body)) in self.world.answers[text], reply, text)
            if method == "GET" and not packed:
                self.etags[text] = reply.headers["etag"]

    def again(self) -> None:
        if not self.etags:
            return
        text = self.chance.choice([*self.etags])
        reply = self.server.sparql(text, headers={"If-None-Match": self.etags[text]})
        if self.took("asked again", reply, 200, 304):
            right = reply.status == 304 or normal(reply.json()) in self.world.answers[text]
            self.check("asked again", right, reply)

    def rows(self) -> None:
        reply = self.server.sparql(f"{ROWS} # {self.chance.randrange(20)}", format="csv")
        if self.took("rows", reply, 200):
            self.check("rows", reply.body.count(b"\n") - 1 in self.world.rows, reply)

    def endless(self) -> None:
        reply = self.server.sparql(ENDLESS % self.chance.random(), "POST")
        if self.took("endless query", reply, LATE):
            self.check("endless query", reply.problem()["limit"] in ("time", "memory"), reply)

    def leave(self) -> None:
        text = quote(ENDLESS % self.chance.random())
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as connection:
            connection.sendall(f"GET /sparql?query={text} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(self.chance.random())
        self.tally.add("left", "-")

    def dump(self) -> None:
        name = self.chance.choice(("nmkg.ttl", "nmkg.nt.gz", "nmkg.jsonld", "ontology.ttl", "nmkg.nq.zst"))
        moved = self.server.get(f"/dumps/current/{name}")
        if self.took("dump", moved, 302):
            reply = self.server.get(moved.headers["location"])
            if self.took("dump", reply, 200):
                self.check("dump", hashlib.sha256(reply.body).hexdigest() in self.world.digests, reply, name)

    def document(self) -> None:
        broken = self.chance.random() < 0.3
        headers = {"Content-Type": "text/turtle", "Accept": "text/turtle"}
        reply = self.server.ask("POST", "/validate", headers, BROKEN if broken else DOCUMENT)
        if self.took("document", reply, 400 if broken else 200):
            right = reply.problem()["line"] == 2 if broken else b"ValidationReport" in reply.body
            self.check("document", right, reply)

    def fault(self) -> None:
        path = self.chance.choice((f"/sparql?{urlencode({'query': 'SELEC'})}", "/none", "/id/market/none"))
        reply = self.server.get(path)
        if self.took("fault", reply, 400, 404):
            self.check("fault", bool(reply.problem()["detail"]), reply)


def disturb(server: Server, world: World, began: float, seconds: float, tally: Tally) -> None:
    """Kill workers twice a second, change the release twice, and kill the zygote once."""
    chance = random.Random(7)
    plan = [(1 / 4, "release", 1), (1 / 2, "zygote", 0), (3 / 4, "release", 0)]
    while (now := time.monotonic() - began) < seconds:
        while plan and now >= plan[0][0] * seconds:
            _, what, number = plan.pop(0)
            if what == "release":
                world.point(number)
            else:
                for pid in server.processes("zygote"):
                    _kill(pid)
            tally.add(f"{what} changed" if what == "release" else f"{what} killed", "-")
        workers = server.processes("worker")
        if workers:
            _kill(chance.choice(workers))
            tally.add("worker killed", "-")
        time.sleep(0.5)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


@dataclass(frozen=True)
class Held:
    """What the server holds."""

    front: int
    processes: int
    descriptors: int
    memory: int
    files: int

    @staticmethod
    def by(server: Server) -> "Held":
        front = server.front
        return Held(
            front, len(server.processes()), descriptors(front), memory(front), len(list(server.temporary.iterdir()))
        )


def crowd(server: Server, world: World, clients: int, seconds: float, tally: Tally, *, disturbed: bool) -> None:
    """Let the clients work for so long."""
    began = time.monotonic()
    crowd = [Client(server, world, tally, seed) for seed in range(clients)]
    threads = [threading.Thread(target=client.work, args=(began + seconds,)) for client in crowd]
    if disturbed:
        threads.append(threading.Thread(target=disturb, args=(server, world, began, seconds, tally)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    """Run it, print the counts, and exit with 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=50)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        there = world(folder / "releases")
        limits = ("--timeout", "2", "--workers", "4", "--queue", "64", "--patience", "5", "--cache", "32")
        with serving(folder, *limits, cwd=folder) as server:
            crowd(server, there, arguments.clients, min(10, arguments.seconds / 2), Tally(), disturbed=False)
            before = _settled(server)
            tally = Tally()
            crowd(server, there, arguments.clients, arguments.seconds, tally, disturbed=True)
            after = _settled(server)
            metrics = server.metrics()
            said = server.said()
    _print(tally, before, after, metrics)
    faults = _faults(tally, before, after, said)
    for fault in faults:
        click.echo(f"FAULT {fault}")
    sys.exit(bool(faults))


def _settled(server: Server) -> Held:
    """Wait until nothing runs any more, and what was sent is let go."""
    eventually(lambda: server.metrics()["nmkg_queries_running"] == 0, SETTLED)
    eventually(lambda: len(server.processes("zygote")) == 1, SETTLED)
    time.sleep(8)
    return Held.by(server)


def _faults(tally: Tally, before: Held, after: Held, said: str) -> list[str]:
    found = tally.wrong[:10]
    if after.front != before.front:
        found.append("the front is another process")
    if after.processes != before.processes:
        found.append(f"{after.processes} processes, {before.processes} before")
    if after.descriptors > before.descriptors + 40:
        found.append(f"{after.descriptors} descriptors, {before.descriptors} before")
    if after.memory > before.memory + ALLOWED_GROWTH:
        found.append(f"{after.memory >> 20} MB, {before.memory >> 20} before")
    if after.files:
        found.append(f"{after.files} temporary files")
    if "Traceback" in said:
        found.append("the server said: " + said[said.index("Traceback") :][:1000])
    for needed in ("question", "asked again", "rows", "dump"):
        if not any(tally.outcomes[needed, str(status)] for status in GOOD):
            found.append(f"no good answer to {needed}")
    return found


def _print(tally: Tally, before: Held, after: Held, metrics: dict[str, float]) -> None:
    for (what, outcome), times in sorted(tally.outcomes.items()):
        click.echo(f"{what:16} {outcome:6} {times:8,}")
    click.echo(f"before: {before}")
    click.echo(f"after:  {after}")
    for name in ("nmkg_worker_restarts_total", "nmkg_release_switches_total", "nmkg_cache_bytes"):
        click.echo(f"{name} {metrics[name]:,.0f}")


if __name__ == "__main__":
    main()
