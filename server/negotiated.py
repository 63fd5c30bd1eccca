"""A page or data, as the client prefers: one answer for what has both forms."""

from collections.abc import Callable

from flask import Response, request
from pyoxigraph import RdfFormat, Triple, parse

from graph.release.serialise import in_order, write
from server.gate.replies import typed
from server.jobs import negotiate

PAGE = negotiate.PAGE


def answer(triples: Callable[[], set[Triple]], page: Callable[[], str], *, page_first: bool = False) -> Response:
    """Answer with the page or the triples, whichever the Accept header or `?format=` prefers.

    `page_first` says which one a client gets that has no preference. Raises Problem (406) with the list of what there
    is.
    """
    pages: dict[str, RdfFormat | None] = {PAGE: None}
    table = {**pages, **negotiate.GRAPHS} if page_first else {**negotiate.GRAPHS, **pages}
    media_type, format_ = negotiate.choose(request.headers.get("Accept", ""), table, wanted())
    if format_ is None:
        return Response(page(), content_type=typed(PAGE))
    return _data(triples(), media_type, format_)


def written(text: str) -> Response:
    """Answer with what is written in Turtle: as it is, as text to browsers, or in the format that the client prefers.

    Raises Problem (406) with the list of what there is.
    """
    accept, asked = request.headers.get("Accept", ""), wanted()
    if not asked and negotiate.shown(accept):
        return Response(text, content_type=typed("text/plain"))
    media_type, format_ = negotiate.choose(accept, negotiate.GRAPHS, asked)
    if format_ is not RdfFormat.TURTLE:
        return _data({quad.triple for quad in parse(text, format=RdfFormat.TURTLE)}, media_type, format_)
    return Response(text, content_type=typed(media_type))


def wanted() -> str:
    """Give the format that the address asks for, empty where it names none. Raises Problem (400) for two."""
    return negotiate.one_format(request.args.getlist("format"))


def _data(triples: set[Triple], media_type: str, format_: RdfFormat) -> Response:
    return Response(write(in_order(triples), format_), content_type=typed(media_type))
