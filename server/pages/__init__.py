"""The pages: one module for each kind, its queries, a view made by pure functions from rows, and a template."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from graph import iris
from server.pages import agent, claim, data, document, edition, front, links, lists, market, proposition, rows, thing
from server.pages.catalogue import LISTS

Page = Callable[[str], Response | None]

KINDS: Mapping[str, Page] = {
    "market": market.page,
    "market-group": market.page,
    **dict.fromkeys(
        ("company", "government", "association", "publisher", "organization", "person", "group"), agent.page
    ),
    "edition": edition.page,
    "claim": claim.page,
    "proposition": proposition.page,
    "document": document.page,
    "communication": document.page,
}
"""The pages of kinds of things; what has none is given the general one."""

routes = Blueprint("pages", __name__)
routes.add_url_rule("/", view_func=front.page)
routes.add_url_rule("/data", "data", data.page)
routes.add_url_rule("/data/changes/<old>", "changes", data.changes)
for _path, _listed in LISTS.items():
    routes.add_url_rule(_path, _path.strip("/"), partial(lists.page, _listed))


@routes.get("/about/<any(id, concept):folder>/<path:name>.html")
def about(folder: str, name: str) -> Response:
    """Give the page of an IRI."""
    iri = f"{iris.BASE}{folder}/{name}"
    found = KINDS.get(links.kind(iri), thing.page)(iri)
    if found is None:
        raise NotFound(f"Nothing is known of {iri}.")
    return found


HELPERS: Mapping[str, Callable[..., object]] = {
    "href": links.href,
    "host": links.host,
    "editor": links.editor,
    "kind_of": links.kind,
    "cells": rows.cells,
    "counted": rows.counted,
    "row_number": rows.number,
    "tabled": rows.tabled,
}
"""Functions that templates may call."""


def local(iri: str) -> str:
    """Give the local id of an IRI, as lists take it for a filter: `market/taobao`."""
    return iri.removeprefix(iris.ID)


# What is said of a fact beside its kind, where the words of the name say more than the reader needs.
_PLAIN = {
    "listsMarket": "market",
    "removesMarket": "market",
    "nominatesMarket": "market",
    "includesMarket": "market",
    "inEdition": "edition",
    "nominatedForEdition": "edition",
    "tenureHolder": "held by",
    "tenureIn": "at",
    "locationCountry": "country",
    "affiliationKind": "as",
    "outsideIdentifier": "identifier",
    "reportedAs": "named there as",
}


def spaced(name: str) -> str:
    """Write the local name of a property in words: `locatedMarket` is `located market`."""
    return _PLAIN.get(name) or re.sub("([a-z])([A-Z])", r"\1 \2", name).lower()
