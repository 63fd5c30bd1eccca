"""The Flask application: pages, and everything else that the gate does not answer itself."""

from flask import Flask, Response, request
from flask.globals import request_ctx
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from graph.release.xml import NotXml
from server import description, dumps, lookup, pages, resources, team, validation
from server.jobs import negotiate
from server.links import unslashed
from server.pages import definitions
from server.problem import Problem
from server.reconcile import views as reconcile
from server.represent import represent
from server.site import Site

_KEPT = (200, 302, 303, 308)
_ONE_FORM = ("resources.about", "pages.about", "definitions.download", "static")
"""Views whose addresses say the format, so that Accept makes no difference."""


def create_app(site: Site) -> Flask:
    """Make the application of one release; everything it needs is in the argument."""
    app = Flask(__name__)
    app.config["site"] = site
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    app.jinja_env.globals.update(pages.HELPERS)
    app.jinja_env.filters.update(spaced=pages.spaced, local=pages.local)
    for module in (description, resources, dumps, definitions, lookup, reconcile, pages, team, validation):
        app.register_blueprint(module.routes)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(NotXml, lambda error: _problem(negotiate.not_in_xml(error)))
    app.after_request(_cacheable)
    return app


def _http(error: HTTPException) -> Response:
    """Answer what Flask refuses, and keep its header fields (Allow, Location).

    An address with a slash behind it leads to the one without, where there is such a page.
    """
    if error.code == 404 and (moved := _without_slash()):
        return moved
    own = error.get_response()
    if own.status_code < 400:
        return Response(own.data, own.status_code, dict(own.headers))
    own.headers.remove("Content-Type")
    fields = tuple((name, value) for name, value in own.headers if name != "Content-Length")
    return _problem(Problem(own.status_code, error.description or error.name, headers=fields))


def _without_slash() -> Response | None:
    adapter = request_ctx.url_adapter
    if not request.path.endswith("/") or adapter is None or not adapter.test(request.path.rstrip("/")):
        return None
    return Response(status=308, headers={"Location": unslashed(request.path, request.query_string.decode("latin-1"))})


def _problem(problem: Problem) -> Response:
    fields, body = represent(problem, request.headers.get("Accept", ""), request.environ.get("nmkg.query_id", ""))
    return Response(body, problem.status, fields)


def _cacheable(response: Response) -> Response:
    """Let what is a function of the release be kept, here and by proxies; a redirect too, for it varies by Accept."""
    if response.status_code in _KEPT and request.method in ("GET", "HEAD"):
        response.headers.setdefault("Cache-Control", "public, max-age=60")
    if request.endpoint not in _ONE_FORM:
        response.vary.add("Accept")
    return response
