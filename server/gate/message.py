"""A request as it came and an answer as it goes out, apart from any framework."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

from werkzeug.http import parse_options_header

from server.forms import form_fields
from server.jobs.negotiate import one_format

CHUNK = 1 << 18


class Headers(Protocol):
    """Header fields by lower-case name."""

    def get(self, key: str, default: str = "") -> str:
        """Give the value, or the default."""
        ...


@dataclass(frozen=True, slots=True)
class Request:
    """Method, path (decoded), query string (as sent), header fields, body, and where the client sees the server.

    HEAD is asked as GET, whose body is then not sent; `head` tells it where that makes a difference.
    """

    method: str
    path: str
    query: str
    headers: Headers
    body: bytes = b""
    origin: str = "http://localhost"
    head: bool = False

    def parameters(self) -> list[tuple[str, str]]:
        """Give the fields of the query string in their order. Raises Problem (400) where they are not UTF-8."""
        return form_fields(self.query.encode("utf-8", "surrogateescape"))

    def format(self) -> str:
        """Give the format that the query string asks for, empty where it names none. Raises Problem (400) for two."""
        return one_format([value for name, value in self.parameters() if name == "format"])

    @property
    def media_type(self) -> str:
        """Media type of the body, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The body's character set, empty where none is given."""
        _, options = parse_options_header(self.headers.get("content-type", ""))
        return options.get("charset", "").lower()


@dataclass(frozen=True, slots=True)
class NamedFile:
    """Part of a file that stays where it is: from `start`, `size` bytes."""

    path: Path
    size: int
    start: int = 0


@dataclass(frozen=True, slots=True)
class SpooledFile:
    """An open file without a name, which vanishes with the last that holds it."""

    file: IO[bytes]
    size: int

    def __del__(self) -> None:
        """Close it with the last that holds it."""
        self.file.close()

    def chunks(self) -> Iterator[bytes]:
        """Read it piece by piece."""
        self.file.seek(0)
        while chunk := self.file.read(CHUNK):
            yield chunk


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, header fields with lower-case names, body."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | NamedFile | SpooledFile = b""

    @property
    def size(self) -> int:
        """Bytes of the body."""
        return len(self.body) if isinstance(self.body, bytes) else self.body.size
