"""Validators, encodings and the cache: what makes an answer cheap the second time.

A release does not change, so an answer is a function of the release and the request, and so is its strong ETag.
"""

import hashlib
from dataclasses import dataclass, replace

from werkzeug.http import parse_etags

from server.gate import encoding
from server.gate.cache import Cache
from server.gate.message import Answer, NamedFile, SpooledFile
from server.gate.served import Served

_IN_THREAD = 1 << 16
_OF_304 = ("cache-control", "etag", "last-modified", "vary")


@dataclass(frozen=True, slots=True)
class Key:
    """What an answer depends on beside the release."""

    path: str
    query: str
    accept: str
    body: bytes = b""
    media_type: str = ""
    origin: str = ""

    def etag(self, release: str, encoded: str) -> str:
        """Give the strong ETag of the answer in an encoding."""
        parts = (release, self.path, self.query, self.accept, self.media_type, self.origin, encoded)
        digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=15)
        digest.update(self.body)
        return f'"{digest.hexdigest()}"'


def unchanged(served: Served, key: Key, encoded: str, if_none_match: str) -> Answer | None:
    """Give 304 where the client holds the answer already (RFC 9110, 13.1.2)."""
    if not if_none_match or parse_etags(if_none_match).star_tag:
        return None  # what a star means depends on whether there is an answer at all
    etag = key.etag(served.version, encoded)
    if not parse_etags(if_none_match).contains_weak(etag.strip('"')):
        return None
    return Answer(304, {"etag": etag, "cache-control": "public, max-age=60", "vary": "accept, accept-encoding"})


def spared(answer: Answer, if_none_match: str) -> Answer:
    """Give 304 for an answer that the client wants only where there was none before (`If-None-Match: *`)."""
    if answer.status != 200 or not parse_etags(if_none_match).star_tag:
        return answer
    if isinstance(answer.body, SpooledFile):
        answer.body.file.close()
    return Answer(304, {name: answer.headers[name] for name in _OF_304 if name in answer.headers})


def kept(cache: Cache, key: Key, encoded: str) -> Answer | None:
    """Give an answer from the cache, in the encoding where that is worth it."""
    found = cache.get((key, encoded))
    if found is None and encoded != encoding.IDENTITY:
        plain = cache.get((key, encoding.IDENTITY))
        return plain if plain is not None and not _is_packable(plain) else None
    return found


def finish(served: Served, key: Key, encoded: str, answer: Answer) -> Answer:
    """Give the answer its ETag and its encoding, and keep it; blocks for as long as packing takes."""
    body = answer.body
    if isinstance(body, SpooledFile) and served.cache.takes(body.size):
        with body.file:
            answer = replace(answer, body=b"".join(body.chunks()))
    form = encoded if _is_packable(answer) else encoding.IDENTITY
    if not _may_be_kept(answer):
        return _packed(answer, form)
    tagged = {name: _tagged(served, key, name, _packed(answer, name)) for name in {encoding.IDENTITY, form}}
    for name, each in tagged.items():
        served.cache.put((key, name), each)
    return tagged[form]


def takes_long(answer: Answer) -> bool:
    """Say whether finishing it would hold up other requests, so that a thread should do it."""
    return answer.size > _IN_THREAD


def _tagged(served: Served, key: Key, encoded: str, answer: Answer) -> Answer:
    return replace(answer, headers={**answer.headers, "etag": key.etag(served.version, encoded)})


def _may_be_kept(answer: Answer) -> bool:
    return answer.status == 200 and "etag" not in answer.headers and "public" in answer.headers.get("cache-control", "")


def _is_packable(answer: Answer) -> bool:
    return (
        answer.status == 200
        and not isinstance(answer.body, NamedFile)
        and encoding.worth_it(answer.headers.get("content-type", ""), answer.size)
    )


def _packed(answer: Answer, encoded: str) -> Answer:
    """Give it in the encoding; also in the plain one it varies with what the client accepts."""
    if isinstance(answer.body, NamedFile):
        return answer
    vary = ", ".join(filter(None, (answer.headers.get("vary", ""), "accept-encoding")))
    headers = {**answer.headers, "vary": vary}
    if encoded == encoding.IDENTITY:
        return replace(answer, headers=headers)
    # A strong ETag that the answer brings is that of the plain bytes.
    if headers.get("etag", "").startswith('"'):
        headers["etag"] = f"W/{headers['etag']}"
    body = answer.body
    packed = encoding.pack(body, encoded) if isinstance(body, bytes) else encoding.pack_file(body, encoded)
    return Answer(answer.status, {**headers, "content-encoding": encoded}, packed)
