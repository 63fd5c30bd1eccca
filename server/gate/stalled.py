"""Ending connections whose clients take nothing of what they are sent.

The server itself sends files and waits for the client for ever; a client that never reads would hold a file, and the
disk below it, as long as it likes. TCP_USER_TIMEOUT of Linux (RFC 5482) lets the system end such a connection.
"""

import os
import socket
import stat
from contextlib import suppress
from pathlib import Path

_FAMILIES = (socket.AF_INET, socket.AF_INET6)


def limit(client: str, seconds: float) -> bool:
    """Let the system end the connection to `client` (address:port) once it has taken nothing for so long.

    Says whether the connection was found; it is not where a Unix socket is served, or the client has left already.
    """
    host, _, port = client.rpartition(":")
    peer = (host.strip("[]"), port)
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # descriptors come and go while we look
            descriptor = int(entry.name)
            if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                continue
            with socket.socket(fileno=os.dup(descriptor)) as connection:
                if connection.family in _FAMILIES and tuple(map(str, connection.getpeername()[:2])) == peer:
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(seconds * 1000))
                    return True
    return False
