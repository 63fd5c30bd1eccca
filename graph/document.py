"""One RDF document, from its bytes: nothing else is ever opened or fetched, and a fault is told with its place."""

import json
import re
from collections.abc import Iterator
from pyexpat import ErrorString, ExpatError, ParserCreate  # its handlers are all we use, and it fetches nothing

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse

from graph.errors import NmkgError

MAX_DEPTH = 1000
_JSON = re.compile(rb'"(?:[^"\\]|\\.)*"|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)
_REMOTE = "LoadDocumentCallback"


class BrokenDocument(NmkgError):
    """A document is not what it is said to be; `line` and `column` count from 1 and are 0 where nobody can tell."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        """Keep the message without its place."""
        self.message, self.line, self.column = message, line, column
        super().__init__(message)


class UnsupportedTerm(NmkgError):
    """A document uses what RDF 1.2 added: the reference reasoner and validator know RDF 1.1."""


def quads(content: bytes, format_: RdfFormat, base: str, *, doctype: bool = True) -> Iterator[Quad]:
    """Parse a document; blank nodes get names of their own, relative IRIs are resolved by `base`.

    Without `doctype` a document type declaration of XML, and with it every entity, is refused. Raises BrokenDocument,
    and UnsupportedTerm for triple terms and directed strings.
    """
    if format_ == RdfFormat.RDF_XML:
        _check_xml(content, doctype=doctype)
    elif format_ == RdfFormat.JSON_LD:
        _check_depth(content)
    try:
        for quad in parse(content, format=format_, base_iri=base, rename_blank_nodes=True):
            yield _rdf_1_1(quad)
    except SyntaxError as error:
        raise _located(error, content, format_, base) from error
    except ValueError as error:
        raise BrokenDocument(str(error)) from error


def _check_xml(content: bytes, *, doctype: bool) -> None:
    """Check what the RDF/XML parser leaves unchecked: it takes half a document for a whole one, and names no line."""

    def refuse(*_: object) -> None:
        message = "a document type declaration (DOCTYPE) is refused, and all entities with it; write them out"
        raise BrokenDocument(message, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    parser = ParserCreate("utf-8")
    if not doctype:
        parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except ExpatError as error:
        raise BrokenDocument(ErrorString(error.code) or "not XML", error.lineno, error.offset + 1) from error


def _check_depth(content: bytes) -> None:
    """Refuse JSON that is nested so deep that the parser, which calls itself, would end the process."""
    depth = 0
    for token in _JSON.finditer(content):
        depth += bool(token["open"]) - bool(token["close"])
        if depth > MAX_DEPTH:
            raise BrokenDocument(f"brackets are nested more than {MAX_DEPTH} deep", *_place(content, token.start()))


def _rdf_1_1(quad: Quad) -> Quad:
    value = quad.object
    if isinstance(value, Triple) or (isinstance(value, Literal) and value.direction is not None):
        raise UnsupportedTerm("triple terms and directed strings (RDF 1.2) are not supported; use RDF 1.1")
    return quad


def _located(error: SyntaxError, content: bytes, format_: RdfFormat, base: str) -> BrokenDocument:
    message = str(error.msg)
    if error.lineno:
        # The message repeats the place, before and after what it says.
        what = message.partition(": ")[2] if message.startswith("Parser error at line") else message
        return BrokenDocument(what.removesuffix(f" (line {error.lineno})"), error.lineno, error.offset or 0)
    if format_ == RdfFormat.RDF_XML:
        return BrokenDocument(message, *_place(content, _consumed(content, base)))
    if _REMOTE in message and (address := _remote_context(content)):
        place = _place(content, content.find(json.dumps(address, ensure_ascii=False).encode()))
        return BrokenDocument(f"nothing is fetched: write the context {address} into the document", *place)
    return BrokenDocument(message)


def _consumed(content: bytes, base: str) -> int:
    """Give where the tag begins at which the RDF/XML parser stops, which does not tell: hand it over tag by tag."""
    tags = _Tags(content)
    try:
        for _ in parse(tags, format=RdfFormat.RDF_XML, base_iri=base):  # type: ignore[arg-type] # it only reads
            pass
    except SyntaxError:
        return max(content.rfind(b"<", 0, tags.position), 0)
    return 0


class _Tags:
    """A file that gives one tag, with the text before it, at each reading."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.position = 0

    def read(self, size: int) -> bytes:
        start = self.position
        end = self._content.find(b">", start) + 1 or len(self._content)
        self.position = min(end, start + size)
        return self._content[start : self.position]


def _place(content: bytes, offset: int) -> tuple[int, int]:
    """Give line and column of a byte; none for an offset below zero."""
    if offset < 0:
        return 0, 0
    before = content[:offset]
    return before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1


def _remote_context(content: bytes) -> str:
    """Give the address of the first context that a JSON-LD document names and does not hold; "" where none is found."""
    try:
        waiting = [json.loads(content)]
    except (ValueError, RecursionError):
        return ""
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            given = value.get("@context")
            members = given if isinstance(given, list) else [given]
            imports = [member.get("@import") for member in members if isinstance(member, dict)]
            for address in (*members, *imports):
                if isinstance(address, str):
                    return address
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting += reversed(list(inner))
    return ""
