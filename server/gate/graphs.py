"""The SPARQL 1.1 Graph Store HTTP Protocol, read: `/graphs?graph=IRI`, `/graphs?default`, and a graph's own IRI.

A graph is a document, so its own IRI is answered with its triples (200) and not, as a thing in the world, with a
redirect to a description.
"""

from graph import iris
from server.gate.message import Answer, Request
from server.gate.replies import SHARED, answer, moved, only_read
from server.gate.served import Served
from server.jobs import negotiate
from server.problem import Problem

GRAPHS = "/graphs"


async def graphs(served: Served, request: Request) -> Answer:
    """`/graphs`: a graph named by a parameter (indirect identification).

    Raises Problem: 400 for none or two names, 404 for an unknown graph, 405, 406.
    """
    refused = _method(request)
    if refused:
        return refused
    fields = request.parameters()
    names = [value for name, value in fields if name == "graph"]
    default = any(name == "default" for name, _ in fields)
    if len(names) + default != 1:
        raise Problem(
            400,
            "Name one graph: /graphs?graph=IRI (the IRI percent-encoded), or /graphs?default for the merge of all. "
            "The service description at /sparql lists the graphs, and so does "
            "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }.",
        )
    return await _whole(served, request, names[0] if names else None)


async def named_graph(served: Served, request: Request) -> Answer:
    """`/graph/...`: the graph whose IRI this path is, below our base (direct identification)."""
    refused = _method(request)
    if refused:
        return refused
    found = await _whole(served, request, iris.BASE + request.path.strip("/"))
    if not request.path.endswith("/"):
        return found
    return moved(request)


def _method(request: Request) -> Answer | None:
    return only_read(request.method, "Graphs are read-only here, and nothing was changed; they take")


async def _whole(served: Served, request: Request, name: str | None) -> Answer:
    accept, wanted = request.headers.get("accept", ""), request.format()
    shown = not wanted and negotiate.shown(accept)
    job: dict[str, object] = {"job": "graph", "accept": accept, "format": "text/turtle" if shown else wanted}
    found = answer(await served.job(job if name is None else {**job, "graph": name}))
    if not shown:
        return found
    return Answer(200, {**SHARED, "content-type": "text/plain; charset=utf-8"}, found.body)
