"""The SPARQL 1.1 Graph Store HTTP Protocol, read: `/graphs?graph=IRI`, `/graphs?default`, and a graph's own IRI.

A graph is a document, so its own IRI is answered with its triples (200) and not, as a thing in the world, with a
redirect to a description.
"""

from graph import iris
from server.gate.message import Answer, Request
from server.gate.replies import SHARED, answer
from server.gate.served import Served
from server.jobs import negotiate
from server.problem import Problem

GRAPHS = "/graphs"

_ALLOWED = "GET, HEAD, OPTIONS"
_READ = {"allow": _ALLOWED, "access-control-allow-methods": _ALLOWED}
_PAGE = "text/html"


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
    formats = [value for name, value in fields if name == "format"]
    return await _whole(served, request, names[0] if names else None, formats[-1] if formats else "")


async def named_graph(served: Served, request: Request) -> Answer:
    """`/graph/...`: the graph whose IRI this path is, below our base (direct identification)."""
    return _method(request) or await _whole(served, request, iris.BASE + request.path[1:], "")


def _method(request: Request) -> Answer | None:
    """Answer OPTIONS. Raises Problem (405) for what would write."""
    if request.method == "OPTIONS":
        return Answer(204, _READ)
    if request.method != "GET":
        text = f"Graphs are read-only here; they take {_ALLOWED}, not {request.method}. Nothing was changed."
        raise Problem(405, text, headers=(("allow", _ALLOWED),))
    return None


async def _whole(served: Served, request: Request, name: str | None, wanted: str) -> Answer:
    accept = request.headers.get("accept", "")
    # A browser downloads Turtle and shows text.
    shown = not wanted and negotiate.preferred(accept, (*negotiate.GRAPHS, _PAGE)) == _PAGE
    job: dict[str, object] = {"job": "graph", "accept": accept, "format": "text/turtle" if shown else wanted}
    found = answer(await served.job(job if name is None else {**job, "graph": name}))
    if not shown:
        return found
    return Answer(200, {**SHARED, "content-type": "text/plain; charset=utf-8"}, found.body)
