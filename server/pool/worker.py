"""A worker: a process that answers one message at a time until its channel closes."""

import ctypes
import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path

from server.pool.channel import Channel, Message

Handler = Callable[[Message], Message]

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>
_STACK = 64 << 20


def work(channel: Channel, handle: Handler, memory: int) -> None:
    """Answer messages; never returns.

    A request that takes more than `memory` bytes ends the process: the store cannot go on without memory. A worker
    that keeps much of what a request took ends by itself after the answer, and a fresh one takes its place.
    """
    _end_with_parent()
    start = _private()
    resource.setrlimit(resource.RLIMIT_DATA, (start + memory, start + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_STACK)
    # A soft limit for the parser's recursion; the main thread's stack grows up to it.
    resource.setrlimit(resource.RLIMIT_STACK, (_STACK if most < 0 else min(_STACK, most), most))
    while received := channel.receive():
        channel.send(handle(received[0]))
        if _private() - start > memory // 2:
            break
    os._exit(0)


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _private() -> int:
    """Bytes of writable private memory: what RLIMIT_DATA counts."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    return pages * resource.getpagesize()
