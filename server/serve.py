"""Starting the server."""

import ctypes
import logging
import math
import os
import signal
import socket
from collections.abc import Callable
from functools import partial
from typing import Any

import click
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from graph.errors import NmkgError
from server.app import create_app
from server.gate.gate import Gate
from server.gate.releases import Releases
from server.limits import Limits
from server.source import Source

_HEAD_MILLISECONDS = 10_000
_MARGIN = 5
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>


class _Server(MPServer):
    """Ends gracefully when asked to end, and at once when asked a second time."""

    def signal_handler_interrupt(self, *args: object, **kwargs: object) -> None:
        """Take SIGINT or SIGTERM."""
        if self.interrupt_signal:
            for worker in self.wrks:
                worker.kill()  # type: ignore[no-untyped-call]
        super().signal_handler_interrupt(*args, **kwargs)  # type: ignore[no-untyped-call]


def serve(source: Source, host: str, port: int, limits: Limits, *, access_log: bool, behind_proxy: bool) -> None:
    """Serve until interrupted.

    Raises ReleaseError for a damaged release and NmkgError for a file that is not RDF or an address
    that is taken, before anything listens.
    """
    source.check()
    _require_free(host, port)
    server = _Server(
        "nmkg",
        host,
        port,
        interface=Interfaces.RSGI,
        workers=1,  # one process counts, caches and queues; the work is done in the pool's
        websockets=False,
        respawn_failed_workers=True,
        http1_settings=HTTP1Settings(header_read_timeout=_HEAD_MILLISECONDS),
        workers_kill_timeout=math.ceil(limits.patience + limits.timeout) + _MARGIN,
        log_level=LogLevels.warning,
    )
    click.echo(f"http://{host}:{port}/ · {limits.told()}")
    loader: Callable[..., Any] = partial(_gate, source, limits, access_log=access_log, behind_proxy=behind_proxy)
    server.serve(target_loader=loader, wrap_loader=False)


def _gate(source: Source, limits: Limits, *, access_log: bool, behind_proxy: bool) -> Gate:
    os.setsid()  # a terminal's SIGINT is for the parent, which asks this process to end, once
    _end_with_parent()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    return Gate(Releases(source, limits, create_app), limits, access_log=access_log, behind_proxy=behind_proxy)


def _end_with_parent() -> None:
    """Have the system end this process when its parent ends, however that comes; the zygote ends with this one."""
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _require_free(host: str, port: int) -> None:
    """Raise NmkgError where something listens already: the server itself would share the port without a word."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise NmkgError(f"{host}:{port} cannot be listened on: {error.strerror or error}; try --port") from error
