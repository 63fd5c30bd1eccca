"""`/id/...` and `/concept/...`: an IRI answers 303 with the page or the data about what it names.

`/about/...` is where the redirect leads: `/about/id/market/taobao.ttl`, `.jsonld`, `.nt`, `.rdf`, or `.html`.
"""

from urllib.parse import quote

from flask import Blueprint, Response, current_app, redirect, render_template, request
from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, Triple, parse
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Redirect

from graph import iris, vocabulary
from graph.release.metadata import DATASET
from graph.release.serialise import in_order, write
from server import negotiate

routes = Blueprint("resources", __name__)

_SUFFIXES = {"html": "text/html", "ttl": "text/turtle", "nt": "application/n-triples",
             "jsonld": "application/ld+json", "rdf": "application/rdf+xml"}  # fmt: skip


@routes.get("/<any(id, concept):folder>/<path:name>")
def identifier(folder: str, name: str) -> Redirect:
    """Send the client to the description in the format it prefers."""
    if f"{iris.BASE}{folder}/{name}" == DATASET:
        return redirect("/void", 303)
    _described(folder, name)
    table = {media_type: suffix for suffix, media_type in _SUFFIXES.items()}
    _, suffix = negotiate.choose(request.accept_mimetypes, table)
    # An excerpt's IRI has a fragment, which a server sees only where it was written as %23.
    return redirect(f"/about/{folder}/{quote(name)}.{suffix}", 303)


@routes.get("/about/<any(id, concept):folder>/<path:name>.<any(html, ttl, nt, jsonld, rdf):suffix>")
def about(folder: str, name: str, suffix: str) -> Response:
    """Give everything the merge says with this node as subject or object."""
    node, triples = _described(folder, name)
    if suffix == "html":
        return Response(_page(node, triples, f"/about/{folder}/{quote(name)}"), content_type="text/html; charset=utf-8")
    media_type = _SUFFIXES[suffix]
    format_ = negotiate.GRAPHS[media_type]
    return Response(write(in_order(triples), format_), content_type=media_type)


@routes.get("/<any(ontology, shapes):name>")
def definitions(name: str) -> Response:
    """Give the release's ontology or shapes; Turtle as written, for browsers too."""
    served = current_app.config["served"]
    own = served.folder / f"{name}.ttl" if served.folder else None
    text = own.read_text(encoding="utf-8") if own else vocabulary.source_text(name)
    choices = {"text/turtle": RdfFormat.TURTLE, **negotiate.GRAPHS, "text/html": RdfFormat.TURTLE}
    media_type, format_ = negotiate.choose(request.accept_mimetypes, choices)
    if format_ is RdfFormat.TURTLE:
        shown = "text/plain" if media_type == "text/html" else "text/turtle"
        return Response(text, content_type=f"{shown}; charset=utf-8")
    triples = {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)}
    return Response(write(in_order(triples), format_), content_type=media_type)


def _described(folder: str, name: str) -> tuple[NamedNode, set[Triple]]:
    try:
        node = NamedNode(f"{iris.BASE}{folder}/{name}")
    except ValueError as error:
        raise NotFound("That is not an IRI of this graph.") from error
    store: Store = current_app.config["served"].store
    merge = DefaultGraph()
    about = store.quads_for_pattern(node, None, None, merge)
    pointing = store.quads_for_pattern(None, None, node, merge)
    triples = {quad.triple for quads in (about, pointing) for quad in quads}
    if not triples:
        raise NotFound(f"Nothing is known of {node.value}.")
    return node, triples


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
