"""SPARQL endpoints to be measured side by side, each over the same N-Triples file."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import urlopen

START = 600


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A running endpoint: its name, the address of its query service, the process that was started."""

    name: str
    address: str
    process: "subprocess.Popen[bytes]"

    def memory(self) -> int:
        """Proportional set size of the process and all that it started, in bytes."""
        return sum(_pss(pid) for pid in _tree(self.process.pid))


def available() -> dict[str, str]:
    """Name each rival, with the reason where it cannot be measured here."""
    tools = {
        "nmkg": sys.executable,
        "oxigraph": _tool("oxigraph"),
        "rdflib-endpoint": _tool("rdflib-endpoint"),
        "virtuoso": shutil.which("virtuoso-t"),
    }
    return {name: "" if tool else "not installed" for name, tool in tools.items()}


@contextmanager
def running(name: str, data: Path, folder: Path) -> Iterator[Endpoint]:
    """Load the file and serve it; stopped by its own process id in the end."""
    port = free_port()
    command, path = _COMMANDS[name](data, folder, port)
    with started(name, command, f"http://127.0.0.1:{port}{path}", folder) as endpoint:
        if name == "virtuoso":
            _load_virtuoso(data, port + 1)
        yield endpoint


@contextmanager
def started(name: str, command: list[str], address: str, folder: Path) -> Iterator[Endpoint]:
    """Start a server and wait until it answers; stopped by its own process id in the end."""
    log = (folder / f"{name}.log").open("wb")
    process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env={**os.environ, "RUST_BACKTRACE": "0"})
    try:
        endpoint = Endpoint(name, address, process)
        _wait(endpoint)
        yield endpoint
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def nmkg(*arguments: str) -> list[str]:
    """Give the command line of this checkout's own server."""
    root = Path(__file__).parents[2]
    main = f"import sys; sys.path.insert(0, {str(root)!r}); from server.cli import main; main(prog_name='nmkg')"
    return [sys.executable, "-c", main, "serve", *arguments, "--no-access-log"]


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _nmkg(data: Path, _folder: Path, port: int) -> tuple[list[str], str]:
    return nmkg("--data", str(data), "--port", str(port)), "/sparql"


def _oxigraph(data: Path, folder: Path, port: int) -> tuple[list[str], str]:
    tool, store = str(_tool("oxigraph")), str(folder / "oxigraph")
    for step in (["load", "--location", store, "--file", str(data)], ["optimize", "--location", store]):
        subprocess.run([tool, *step], check=True, capture_output=True)
    return [tool, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}"], "/query"


def _rdflib(data: Path, _folder: Path, port: int) -> tuple[list[str], str]:
    return [str(_tool("rdflib-endpoint")), "serve", "--host", "127.0.0.1", "--port", str(port), str(data)], "/"


def _virtuoso(data: Path, folder: Path, port: int) -> tuple[list[str], str]:
    ini = folder / "virtuoso.ini"
    ini.write_text(
        f"""[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.errors
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
FileExtend = 200
[Parameters]
ServerPort = 127.0.0.1:{port + 1}
ServerThreads = 20
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
DirsAllowed = {data.parent}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 10000000
""",
        encoding="ascii",
    )
    return [str(shutil.which("virtuoso-t")), "+foreground", "+configfile", str(ini)], "/sparql"


_COMMANDS = {"nmkg": _nmkg, "oxigraph": _oxigraph, "rdflib-endpoint": _rdflib, "virtuoso": _virtuoso}


def _load_virtuoso(data: Path, port: int) -> None:
    load = f"DB.DBA.TTLP_MT(file_to_string_output('{data}'), '', 'http://example.org/g', 0); checkpoint;"
    tool = str(shutil.which("isql-vt"))
    done = subprocess.run([tool, f"127.0.0.1:{port}", "dba", "dba", f"exec={load}"], capture_output=True, text=True)
    if "Error" in done.stdout + done.stderr:
        raise RuntimeError(done.stdout + done.stderr)


def _wait(endpoint: Endpoint) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        if endpoint.process.poll() is not None:
            raise RuntimeError(f"{endpoint.name} ended; its log says why")
        try:
            with urlopen(f"{endpoint.address}?query={quote('ASK {}')}", timeout=30):
                return
        except HTTPError:
            return
        except (URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(f"{endpoint.name} does not answer")


def _tool(name: str) -> str | None:
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def _tree(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _tree(int(child)))]


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
