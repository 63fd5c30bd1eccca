"""Answers kept to be sent again, bounded by their bytes; what was asked for longest ago goes first."""

from collections import OrderedDict
from collections.abc import Hashable

from server.gate.message import Answer

_OVERHEAD = 1024
LARGEST = 8
"""The part of the whole that one answer may take at most, as a divisor."""


class Cache:
    """A least-recently-used cache of answers whose bodies are in memory."""

    def __init__(self, limit: int) -> None:
        """Keep at most `limit` bytes."""
        self.size = 0
        self.limit = limit
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    def get(self, key: Hashable) -> Answer | None:
        """Give the answer kept under a key."""
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer, unless it alone is too large."""
        if not self.takes(answer.size) or not isinstance(answer.body, bytes):
            return
        self._forget(key)
        self._answers[key] = answer
        self.size += answer.size + _OVERHEAD
        while self.size > self.limit:
            self._forget(next(iter(self._answers)))

    def takes(self, size: int) -> bool:
        """Say whether a body of this size would be kept."""
        return size + _OVERHEAD <= self.limit // LARGEST

    def _forget(self, key: Hashable) -> None:
        answer = self._answers.pop(key, None)
        if answer is not None:
            self.size -= answer.size + _OVERHEAD
