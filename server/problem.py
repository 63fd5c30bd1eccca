"""Errors as they are told to clients: problem details (RFC 9457)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

# As RFC 9110 has them; older versions of Python know other ones.
_PHRASES = {
    413: "Content Too Large",
    414: "URI Too Long",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
}
MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem(Exception):
    """A request that is not answered as asked: status, what happened, and what the client can do about it.

    `more` holds further members of the JSON object: `line`, `column`, `hint`, what there is instead.
    """

    status: int
    detail: str
    more: Mapping[str, object] = field(default_factory=dict)
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """Give the phrase of the status (RFC 9110, 15)."""
        return _PHRASES.get(self.status) or HTTPStatus(self.status).phrase

    def body(self, query_id: str) -> bytes:
        """Give the JSON object."""
        members = {"type": "about:blank", "title": self.title, "status": self.status, "detail": self.detail}
        return (json.dumps({**members, **self.more, "queryId": query_id}, ensure_ascii=False) + "\n").encode()


def too_busy(why: str) -> Problem:
    """Say that the same request may succeed in a moment."""
    return Problem(503, f"{why} Ask again in a moment.", headers=(("retry-after", "2"),))
