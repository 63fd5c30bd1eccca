"""Work that is ended: too late, too large, unwanted, killed. The others notice nothing, and nothing stays behind."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from running import Reply, Server, cpu, descriptors, eventually, memory, runs

DIGITS = " ".join(map(str, range(100)))
LATE = {
    "planning": "ASK { " + "?s <http://example.org/p> ?o . " * 1500 + "}",
    "evaluation": "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i) }",
    "VALUES product": "ASK { "
    + " ".join(f"VALUES ?v{n} {{ {DIGITS} }}" for n in range(6))
    + " FILTER(?v0 + ?v1 + ?v2 + ?v3 + ?v4 + ?v5 < 0) }",
    "aggregate": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sort": "SELECT ?a { ?a ?b ?c } ORDER BY (EXISTS { ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(?f, ?i) = CONCAT(?c, '-')) })",
    "paths": "SELECT (COUNT(*) AS ?n) { ?a (<http://example.org/p>|!<http://e/q>)* ?b . ?c !<http://e/>* ?d }",
    "subquery": "SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?b { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } } }",
}
LARGE = {
    "sort": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "text": "SELECT (STRLEN(?z) AS ?n) { BIND('xxxxxxxxxxxxxxxx' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30))
    + " BIND(?x30 AS ?z) }",
    "groups": "SELECT ?c ?f (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?c ?f",
    "distinct": "SELECT DISTINCT ?c ?f { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f LIMIT 1",
}
ALL = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f }"
ENDLESS = "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a = ?l) }"
SECONDS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f VALUES ?v { 1 2 3 4 5 6 } FILTER(STRLEN(?c) < 9) }"


def timed(ask: Callable[[], Reply]) -> tuple[Reply, float]:
    began = time.monotonic()
    return ask(), time.monotonic() - began


@pytest.mark.parametrize("phase", LATE)
def test_a_query_past_its_deadline_is_504_within_a_second_of_it(phase: str, limited: Server) -> None:
    late, seconds = timed(lambda: limited.sparql(LATE[phase], "POST"))
    assert late.status == 504, late.body[:500]
    told = late.problem()
    assert (told["limit"], told["seconds"]) == ("time", 1.0)
    assert "1 second" in told["detail"]
    assert 1 <= seconds < 2
    assert late.headers["cache-control"] == "no-store"
    assert limited.sparql("ASK {}").status == 200


@pytest.mark.parametrize("kind", LARGE)
def test_a_query_that_needs_too_much_memory_is_504(kind: str, limited: Server) -> None:
    query = f"{LARGE[kind]} # {kind}"
    large = limited.sparql(query, "POST")
    assert large.status == 504, large.body[:500]
    told = large.problem()
    # Whichever limit comes first ends it; the machine may be slow.
    assert told["limit"] in ("memory", "time")
    assert all(memory(pid, "VmHWM") < 400 << 20 for pid in limited.processes("worker"))
    assert limited.sparql("ASK {}").status == 200


def test_a_query_that_needs_too_much_memory_is_told_so(mortal: Server) -> None:
    """With time enough it is memory that ends it: a gigabyte, doubled thirty times from sixteen characters."""
    told = mortal.sparql(LARGE["text"], "POST").problem()
    assert (told["status"], told["limit"], told["bytes"]) == (504, "memory", 1 << 30)


def test_a_result_that_is_too_large_is_507_and_nothing_of_it_is_sent(limited: Server) -> None:
    for name in ("json", "csv", "tsv", "xml"):
        large = limited.sparql(ALL, "POST", format=name)
        assert large.status in (507, 504), "nothing is cut"
        told = large.problem()
        assert "LIMIT" in told["detail"]
    assert limited.sparql(f"{ALL} LIMIT 10", format="csv").text.count("\n") == 11


def test_a_full_queue_answers_503_at_once_and_says_when_to_ask_again(limited: Server) -> None:
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(limited.sparql, f"{LATE['evaluation']} # {n}", "POST") for n in range(4)]
        assert eventually(lambda: limited.metrics()["nmkg_queries_waiting"] == 2, 3)
        full, seconds = timed(lambda: limited.sparql("ASK { ?not ?kept ?yet }", "POST"))
        assert full.status == 503
        full.problem()
        assert int(full.headers["retry-after"]) >= 1
        assert seconds < 0.5
        kept = limited.get("/health/live")
        assert kept.status == 200, "what needs no worker is answered"
        # Those that waited had their turn, with a full second of their own.
        assert [future.result().status for future in asked] == [504] * 4
    assert limited.metrics()["nmkg_queries_waiting"] == 0


def test_an_answer_that_is_kept_needs_no_worker(limited: Server) -> None:
    assert limited.sparql("ASK { }").status == 200
    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(limited.sparql, f"{LATE['evaluation']} # again {n}", "POST") for n in range(2)]
        assert eventually(lambda: limited.metrics()["nmkg_queries_running"] == 2, 3)
        kept, seconds = timed(lambda: limited.sparql("ASK { }"))
        assert (kept.status, seconds < 0.5) == (200, True)
        assert [future.result().status for future in asked] == [504, 504]


@contextmanager
def asking(server: Server, text: str) -> Iterator[socket.socket]:
    """A connection on which a query was sent and is being worked on."""
    running = server.metrics()["nmkg_queries_running"]
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert eventually(lambda: server.metrics()["nmkg_queries_running"] == running + 1)
        time.sleep(0.3)  # quick answers are not watched for clients that leave
        yield connection


def test_when_a_client_leaves_its_work_ends(mortal: Server) -> None:
    before = set(mortal.processes("worker"))
    restarts = mortal.metrics()["nmkg_worker_restarts_total"]
    with asking(mortal, ENDLESS):
        pass
    assert eventually(lambda: mortal.metrics()["nmkg_queries_running"] == 0, 2)
    assert eventually(lambda: len(mortal.processes("worker")) == 2, 2)
    assert mortal.metrics()["nmkg_worker_restarts_total"] == restarts + 1
    assert len(before & set(mortal.processes("worker"))) == 1, "the one that worked for it has ended"
    used = sum(map(cpu, mortal.processes("worker")))
    time.sleep(0.5)
    assert sum(map(cpu, mortal.processes("worker"))) - used < 0.1, "nobody works any more"
    assert any('"status": 499' in line for line in mortal.said().splitlines())


def test_a_client_that_leaves_while_it_waits_gives_its_place_up(limited: Server) -> None:
    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(limited.sparql, f"{LATE['evaluation']} # left {n}", "POST") for n in range(2)]
        assert eventually(lambda: limited.metrics()["nmkg_queries_running"] == 2, 3)
        with socket.create_connection(("127.0.0.1", limited.port)) as connection:
            text = quote(LATE["evaluation"] + "# waits")
            connection.sendall(f"GET /sparql?query={text} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert eventually(lambda: limited.metrics()["nmkg_queries_waiting"] == 1, 0.7)
            time.sleep(0.25)
        assert eventually(lambda: limited.metrics()["nmkg_queries_waiting"] == 0, 0.7)
        assert [future.result().status for future in asked] == [504, 504]


def test_an_idle_worker_that_is_killed_is_replaced_and_nobody_notices(mortal: Server) -> None:
    for victim in mortal.processes("worker"):
        os.kill(victim, signal.SIGKILL)
        began = time.monotonic()
        assert eventually(lambda gone=victim: gone not in (now := mortal.processes("worker")) and len(now) == 2, 5)
        assert time.monotonic() - began < 1
        answer = mortal.sparql(f"ASK {{}} # {victim}")
        assert answer.json()["boolean"] is True


def test_a_busy_worker_that_is_killed_costs_the_one_request(mortal: Server) -> None:
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(mortal.sparql, f"{ENDLESS} # killed", "POST")
        assert eventually(lambda: mortal.metrics()["nmkg_queries_running"] == 1)
        used = {pid: cpu(pid) for pid in mortal.processes("worker")}
        time.sleep(0.5)
        victim = max(used, key=lambda pid: cpu(pid) - used[pid])
        os.kill(victim, signal.SIGKILL)
        broken = asked.result(timeout=5)
    assert broken.status == 503
    assert "ended from outside" in broken.problem()["detail"]
    assert mortal.sparql("ASK {} # after").status == 200
    assert eventually(lambda: len(mortal.processes("worker")) == 2)


def test_when_the_zygote_is_killed_its_workers_go_on_and_another_takes_over(mortal: Server) -> None:
    (zygote,) = mortal.processes("zygote")
    workers = mortal.processes("worker")
    with ThreadPoolExecutor(1) as threads:
        long = threads.submit(mortal.sparql, f"{SECONDS} # zygote", "POST")
        assert eventually(lambda: mortal.metrics()["nmkg_queries_running"] == 1)
        os.kill(zygote, signal.SIGKILL)
        for n in range(50):
            assert mortal.sparql(f"ASK {{}} # zygote {n}").status == 200
            time.sleep(0.02)
        assert int(long.result().rows()[0]["n"]) > 0
    assert eventually(lambda: mortal.processes("zygote") not in ([], [zygote]), 10)
    assert eventually(lambda: len(mortal.processes("worker")) == 2, 10)
    assert not set(workers) & set(mortal.processes("worker"))
    assert eventually(lambda: not any(runs(pid) for pid in workers), 10)
    os.kill(mortal.processes("worker")[0], signal.SIGKILL)
    assert eventually(lambda: len(mortal.processes("worker")) == 2)
    assert mortal.sparql("ASK {} # after the zygote").status == 200


def test_when_the_front_is_killed_nothing_is_left_behind_and_another_takes_over(mortal: Server) -> None:
    front, below = mortal.front, [*mortal.processes("zygote"), *mortal.processes("worker")]
    with asking(mortal, f"{ENDLESS} # front"):
        os.kill(front, signal.SIGKILL)
        assert eventually(lambda: not any(runs(pid) for pid in below), 5)

    def answers() -> bool:
        try:
            return mortal.get("/health/ready").status == 200
        except OSError:
            return False

    assert eventually(answers, 30)


def test_a_million_rows_pass_whole_and_the_front_stays_as_it_is(mortal: Server) -> None:
    mortal.sparql("ASK {} # warm")
    front = mortal.front
    before = memory(front)
    answer = mortal.sparql(f"{ALL} # million", "POST", format="csv", timeout=60)
    assert answer.status == 200
    assert answer.headers["content-length"] == str(len(answer.body))
    lines = answer.body.split(b"\r\n")
    assert len(lines) == 1_000_002
    assert lines[0] == b"a,d"
    assert len(set(lines)) == 1_000_002
    assert len(answer.body) > 40 << 20
    assert memory(front, "VmHWM") - before < 20 << 20


def test_a_slow_reader_gets_every_byte(mortal: Server) -> None:
    expected = mortal.sparql(f"{ALL} LIMIT 400000 # slow", "POST", format="csv").body
    front = mortal.front
    before = memory(front)
    with socket.create_connection(("127.0.0.1", mortal.port)) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 17)
        text = quote(f"{ALL} LIMIT 400000 # slow")
        head = f"GET /sparql?query={text}&format=csv HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode())
        time.sleep(6)  # longer than the server holds what it has not begun to send
        received = b""
        while chunk := connection.recv(1 << 20):
            received += chunk
    assert received.partition(b"\r\n\r\n")[2] == expected
    assert memory(front) - before < 20 << 20


def test_nothing_leaks(mortal: Server) -> None:
    """Descriptors, processes, temporary files and memory come back to where they were."""

    def load(mark: str) -> None:
        def one(n: int) -> None:
            mortal.sparql(
                f"{ALL} LIMIT {40_000 + n} # {mark}", "POST", format="csv", headers={"Accept-Encoding": "gzip"}
            )
            mortal.sparql(f"SELEC # {mark} {n}")
            mortal.sparql(f"SELECT (RAND() AS ?x) ?a ?d {{ ?a ?b ?c . ?d ?e ?f }} LIMIT 20000 # {mark} {n}", "POST")
            with socket.create_connection(("127.0.0.1", mortal.port)) as connection:
                text = quote(f"{ENDLESS} # {mark} {n}")
                connection.sendall(f"GET /sparql?query={text} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                time.sleep(0.4)

        with ThreadPoolExecutor(4) as threads:
            list(threads.map(one, range(12)))

    load("first")  # what is kept is full and threads are there
    front = mortal.front
    (zygote,) = mortal.processes("zygote")
    assert eventually(lambda: mortal.metrics()["nmkg_queries_running"] == 0)
    time.sleep(6)
    counts = descriptors(front), descriptors(zygote), len(mortal.processes()), memory(front)
    load("second")
    assert eventually(lambda: mortal.metrics()["nmkg_queries_running"] == 0)
    assert eventually(lambda: len(mortal.processes()) == counts[2])
    assert "Traceback" not in mortal.said()
    kept = 12  # large answers that the cache holds in files
    assert eventually(lambda: descriptors(front) <= counts[0] + kept, 10)
    assert descriptors(zygote) == counts[1]
    assert memory(front) - counts[3] < 60 << 20
    assert list(mortal.temporary.iterdir()) == []


def test_many_threads_get_the_answer_to_their_own_question(mortal: Server) -> None:
    wrong: list[int] = []

    def ask(start: int) -> None:
        for n in range(start, start + 40):
            answer = mortal.sparql(f"SELECT ({n} AS ?x) {{}}")
            if answer.status == 503:
                continue
            if answer.rows() != [{"x": str(n)}]:
                wrong.append(n)

    threads = [threading.Thread(target=ask, args=(start,)) for start in range(0, 800, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
