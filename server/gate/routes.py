"""What the gate answers itself, because it must be fast or must be ended: queries, graphs, files, health, metrics.

Everything else is the application's. A handler is a coroutine of the served release and the request.
"""

from collections.abc import Awaitable, Callable, Mapping

from server import sparql
from server.gate.message import Answer, Request, SpooledFile
from server.gate.served import Served
from server.pool.channel import Message
from server.problem import Problem

Handler = Callable[[Served, Request], Awaitable[Answer | None]]

NO_STORE = {"cache-control": "no-store"}
SHARED = {"cache-control": "public, max-age=60", "vary": "accept"}


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


async def query(served: Served, request: Request) -> Answer | None:
    """`/sparql`: None hands a request without a query to the application (editor, service description)."""
    if request.method == "OPTIONS":
        return Answer(204, {"allow": sparql.ALLOWED, "accept-query": f'"{sparql.DIRECT}", "{sparql.FORM}"'})
    asked = sparql.read(request)
    if asked is None:
        return None
    limit = served.site.limits.query
    if len(asked.text) > limit:
        raise Problem(413, f"A query may have {limit} characters; this one has {len(asked.text)}.")
    return answer(await served.job(asked.job(request.headers.get("accept", "")), asked.text.encode()))


async def alive(_served: Served, _request: Request) -> Answer:
    """`/health/live`: the process answers."""
    return Answer(200, {**NO_STORE, "content-type": "text/plain; charset=utf-8"}, b"live\n")


async def ready(served: Served, _request: Request) -> Answer:
    """`/health/ready`: a worker answers a query."""
    await served.job({"job": "query"}, b"ASK {}")
    return Answer(200, {**NO_STORE, "content-type": "text/plain; charset=utf-8"}, b"ready\n")


ROUTES: Mapping[str, Handler] = {
    "/sparql": query,
    "/sparql/": query,
    "/health/live": alive,
    "/health/ready": ready,
}


def handler_of(path: str) -> tuple[Handler | None, str]:
    """Give the handler of a path, None where the application answers it, and the route's name for the metrics."""
    handler = ROUTES.get(path)
    return handler, (path.rstrip("/") if handler else f"/{path.split('/')[1]}" if path.count("/") > 1 else "/*")
