"""Messages over a pair of Unix sockets: a header and a body, which is handed over as a file where it is large.

A message is one packet (SOCK_SEQPACKET), so it arrives whole or not at all.
"""

import json
import os
import socket
import tempfile
from dataclasses import dataclass
from typing import IO, Any

INLINE = 1 << 16
"""Bodies up to this many bytes travel in the packet; the system's socket buffers hold three of them."""

_LENGTH = 4
_PACKET = INLINE + (1 << 16)


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
        return Channel(one), Channel(other)

    def send(self, message: Message, *files: int) -> None:
        """Send a message, and descriptors beside it.

        Raises BrokenPipeError or ConnectionResetError where the other end is gone.
        """
        header, body = message.header, message.body
        if isinstance(body, bytes) and len(body) > INLINE:
            with tempfile.TemporaryFile() as file:
                file.write(body)
                file.flush()
                self.send(Message(header, file), *files)
            return
        inline = body if isinstance(body, bytes) else b""
        if not isinstance(body, bytes):
            body.flush()
            files, header = (body.fileno(), *files), {**header, "file": True}
        encoded = json.dumps(header).encode()
        packet = (len(encoded).to_bytes(_LENGTH, "big"), encoded, inline)
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, b"".join(n.to_bytes(4, "little") for n in files))]
        self.socket.sendmsg(packet, rights if files else ())

    def receive(self) -> tuple[Message, list[int]] | None:
        """Give the next message and the descriptors that came with it; None where the other end is gone.

        Raises BlockingIOError where the socket does not block and nothing has come.
        """
        try:
            size, rights, _, _ = self.socket.recvmsg_into([self._buffer], socket.CMSG_SPACE(8))
        except ConnectionResetError:
            return None
        if not size:
            return None
        start = _LENGTH + int.from_bytes(self._buffer[:_LENGTH], "big")
        header = json.loads(self._buffer[_LENGTH:start])
        body = bytes(memoryview(self._buffer)[start:size])
        numbers = [data[i : i + 4] for _, _, data in rights for i in range(0, len(data), 4)]
        files = [int.from_bytes(number, "little") for number in numbers]
        if header.pop("file", False):
            return Message(header, os.fdopen(files[0], "r+b")), files[1:]
        return Message(header, body), files

    def close(self) -> None:
        """Close this end."""
        self.socket.close()
