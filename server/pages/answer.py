"""An answered page: its template, its other forms as links in head and header, its schema.org description."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Response, render_template

from graph import iris
from server.pages import links
from server.pages.terms import plain

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
FORMS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
TITLES = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself: title, the IRI it is the page of, the path of its other forms without their suffix.

    `queries` are the queries behind it, each with its title as its first line; `schema` is its schema.org description;
    `links` are further links, each a relation, a path and a media type (FAIR Signposting).
    """

    title: str
    iri: str = ""
    data: str = ""
    queries: Sequence[str] = ()
    schema: Mapping[str, Any] | None = None
    links: Sequence[tuple[str, str, str]] = ()

    def signposts(self) -> str:
        """Give the value of the Link header field (RFC 8288, signposting.org/FAIR)."""
        found = [f'<{_ascii(self.iri)}>; rel="cite-as"'] if self.iri else []
        found += [
            f'<{self.data}.{suffix}>; rel="describedby"; type="{media_type}"'
            for suffix, media_type in FORMS.items()
            if self.data
        ]
        found += [f'<{path}>; rel="{relation}"; type="{media_type}"' for relation, path, media_type in self.links]
        types = ["AboutPage", *([str(self.schema["@type"])] if self.schema else [])]
        found += [f'<https://schema.org/{name}>; rel="type"' for name in types]
        found.append(f'<{LICENCE}>; rel="license"')
        found.append(f'<{iris.BASE}team>; rel="author"')
        return ", ".join(found)


def answer(template: str, head: Head, **view: object) -> Response:
    """Render a page."""
    body = render_template(template, head=head, forms=FORMS, form_titles=TITLES, **view)
    response = Response(body, content_type="text/html; charset=utf-8")
    response.headers["Link"] = head.signposts()
    return response


def entity(title: str, iri: str, *queries: str, schema: Mapping[str, Any] | None = None) -> Head:
    """Make the head of the page of an IRI."""
    described = {"@context": "https://schema.org", "@id": iri, "url": iri, **schema} if schema else None
    return Head(plain(title), iri, links.data(iri), queries, described)


def _ascii(iri: str) -> str:
    return quote(iri, safe=":/?#[]@!$&'()*+,;=%~-._")
