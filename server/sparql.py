"""`/sparql` (SPARQL 1.1 Protocol, query side): what a request asks for, as a job for a worker.

A query comes by GET, by POST as a form or directly, or by QUERY (draft-ietf-httpbis-safe-method-w-body).
"""

from dataclasses import dataclass

from server.forms import form_fields
from server.gate.message import Request
from server.jobs.negotiate import one_format
from server.problem import Problem

ALLOWED = "GET, HEAD, OPTIONS, POST, QUERY"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ACCEPT_QUERY = f'"{DIRECT}", "{FORM}"'
_UTF_8 = ("", "utf-8", "utf8", "us-ascii")
_UPDATE = "application/sparql-update"
_KNOWN = ("query", "default-graph-uri", "named-graph-uri", "format")
_READ_ONLY = "This endpoint is read-only; it takes no updates."


@dataclass(frozen=True, slots=True)
class Query:
    """A query as text, the dataset it is asked on (None: as the query says), the format asked for beside Accept."""

    text: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    format: str = ""

    def job(self, accept: str) -> dict[str, object]:
        """Give the header of the job."""
        job: dict[str, object] = {"job": "query", "accept": accept}
        if self.format:
            job["format"] = self.format
        if self.default is not None or self.named is not None:
            job |= {"default": self.default or (), "named": self.named or ()}
        return job


def read(request: Request) -> Query | None:
    """Read the query that a request brings; None where it brings none and asks for the service description.

    Raises Problem: 400 for none or several queries and for several formats, 403 for an update, 405, 415.
    """
    fields = request.parameters()
    text: str | None = None
    if request.method in ("POST", "QUERY"):
        if request.media_type == FORM:
            fields += form_fields(request.body)
        elif request.media_type == DIRECT:
            text = _decoded(request)
        elif request.media_type == _UPDATE:
            raise Problem(403, _READ_ONLY)
        else:
            sent = f"not as {request.media_type}" if request.media_type else "and say which in Content-Type"
            raise _unsupported(f"Send a query as {DIRECT} or as a form ({FORM}), {sent}.")
        if request.charset not in _UTF_8:
            raise _unsupported(f"Send a query in UTF-8, not {request.charset}.")
    elif request.method not in ("GET", "HEAD"):
        raise Problem(405, f"/sparql takes {ALLOWED}.", headers=(("allow", ALLOWED),))
    return _query(fields, text, may_be_none=request.method in ("GET", "HEAD"))


def _query(fields: list[tuple[str, str]], text: str | None, *, may_be_none: bool) -> Query | None:
    values = {name: tuple(value for key, value in fields if key == name) for name in _KNOWN}
    if any(name == "update" for name, _ in fields):
        raise Problem(403, _READ_ONLY)
    texts = [*values["query"], *([text] if text is not None else [])]
    if not texts and may_be_none:
        return None
    if len(texts) != 1:
        raise Problem(400, f"Give one query, as the parameter “query” or as the body; there are {len(texts)}.")
    return Query(
        texts[0],
        values["default-graph-uri"] or None,
        values["named-graph-uri"] or None,
        one_format(values["format"]),
    )


def _unsupported(text: str) -> Problem:
    return Problem(415, text, headers=(("accept", f"{DIRECT}, {FORM}"), ("accept-query", ACCEPT_QUERY)))


def _decoded(request: Request) -> str:
    try:
        return request.body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"The query is not UTF-8: byte {error.start} cannot be read.") from error
