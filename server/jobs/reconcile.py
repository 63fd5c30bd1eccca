"""The reconciliation service, in a worker."""

import json

from pyoxigraph import Store

from server.limits import Limits
from server.pool.channel import Message
from server.reconcile.extend import extend, propose, suggest
from server.reconcile.match import candidates
from server.reconcile.model import extension, queries


def reconcile(store: Store, _limits: Limits, request: Message) -> Message:
    """Do what the header's `what` says: `match` or `extend` the body, `propose` properties, `suggest` names.

    Raises Problem (400, 413) for a body that is not as the API says.
    """
    header = request.header
    answer: dict[str, object]
    if header["what"] == "match":
        asked = queries(request.read().decode())
        answer = {key: {"result": candidates(store, query)} for key, query in asked.items()}
    elif header["what"] == "extend":
        answer = extend(store, extension(request.read().decode()))
    elif header["what"] == "propose":
        answer = propose(store, header["type"], header["limit"])
    else:
        answer = suggest(store, header["of"], request.read().decode(), header["cursor"])
    return Message({"type": "application/json"}, json.dumps(answer, ensure_ascii=False).encode())
