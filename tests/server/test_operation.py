"""What an operator relies on: how the server starts, ends, is watched and logged."""

import json
import os
import re
import select
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest
from prometheus_client.parser import text_string_to_metric_families
from running import Server, eventually, serving

from graph.release import Release

DATA = "".join(f'<http://example.org/{n}> <http://example.org/p> "{n}" .\n' for n in range(1000))
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f VALUES ?v { 1 2 3 4 } FILTER(STRLEN(?c) < 9) }"
ENDLESS = "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a = ?l) }"
ROLES = ("main", "front", "zygote", "worker")


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Server]:
    """A server of its own, to be ended in any way."""
    data = tmp_path / "data.nt"
    data.write_text(DATA, encoding="utf-8")
    with serving(tmp_path, "--data", str(data), "--timeout", "8", "--workers", "2") as running:
        yield running


def running(pid: int) -> bool:
    """Tell whether a process is there and no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize("signals", [(signal.SIGTERM,), (signal.SIGINT,)])
def test_asked_to_end_it_finishes_what_is_in_progress(signals: tuple[signal.Signals, ...], plain: Server) -> None:
    everything = plain.processes()
    idle = HTTPConnection("127.0.0.1", plain.port, timeout=10)
    idle.request("GET", "/health/live")
    idle.getresponse().read()
    with ThreadPoolExecutor(1) as threads:
        long = threads.submit(plain.sparql, LONG, timeout=60)
        assert eventually(lambda: plain.metrics()["nmkg_queries_running"] == 1)
        for each in signals:
            plain.process.send_signal(each)
        assert eventually(lambda: not listens(plain.port))
        answer = long.result(timeout=60)
    assert answer.rows() == [{"n": "4000000"}]
    assert plain.process.wait(timeout=30) == 0
    assert idle.sock is None or idle.sock.recv(1) == b""
    idle.close()
    assert eventually(lambda: not any(map(running, everything)))
    assert "Traceback" not in plain.said()
    assert "ERROR" not in plain.said()


def head(query: str) -> bytes:
    return f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def test_asked_twice_it_ends_at_once(plain: Server) -> None:
    everything = plain.processes()
    with ThreadPoolExecutor(1) as threads:
        broken = threads.submit(plain.raw, head(ENDLESS), 60)
        assert eventually(lambda: plain.metrics()["nmkg_queries_running"] == 1)
        plain.process.send_signal(signal.SIGINT)
        assert eventually(lambda: not listens(plain.port))
        assert not broken.done()
        plain.process.send_signal(signal.SIGINT)
        plain.process.wait(timeout=3)
        assert broken.result() == b""
    assert eventually(lambda: not any(map(running, everything)))


def test_a_signal_to_all_of_a_terminal_is_a_signal_to_one(tmp_path: Path) -> None:
    data = tmp_path / "data.nt"
    data.write_text(DATA, encoding="utf-8")
    with serving(tmp_path, "--data", str(data)) as plain:
        groups = {os.getpgid(pid) for pid in plain.processes()}
        assert os.getpgid(plain.process.pid) not in groups
        for pid in (*plain.processes("zygote"), *plain.processes("worker")):
            for each in (signal.SIGINT, signal.SIGTERM):
                os.kill(pid, each)
        time.sleep(0.1)
        assert plain.sparql("ASK {}").status == 200
        assert plain.metrics()["nmkg_worker_restarts_total"] == 0


@pytest.mark.parametrize("role", ROLES)
def test_nothing_outlives_the_server_whichever_process_is_killed_before(role: str, plain: Server) -> None:
    everything = {plain.process.pid, *plain.processes()}
    with ThreadPoolExecutor(1) as threads:
        broken = threads.submit(plain.raw, head(ENDLESS), 60)
        assert eventually(lambda: plain.metrics()["nmkg_queries_running"] == 1)
        victims = [plain.process.pid] if role == "main" else plain.processes(role)
        for pid in victims:
            os.kill(pid, signal.SIGKILL)
        if role != "main":
            assert eventually(lambda: ready(plain), 20)
            everything |= set(plain.processes())
            plain.process.send_signal(signal.SIGTERM)
            plain.process.send_signal(signal.SIGTERM)
        plain.process.wait(timeout=20)
        assert eventually(lambda: not any(map(running, everything)), 30)
        broken.result(timeout=60)


def ready(server: Server) -> bool:
    try:
        return server.get("/health/ready").status == 200 and server.sparql("ASK {}").status == 200
    except OSError:
        return False


def test_the_first_line_says_where_and_within_which_limits(plain: Server) -> None:
    first = plain.said().splitlines()[0]
    for text in (plain.base, "2 workers", "8 s", "1024 MB", "uploads up to 10 MB", "SERVICE refused"):
        assert text in first


def test_a_full_server_is_alive_and_not_ready(tmp_path: Path) -> None:
    data = tmp_path / "data.nt"
    data.write_text(DATA, encoding="utf-8")
    arguments = ("--data", str(data), "--workers", "1", "--queue", "1", "--timeout", "3", "--patience", "20")
    with serving(tmp_path, *arguments) as full, ThreadPoolExecutor(2) as threads:
        late = [threads.submit(full.sparql, f"{ENDLESS} # {n}") for n in range(2)]
        assert eventually(lambda: full.metrics()["nmkg_queries_waiting"] == 1)
        refused = full.get("/health/ready")
        assert refused.problem()["detail"] == "The queue is full."
        assert "retry-after" in refused.headers
        assert full.get("/health/live").text == "live\n"
        assert [answer.result().status for answer in late] == [504, 504]
        assert full.get("/health/ready").text == "ready\n"


def test_busy_workers_are_ready_ones(plain: Server) -> None:
    with ThreadPoolExecutor(2) as threads:
        late = [threads.submit(plain.sparql, f"{LONG} # {n}", timeout=60) for n in range(2)]
        assert eventually(lambda: plain.metrics()["nmkg_queries_running"] == 2)
        began = time.monotonic()
        assert plain.get("/health/ready").status == 200
        assert not any(answer.done() for answer in late)
        assert time.monotonic() - began < 10


def test_metrics_are_what_prometheus_reads(server: Server, release: Release) -> None:
    server.ask("BREW", "/sparql")
    server.get("/no-such-folder-37/x")
    answer = server.get("/metrics")
    families = {family.name: family for family in text_string_to_metric_families(answer.text)}
    assert {
        "nmkg_requests", "nmkg_request_seconds", "nmkg_cache", "nmkg_queries_waiting", "nmkg_queries_running",
        "nmkg_worker_restarts", "nmkg_triples", "nmkg_release", "nmkg_release_switches", "process_open_fds",
    } <= set(families)  # fmt: skip
    assert families["nmkg_requests"].type == "counter"
    assert families["nmkg_request_seconds"].type == "histogram"
    assert families["nmkg_triples"].samples[0].value == release.triples
    assert families["nmkg_release"].samples[0].labels == {"release": release.id}
    labels = [sample.labels for sample in families["nmkg_requests"].samples]
    assert not {each["method"] for each in labels} & {"BREW"}
    assert not {each["route"] for each in labels} & {"/no-such-folder-37"}


def test_each_request_is_counted_and_logged_once_without_its_query(plain: Server) -> None:
    secret = "a-secret-of-the-one-who-asks"  # noqa: S105
    query = f'ASK {{ ?s ?p "{secret}" }}'
    asked = [plain.sparql(query), plain.sparql(query, "POST"), plain.sparql(f"SELEC {secret}"),
             plain.ask("POST", "/sparql", {"Content-Type": "application/sparql-query"}, query.encode()),
             plain.get(f"/sparql?query={secret}", User_Agent="me", Referer=f"http://{secret}/"),
             plain.ask("POST", "/validate", {"Content-Type": "text/turtle"}, f"<{secret}> .".encode())]  # fmt: skip
    assert secret not in plain.said()
    lines = {
        line["id"]: line for line in map(json.loads, filter(lambda text: text[0] == "{", plain.said().splitlines()))
    }
    for answer in asked:
        line = lines[answer.headers["x-query-id"]]
        assert (line["status"], line["bytes"], line["client"]) == (answer.status, len(answer.body), "127.0.0.1")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line["time"])
        assert line["ms"] >= 0
    assert plain.said().count(asked[0].headers["x-query-id"]) == 1
    assert [lines[answer.headers["x-query-id"]]["cache"] for answer in asked[:2]] == ["miss", "miss"]
    counted = plain.metrics()
    assert counted['nmkg_requests_total{method="POST",route="/sparql",status="200"}'] == 2
    assert counted['nmkg_requests_total{method="GET",route="/sparql",status="400"}'] == 2


def test_a_worker_that_runs_out_of_memory_is_told_in_a_line_and_no_trace(tmp_path: Path) -> None:
    data = tmp_path / "data.nt"
    data.write_text(DATA, encoding="utf-8")
    with serving(tmp_path, "--data", str(data), "--memory", "100", "--timeout", "20") as small:
        assert small.sparql("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f").problem()["limit"] == "memory"
        assert "a worker was ended (memory) with this job in hand: query" in small.said()
        assert "stack backtrace" not in small.said()


def test_every_answer_carries_the_security_headers(server: Server) -> None:
    assert server.get("/", Accept="text/html").headers["x-frame-options"] == "DENY"
    for path in ("/", "/sparql?query=ASK%7B%7D", "/nowhere", "/static/style.css", "/metrics", "/validate"):
        headers = server.get(path, Accept="text/html").headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["access-control-allow-origin"] == "*"
        assert "referrer-policy" in headers
        if headers["content-type"].startswith("text/html"):
            assert "default-src 'none'" in headers["content-security-policy"]
            assert "unsafe-inline" not in headers["content-security-policy"]
            assert "unsafe-eval" not in headers["content-security-policy"]
            assert "frame-ancestors 'none'" in headers["content-security-policy"]


FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1, 198.51.100.7", "Accept": "text/turtle"}


def test_a_proxy_is_believed_only_where_it_is_said_to_be_there(
    server: Server, release: Release, tmp_path: Path
) -> None:
    plain = server.ask("GET", "/sparql", FORWARDED)
    assert f"<{server.base}/sparql>" in plain.text
    assert '"client": "127.0.0.1"' in logged(server, plain.headers["x-query-id"])
    with serving(tmp_path, "--release", str(release.folder), "--behind-proxy") as proxied:
        answer = proxied.ask("GET", "/sparql", FORWARDED)
        assert f"<{proxied.base.replace('http:', 'https:')}/sparql>" in answer.text
        assert '"client": "198.51.100.7"' in logged(proxied, answer.headers["x-query-id"])
        assert f"<{proxied.base}/sparql>" in proxied.get("/sparql", Accept="text/turtle").text


def logged(server: Server, query_id: str) -> str:
    return next(line for line in server.said().splitlines() if query_id in line)


def answered(clients: list[socket.socket]) -> list[socket.socket]:
    return select.select(clients, [], [], 0)[0]


def test_uploads_have_a_bound_together(tmp_path: Path) -> None:
    data = tmp_path / "data.nt"
    data.write_text(DATA, encoding="utf-8")
    head = b"POST /validate HTTP/1.1\r\nHost: a\r\nContent-Type: text/turtle\r\nContent-Length: 1048576\r\n\r\n"
    with serving(tmp_path, "--data", str(data), "--max-upload", "1") as small:
        clients = [socket.create_connection(("127.0.0.1", small.port), timeout=10) for _ in range(20)]
        for client in clients:
            client.sendall(head + b"#" * 1_000_000)  # all but the last bytes
        assert eventually(lambda: len(answered(clients)) >= 4)
        refused = [client.recv(12) for client in answered(clients)]
        assert refused == [b"HTTP/1.1 503"] * 4
        for client in clients:
            client.close()
        assert eventually(
            lambda: small.ask("POST", "/validate", {"Content-Type": "text/turtle"}, b"<a> a <b>.").status == 200
        )
