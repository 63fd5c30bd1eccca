"""Compression of answers: gzip, br and zstd, as the client prefers (RFC 9110, 12.5.3; RFC 8878)."""

import gzip
import tempfile
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Protocol

import brotli
import zstandard
from werkzeug.http import parse_accept_header

from server.gate.message import SpooledFile
from server.problem import Problem

IDENTITY = "identity"
SMALLEST = 256
"""Smaller bodies are sent as they are: packing them saves no packet."""
LARGEST = 256 << 20
"""Larger bodies are sent as they are too: packing them would keep a core busy, and nothing could end it."""

_WORTH_IT = ("text/", "application/json", "application/xml", "application/trig", "application/n-", "image/svg+xml",
             "application/javascript", "application/manifest+json")  # fmt: skip
_PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda body: zstandard.compress(body, 6),
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


class _Stream(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


@lru_cache(256)
def preferred(accept: str) -> str:
    """Choose one of zstd, br, gzip and identity by an Accept-Encoding header. Raises Problem (406) for none."""
    if not accept:
        return IDENTITY
    given = {name.lower().removeprefix("x-"): quality for name, quality in parse_accept_header(accept)}
    anything = given.get("*", 0.0)
    qualities = {name: given.get(name, anything) for name in _PACKERS}
    best = max(qualities, key=lambda name: qualities[name])
    if qualities[best] > 0 and qualities[best] >= given.get(IDENTITY, 0.0):
        return best
    if refuses_plain(accept):
        there_is = [IDENTITY, *_PACKERS]
        raise Problem(
            406,
            f"An answer is sent as one of {', '.join(there_is)}.",
            {"available": there_is},
            (("vary", "accept-encoding"),),
        )
    return IDENTITY


@lru_cache(256)
def refuses_plain(accept: str) -> bool:
    """Say whether the client takes no answer that is not packed."""
    given = {name.lower(): quality for name, quality in parse_accept_header(accept)}
    return given.get(IDENTITY, given.get("*", 1.0)) == 0


def worth_it(media_type: str, size: int) -> bool:
    """Say whether packing makes the body smaller to send, in a time that is worth it."""
    kind = media_type.partition(";")[0]
    return SMALLEST <= size <= LARGEST and (kind.startswith(_WORTH_IT) or kind.endswith(("+json", "+xml")))


def pack(body: bytes, encoding: str) -> bytes:
    """Pack a body that is in memory."""
    return _PACKERS[encoding](body)


def pack_file(body: SpooledFile, encoding: str) -> SpooledFile:
    """Pack a body that is in a file, into another file without a name; memory stays flat."""
    target = tempfile.TemporaryFile()  # noqa: SIM115 - it is handed on
    target.writelines(_packed(body.chunks(), _stream(encoding)))
    target.flush()
    return SpooledFile(target, target.tell())


def _packed(chunks: Iterable[bytes], packer: _Stream) -> Iterable[bytes]:
    for chunk in chunks:
        yield packer.compress(chunk)
    yield packer.flush()


class _Brotli:
    """Brotli under the names that the others use."""

    def __init__(self) -> None:
        self._packer = brotli.Compressor(quality=4)

    def compress(self, data: bytes) -> bytes:
        return bytes(self._packer.process(data))

    def flush(self) -> bytes:
        return bytes(self._packer.finish())


def _stream(encoding: str) -> _Stream:
    if encoding == "zstd":
        return zstandard.ZstdCompressor(3).compressobj()
    return _Brotli() if encoding == "br" else zlib.compressobj(5, wbits=31)
