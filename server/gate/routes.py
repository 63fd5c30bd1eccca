"""What the gate answers itself, because it must be fast or must be ended: queries, graphs, files, health, metrics.

Everything else is the application's. A handler is a coroutine of the served release and the request.
"""

from collections.abc import Awaitable, Callable, Mapping

from server import sparql
from server.gate.files import dump
from server.gate.graphs import GRAPHS, graphs, named_graph
from server.gate.health import alive, ready
from server.gate.message import Answer, Request
from server.gate.replies import answer, moved
from server.gate.served import Served
from server.gate.validation import validate
from server.jobs import negotiate
from server.problem import Problem

Handler = Callable[[Served, Request], Awaitable[Answer | None]]


async def query(served: Served, request: Request) -> Answer | None:
    """`/sparql`: None hands to the application a request without a query, or one that likes a page best.

    That makes the service description, and the editor with the query in it. A page is a form of what GET names, beside
    the formats of results; `?format=` gives a browser these.
    """
    if request.method == "OPTIONS":
        return Answer(204, {"allow": sparql.ALLOWED, "accept-query": sparql.ACCEPT_QUERY})
    asked = sparql.read(request)
    accept = request.headers.get("accept", "")
    if asked is None or (request.method == "GET" and asked.format == "html"):
        return None
    paged = request.method == "GET" and not asked.format
    if paged and negotiate.preferred(accept, (*negotiate.RESULTS, *negotiate.GRAPHS, negotiate.PAGE)) == negotiate.PAGE:
        return None
    limit = served.site.limits.query
    if len(asked.text) > limit:
        status = 414 if request.method == "GET" else 413
        raise Problem(status, f"A query may have {limit} characters; this one has {len(asked.text)}.")
    reply = await served.job({**asked.job(accept), "paged": paged}, asked.text.encode())
    return None if reply.header["type"] == negotiate.PAGE else answer(reply)


async def without_slash(_served: Served, request: Request) -> Answer:
    """Lead to the same address without the slash behind it."""
    return moved(request)


ROUTES: Mapping[str, Handler] = {
    "/sparql": query,
    "/sparql/": query,  # the W3C's tests ask there, and not every client asks a redirected address again by POST
    GRAPHS: graphs,
    "/validate": validate,
    "/health/live": alive,
    "/health/ready": ready,
}
FOLDERS: Mapping[str, Handler] = {
    "/dumps": dump,
    "/graph": named_graph,
}
PAGES = (
    "/", "/about", "/concept", "/id", "/metrics", "/ontology", "/reconcile", "/search", "/shapes", "/static",
    "/suggest", "/team", "/void",
)  # fmt: skip
"""Other first parts of a path that the metrics name; what anyone may think up counts as one."""


def handler_of(path: str) -> tuple[Handler | None, str]:
    """Give the handler of a path, None where the application answers it, and the route's name for the metrics."""
    if handler := ROUTES.get(path):
        return handler, path.rstrip("/")
    if path.rstrip("/") in ROUTES:
        return without_slash, path.rstrip("/")
    first, _, rest = path[1:].partition("/")
    folder = f"/{first}"
    if rest and folder in FOLDERS:
        return FOLDERS[folder], folder
    return None, folder if folder in (*FOLDERS, *PAGES) else "/*"
