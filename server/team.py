"""`/team`: who publishes the dataset, as its description and every page name them."""

from flask import Blueprint, Response, render_template
from pyoxigraph import Literal, NamedNode, Triple

from graph import iris
from graph.release.metadata import DATASET, PUBLISHER, PUBLISHER_NAME, TITLE
from server import negotiated
from server.pages.answer import Head
from server.statements import Statements, name

routes = Blueprint("team", __name__)

_ABOUT = (
    f"Those who make the {TITLE} and publish it: a record of the US Trade Representative's Notorious Markets List and "
    "of the dispute about it. Each fact has the words or the row it rests on. What somebody is reported to have said "
    "is recorded as said, and not asserted."
)


@routes.get("/team")
def team() -> Response:
    """Describe the publisher, as a page or as data."""
    schema = {"@context": "https://schema.org", "@type": "Organization", "@id": PUBLISHER, "name": PUBLISHER_NAME}
    head = Head(PUBLISHER_NAME, PUBLISHER, schema=schema)
    response = negotiated.answer(
        describe, lambda: render_template("team.html", head=head, about=_ABOUT), page_first=True
    )
    response.headers["Link"] = head.signposts()
    return response


def describe() -> set[Triple]:
    """Give the publisher's name, what they do, and what they made."""
    said, node = Statements(), NamedNode(PUBLISHER)
    said.add(node, "rdf:type", name("foaf:Agent"))
    said.add(node, "foaf:name", Literal(PUBLISHER_NAME, language="en"))
    said.add(node, "dcterms:description", Literal(_ABOUT, language="en"))
    said.add(node, "foaf:homepage", NamedNode(iris.BASE))
    said.add(node, "foaf:made", NamedNode(DATASET))
    return said.triples
