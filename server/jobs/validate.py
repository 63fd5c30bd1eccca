"""A stranger's document, parsed and validated in a worker. Nothing it names is fetched, and no entity is expanded."""

import logging

from pyoxigraph import RdfFormat, Store, Triple

from graph import iris, vocabulary
from graph.document import BrokenDocument, quads
from graph.errors import NmkgError
from graph.judge import judge
from graph.model import Report
from graph.place import context
from server.html import environment
from server.jobs import negotiate, report
from server.jobs.upload import Upload, read
from server.limits import Limits
from server.pool.channel import Message
from server.pool.spool import Spool
from server.problem import Problem

_OFFENDER = b"[] a <https://w3id.org/notorious-markets/ontology#Market> ."


def validate(_store: Store, limits: Limits, request: Message) -> Message:
    """Validate the body against ontology and shapes, as `nmkg validate` does.

    The header of the request holds `type`, its Content-Type, `options`, the pairs of its query string, `accept`, and
    `base`, by which relative IRIs are resolved. The header of the reply holds `conforms`. Raises Problem.
    """
    header = request.header
    upload = read(header["type"], request.read(), header["options"])
    media_type, write = negotiate.choose(
        header["accept"], report.WRITERS, report.NAMES.get(upload.format, upload.format)
    )
    found = _report(_triples(upload, header["base"]), upload)
    spool = Spool(limits.result)
    write(found, spool.file())
    return Message({"type": media_type, "conforms": found.conforms, "volatile": True}, spool.content())


def prepare() -> None:
    """Do once what each worker would do at its first validation: load the shapes, pySHACL and the page's template."""
    # rdflib logs a traceback for each literal that is no value of its datatype; the shapes say it better.
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    offender = {quad.triple for quad in quads(_OFFENDER, RdfFormat.TURTLE, iris.BASE)}
    judge(frozenset(offender) | vocabulary.ontology() | vocabulary.concepts())
    environment().get_template("report.html")


def _triples(upload: Upload, base: str) -> frozenset[Triple]:
    try:
        return frozenset(quad.triple for quad in quads(upload.content, upload.syntax, base, doctype=False))
    except BrokenDocument as error:
        raise _told(error, upload) from error
    except NmkgError as error:
        raise Problem(422, f"The document cannot be validated: {error}.") from error


def _told(error: BrokenDocument, upload: Upload) -> Problem:
    what = f"The document is not {upload.syntax.name}"
    if not error.line:
        return Problem(400, f"{what}: {error.message}.")
    line = upload.content.split(b"\n", error.line)[error.line - 1].rstrip(b"\r").decode("utf-8", "replace")
    more = {"line": error.line, "column": error.column, "context": context(line, error.column)}
    return Problem(400, f"{what}: line {error.line}, column {error.column}: {error.message}.", more)


def _report(triples: frozenset[Triple], upload: Upload) -> Report:
    known = vocabulary.ontology() | vocabulary.concepts()
    try:
        return judge(triples | known, with_inference=upload.infer, engine=upload.engine).report
    except NmkgError as error:
        raise Problem(422, f"The document cannot be validated: {error}.") from error
