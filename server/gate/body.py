"""Reading the body of a request: bounded in size and in time, and all bodies together in memory."""

import asyncio

from server.gate.heads import Fields
from server.gate.rsgi import Protocol
from server.problem import Problem, too_busy


class Room:
    """Memory for the bodies of requests in progress."""

    def __init__(self, size: int) -> None:
        """Hold at most `size` bytes."""
        self.free = size


class Share:
    """What one request has of the room, for as long as the context lasts."""

    def __init__(self, room: Room) -> None:
        """Take nothing yet."""
        self._room = room
        self._taken = 0

    def __enter__(self) -> "Share":
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give all back."""
        self._room.free += self._taken

    def take(self, size: int) -> None:
        """Take more. Raises Problem (503) where there is no more."""
        if size > self._room.free:
            raise too_busy("Too much is being sent at the same time.")
        self._room.free -= size
        self._taken += size


async def read(fields: Fields, protocol: Protocol, limit: int, seconds: float, share: Share) -> bytes:
    """Give the body.

    Raises Problem: 413 for one larger than `limit` bytes, 408 for one that takes too long, 400 for one that is cut,
    503 where too much is being sent already.
    """
    too_large = Problem(413, f"The body of this request may have {limit} bytes.")
    declared = fields.get("content-length")
    if declared.isdigit() and int(declared) > limit:
        raise too_large
    chunks: list[bytes] = []
    size = empty = 0
    try:
        async with asyncio.timeout(seconds):
            async for chunk in protocol:
                size += len(chunk)
                empty += not chunk
                if size > limit:
                    raise too_large
                share.take(len(chunk))
                chunks.append(chunk)
    except TimeoutError:
        raise Problem(408, f"The body of the request did not arrive within {seconds:g} seconds.") from None
    # The server gives an empty piece at the end, one for trailers, and one in place of an error.
    if empty > (2 if fields.get("trailer") else 1):
        raise Problem(400, "The body is cut, or its chunks are broken.")
    if declared.isdigit() and size != int(declared):
        raise Problem(400, f"The body has {size} of the {declared} bytes that Content-Length says.")
    return b"".join(chunks)
