"""XML 1.0 as it has to be: what the library writes as XML is checked, and mended, while it goes by."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, cast

_CONTROLS = bytes([*range(0x9), 0xB, 0xC, *range(0xE, 0x20)])
_NONCHARACTER = re.compile(b"\xef\xbf[\xbe\xbf]")
# A property is written as an element; this is one that has no name behind its prefix.
_NAMELESS = re.compile(rb'<[\w.-]{1,60}:[ />](?:xmlns:\w+="([^"]*)")?')
_PIECE = 1 << 16
_HELD = 64
"""Bytes looked at once more with what follows: what is searched for may be cut by the end of a piece."""


class NotXml(ValueError):
    """XML 1.0 has no way to write something; the message is a sentence that names it.

    `is_rdf` tells RDF/XML from the results of a query.
    """

    def __init__(self, message: str, *, is_rdf: bool) -> None:
        """Say it."""
        super().__init__(message)
        self.is_rdf = is_rdf


@contextmanager
def xml_file(target: IO[bytes], *, is_rdf: bool = False) -> Iterator[IO[bytes]]:
    """Give a file to write XML to, which is handed on to `target`; each return as an entity, so that it stays one.

    A return that stands in XML as it is, is read as the end of a line (XML 1.0, 2.11). To write, and to leave, raises
    NotXml for a character that is none in XML (2.2), and in RDF/XML for a property whose IRI ends in no name.
    """
    file = _Checked(target, is_rdf=is_rdf)
    yield cast("IO[bytes]", file)
    file.hand_on()


class _Checked(io.RawIOBase):
    def __init__(self, target: IO[bytes], *, is_rdf: bool) -> None:
        self._target = target
        self._is_rdf = is_rdf
        self._held = b""
        self._pieces: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._pieces.append(data)
        self._size += len(data)
        if self._size >= _PIECE:
            self.hand_on()
        return len(data)

    def hand_on(self) -> None:
        data = b"".join([self._held, *self._pieces])
        _check(data, is_rdf=self._is_rdf)
        self._target.write(data[len(self._held) :].replace(b"\r", b"&#xD;"))
        self._held, self._pieces, self._size = data[-_HELD:], [], 0


def _check(data: bytes, *, is_rdf: bool) -> None:
    if len(data.translate(None, _CONTROLS)) < len(data):
        raise NotXml(
            f"XML 1.0 has no character U+{next(byte for byte in data if byte in _CONTROLS):04X}.", is_rdf=is_rdf
        )
    if b"\xef" in data and (found := _NONCHARACTER.search(data)):
        raise NotXml(f"XML 1.0 has no character U+{ord(found[0].decode()):04X}.", is_rdf=is_rdf)
    if is_rdf and (found := _NAMELESS.search(data)):
        named = f" <{found[1].decode('utf-8', 'replace')}>" if found[1] else ""
        raise NotXml(f"RDF/XML cannot write the property{named}: its IRI does not end in an XML name.", is_rdf=True)
