"""Where a worker writes a result: in memory first, then in a file without a name, which vanishes with its reader."""

import io
import tempfile
from typing import IO, cast

from server.pool.channel import INLINE


class TooLarge(Exception):
    """A result is larger than the limit."""


class Spool(io.RawIOBase):
    """A binary file to write to; `content` gives what was written."""

    def __init__(self, limit: int) -> None:
        """Accept at most `limit` bytes."""
        self._limit = limit
        self._size = 0
        self._file: IO[bytes] = io.BytesIO()

    def file(self) -> IO[bytes]:
        """Give itself as what serialisers take: they only write."""
        return cast("IO[bytes]", self)

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Append.

        Raises TooLarge beyond the limit, and OSError where the disk is full.
        """
        before, self._size = self._size, self._size + len(data)
        if self._size > self._limit:
            raise TooLarge
        if before <= INLINE < self._size:
            small = self._file
            self._file = tempfile.TemporaryFile(buffering=1 << 20)  # noqa: SIM115 - it is handed on
            self._file.write(small.getvalue() if isinstance(small, io.BytesIO) else b"")
        return self._file.write(data)

    def content(self) -> bytes | IO[bytes]:
        """Give what was written: bytes, or the file."""
        return self._file.getvalue() if isinstance(self._file, io.BytesIO) else self._file
