"""`/reconcile`: the HTTP side of the reconciliation service."""

import json

from flask import Blueprint, Response, render_template, request

from graph import iris
from graph.version import VERSION
from server.gate.headers import policy
from server.links import path
from server.pages.history import short
from server.problem import Problem
from server.reconcile.model import BATCH, MOST
from server.reconcile.schema import iri_of
from server.search.kinds import KINDS, kind
from server.site import site

routes = Blueprint("reconcile", __name__)

WIDTH, HEIGHT = 400, 220
_DEFAULT_TYPES = {"Market": "market", "OnlineMarket": "online market", "PhysicalMarket": "physical market",
                  "Company": "company", "Agent": "agent"}  # fmt: skip
_MOST_SKIPPED = 10_000
# A preview is made to be shown inside other pages, and nothing else here is.
_FRAMED = policy(frame_ancestors="*", script_src="'none'", connect_src="'none'", form_action="'none'")
_PREVIEW = (
    "SELECT ?x ?text { VALUES (?property ?rank) { (skos:prefLabel 1) (rdfs:label 2) (dcterms:title 3) } "
    "?x ?property ?text } ORDER BY ?rank ?text LIMIT 1",
    "SELECT DISTINCT ?x ?text { ?x skos:altLabel|skos:hiddenLabel ?text } ORDER BY ?text LIMIT 5",
    "SELECT DISTINCT ?x ?text { ?x nm:country/skos:prefLabel ?text } ORDER BY ?text LIMIT 3",
    "SELECT DISTINCT ?x ?text { ?x nm:listedIn/skos:prefLabel ?text } ORDER BY ?text",
    "SELECT DISTINCT ?x ?text { ?x nm:includedIn/skos:prefLabel ?text } ORDER BY ?text",
    "SELECT DISTINCT ?x ?text { ?x nm:controlledBy/skos:prefLabel ?text } ORDER BY ?text LIMIT 3",
    "SELECT DISTINCT ?x ?text { ?m nm:controlledBy ?x ; skos:prefLabel ?text } ORDER BY ?text LIMIT 5",
)


@routes.route("/reconcile", methods=["GET", "POST"])
def service() -> Response:
    """Answer a batch of `queries`, or an `extend` request; without either, the manifest."""
    given = request.values
    if "queries" in given:
        return _done({"what": "match"}, given["queries"])
    if "extend" in given:
        return _done({"what": "extend"}, given["extend"])
    if request.method == "POST":
        raise Problem(400, "Send the form field “queries” (a batch of queries) or “extend”, as JSON.")
    return _json(_manifest(request.host_url.rstrip("/")))


@routes.get("/reconcile/suggest/<any(entity, type, property):what>")
def suggest(what: str) -> Response:
    """Complete the `prefix` of the name of an entity, type, or property, from the `cursor` on."""
    cursor = _number("cursor", 0, _MOST_SKIPPED) or 0
    return _done({"what": "suggest", "of": what, "cursor": cursor}, request.args.get("prefix", ""))


@routes.get("/reconcile/properties")
def properties() -> Response:
    """Propose properties for a `type`, at most `limit`."""
    limit = _number("limit", 1, MOST)
    return _done({"what": "propose", "type": request.args.get("type", ""), "limit": limit}, "")


@routes.get("/reconcile/preview")
def preview() -> Response:
    """Show an entity in a few lines, inside another page."""
    iri = iri_of(request.args.get("id", ""))
    rows = site().rows(*_PREVIEW, x=_checked(iri))
    label, aliases, country, listed, inside, owners, runs = ([row["text"]["value"] for row in found] for found in rows)
    if not label:
        raise Problem(404, f"Nothing is known of {iri}.")
    page = render_template(
        "preview.html", label=label[0], kind=KINDS[kind(iri)].one, aliases=aliases, country=country,
        listed=[short(each) for each in listed], inside=[short(each) for each in inside], owners=owners, runs=runs,
        path=path(iri), is_market=kind(iri) == "market",
    )  # fmt: skip
    return Response(page, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": _FRAMED})


def _manifest(origin: str) -> dict[str, object]:
    own = f"{origin}/reconcile"
    return {
        "versions": ["0.2"],
        "name": "Notorious Markets Knowledge Graph",
        "identifierSpace": iris.ID,
        "schemaSpace": iris.NM,
        "documentation": f"{origin}/search#reconcile",
        "serviceVersion": VERSION,
        "defaultTypes": [{"id": key, "name": name} for key, name in _DEFAULT_TYPES.items()],
        "view": {"url": f"{origin}/id/{{{{id}}}}"},
        "preview": {"url": f"{own}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {
            what: {"service_url": own, "service_path": f"/suggest/{what}"} for what in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": own, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Values",
                    "type": "number",
                    "default": 0,
                    "help_text": "The most values to fetch of each entity; 0 for all",
                }
            ],
        },
        "batchSize": BATCH,
    }


def _done(header: dict[str, object], body: str) -> Response:
    return _json(json.loads(site().job({"job": "reconcile", **header}, body.encode("utf-8", "replace")).read()))


def _json(answer: object) -> Response:
    return Response(json.dumps(answer, ensure_ascii=False), content_type="application/json")


def _number(name: str, least: int, most: int) -> int | None:
    text = request.args.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and least <= int(text[:9]) <= most):
        raise Problem(400, f"“{name}” is a number from {least} to {most}, not “{text}”.")
    return int(text)


def _checked(iri: str) -> str:
    if any(char in '<>"{}|^`\\' or char <= " " for char in iri):
        raise Problem(404, "That is not an id of this graph.")
    return iri
