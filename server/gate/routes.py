"""What the gate answers itself, because it must be fast or must be ended: queries, graphs, files, health, metrics.

Everything else is the application's. A handler is a coroutine of the served release and the request.
"""

from collections.abc import Awaitable, Callable, Mapping

from server import sparql
from server.gate.files import dump
from server.gate.graphs import GRAPHS, graphs, named_graph
from server.gate.message import Answer, Request
from server.gate.replies import NO_STORE, answer
from server.gate.served import Served
from server.problem import Problem

Handler = Callable[[Served, Request], Awaitable[Answer | None]]


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
    GRAPHS: graphs,
    "/health/live": alive,
    "/health/ready": ready,
}
FOLDERS: Mapping[str, Handler] = {
    "/dumps": dump,
    "/graph": named_graph,
}
PAGES = ("/", "/about", "/concept", "/id", "/metrics", "/ontology", "/shapes", "/static", "/void")
"""Other first parts of a path that the metrics name; what anyone may think up counts as one."""


def handler_of(path: str) -> tuple[Handler | None, str]:
    """Give the handler of a path, None where the application answers it, and the route's name for the metrics."""
    if handler := ROUTES.get(path):
        return handler, path.rstrip("/")
    first, _, rest = path[1:].partition("/")
    folder = f"/{first}"
    if rest and folder in FOLDERS:
        return FOLDERS[folder], folder
    return None, folder if folder in (*FOLDERS, *PAGES) else "/*"
