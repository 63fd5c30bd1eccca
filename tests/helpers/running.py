"""A real server for tests: started, asked over real sockets, stopped by its own process id."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).parents[2]
JSON = "application/sparql-results+json"
START_SECONDS = 60
STOP_SECONDS = 45


@dataclass(frozen=True)
class Reply:
    """What came back: status, header fields by lower-case name (several lines joined), body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Any:  # noqa: ANN401 - whatever it holds
        return json.loads(self.body)

    def rows(self) -> list[dict[str, str]]:
        """The rows of a result in JSON, each variable's value."""
        return [{name: term["value"] for name, term in row.items()} for row in self.json()["results"]["bindings"]]

    def problem(self) -> dict[str, Any]:
        """The problem details, which every error must have, under the id that the header names too."""
        assert self.media_type == "application/problem+json", (self.status, self.headers, self.body[:500])
        told: dict[str, Any] = self.json()
        assert told["status"] == self.status
        assert told["title"]
        assert told["detail"]
        assert told["queryId"] == self.headers["x-query-id"]
        return told


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path
    temporary: Path

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None,
        timeout: float = 30,
    ) -> Reply:  # fmt: skip
        """Send one request on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return Reply(answer.status, _joined(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Reply:
        return self.ask("GET", path, _named(headers))

    def sparql(self, query: str, method: str = "GET", **more: Any) -> Reply:  # noqa: ANN401 - text, lists
        """Ask a query, by GET or in a form; further parameters by name, header fields as `headers`."""
        headers = dict(more.pop("headers", {}))
        timeout = more.pop("timeout", 30)
        fields = urlencode({"query": query, **{k.replace("_", "-"): v for k, v in more.items()}}, doseq=True)
        if method == "GET":
            return self.ask("GET", f"/sparql?{fields}", headers, timeout=timeout)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self.ask(method, "/sparql", headers, fields.encode(), timeout)

    def raw(self, data: bytes, seconds: float = 10, *, half_close: bool = False) -> bytes:
        """Send bytes as they are, and give what comes back until the server closes or the time is over."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            received = b""
            try:
                connection.sendall(data)
                if half_close:
                    connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # the server may have said already that this is too much
            try:
                while chunk := connection.recv(1 << 16):
                    received += chunk
            except OSError:
                pass
            return received

    def metrics(self) -> dict[str, float]:
        """The metrics by name with labels."""
        lines = (line for line in self.get("/metrics").text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}

    def processes(self, role: str = "") -> list[int]:
        """The processes below the server's: all, or those that are the `front`, the `zygote`, the `worker`s."""
        table = _parents()
        below: list[int] = []
        found = [self.process.pid]
        while found:
            found = [pid for pid, parent in table.items() if parent in found]
            below += found
        zygotes = [pid for pid in below if "server.jobs" in _command(pid) and "server.jobs" not in _command(table[pid])]
        roles = {
            "": below,
            "zygote": zygotes,
            "front": [table[pid] for pid in zygotes],
            "worker": [pid for pid in below if table[pid] in zygotes],
        }
        return roles[role]

    @property
    def front(self) -> int:
        return self.processes("front")[0]

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


def eventually(done: Callable[[], object], seconds: float = 10) -> bool:
    """Wait until something holds, at most so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if done():
            return True
        time.sleep(0.02)
    return bool(done())


def runs(pid: int) -> bool:
    """Whether a process runs; one that only waits to be counted as ended does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
        return stat.rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def memory(pid: int, name: str = "VmRSS") -> int:
    """Bytes that a process holds."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    found = re.search(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def descriptors(pid: int) -> int:
    """How many files and sockets a process has open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(folder: Path, *arguments: str, cwd: Path | None = None) -> Iterator[Server]:
    """Run `nmkg serve` with arguments on a free port; what it says and its temporary files go to the folder."""
    log = folder / "server.log"
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    for _ in range(3):
        port = _free_port()
        command = [sys.executable, "-m", "server", "serve", "--port", str(port), *arguments]
        with log.open("wb") as out:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)},
            )  # fmt: skip
        server = Server(process, port, log, temporary)
        try:
            if _waited(server):
                yield server
                return
        finally:
            _stop(process)
    raise AssertionError(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


def _waited(server: Server) -> bool:
    """Wait until it answers; False where its port was taken in the meantime."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.process.poll() is not None:
            if "cannot be listened on" in server.said():
                return False
            raise AssertionError(f"the server ended:\n{server.said()}")
        try:
            if server.get("/health/ready").status == 200:
                return True
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"the server did not answer:\n{server.said()}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _joined(fields: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in fields:
        key = name.lower()
        found[key] = f"{found[key]}, {value}" if key in found else value
    return found


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def _parents() -> dict[int, int]:
    table: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            if fields[0] != "Z":
                table[int(entry.name)] = int(fields[1])
    return table


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""
