"""What the pages know: the release, and a way to have jobs done."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app

from server.limits import Limits
from server.pool.channel import Message
from server.problem import Problem

Row = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Site:
    """A release (empty id and no folder where plain files are served), its size, its limits, who does jobs."""

    release: str
    triples: int
    folder: Path | None
    limits: Limits
    ask: Callable[[dict[str, Any], bytes], Message]

    def job(self, header: dict[str, Any], body: bytes = b"") -> Message:
        """Have a job done. Raises Problem."""
        return answered(self.ask(header, body))

    def rows(self, *queries: str, **iris: str) -> list[list[Row]]:
        """Give the rows of several SELECT queries in SPARQL's JSON form, IRIs put for variables. Raises Problem."""
        reply = self.job({"job": "rows", "iris": iris}, json.dumps(queries).encode())
        return [results["results"]["bindings"] for results in json.loads(reply.read())]


def answered(reply: Message) -> Message:
    """Give the reply, or raise the Problem that it tells."""
    problem = reply.header.get("problem")
    if problem is None:
        return reply
    headers = tuple((name, value) for name, value in problem["headers"])
    raise Problem(problem["status"], problem["detail"], problem["more"], headers)


def site() -> Site:
    """Give the site of the application that answers this request."""
    found: Site = current_app.config["site"]
    return found
