"""Results as they are written: XML is checked as it goes by, and of our prefixes those stay that are used."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from pyoxigraph import QueryResultsFormat, RdfFormat

from graph import iris
from graph.release.serialise import used_prefixes
from graph.release.xml import xml_file
from server.jobs import negotiate
from server.pool.spool import Spool

Format = QueryResultsFormat | RdfFormat

_DECLARED = re.compile(rb' xmlns:(?!rdf=)([\w-]+)="[^"]*"')


@contextmanager
def writing(spool: Spool, format_: Format) -> Iterator[IO[bytes]]:
    """Give a file to write the format to. Raises NotXml where it is XML, and XML cannot say what is written."""
    if format_ not in negotiate.XML:
        yield spool.file()
        return
    with xml_file(spool.file(), is_rdf=isinstance(format_, RdfFormat)) as file:
        yield file


def content(spool: Spool, format_: Format) -> bytes | IO[bytes]:
    """Give what was written, without the prefixes that a small graph does not use; in a large one they are nothing."""
    data = spool.content()
    if not isinstance(data, bytes):
        return data
    if format_ in (RdfFormat.TURTLE, RdfFormat.TRIG):
        return used_prefixes(data, len(iris.PREFIXES))
    return _used_in_xml(data) if format_ == RdfFormat.RDF_XML else data


def _used_in_xml(data: bytes) -> bytes:
    """Keep the prefixes of elements and attributes; the root element, which declares them, is on the second line."""
    *head, body = data.split(b"\n", 2)

    def kept(found: re.Match[bytes]) -> bytes:
        return found[0] if any(before + found[1] + b":" in body for before in (b"<", b" ")) else b""

    return b"\n".join([*(_DECLARED.sub(kept, line) for line in head), body])
