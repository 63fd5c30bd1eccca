"""The front's side of the zygote: starting it, and asking it for workers."""

import asyncio
import os
import signal
import subprocess
import sys
from collections import deque
from contextlib import suppress
from typing import Any

from graph.errors import NmkgError
from server.pool.channel import Channel, Message

_GONE = "the process that makes workers has ended"


class Zygote:
    """A running zygote. Use `start`."""

    def __init__(self, process: "subprocess.Popen[bytes]", control: Channel, facts: dict[str, Any]) -> None:
        """Watch it; `facts` is what it says of what it loaded."""
        self.facts = facts
        self._process = process
        self._control = control
        self._forking: deque[asyncio.Future[int]] = deque()
        self._statuses: dict[int, asyncio.Future[int | None]] = {}
        self._loop = asyncio.get_running_loop()
        self.gone: asyncio.Future[None] = self._loop.create_future()
        control.socket.setblocking(False)
        self._loop.add_reader(control.socket, self._read)

    @staticmethod
    async def start(module: str, *arguments: str) -> "Zygote":
        """Run `python -m MODULE DESCRIPTOR ARGUMENTS...`, which calls `zygote.serve`, and wait until it has loaded.

        Raises NmkgError with its reason where it cannot.
        """
        ours, theirs = Channel.pair()
        command = [sys.executable, "-m", module, str(theirs.socket.fileno()), *arguments]
        # A worker that runs out of memory aborts, which is its way to end; the store need not print where it was.
        environment = {**os.environ, "RUST_BACKTRACE": "0"}
        process = subprocess.Popen(  # noqa: S603
            command, pass_fds=[theirs.socket.fileno()], stdin=subprocess.DEVNULL, env=environment
        )
        theirs.close()
        try:
            first = await asyncio.to_thread(ours.receive)
        except asyncio.CancelledError:
            process.kill()
            process.wait()
            ours.close()
            raise
        said: dict[str, Any] = first[0].header if first else {"failed": "the process that loads the release ended"}
        if "failed" in said:
            ours.close()
            process.wait()
            raise NmkgError(said["failed"])
        return Zygote(process, ours, said["ready"])

    async def fork(self) -> tuple[int, Channel]:
        """Make a worker: its process id, and the channel to it.

        Raises NmkgError where the zygote has ended.
        """
        if self.gone.done():
            raise NmkgError(_GONE)
        ours, theirs = Channel.pair()
        forked: asyncio.Future[int] = self._loop.create_future()
        try:
            self._control.send(Message({"fork": 1}), theirs.socket.fileno())
            self._forking.append(forked)
            pid = await forked
        except BaseException as error:
            ours.close()  # a worker that was made nevertheless sees it, and ends
            if isinstance(error, OSError):
                raise NmkgError(_GONE) from error
            raise
        finally:
            theirs.close()
        ours.socket.setblocking(False)
        return pid, ours

    async def status(self, pid: int) -> int | None:
        """Give the exit status of a worker that has ended: negative for a signal, None where nothing is heard of it."""
        known = self._statuses.get(pid)
        if known is not None:
            with suppress(TimeoutError):
                return await asyncio.wait_for(asyncio.shield(known), 1)
        return None

    def forget(self, pid: int) -> None:
        """Drop what is known of a worker."""
        self._statuses.pop(pid, None)

    async def close(self) -> None:
        """End it, and its workers with it."""
        if not self.gone.done():
            self._end()
        await asyncio.to_thread(self._reap)

    def _reap(self) -> None:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
            return
        self._process.kill()
        self._process.wait()

    def _read(self) -> None:
        while True:
            try:
                received = self._control.receive()
            except BlockingIOError:
                return
            if received is None:
                self._end()
                return
            header = received[0].header
            if "forked" in header:
                pid = header["forked"]
                self._statuses[pid] = self._loop.create_future()
                forked = self._forking.popleft()
                if not forked.done():
                    forked.set_result(pid)
            elif (status := self._statuses.get(header["ended"])) is not None and not status.done():
                status.set_result(header["status"])

    def _end(self) -> None:
        self._loop.remove_reader(self._control.socket)
        self._control.close()
        self.gone.set_result(None)
        for waiting in self._forking:
            if not waiting.done():
                waiting.set_exception(NmkgError(_GONE))
        for status in self._statuses.values():
            if not status.done():
                status.set_result(None)


def kill(pid: int) -> None:
    """End a worker at once; it may have ended already."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
