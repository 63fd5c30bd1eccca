"""`/data`: what can be downloaded, under which licence, how to cite it, what is known and what not, what changed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Response
from werkzeug.exceptions import NotFound

from graph import iris
from graph.release.metadata import DATASET
from server.pages import ask, citing, releases
from server.pages.answer import LICENCE, Head, answer
from server.pages.releases import Published
from server.pages.terms import Value, cell, named, number
from server.pages.turtle import Turtle
from server.site import Row, site

_QUADS = 100
_FORMS = ("nmkg.ttl", "nmkg.nt", "nmkg.jsonld", "nmkg.rdf", "nmkg.nq", "nmkg.trig")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not known: what, of how many things, of how many in all."""

    words: str
    total: int
    of: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many markets of a kind are known of an edition: held here, counted by sources, known whole or not."""

    edition: Value
    kind: str
    held: str
    counted: tuple[str, ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A result of validation: node, message, severity, shape."""

    focus: Value
    message: str
    severity: str
    shape: Value


def page() -> Response:
    """Answer with the data page."""
    queries = (ask.filled("gaps"), ask.filled("covered"))
    gaps, covered = site().rows(*queries)
    release = releases.served(site())
    head = Head("Data", DATASET, "", queries, _schema(release), _links(release))
    response = answer(
        "data.html",
        head,
        site=site(),
        release=release,
        forms_of=_FORMS,
        others=releases.others(site()),
        gaps=[Gap(cell(row, "gap"), number(row, "total"), number(row, "of")) for row in gaps],
        coverage=_coverage(covered),
        report=_report(release),
        citation=citing.text(release),
        bibtex=citing.bibtex(release),
    )
    # Which other releases there are is no function of the one that is served: validated by its content, kept by none.
    response.add_etag(weak=True)
    return response


def changes(old: str) -> Response:
    """Answer with what changed since another release. Raises NotFound where it is not here."""
    current = releases.served(site())
    found = next((other for other in releases.others(site()) if other.id == old), None)
    if current is None or found is None:
        raise NotFound(f"There is no release {old} beside the one that is served; /data lists those there are.")
    header = {"job": "changes", "old": str(found.folder), "new": str(current.folder), "most": _QUADS}
    told = json.loads(site().job(header).read())
    graphs = [(Value(iris.shorten(name) or "no graph", name), gone, come) for name, gone, come in told["graphs"]]
    head = Head(f"Changes from {found.id} to {current.id}")
    return answer("changes.html", head, old=found, new=current, graphs=graphs, told=told, most=_QUADS)


def _coverage(rows: Iterable[Row]) -> list[Coverage]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((cell(row, "edition"), cell(row, "kind")), []).append(row)
    return [
        Coverage(
            named(same[0], "edition", "label"),
            kind,
            cell(same[0], "held"),
            tuple(dict.fromkeys(cell(row, "counted") for row in same if "counted" in row)),
            cell(same[0], "complete") == "true",
        )
        for (_, kind), same in found.items()
    ]


def _report(release: Published | None) -> tuple[bool, Sequence[Finding]] | None:
    """Give whether the release conforms and the results of its report; None where it has none."""
    text = releases.report(release) if release else ""
    if not text:
        return None
    source = Turtle.read(text)
    reports = [node for node in source.by_subject if source.all(node, "sh:conforms")]
    results = [result for node in reports for result in source.all(node, "sh:result")]
    findings = [
        Finding(
            next(iter(source.values(source.all(result, "sh:focusNode"))), Value("a node")),
            source.text(result, "sh:resultMessage"),
            source.text(result, "sh:resultSeverity").rpartition("#")[2],
            next(iter(source.values(source.all(result, "sh:sourceShape"))), Value("a shape")),
        )
        for result in results
    ]
    return all(source.text(node, "sh:conforms") == "true" for node in reports), findings


def _links(release: Published | None) -> list[tuple[str, str, str]]:
    described = [("describedby", "/void", "text/turtle")] if release else []
    return described + [("item", path, media_type) for path, media_type in _items(release)]


def _items(release: Published | None) -> list[tuple[str, str]]:
    """Give the downloads that signposting names: the whole graph in its formats."""
    if release is None:
        return []
    types = {"ttl": "text/turtle", "nt": "application/n-triples", "nq": "application/n-quads",
             "jsonld": "application/ld+json", "rdf": "application/rdf+xml", "trig": "application/trig"}  # fmt: skip
    found = ((name, types[name.partition(".")[2]]) for name in _FORMS if name in release.files)
    return [(f"/dumps/{release.id}/{name}", media_type) for name, media_type in found]


def _schema(release: Published | None) -> dict[str, object]:
    described: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": DATASET,
        "name": citing.TITLE,
        "description": "The US Trade Representative's Notorious Markets List and the dispute about it: markets, who "
        "runs them, which edition named them, and who said what about whom in which words.",
        "url": f"{iris.BASE}data",
        "license": LICENCE,
        "creator": {"@type": "Organization", "name": citing.AUTHOR, "url": f"{iris.BASE}team"},
        "isAccessibleForFree": True,
        "keywords": ["notorious markets", "counterfeiting", "piracy", "USTR", "linked data"],
    }
    if release:
        described |= {
            "version": release.id,
            "dateModified": release.day,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "contentUrl": f"{iris.BASE}dumps/{release.id}/{path.rpartition('/')[2]}",
                    "encodingFormat": media_type,
                }
                for path, media_type in _items(release)
            ],
        }
    return described
