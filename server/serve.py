"""Starting the server."""

import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from pyoxigraph import DefaultGraph, Quad, Store

from graph.data import read_quads
from graph.errors import NmkgError
from graph.release import open_release
from server.app import Served, create_app

THREADS = 4


def serve(source: Path | tuple[Path, ...], host: str, port: int) -> None:
    """Serve a release folder, or plain RDF files, until interrupted.

    Raises ReleaseError for a damaged release and NmkgError for a file that is not RDF or an address
    that is taken, before anything listens.
    """
    loaded(source)
    _require_free(host, port)
    server = Granian(
        "nmkg",
        host,
        port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
    )
    loader: Callable[..., Callable[..., Any]] = partial(_application, source)
    server.serve(target_loader=loader, wrap_loader=False)


def _require_free(host: str, port: int) -> None:
    """Raise NmkgError where something listens already: the server itself would share the port without a word."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise NmkgError(f"{host}:{port} cannot be listened on: {error.strerror or error}; try --port") from error


def loaded(source: Path | tuple[Path, ...]) -> Served:
    """Load what is to be served, and check it."""
    if isinstance(source, Path):
        release = open_release(source)
        return Served(release.load(), release.triples, release.folder, release.id)
    quads = read_quads(source)
    store = Store()
    store.extend(quads)
    merge = {Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in quads}
    store.extend(merge)
    return Served(store, len(merge), None, "")


def _application(source: Path | tuple[Path, ...]) -> Callable[..., Any]:
    return create_app(loaded(source))
