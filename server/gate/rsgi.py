"""What the gate uses of RSGI, the interface of granian (docs/spec/RSGI.md in its repository)."""

from collections.abc import AsyncIterator, Awaitable
from typing import Protocol as Interface


class Headers(Interface):
    """Header fields of a request by lower-case name."""

    def get(self, key: str, default: str = "") -> str:
        """Give the first value of a field."""
        ...

    def get_all(self, key: str) -> list[str]:
        """Give all values of a field."""
        ...

    def items(self) -> list[tuple[str, str]]:
        """Give all lines that are ASCII."""
        ...


class Scope(Interface):
    """The head of a request; `path` is decoded, `query_string` is as sent."""

    http_version: str
    method: str
    path: str
    query_string: str
    scheme: str
    server: str
    client: str
    authority: str | None

    @property
    def headers(self) -> Headers:
        """Its header fields."""
        ...


class Protocol(Interface):
    """The body of a request, and the ways to answer it."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Read the body piece by piece."""
        ...

    def client_disconnect(self) -> Awaitable[None]:
        """Wait until the client has gone."""
        ...

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        """Answer without a body."""
        ...

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Answer with a body in memory."""
        ...

    def response_file(self, status: int, headers: list[tuple[str, str]], file: str) -> None:
        """Answer with a file, which is read as fast as the client takes it."""
        ...

    def response_file_range(self, status: int, headers: list[tuple[str, str]], file: str, start: int, end: int) -> None:
        """Answer with a part of a file, `end` exclusive."""
        ...
