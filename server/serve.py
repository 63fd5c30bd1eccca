"""Starting the server."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from pyoxigraph import DefaultGraph, Quad, Store

from graph.data import read_quads
from graph.release import open_release
from server.app import Served, create_app

THREADS = 4


def serve(source: Path | tuple[Path, ...], host: str, port: int) -> None:
    """Serve a release folder, or plain RDF files, until interrupted.

    Raises ReleaseError for a damaged release and NmkgError for a file that is not RDF, before anything listens.
    """
    loaded(source)
    server = Granian("nmkg", host, port, interface=Interfaces.WSGI, blocking_threads=THREADS, websockets=False)
    loader: Callable[..., Callable[..., Any]] = partial(_application, source)
    server.serve(target_loader=loader, wrap_loader=False)


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
