"""A pool of killable workers: a request has a deadline and a memory limit in every phase, and can be given up."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graph.errors import NmkgError
from server.limits import Limits
from server.pool.channel import Channel, Message
from server.pool.worker import LAST, SECONDS
from server.pool.zygote_client import Zygote, kill

_REMEMBERED = 10.0
_ABORTED = -6  # SIGABRT: what the store does where memory is refused


class Ended(Enum):
    """Why a request got no answer."""

    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"


@dataclass(frozen=True, slots=True)
class Unanswered(Exception):
    """The worker was ended, or ended by itself, before it had answered."""

    why: Ended


class Busy(Exception):
    """No worker was free in time, or too many requests wait already."""


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
        self._idle: list[_Worker] = []
        self._waiting: deque[asyncio.Future[_Worker]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.get_running_loop()
        self._closed = False

    async def start(self) -> None:
        """Fork the first workers."""
        await asyncio.gather(*(self._add() for _ in range(self._limits.workers)))

    @property
    def waiting(self) -> int:
        """How many requests wait for a worker."""
        return len(self._waiting)

    @property
    def busy(self) -> int:
        """How many workers have a request in hand."""
        return sum(worker.answer is not None for worker in self._workers)

    async def run(self, header: dict[str, Any], body: bytes = b"", timeout: float | None = None) -> Message:
        """Have a request answered.

        Raises Busy where no worker is to be had, and Unanswered with the reason where the worker was ended. A caller
        that is cancelled ends the work.
        """
        deadline = self._limits.timeout if timeout is None else timeout
        request = Message({**header, SECONDS: deadline}, body)
        while True:
            worker = await self._take()
            try:
                worker.channel.send(request)
                break
            except (BrokenPipeError, ConnectionResetError):
                worker.end()  # it had ended while it was idle; this request has not begun
            except BaseException:
                self._give_back(worker)
                raise
        return await self._answered(worker, deadline)

    async def _answered(self, worker: _Worker, deadline: float) -> Message:
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
            self._give_back(worker)
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
        await asyncio.to_thread(self.zygote.close)

    async def _take(self) -> _Worker:
        if self._idle:
            return self._idle.pop()
        if len(self._waiting) >= self._limits.queue:
            raise Busy
        place: asyncio.Future[_Worker] = self._loop.create_future()
        self._waiting.append(place)
        timer = self._loop.call_later(self._limits.patience, place.cancel)
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():  # a worker came in the moment the client left
                self._give_back(place.result())
            if not _being_cancelled():
                raise Busy from None
            raise
        finally:
            timer.cancel()
            if place in self._waiting:
                self._waiting.remove(place)

    def _give_back(self, worker: _Worker) -> None:
        if not worker.alive:
            return
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(worker)
                return
        self._idle.append(worker)

    def _replace(self, worker: _Worker) -> None:
        self._workers.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
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
            return  # the zygote has ended; who watches it starts another pool
        self._workers.add(worker)
        self._give_back(worker)

    async def _cause(self, worker: _Worker) -> Ended:
        status = await self.zygote.status(worker.pid)
        return Ended.MEMORY if status == _ABORTED else Ended.CRASH


def _being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
