"""`/sparql`: queries by GET, by form POST and by direct POST (SPARQL 1.1 Protocol, query side)."""

from flask import Blueprint, Response, current_app, redirect, request, url_for
from pyoxigraph import QueryBoolean, QuerySolutions
from werkzeug.exceptions import BadRequest, InternalServerError, UnsupportedMediaType
from werkzeug.wrappers import Response as Redirect

from graph.query import run
from graph.release.serialise import in_order, write
from server import guard, negotiate

routes = Blueprint("sparql", __name__)


@routes.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response | Redirect:
    """Answer a query; a browser that brings none is sent to the front page's form."""
    if any(name in request.values for name in ("default-graph-uri", "named-graph-uri")):
        raise BadRequest("default-graph-uri and named-graph-uri are not supported; name graphs with GRAPH or FROM.")
    if request.method == "GET" and "query" not in request.args and request.accept_mimetypes.accept_html:
        return redirect(url_for("pages.front"), 303)
    return answer(_query())


def answer(query: str) -> Response:
    """Evaluate a query on the release, in the format that the client prefers.

    Raises BadRequest with the parser's message, and whatever the guard and the negotiation raise.
    """
    guard.check(query)
    try:
        results = run(current_app.config["served"].store, query)
    except SyntaxError as error:
        raise BadRequest(f"The query is not SPARQL: {error.msg}.") from error
    except (OSError, RuntimeError) as error:
        raise InternalServerError(f"The query could not be evaluated: {error}.") from error
    if isinstance(results, QuerySolutions | QueryBoolean):
        table = negotiate.RESULTS if isinstance(results, QuerySolutions) else negotiate.BOOLEANS
        media_type, format_ = negotiate.choose(request.accept_mimetypes, table)
        body = results.serialize(format=format_)
    else:
        media_type, rdf_format = negotiate.choose(request.accept_mimetypes, negotiate.GRAPHS)
        body = write(in_order(results), rdf_format)
    return Response(body, content_type=media_type)


def _query() -> str:
    if request.method == "GET":
        given = request.args.getlist("query")
    elif request.mimetype == "application/x-www-form-urlencoded":
        given = request.form.getlist("query")
    elif request.mimetype == "application/sparql-query":
        return _decoded(request.get_data())
    else:
        raise UnsupportedMediaType("POST application/sparql-query, or a form with the field “query”.")
    if len(given) != 1:
        raise BadRequest("Give one query, as the parameter “query”.")
    return given[0]


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("The query is not UTF-8.") from error
