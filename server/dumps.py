"""`/dumps/`: the files of the release, for those who download everything."""

from pathlib import Path

from flask import Blueprint, Response, redirect, render_template, send_from_directory, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Redirect

from graph.release.layout import CURRENT
from graph.release.serialise import MEDIA_TYPES
from server.site import site

routes = Blueprint("dumps", __name__)


@routes.get("/dumps/")
def index() -> str:
    """List the files of the release with their sizes."""
    folder, release = _served()
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    sizes = [(name, (folder / name).stat().st_size) for name in names]
    return render_template("dumps.html", release=release, files=sizes)


@routes.get("/dumps/<release>/<path:name>")
def dump(release: str, name: str) -> Response | Redirect:
    """Send a file; `current` redirects to the release's own address."""
    folder, served = _served()
    if release == CURRENT:
        return redirect(url_for("dumps.dump", release=served, name=name), 302)
    if release != served:
        raise NotFound(f"This server holds release {served}.")
    media_type = MEDIA_TYPES.get(Path(name).suffix, "text/plain")
    return send_from_directory(folder, name, mimetype=media_type, conditional=True)


@routes.get("/void")
@routes.get("/.well-known/void")
def void() -> Response:
    """Describe the dataset (VoID and DCAT)."""
    folder, _ = _served()
    return send_from_directory(folder, "void.ttl", mimetype="text/turtle")


def _served() -> tuple[Path, str]:
    folder = site().folder
    if folder is None:
        raise NotFound("Plain files are served, not a release; there are no dumps.")
    return folder, site().release
