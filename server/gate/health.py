"""`/health/live` and `/health/ready`: whether to restart this server, and whether to send it requests."""

from server.gate.message import Answer, Request
from server.gate.replies import NO_STORE, only_read
from server.gate.served import Served
from server.problem import Problem

_TEXT = {**NO_STORE, "content-type": "text/plain; charset=utf-8"}


async def alive(_served: Served, request: Request) -> Answer:
    """Say that the process answers. Raises Problem (405)."""
    return only_read(request.method, "Health takes") or Answer(200, _TEXT, b"live\n")


async def ready(served: Served, request: Request) -> Answer:
    """Say that queries are answered. Raises Problem: 503 with the reason where they are not, 405.

    A worker that is idle is asked. Where all are busy they do answer, within the time that a query may run; to say
    otherwise would take a server off that is only at work.
    """
    if refused := only_read(request.method, "Health takes"):
        return refused
    if reason := served.pool.unready():
        raise Problem(503, reason, headers=(("retry-after", "2"),))
    if served.pool.idle:
        await served.job({"job": "query"}, b"ASK {}")
    return Answer(200, _TEXT, b"ready\n")
