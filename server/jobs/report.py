"""Reports of validation, in each format that there is."""

import csv
import io
from collections.abc import Callable
from dataclasses import astuple, fields
from functools import partial
from typing import IO

from pyoxigraph import RdfFormat

from graph import iris, show
from graph.model import Finding, Report
from graph.release.serialise import in_order, write
from server.html import environment

Writer = Callable[[Report, IO[bytes]], object]


def _rdf(format_: RdfFormat, report: Report, file: IO[bytes]) -> None:
    file.write(write(in_order(report.triples), format_))


def _json(report: Report, file: IO[bytes]) -> None:
    file.write(show.report_as_json(report).encode() + b"\n")


def _text(report: Report, file: IO[bytes]) -> None:
    file.write(show.report_as_text(report).encode() + b"\n")


def _csv(report: Report, file: IO[bytes]) -> None:
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(field.name for field in fields(Finding))
    writer.writerows(map(astuple, report.findings))
    text.detach()


def _html(report: Report, file: IO[bytes]) -> None:
    page = environment().get_template("report.html")
    page.stream(report=report, shapes=iris.NMS).dump(file, "utf-8")


WRITERS: dict[str, Writer] = {
    "text/turtle": partial(_rdf, RdfFormat.TURTLE),
    "application/ld+json": partial(_rdf, RdfFormat.JSON_LD),
    "application/json": _json,
    "text/html": _html,
    "text/csv": _csv,
    "text/plain": _text,
    "application/n-triples": partial(_rdf, RdfFormat.N_TRIPLES),
    "application/rdf+xml": partial(_rdf, RdfFormat.RDF_XML),
}
"""Media types by preference, and who writes them."""

NAMES = {
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "json": "application/json",
    "html": "text/html",
    "csv": "text/csv",
    "text": "text/plain",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
}
"""What the option `format` takes; those that `nmkg validate` has mean the same there."""
