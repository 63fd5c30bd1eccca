"""`/dumps/{release}/{file}`: files of releases, with ranges, resume and digests, sent by the server itself."""

from base64 import b64encode
from urllib.parse import quote

from graph.release.layout import CURRENT
from graph.release.metadata import LICENCE
from server import downloads
from server.downloads import PATH, Download
from server.gate import conditions
from server.gate.conditions import Version
from server.gate.message import Answer, NamedFile, Request
from server.gate.replies import SHARED, only_read, typed
from server.gate.served import Served
from server.links import field

_SIGNPOSTS = (("type", "https://schema.org/DataDownload", ""), ("license", LICENCE, ""))
_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable", "accept-ranges": "bytes"}


async def dump(served: Served, request: Request) -> Answer | None:
    """Send a file; `current` redirects to the release's own address. None leaves pages to the application.

    Raises Problem: 404 for what is not there, 405, 412, 416.
    """
    release, _, name = request.path.removeprefix(PATH).partition("/")
    if not name:
        return None
    if refused := only_read(request.method, "A release does not change; its files take"):
        return refused
    site = served.site
    found = downloads.find(site, site.release if release == CURRENT else release, name)
    if release == CURRENT:
        return Answer(
            302, {"cache-control": SHARED["cache-control"], "location": f"{PATH}{site.release}/{quote(name)}"}
        )
    return _sent(found, request, field(("collection", f"{PATH}{release}/", "text/html"), *_SIGNPOSTS))


def _sent(found: Download, request: Request, links: str) -> Answer:
    version = Version(found.sha256, found.modified, found.size)
    headers = {**_FOR_EVER, **version.fields()}
    if conditions.unchanged(request.headers, version):
        return Answer(304, headers)
    headers |= {"content-type": typed(found.media_type), **_digests(found.sha256), "link": links}
    # A range means something to GET only (RFC 9110, 14.2).
    part = None if request.head else conditions.part(request.headers, version)
    if part is None:
        return Answer(200, headers, NamedFile(found.path, found.size))
    start, end = part
    headers["content-range"] = f"bytes {start}-{end - 1}/{found.size}"
    return Answer(206, headers, NamedFile(found.path, end - start, start))


def _digests(sha256: str) -> dict[str, str]:
    """Give the digest of the whole file, also beside a part (RFC 3230 and RFC 9530)."""
    value = b64encode(bytes.fromhex(sha256)).decode("ascii")
    return {"digest": f"sha-256={value}", "repr-digest": f"sha-256=:{value}:"}
