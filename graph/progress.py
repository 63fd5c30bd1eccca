"""Progress of long work: a bar on a terminal, plain lines elsewhere; always on stderr."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from graph.pipeline import Progress

_WIDTH = 24


@contextmanager
def progress(stages: Sequence[str], stream: TextIO = sys.stderr) -> Iterator[Progress]:
    """Show which of the stages is running, and its latest detail."""
    shown = _Shown(stages, stream)
    try:
        yield shown.tell
    finally:
        shown.close()


class _Shown:
    def __init__(self, stages: Sequence[str], stream: TextIO) -> None:
        self._stages, self._stream = stages, stream
        self._stage, self._began = "", time.monotonic()
        self._terminal = stream.isatty()

    def tell(self, stage: str, detail: str) -> None:
        number = self._stages.index(stage)
        if self._terminal:
            done = _WIDTH * number // len(self._stages)
            bar = "█" * done + "░" * (_WIDTH - done)
            self._stream.write(f"\r\x1b[K{bar} {number + 1}/{len(self._stages)} {stage} {detail}")
        elif stage != self._stage:
            self._stream.write(f"{self._elapsed()} {stage} {detail}".rstrip() + "\n")
        self._stage = stage
        self._stream.flush()

    def close(self) -> None:
        if self._terminal and self._stage:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _elapsed(self) -> str:
        return f"[{time.monotonic() - self._began:5.1f} s]"
