"""`/search` and `/suggest`: finding things by name, alias, domain, or the words of a quote."""

import json
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from server import negotiated
from server.jobs import negotiate
from server.problem import Problem
from server.search.kinds import KINDS
from server.site import site

routes = Blueprint("lookup", __name__)

LONGEST = 300
PAGE = 20
_MOST = 100
_DEEPEST = 10_000
_AROUND = 90
_FORMS = {negotiated.PAGE: False, "application/json": True}
"""Media types, and whether they are JSON."""


@routes.get("/search")
def search() -> Response | str:
    """Search by the parameters `q`, `kind` (repeatable), `offset`, `limit`; as a page or as JSON."""
    asked = request.args
    _, as_json = negotiate.choose(request.headers.get("Accept", ""), _FORMS, negotiated.wanted())
    found = _found(asked, quotes=True, limit=_number(asked, "limit", PAGE, _MOST))
    if as_json:
        return _json(found)
    return render_template(
        "search.html",
        found=found,
        kinds=[(kind, names.many, found["kinds"].get(kind, 0)) for kind, names in KINDS.items()],
        chosen=asked.getlist("kind"),
        marked=_marked,
        link=lambda **changed: _link(asked, **changed),
        page=PAGE,
    )


@routes.get("/suggest")
def suggest() -> Response:
    """Give, as JSON, the few names that what is typed so far in `q` may become."""
    return _json(_found(request.args, quotes=False, limit=_number(request.args, "limit", 8, _MOST)))


def _found(asked: "MultiDict[str, str]", *, quotes: bool, limit: int) -> dict[str, Any]:
    query = asked.get("q", "")
    if len(query) > LONGEST:
        raise Problem(400, f"A search may have {LONGEST} characters; this one has {len(query)}.")
    kinds = asked.getlist("kind")
    if unknown := sorted(set(kinds) - set(KINDS)):
        raise Problem(400, f"There is no kind “{unknown[0]}”.", {"available": list(KINDS)})
    header = {"job": "search", "kinds": kinds, "quotes": quotes, "limit": limit,
              "offset": _number(asked, "offset", 0, _DEEPEST, least=0)}  # fmt: skip
    answer: dict[str, Any] = json.loads(site().job(header, query.encode("utf-8", "replace")).read())
    return answer


def _number(asked: "MultiDict[str, str]", name: str, default: int, most: int, least: int = 1) -> int:
    text = asked.get(name, str(default))
    if not (text.isascii() and text.isdigit() and least <= int(text[:9]) <= most):
        raise Problem(400, f"“{name}” is a number from {least} to {most}, not “{text}”.")
    return int(text)


def _json(answer: dict[str, Any]) -> Response:
    return Response(json.dumps(answer, ensure_ascii=False), content_type="application/json")


def _link(asked: "MultiDict[str, str]", **changed: object) -> str:
    """Give the address of this search with some parameters changed; None takes one out."""
    kept = [(name, value) for name, value in asked.items(multi=True) if name not in changed]
    more = [(name, each) for name, value in changed.items() if value is not None
            for each in (value if isinstance(value, list) else [value])]  # fmt: skip
    return "/search?" + urlencode([*kept, *more])


def _marked(result: dict[str, Any]) -> Markup:
    """Give the text that answered, with the words that did marked; a long one is cut around the first of them."""
    text, marks = result["text"], result["marks"]
    start = max(0, marks[0][0] - _AROUND) if marks else 0
    end = min(len(text), start + 3 * _AROUND)
    parts = [Markup("… ") if start else Markup("")]
    at = start
    for left, right in marks:
        if start <= left and right <= end:
            parts += [escape(text[at:left]), Markup("<mark>"), escape(text[left:right]), Markup("</mark>")]
            at = right
    return Markup("").join([*parts, escape(text[at:end]), Markup(" …") if end < len(text) else Markup("")])
