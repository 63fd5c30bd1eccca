"""A worker's reply as an answer."""

from server.gate.message import Answer, Request, SpooledFile
from server.links import unslashed
from server.pool.channel import Message
from server.problem import Problem

READ = "GET, HEAD, OPTIONS"
NO_STORE = {"cache-control": "no-store"}
SHARED = {"cache-control": "public, max-age=60", "vary": "accept"}


def only_read(method: str, why: str) -> Answer | None:
    """Answer OPTIONS for what can only be read; None leaves GET and HEAD. Raises Problem (405), which begins `why`."""
    if method == "OPTIONS":
        return Answer(204, {"allow": READ})
    if method not in ("GET", "HEAD"):
        raise Problem(405, f"{why} {READ}, not {method}.", headers=(("allow", READ),))
    return None


def moved(request: Request) -> Answer:
    """Lead from an address with a slash behind it to the one without."""
    return Answer(308, {"location": unslashed(request.path, request.query), "cache-control": SHARED["cache-control"]})


def answer(reply: Message) -> Answer:
    """Give a worker's reply as an answer; one that may differ the next time is not to be kept."""
    kept = NO_STORE if reply.header.get("volatile") else SHARED
    headers = {**kept, "content-type": typed(reply.header["type"])}
    if isinstance(reply.body, bytes):
        return Answer(200, headers, reply.body)
    return Answer(200, headers, SpooledFile(reply.body, reply.body.seek(0, 2)))


def typed(media_type: str) -> str:
    """Give a media type as a header says it: text with its character set."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
