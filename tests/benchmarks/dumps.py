"""Measure downloads beside nginx: the same large file, by turns, in one run; and the server's memory meanwhile.

Run it with `make bench`. The aim is 0.8 times the throughput of nginx with flat memory. Where nginx is not installed,
ours alone is measured, and that is said. The clients are curl, which share the machine's cores with what they measure.
"""

import argparse
import hashlib
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
from rivals import Endpoint, free_port, nmkg, started

from graph import pipeline
from graph.cli.group import folder_of
from graph.release.layout import CHECKSUMS

NAME = "large.nt"
AIM = 0.8
_MEGABYTE = 1 << 20
_CONFIGURATION = """
daemon off; master_process off; pid {folder}/{port}.pid; error_log {folder}/{port}.log;
events {{ worker_connections 256; }}
http {{
  access_log off; {sending} types {{ }} default_type application/n-triples;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder};
  scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; location /dumps/ {{ alias {releases}/; }} }}
}}
"""

# Which of the two is faster depends on the kernel; ours is held against the faster one.
_SENDING = {
    "nginx, sendfile": "sendfile on; tcp_nopush on;",
    "nginx, buffers": "sendfile off; output_buffers 2 128k;",
}


def main() -> None:
    """Print the throughput of both, the ratio, and how far our memory rose."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 4])
    arguments = parser.parse_args()
    if not shutil.which("curl"):
        click.echo("curl is not installed; there is no client to measure with")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        release = _with_large_file(pipeline.build(folder_of(None), folder / "releases")[0], arguments.megabytes)
        with _servers(folder, release) as servers:
            for clients in arguments.clients:
                _compare(servers, f"dumps/{release.name}/{NAME}", clients, arguments.rounds)


def _with_large_file(release: Path, megabytes: int) -> Path:
    """Add a file to a release and to its list."""
    piece = (release / "nmkg.nt").read_bytes()
    with (release / NAME).open("xb") as file:
        for _ in range(megabytes * _MEGABYTE // len(piece) + 1):
            file.write(piece)
    with (release / NAME).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with (release / CHECKSUMS).open("a") as file:
        file.write(f"{digest}  {NAME}\n")
    return release


@contextmanager
def _servers(folder: Path, release: Path) -> Iterator[list[Endpoint]]:
    """Start ours, then nginx in each of its ways to send a file."""
    with ExitStack() as running:

        def start(name: str, command: list[str], port: int) -> Endpoint:
            return running.enter_context(started(name, command, f"http://127.0.0.1:{port}", folder))

        port = free_port()
        servers = [start("nmkg", nmkg("--release", str(release), "--port", str(port)), port)]
        program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
        if not program:
            click.echo("nginx is not installed; ours is measured alone")
        for name, sending in _SENDING.items() if program else ():
            port = free_port()
            configuration = folder / f"{port}.conf"
            text = _CONFIGURATION.format(folder=folder, port=port, releases=release.parent, sending=sending)
            configuration.write_text(text)
            servers.append(start(name, [str(program), "-p", str(folder), "-c", str(configuration)], port))
        yield servers


def _compare(servers: list[Endpoint], path: str, clients: int, rounds: int) -> None:
    for server in servers:
        _download(server, path, clients)  # the file is read into the page cache
    rates: dict[str, list[float]] = {server.name: [] for server in servers}
    peak = before = servers[0].memory()
    for _ in range(rounds):
        for server in servers:
            rate, memory = _download(server, path, clients, servers[0])
            rates[server.name].append(rate)
            peak = max(peak, memory)
    for name, measured in rates.items():
        shown = " ".join(f"{rate / _MEGABYTE:.0f}" for rate in measured)
        median = statistics.median(measured) / _MEGABYTE
        click.echo(f"{clients} at a time, {name:<16}{median:>7.0f} MB/s ({shown})")
    if len(servers) > 1:
        ours, *theirs = (statistics.median(measured) for measured in rates.values())
        click.echo(f"{clients} at a time, nmkg / the faster nginx: {ours / max(theirs):.2f}; the aim is {AIM}")
    click.echo(f"{clients} at a time, memory {before / _MEGABYTE:.0f} MB before, {peak / _MEGABYTE:.0f} MB at most")


def _download(server: Endpoint, path: str, clients: int, watched: Endpoint | None = None) -> tuple[float, int]:
    """Download the file by several clients at once: bytes a second of all together, peak memory of the one watched."""
    peak, done = [0], threading.Event()

    def watch() -> None:
        while watched and not done.wait(0.2):
            peak.append(watched.memory())

    watcher = threading.Thread(target=watch)
    watcher.start()
    began = time.perf_counter()
    command = ["curl", "-sSf", "-o", "/dev/null", "-w", "%{size_download}", f"{server.address}/{path}"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(clients)]
    size = sum(int(process.communicate()[0]) for process in running)
    seconds = time.perf_counter() - began
    done.set()
    watcher.join()
    if any(process.returncode for process in running):
        raise click.ClickException(f"a download from {server.name} failed")
    return size / seconds, max(peak)


if __name__ == "__main__":
    main()
