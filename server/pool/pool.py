"""A pool of killable workers: a request has a deadline and a memory limit in every phase, and can be given up."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graph.errors import NmkgError
from server.limits import Limits
from server.pool.channel import Channel, Message
from server.pool.turns import Busy, Turns
from server.pool.worker import LAST, SECONDS
from server.pool.zygote_client import Zygote, kill

__all__ = ["Busy", "Ended", "Pool", "Unanswered"]

_REMEMBERED = 10.0
_KILLED = -9
_ABORTED = -6  # SIGABRT: what the store does where memory is refused


class Ended(Enum):
    """Why a request got no answer."""

    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"
    KILLED = "killed"
    """From outside: no fault of the request."""


@dataclass(frozen=True, slots=True)
class Unanswered(Exception):
    """The worker was ended, or ended by itself, before it had answered."""

    why: Ended


class _Worker:
    """A worker and the request it has in hand, if any."""

    def __init__(self, pid: int, channel: Channel, ended: "Callable[[_Worker], None]") -> None:
        self.pid = pid
        self.channel = channel
        self._ended = ended
        self.answer: asyncio.Future[Message | None] | None = None
        self.alive = True
        asyncio.get_running_loop().add_reader(channel.socket, self._read)

    def _read(self) -> None:
        try:
            received = self.channel.receive()
        except BlockingIOError:
            return
        if received is None:
            self.end()
        elif self.answer is not None and not self.answer.done():
            last = received[0].header.pop(LAST, False)
            self.answer.set_result(received[0])
            if last:
                self.end()

    def end(self) -> None:
        if not self.alive:
            return
        self.alive = False
        asyncio.get_running_loop().remove_reader(self.channel.socket)
        self.channel.close()
        kill(self.pid)
        self._ended(self)
        if self.answer is not None and not self.answer.done():
            self.answer.set_result(None)


class Pool:
    """Workers of one zygote. Use it from one event loop; `start` first, `close` last."""

    def __init__(self, zygote: Zygote, limits: Limits) -> None:
        """Keep `limits.workers` workers."""
        self.zygote = zygote
        self.replaced = 0
        self._limits = limits
        self._workers: set[_Worker] = set()
        self._turns: Turns[_Worker] = Turns(limits, lambda worker: worker.alive)
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.get_running_loop()
        self._closed = False
        zygote.gone.add_done_callback(lambda _: self._end_if_over())

    async def start(self) -> None:
        """Fork the first workers."""
        await asyncio.gather(*(self._add() for _ in range(self._limits.workers)))

    @property
    def waiting(self) -> int:
        """How many requests wait for a worker."""
        return len(self._turns.waiting)

    @property
    def busy(self) -> int:
        """How many workers have a request in hand."""
        return sum(worker.answer is not None for worker in self._workers)

    @property
    def idle(self) -> int:
        """How many workers have nothing to do."""
        return len(self._turns.idle)

    def unready(self) -> str:
        """Say why requests would be refused now; nothing where they would not."""
        if self._is_over():
            return "The workers are being started."
        return "The queue is full." if not self.idle and self._turns.is_full() else ""

    async def run(
        self, header: dict[str, Any], body: bytes = b"", timeout: float | None = None, *, slow: bool = False
    ) -> Message:
        """Have a request answered; slow ones may only take half of the workers and half of the queue.

        Raises Busy where no worker is to be had, and Unanswered with the reason where the worker was ended. A caller
        that is cancelled ends the work.
        """
        deadline = self._limits.timeout if timeout is None else timeout
        request = Message({**header, SECONDS: deadline}, body)
        while True:
            if self._is_over():
                raise Busy
            worker = await self._turns.take(slow=slow)
            try:
                if not worker.alive:
                    raise BrokenPipeError
                worker.channel.send(request)
                break
            except (BrokenPipeError, ConnectionResetError):
                worker.end()  # it had ended while it was idle; this request has not begun
                self._turns.done(worker, slow=slow)
            except BaseException:
                self._turns.done(worker, slow=slow)
                raise
        return await self._answered(worker, deadline, slow=slow)

    async def _answered(self, worker: _Worker, deadline: float, *, slow: bool) -> Message:
        """Wait for the worker's reply."""
        answer = worker.answer = self._loop.create_future()
        overdue = False

        def end() -> None:
            nonlocal overdue
            overdue = True
            worker.end()

        timer = self._loop.call_later(deadline, end)
        try:
            reply: Message | None = await answer
        except asyncio.CancelledError:
            worker.end()
            raise
        finally:
            timer.cancel()
            worker.answer = None
            self._turns.done(worker, slow=slow)
        if reply is None:
            raise Unanswered(Ended.TIMEOUT if overdue else await self._cause(worker))
        return reply

    async def close(self) -> None:
        """End the workers and the zygote."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        for worker in tuple(self._workers):
            worker.end()
        await self.zygote.close()

    def _is_over(self) -> bool:
        """Say whether there is no worker and nobody to make one."""
        return self.zygote.gone.done() and not self._workers

    def _end_if_over(self) -> None:
        if self._is_over():
            self._turns.send_away()

    def _replace(self, worker: _Worker) -> None:
        self._workers.discard(worker)
        if worker in self._turns.idle:
            self._turns.idle.remove(worker)
        self._loop.call_later(_REMEMBERED, self.zygote.forget, worker.pid)
        if not self._closed:
            self.replaced += 1
            task = self._loop.create_task(self._add())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _add(self) -> None:
        try:
            worker = _Worker(*await self.zygote.fork(), self._replace)
        except NmkgError:
            self._end_if_over()  # the zygote has ended; who watches it starts another pool
            return
        self._workers.add(worker)
        self._turns.add(worker)

    async def _cause(self, worker: _Worker) -> Ended:
        status = await self.zygote.status(worker.pid)
        # Nothing is heard of a worker whose zygote has ended: something killed that, and perhaps this too.
        return {_ABORTED: Ended.MEMORY, _KILLED: Ended.KILLED, None: Ended.KILLED}.get(status, Ended.CRASH)
