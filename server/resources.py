"""`/id/...` and `/concept/...`: an IRI answers 303 with the page or the data about what it names.

`/about/...` is where the redirect leads: `/about/id/market/taobao.ttl`, `.jsonld`, `.nt`, `.rdf`, or `.html`.
"""

from urllib.parse import quote

from flask import Blueprint, Response, redirect, render_template, request
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from werkzeug.wrappers import Response as Redirect

from graph import iris, vocabulary
from graph.release.metadata import DATASET
from graph.release.serialise import in_order
from server import negotiated
from server.gate.replies import typed
from server.jobs import negotiate
from server.site import site

routes = Blueprint("resources", __name__)

_SUFFIXES = {"html": "text/html", "ttl": "text/turtle", "nt": "application/n-triples",
             "jsonld": "application/ld+json", "rdf": "application/rdf+xml"}  # fmt: skip


@routes.get("/<any(id, concept):folder>/<path:name>")
def identifier(folder: str, name: str) -> Redirect:
    """Send the client to the description in the format it prefers."""
    if f"{iris.BASE}{folder}/{name}" == DATASET:
        return redirect("/void", 303)
    _described(folder, name, "nt")
    table = {media_type: suffix for suffix, media_type in _SUFFIXES.items()}
    _, suffix = negotiate.choose(request.headers.get("Accept", ""), table)
    # An excerpt's IRI has a fragment, which a server sees only where it was written as %23.
    return redirect(f"/about/{folder}/{quote(name)}.{suffix}", 303)


@routes.get("/about/<any(id, concept):folder>/<path:name>.<any(html, ttl, nt, jsonld, rdf):suffix>")
def about(folder: str, name: str, suffix: str) -> Response:
    """Give everything the merge says with this node as subject or object."""
    if suffix != "html":
        return Response(_described(folder, name, suffix), content_type=typed(_SUFFIXES[suffix]))
    node = NamedNode(f"{iris.BASE}{folder}/{name}")
    described = parse(_described(folder, name, "nt"), format=RdfFormat.N_TRIPLES)
    triples = {quad.triple for quad in described}
    return Response(_page(node, triples, f"/about/{folder}/{quote(name)}"), content_type="text/html; charset=utf-8")


@routes.get("/<any(ontology, shapes):name>")
def definitions(name: str) -> Response:
    """Give the release's ontology or shapes; Turtle as written, for browsers too."""
    folder = site().folder
    own = folder / f"{name}.ttl" if folder else None
    text = own.read_text(encoding="utf-8") if own else vocabulary.source_text(name)
    return negotiated.written(text)


def _described(folder: str, name: str, form: str) -> bytes:
    return site().job({"job": "describe", "iri": f"{iris.BASE}{folder}/{name}", "format": form}).read()


def _page(node: NamedNode, unordered: set[Triple], path: str) -> str:
    triples = in_order(unordered)
    return render_template(
        "resource.html",
        path=path,
        iri=node.value,
        label=_label(node, triples),
        about=[_row(t.predicate, t.object) for t in triples if t.subject == node],
        pointing=[_row(t.predicate, t.subject) for t in triples if t.object == node],
        alternates={suffix: media_type for suffix, media_type in _SUFFIXES.items() if suffix != "html"},
    )


def _label(node: NamedNode, triples: list[Triple]) -> str:
    names = (vocabulary.PREF_LABEL, vocabulary.TITLE, iris.term("summary"), iris.term("exact"))
    contested = {iris.term("Claim"): "Claim: ", iris.term("Proposition"): "Proposition, not asserted: "}
    types = (t.object for t in triples if t.subject == node and isinstance(t.object, NamedNode))
    kind = next((contested[type_] for type_ in types if type_ in contested), "")
    own = [(t.predicate, t.object.value) for t in triples if t.subject == node and isinstance(t.object, Literal)]
    found = (value for name in names for predicate, value in own if predicate == name)
    return kind + next(found, iris.shorten(node.value))


def _row(predicate: NamedNode, other: object) -> tuple[str, str, str]:
    """Give predicate, text and link (a local one where the node is ours, none for literals)."""
    if not isinstance(other, NamedNode):
        return iris.shorten(predicate.value), str(getattr(other, "value", other)), ""
    ours = other.value.startswith((iris.ID, iris.NMC))
    elsewhere = other.value if other.value.startswith(("http://", "https://")) else ""
    link = "/" + quote(other.value.removeprefix(iris.BASE)) if ours else elsewhere
    return iris.shorten(predicate.value), iris.shorten(other.value), link
