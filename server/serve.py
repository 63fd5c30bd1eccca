"""Starting the server."""

import logging
import socket
from collections.abc import Callable
from functools import partial
from typing import Any

import click
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from graph.errors import NmkgError
from server.app import create_app
from server.gate.gate import Gate
from server.gate.releases import Releases
from server.limits import Limits
from server.source import Source

_HEAD_MILLISECONDS = 10_000
_GRACE = 30


def serve(source: Source, host: str, port: int, limits: Limits, *, access_log: bool) -> None:
    """Serve until interrupted.

    Raises ReleaseError for a damaged release and NmkgError for a file that is not RDF or an address
    that is taken, before anything listens.
    """
    source.check()
    _require_free(host, port)
    server = Granian(
        "nmkg",
        host,
        port,
        interface=Interfaces.RSGI,
        workers=1,  # one process counts, caches and queues; the work is done in the pool's
        websockets=False,
        respawn_failed_workers=True,
        http1_settings=HTTP1Settings(header_read_timeout=_HEAD_MILLISECONDS),
        workers_kill_timeout=_GRACE,
        log_level=LogLevels.warning,
    )
    click.echo(f"http://{host}:{port}/ · {limits.told()}")
    loader: Callable[..., Any] = partial(_gate, source, limits, access_log=access_log)
    server.serve(target_loader=loader, wrap_loader=False)


def _gate(source: Source, limits: Limits, *, access_log: bool) -> Gate:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    return Gate(Releases(source, limits, create_app), limits, access_log=access_log)


def _require_free(host: str, port: int) -> None:
    """Raise NmkgError where something listens already: the server itself would share the port without a word."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise NmkgError(f"{host}:{port} cannot be listened on: {error.strerror or error}; try --port") from error
