"""Messages over a pair of Unix sockets: a header and a body, each handed over as a file where it is large.

A message is one packet (SOCK_SEQPACKET), so it arrives whole or not at all.
"""

import json
import os
import socket
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, Any

INLINE = 1 << 16
"""Headers and bodies up to this many bytes travel in the packet."""

_HEADER, _BODY = 1, 2  # the first byte says which of the two is in a file
_LENGTH = 4
_START = 1 + _LENGTH
_PACKET = _START + 2 * INLINE
_FILES = 3
_INTEGER = 4


@dataclass(frozen=True, slots=True)
class Message:
    """A header of JSON values, and a body: bytes, or an open file that is read from its beginning."""

    header: dict[str, Any]
    body: bytes | IO[bytes] = b""

    def read(self) -> bytes:
        """Give the whole body, and close the file that held it."""
        if isinstance(self.body, bytes):
            return self.body
        with self.body:
            self.body.seek(0)
            return self.body.read()


class Channel:
    """One end of the pair."""

    def __init__(self, end: socket.socket) -> None:
        """Take over the socket."""
        self.socket = end
        self._buffer = bytearray(_PACKET)

    @staticmethod
    def pair() -> "tuple[Channel, Channel]":
        """Make both ends."""
        one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        for end in (one, other):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * _PACKET)
        return Channel(one), Channel(other)

    def send(self, message: Message, *files: int) -> None:
        """Send a message, and descriptors beside it.

        Raises BrokenPipeError or ConnectionResetError where the other end is gone.
        """
        packet = [b"", b"", b""]
        handed: list[int] = []
        flags = 0
        with ExitStack() as opened:
            for place, part in enumerate((json.dumps(message.header).encode(), message.body), 1):
                if isinstance(part, bytes) and len(part) <= INLINE:
                    packet[place] = part
                    continue
                if isinstance(part, bytes):
                    file: IO[bytes] = opened.enter_context(tempfile.TemporaryFile())
                    file.write(part)
                else:
                    file = part
                file.flush()
                handed.append(file.fileno())
                flags |= place
            packet[0] = bytes([flags]) + len(packet[1]).to_bytes(_LENGTH, "big")
            numbers = b"".join(n.to_bytes(_INTEGER, "little") for n in (*handed, *files))
            self.socket.sendmsg(packet, [(socket.SOL_SOCKET, socket.SCM_RIGHTS, numbers)] if numbers else ())

    def receive(self) -> tuple[Message, list[int]] | None:
        """Give the next message and the descriptors that came with it; None where the other end is gone.

        Raises BlockingIOError where the socket does not block and nothing has come.
        """
        try:
            size, rights, _, _ = self.socket.recvmsg_into([self._buffer], socket.CMSG_SPACE(_FILES * _INTEGER))
        except ConnectionResetError:
            return None
        if not size:
            return None
        numbers = [data[n : n + _INTEGER] for _, _, data in rights for n in range(0, len(data), _INTEGER)]
        files = [int.from_bytes(number, "little") for number in numbers]
        flags = self._buffer[0]
        end = _START + int.from_bytes(self._buffer[1:_START], "big")
        header = self._buffer[_START:end]
        if flags & _HEADER:
            with os.fdopen(files.pop(0), "rb") as file:
                file.seek(0)  # the sender wrote it, and the place in a file goes with it
                header = bytearray(file.read())
        body: bytes | IO[bytes] = os.fdopen(files.pop(0), "r+b") if flags & _BODY else bytes(self._buffer[end:size])
        return Message(json.loads(header), body), files

    def close(self) -> None:
        """Close this end."""
        self.socket.close()
