"""A worker: a process that answers one message at a time until its channel closes."""

import os
import resource
import signal
from collections.abc import Callable
from dataclasses import replace
from math import ceil
from pathlib import Path

from server.pool.channel import Channel, Message

Handler = Callable[[Message], Message]

LAST = "last"
"""In the header of a reply: the worker ends with it, so that nothing more may be sent to it."""
SECONDS = "seconds"
"""In the header of a request: its deadline."""

_STACK = 64 << 20
_GRACE = 5


def work(channel: Channel, handle: Handler, memory: int) -> None:
    """Answer messages; never returns.

    A request that takes more than `memory` bytes ends the process: the store cannot go on without memory. A worker
    that keeps much of what a request took ends by itself after the answer, and a fresh one takes its place.
    """
    start = _private()
    resource.setrlimit(resource.RLIMIT_DATA, (start + memory, start + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_STACK)
    # A soft limit for the parser's recursion; the main thread's stack grows up to it.
    resource.setrlimit(resource.RLIMIT_STACK, (_STACK if most < 0 else min(_STACK, most), most))
    last = False
    while not last and (received := channel.receive()):
        request = received[0]
        # The front ends what is late. Should it have been killed, the alarm does, and nothing is left behind.
        signal.alarm(ceil(request.header.pop(SECONDS, 0)) + _GRACE)
        reply = handle(request)
        signal.alarm(0)
        last = _private() - start > memory // 2
        channel.send(replace(reply, header={**reply.header, LAST: True}) if last else reply)
    os._exit(0)


def _private() -> int:
    """Bytes of writable private memory: what RLIMIT_DATA counts."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    return pages * resource.getpagesize()
