"""`/id/...` and `/concept/...`: an IRI answers 303 with the page or the data about what it names.

`/about/...` is where the redirect leads: `/about/id/market/taobao.ttl`, `.jsonld`, `.nt`, `.rdf`, or `.html`.
"""

from urllib.parse import quote

from flask import Blueprint, Response, redirect, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Redirect

from graph import iris
from graph.release.metadata import DATASET
from server.gate.replies import typed
from server.jobs import negotiate
from server.links import field
from server.pages import links
from server.pages.answer import LICENCE
from server.site import site

routes = Blueprint("resources", __name__)

_SUFFIXES = {"html": "text/html", "ttl": "text/turtle", "nt": "application/n-triples",
             "jsonld": "application/ld+json", "rdf": "application/rdf+xml"}  # fmt: skip
_FORMS = {media_type: suffix for suffix, media_type in _SUFFIXES.items()}
# Other names of these, as they are understood wherever a graph is answered.
_FORMS |= {"application/json": "jsonld", "application/xml": "rdf", "text/plain": "nt"}


@routes.get("/<any(id, concept):folder>/<path:name>")
def identifier(folder: str, name: str) -> Redirect:
    """Send the client to the description in the format it prefers."""
    if name.endswith("/"):
        raise NotFound(f"Nothing is known of {folder}/{name}.")
    iri = f"{iris.BASE}{folder}/{name}"
    if iri != DATASET:
        _described(folder, name, "nt")
    _, suffix = negotiate.choose(request.headers.get("Accept", ""), _FORMS)
    if iri == DATASET:
        return redirect("/data" if suffix == "html" else "/void", 303)
    data = f"/about/{folder}/{quote(name)}"
    # An excerpt's IRI has a fragment, which a server sees only where it was written as %23.
    moved = redirect(links.page(iri) if suffix == "html" else f"{data}.{suffix}", 303)
    moved.headers["Link"] = field(*(("describedby", f"{data}.{form}", type_) for form, type_ in _SUFFIXES.items()))
    return moved


@routes.get("/about/<any(id, concept):folder>/<path:name>.<any(ttl, nt, jsonld, rdf):suffix>")
def about(folder: str, name: str, suffix: str) -> Response:
    """Give everything the merge says with this node as subject or object."""
    response = Response(_described(folder, name, suffix), content_type=typed(_SUFFIXES[suffix]))
    page = f"/about/{folder}/{quote(name)}.html"
    response.headers["Link"] = f'<{page}>; rel="describes"; type="text/html", <{LICENCE}>; rel="license"'
    return response


def _described(folder: str, name: str, form: str) -> bytes:
    return site().job({"job": "describe", "iri": f"{iris.BASE}{folder}/{name}", "format": form}).read()
