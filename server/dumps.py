"""`/dumps/`: the releases and their files, and `/void`: what the dataset holds. The gate sends the files themselves."""

from flask import Blueprint, Response, redirect, render_template, request
from pyoxigraph import NamedNode, Triple
from werkzeug.wrappers import Response as Redirect

from graph.release.layout import CURRENT, VOID
from graph.release.metadata import DATASET, LICENCE, PUBLISHER
from server import catalog, downloads, negotiated
from server.links import field
from server.problem import Problem
from server.site import site

routes = Blueprint("dumps", __name__)

_SIGNPOSTS = (("license", LICENCE, ""), ("author", PUBLISHER, ""))
_CATALOGUE = (
    ("cite-as", DATASET, ""),
    ("describedby", "/void", "text/turtle"),
    ("type", "https://schema.org/DataCatalog", ""),
)


@routes.get("/dumps/")
def index() -> Response:
    """Show the files of the release that is served and the other releases, as a page or as DCAT."""
    releases = downloads.releases(site())

    def described() -> set[Triple]:
        return catalog.catalogue(_origin(), {name: downloads.files(site(), name) for name in releases})

    return _fresh(negotiated.answer(described, lambda: _page(releases[0]), page_first=True))


@routes.get("/dumps/<release>/")
def release(release: str) -> Response | Redirect:
    """Show the files of one release, as a page or as DCAT."""
    if release == CURRENT:
        return redirect(f"{downloads.PATH}{site().release}/", 302)
    files = downloads.files(site(), release)

    def described() -> set[Triple]:
        return catalog.version(_origin(), release, files)

    return _fresh(negotiated.answer(described, lambda: _page(release), page_first=True))


@routes.get("/void")
@routes.get("/.well-known/void")
def void() -> Response:
    """Describe the dataset (VoID and DCAT), as the release does but for addresses, which are those of this server."""
    folder = site().folder
    if folder is None:
        raise Problem(404, "Plain files are served, not a release; the service description at /sparql counts them.")
    response = negotiated.written(catalog.located((folder / VOID).read_text(encoding="utf-8"), _origin()))
    response.headers["Link"] = field(("describes", DATASET, ""), *_SIGNPOSTS)
    return response


def _page(release: str) -> str:
    return render_template(
        "dumps.html",
        release=release,
        served=site().release,
        files=downloads.files(site(), release),
        others=[name for name in downloads.releases(site()) if name != release],
    )


def _origin() -> str:
    """Give the address of the server as the client wrote it. Raises Problem (400) where it makes no IRI."""
    try:
        return NamedNode(request.host_url).value
    except ValueError as error:
        raise Problem(400, "The Host header of this request does not make an IRI.") from error


def _fresh(response: Response) -> Response:
    """Say what it belongs to (FAIR Signposting), and validate it by its content.

    What other releases there are is no function of the one that is served.
    """
    response.headers["Cache-Control"] = "public, max-age=60"
    response.headers["Link"] = field(*_CATALOGUE, *_SIGNPOSTS)
    response.add_etag(weak=True)
    response.make_conditional(request)
    return response
