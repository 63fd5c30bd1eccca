"""What workers do: each job is a function of the loaded store, the limits and a message."""

import logging
from collections.abc import Callable, Mapping

from pyoxigraph import Store

from graph.release.xml import NotXml
from server import exceeded
from server.jobs import negotiate
from server.jobs.changes import changes
from server.jobs.describe import describe
from server.jobs.graph import graph
from server.jobs.query import query
from server.jobs.reconcile import reconcile
from server.jobs.rows import rows
from server.jobs.search import search
from server.jobs.validate import validate
from server.limits import Limits
from server.pool.channel import Message
from server.pool.spool import TooLarge
from server.problem import Problem

Job = Callable[[Store, Limits, Message], Message]

JOBS: Mapping[str, Job] = {
    "query": query,
    "graph": graph,
    "describe": describe,
    "rows": rows,
    "changes": changes,
    "search": search,
    "reconcile": reconcile,
    "validate": validate,
}
SLOW = frozenset({"validate"})
"""Jobs that may not take every worker at the same time."""


def handle(store: Store, limits: Limits, request: Message) -> Message:
    """Do the job that the header names; a Problem is an answer too, under `problem`."""
    try:
        return JOBS[request.header["job"]](store, limits, request)
    except Problem as problem:
        return _told(problem)
    except NotXml as error:
        return _told(negotiate.not_in_xml(error))
    except TooLarge:
        return _told(exceeded.result(limits))
    except MemoryError:
        return _told(exceeded.memory(request.header["job"], limits))
    except Exception:
        logging.getLogger(__name__).exception("a job failed")
        return _told(Problem(500, "The request failed for a reason that is the server's; it is in its log."))


def _told(problem: Problem) -> Message:
    return Message(
        {
            "problem": {
                "status": problem.status,
                "detail": problem.detail,
                "more": dict(problem.more),
                "headers": list(problem.headers),
            }
        }
    )
