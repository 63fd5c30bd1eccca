"""Reading the body of a request: bounded in size and in time."""

import asyncio

from server.gate.heads import Fields
from server.gate.rsgi import Protocol
from server.problem import Problem


async def read(fields: Fields, protocol: Protocol, limit: int, seconds: float) -> bytes:
    """Give the body.

    Raises Problem: 413 for one larger than `limit` bytes, 408 for one that takes too long, 400 for one that is cut.
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
                chunks.append(chunk)
    except TimeoutError:
        raise Problem(408, f"The body of the request did not arrive within {seconds:g} seconds.") from None
    # The server gives an empty piece at the end, one for trailers, and one in place of an error.
    if empty > (2 if fields.get("trailer") else 1):
        raise Problem(400, "The body is cut, or its chunks are broken.")
    if declared.isdigit() and size != int(declared):
        raise Problem(400, f"The body has {size} of the {declared} bytes that Content-Length says.")
    return b"".join(chunks)
