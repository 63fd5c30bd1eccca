"""A SPARQL query, evaluated in a worker."""

from collections.abc import Mapping
from typing import cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from graph import iris
from graph.query import run
from graph.release.xml import NotXml
from graph.sparql import Fault, diagnose
from server.jobs import guard, negotiate
from server.jobs.writing import Format, content, writing
from server.limits import Limits
from server.pool.channel import Message
from server.pool.spool import Spool
from server.problem import Problem


def query(store: Store, limits: Limits, request: Message) -> Message:
    """Answer a query in the format that the client prefers.

    The header of the request may hold `accept`, `format`, `paged` (whoever likes a page best gets none of these, but
    the type of a page and no body), `default` and `named` (lists of graph IRIs that replace the query's own FROM); its
    body is the query. The header of the reply holds `type`, and `volatile` where the query asks for the time or for
    chance. Raises Problem.
    """
    text = _text(request.read())
    volatile = guard.check(text, limits)
    header = request.header
    results = _evaluate(store, text, _nodes(header.get("default")), _nodes(header.get("named")))
    pages: dict[str, Format | None] = {negotiate.PAGE: None} if header.get("paged") else {}
    table = {**_formats(results), **pages}
    media_type, format_ = negotiate.choose(header.get("accept", ""), table, header.get("format", ""))
    if format_ is None:
        return Message({"type": media_type})
    spool = Spool(limits.result)
    try:
        with writing(spool, format_) as file:
            if isinstance(results, QueryTriples):
                serialize(results, file, cast("RdfFormat", format_), prefixes=iris.PREFIXES)
            else:
                results.serialize(file, cast("QueryResultsFormat", format_))
        body = content(spool, format_)
    except NotXml:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise Problem(500, f"The query could not be evaluated: {error}.") from error
    return Message({"type": media_type, **({"volatile": True} if volatile else {})}, body)


def _formats(results: QuerySolutions | QueryBoolean | QueryTriples) -> Mapping[str, Format]:
    if isinstance(results, QueryTriples):
        return negotiate.GRAPHS
    return negotiate.RESULTS if isinstance(results, QuerySolutions) else negotiate.BOOLEANS


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"The query is not UTF-8: byte {error.start} cannot be read.") from error


def _refused(fault: Fault) -> Problem:
    place = {"line": fault.line, "column": fault.column, "context": fault.context} if fault.line else {}
    return Problem(400, fault.detail, {**place, **({"hint": fault.hint} if fault.hint else {})})


def _nodes(names: list[str] | None) -> list[NamedNode] | None:
    if names is None:
        return None
    try:
        return [NamedNode(name) for name in names]
    except ValueError as error:
        raise Problem(400, f"A graph of the dataset is not named by an IRI: {error}.") from error


def _evaluate(
    store: Store, text: str, default: list[NamedNode] | None, named: list[NamedNode] | None
) -> QuerySolutions | QueryBoolean | QueryTriples:
    try:
        return run(store, text, default, named)
    except SyntaxError as error:
        raise _refused(diagnose(text, str(error.msg))) from error
    except RuntimeError as error:
        raise Problem(400, f"The query cannot be evaluated: {error}.") from error
