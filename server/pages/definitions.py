"""`/ontology` and `/shapes`: documentation for people, RDF for programs, by Accept or by suffix."""

from functools import lru_cache

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode
from werkzeug.exceptions import NotFound

from graph import iris, vocabulary
from graph.release.serialise import in_order, write
from server import negotiated
from server.gate.replies import typed
from server.jobs import negotiate
from server.pages import ontology_doc, shapes_doc
from server.pages.answer import FORMS, Head, answer
from server.pages.turtle import triples
from server.site import site

routes = Blueprint("definitions", __name__)

_VERSION = NamedNode(f"{iris.PREFIXES['owl']}versionIRI")


@routes.get("/<any(ontology, shapes):name>")
def definitions(name: str) -> Response:
    """Give the documentation to browsers, the release's own Turtle or another RDF format to programs."""
    offered = ("text/turtle", *negotiate.GRAPHS, "text/html")
    accepted = negotiate.preferred(request.headers.get("Accept", ""), offered)
    is_page = (negotiated.wanted() or accepted) in ("html", "text/html")
    return _page(name) if is_page else negotiated.written(_text(name))


@routes.get("/ontology/<version>")
def ontology(version: str) -> Response:
    """Give the ontology at its version IRI, while it is the version that is served."""
    served = {triple.object.value for triple in triples(_text("ontology")) if triple.predicate == _VERSION
              and isinstance(triple.object, NamedNode)}  # fmt: skip
    if f"{iris.BASE}ontology/{version}" not in served:
        raise NotFound(f"This version of the ontology is not served; that is {', '.join(sorted(served))}.")
    return definitions("ontology")


@routes.get("/<any(ontology, shapes):name>.<any(ttl, nt, jsonld, rdf):suffix>")
def download(name: str, suffix: str) -> Response:
    """Give it in the format of the suffix."""
    media_type, text = FORMS[suffix], _text(name)
    body = text.encode() if suffix == "ttl" else write(in_order(set(triples(text))), negotiate.GRAPHS[media_type])
    response = Response(body, content_type=typed(media_type))
    response.headers["Link"] = f'</{name}>; rel="describes"; type="text/html"'
    return response


def _page(name: str) -> Response:
    head = Head("Ontology" if name == "ontology" else "Shapes", f"{iris.BASE}{name}", f"/{name}", (), _schema(name))
    if name == "ontology":
        return answer("ontology.html", head, ontology=_ontology(_text(name)))
    return answer("shapes.html", head, shapes=_shapes(_text(name)))


def _schema(name: str) -> dict[str, str]:
    title = "Notorious Markets Ontology" if name == "ontology" else "Notorious Markets Shapes"
    return {"@context": "https://schema.org", "@type": "DefinedTermSet", "@id": f"{iris.BASE}{name}", "name": title}


def _text(name: str) -> str:
    """Give the Turtle of the release that is served; where plain files are, our own."""
    folder = site().folder
    if folder is None:
        return vocabulary.source_text(name)
    path = folder / f"{name}.ttl"
    if not path.is_file():
        raise NotFound(f"The release holds no {name}.ttl.")
    return path.read_text(encoding="utf-8")


@lru_cache(2)
def _ontology(text: str) -> ontology_doc.Ontology:
    return ontology_doc.document(text)


@lru_cache(2)
def _shapes(text: str) -> tuple[shapes_doc.Shape, ...]:
    return shapes_doc.document(text)
