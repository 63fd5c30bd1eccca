"""What a request to validate brings: a document, its syntax, and options.

A document is the body itself (by Content-Type), or a field of a form: a file, or text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import TypeVar

from pyoxigraph import RdfFormat
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

from graph.validate import ENGINES, Engine
from server.forms import form_fields
from server.problem import Problem

SYNTAXES = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}

OPTIONS = {
    "syntax": "How the document is written; goes before its media type and its file name: " + ", ".join(SYNTAXES),
    "infer": "Draw OWL 2 RL conclusions first, as the build does: true (default) or false",
    "engine": "sets (default): queries find who may offend, pySHACL judges them; pyshacl: it judges all. Same report",
    "format": "Format of the report, where no Accept header can be set",
}
MEDIA_TYPES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/xml": RdfFormat.RDF_XML,
    "text/xml": RdfFormat.RDF_XML,
}
_ENDINGS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
DOCUMENT = "data"
_PARTS = 20
T = TypeVar("T")
_FLAGS = {"true": True, "false": False}
Fields = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Upload:
    """A document and what to do with it."""

    content: bytes
    syntax: RdfFormat
    infer: bool
    engine: Engine
    format: str


@dataclass(frozen=True, slots=True)
class _Document:
    content: bytes
    media_type: str = ""
    name: str = ""


def read(content_type: str, body: bytes, query: Fields) -> Upload:
    """Read a request: its Content-Type, its body, the fields of its query string.

    Raises Problem: 400 for no document, several, or an option that there is not; 415 for a syntax that there is not.
    """
    media_type, parameters = parse_options_header(content_type)
    fields: list[tuple[str, str]] = []
    if media_type == FORM:
        fields = form_fields(body)
        documents = _texts(fields)
    elif media_type == MULTIPART:
        fields, files = _parts(body, parameters)
        documents = [*_texts(fields), *files]
    else:
        documents = [_Document(body, media_type)]
        if parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
            raise Problem(415, "Send the document in UTF-8.")
    found = [document for document in documents if document.content.strip()]
    if len(found) != 1:
        what = f"Give one document, not {len(found)}." if found else "There is no document in the request."
        raise Problem(400, what, _hint(media_type))
    options = _options([*query, *((name, value) for name, value in fields if name != DOCUMENT)])
    return Upload(
        found[0].content,
        _syntax(found[0], options["syntax"]),
        infer=bool(_one_of("infer", options["infer"] or "true", _FLAGS)),
        engine=_one_of("engine", options["engine"] or "sets", {name: name for name in ENGINES}),
        format=options["format"],
    )


def _texts(fields: Fields) -> list[_Document]:
    return [_Document(value.encode(), "text/turtle") for name, value in fields if name == DOCUMENT]


def _parts(body: bytes, parameters: dict[str, str]) -> tuple[list[tuple[str, str]], list[_Document]]:
    parser = FormDataParser(lambda *_, **__: BytesIO(), max_form_parts=_PARTS, silent=False)
    try:
        _, fields, files = parser.parse(BytesIO(body), MULTIPART, len(body), parameters)
    except RequestEntityTooLarge as error:
        raise Problem(413, f"A form may have {_PARTS} parts.") from error
    except ValueError as error:
        raise Problem(400, f"The form cannot be read: {error}.") from error
    sent = [_Document(file.stream.read(), file.mimetype, file.filename or "") for file in files.values()]
    return list(fields.items(multi=True)), sent


def _hint(media_type: str) -> dict[str, str]:
    if media_type == FORM:
        return {"hint": f"Give the text as the field “{DOCUMENT}”, or send a file with its media type (text/turtle)."}
    if media_type == MULTIPART:
        return {"hint": f"Give a file, or text as the field “{DOCUMENT}”."}
    return {}


def _options(fields: Fields) -> dict[str, str]:
    found = dict.fromkeys(OPTIONS, "")
    for name, value in fields:
        if name not in OPTIONS:
            raise Problem(400, f"There is no option “{name}”.", {"available": list(OPTIONS)})
        if found[name] and value:
            raise Problem(400, f"The option “{name}” is given twice.")
        found[name] = found[name] or value
    return found


def _one_of(name: str, value: str, choices: Mapping[str, T]) -> T:
    if value not in choices:
        raise Problem(400, f"“{value}” is no value of the option “{name}”.", {"available": list(choices)})
    return choices[value]


def _syntax(document: _Document, wanted: str) -> RdfFormat:
    if wanted:
        return _one_of("syntax", wanted, SYNTAXES)
    ending = PurePath(document.name).suffix.lower()
    syntax = _ENDINGS.get(ending) or MEDIA_TYPES.get(document.media_type)
    if syntax is None:
        what = document.name or document.media_type or "a document without a media type"
        detail = f"{what} cannot be validated: send RDF that is not packed, or name its syntax."
        raise Problem(415, detail, {"available": list(MEDIA_TYPES)})
    return syntax
