"""Answers kept to be sent again, bounded by their bytes; what was asked for longest ago goes first."""

from collections import OrderedDict

from server.gate.message import Answer, NamedFile

_OVERHEAD = 1024
LARGEST = 8
"""The part of the whole that one answer may take at most, as a divisor."""


class Cache:
    """A least-recently-used cache of answers; large bodies are in files without names."""

    def __init__(self, limit: int) -> None:
        """Keep at most `limit` bytes."""
        self.size = 0
        self.limit = limit
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def get(self, key: str) -> Answer | None:
        """Give the answer kept under a key."""
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer, unless it alone is too large."""
        if not self.takes(answer.size) or isinstance(answer.body, NamedFile):
            return
        self._forget(key)
        self._answers[key] = answer
        self.size += answer.size + _OVERHEAD
        while self.size > self.limit:
            self._forget(next(iter(self._answers)))

    def takes(self, size: int) -> bool:
        """Say whether a body of this size would be kept."""
        return size + _OVERHEAD <= self.limit // LARGEST

    def _forget(self, key: str) -> None:
        answer = self._answers.pop(key, None)
        if answer is not None:
            self.size -= answer.size + _OVERHEAD
