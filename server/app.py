"""The WSGI application over one loaded release."""

from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response
from pyoxigraph import Store
from werkzeug.exceptions import HTTPException

from server import dumps, pages, resources, sparql


@dataclass(frozen=True, slots=True)
class Served:
    """What is served: a store, its size, and the release folder unless plain files are served."""

    store: Store
    triples: int
    folder: Path | None
    release: str


def create_app(served: Served) -> Flask:
    """Make the application; everything it needs is in the argument."""
    app = Flask(__name__)
    app.config["served"] = served
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.register_blueprint(sparql.routes)
    app.register_blueprint(resources.routes)
    app.register_blueprint(dumps.routes)
    app.register_blueprint(pages.routes)
    app.register_error_handler(HTTPException, _problem)
    app.after_request(_headers)
    return app


def _problem(error: HTTPException) -> Response:
    """Answer an error in plain words."""
    response = error.get_response()
    response.data = f"{error.code} {error.name}\n{error.description}\n"
    response.content_type = "text/plain; charset=utf-8"
    return Response(response.data, error.code, dict(response.headers))


def _headers(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.vary.add("Accept")
    return response
