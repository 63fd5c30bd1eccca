"""Whose turn it is: requests wait for a worker in one bounded queue, and slow ones leave room for the others."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from server.limits import Limits

W = TypeVar("W")


class Busy(Exception):
    """No worker was free in time, or too many requests wait already."""


@dataclass(eq=False, slots=True)
class _Place(Generic[W]):
    worker: asyncio.Future[W]
    slow: bool


class Turns(Generic[W]):
    """Idle workers and waiting requests. Slow requests take at most half of the workers and half of the queue."""

    def __init__(self, limits: Limits, alive: Callable[[W], bool]) -> None:
        """Let `limits.queue` requests wait for `limits.patience` seconds; a worker that is not alive is forgotten."""
        self.idle: list[W] = []
        self.waiting: list[_Place[W]] = []
        self._limits = limits
        self._alive = alive
        self._slow = 0

    async def take(self, *, slow: bool) -> W:
        """Give a worker, which must be given back with `done`. Raises Busy."""
        if self.idle and self._may_begin(slow=slow):
            self._slow += slow
            return self.idle.pop()
        if self.is_full(slow=slow):
            raise Busy
        loop = asyncio.get_running_loop()
        place = _Place[W](loop.create_future(), slow)
        self.waiting.append(place)
        timer = loop.call_later(self._limits.patience, place.worker.cancel)
        try:
            return await place.worker
        except asyncio.CancelledError:
            if place.worker.done() and not place.worker.cancelled():  # a worker came in the moment the client left
                self.done(place.worker.result(), slow=slow)
            if not _being_cancelled():
                raise Busy from None
            raise
        finally:
            timer.cancel()
            if place in self.waiting:
                self.waiting.remove(place)

    def done(self, worker: W, *, slow: bool) -> None:
        """Take a worker back after a request."""
        self._slow -= slow
        self.add(worker)

    def add(self, worker: W) -> None:
        """Take a worker that has nothing to do."""
        if self._alive(worker):
            self.idle.append(worker)
        self._next()

    def send_away(self) -> None:
        """Let nobody wait any longer."""
        for place in self.waiting:
            place.worker.cancel()

    def is_full(self, *, slow: bool = False) -> bool:
        """Say whether one more must not wait."""
        most = self._limits.queue
        return len(self.waiting) >= most or (slow and sum(place.slow for place in self.waiting) >= (most + 1) // 2)

    def _may_begin(self, *, slow: bool) -> bool:
        return not slow or self._slow < max(1, self._limits.workers // 2)

    def _next(self) -> None:
        for place in tuple(self.waiting):
            if not self.idle:
                return
            if not place.worker.done() and self._may_begin(slow=place.slow):
                self.waiting.remove(place)
                self._slow += place.slow
                place.worker.set_result(self.idle.pop())


def _being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
