"""`/validate`: a document is handed to a worker as it came; the front does not look into it."""

from dataclasses import replace

from server.gate.message import Answer, Request
from server.gate.replies import answer
from server.gate.served import Served
from server.jobs.upload import FORM, MEDIA_TYPES, MULTIPART
from server.problem import Problem

ALLOWED = "GET, HEAD, OPTIONS, POST"
ACCEPTED = ", ".join([*MEDIA_TYPES, MULTIPART, FORM])


async def validate(served: Served, request: Request) -> Answer | None:
    """Answer a POST with a report; None hands a GET to the application, which has the form."""
    if request.method == "GET":
        return None
    if request.method == "OPTIONS":
        return Answer(204, {"allow": ALLOWED, "accept-post": ACCEPTED})
    if request.method != "POST":
        raise Problem(405, f"/validate takes {ALLOWED}.", headers=(("allow", ALLOWED),))
    job = {
        "job": "validate",
        "type": request.headers.get("content-type", ""),
        "options": request.parameters(),
        "accept": request.headers.get("accept", ""),
        "base": f"{request.origin}{request.path}",
    }
    reply = await served.job(job, request.body)
    conforms = "true" if reply.header["conforms"] else "false"
    made = answer(reply)
    return replace(made, headers={**made.headers, "x-conforms": conforms, "vary": "accept"})
