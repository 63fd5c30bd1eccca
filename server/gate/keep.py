"""Validators, encodings and the cache: what makes an answer cheap the second time.

A release does not change, so an answer is a function of the release and the request, and so is its strong ETag.
"""

import hashlib
from dataclasses import dataclass, replace

from werkzeug.http import parse_etags

from server.gate import encoding
from server.gate.message import Answer, NamedFile, Request, SpooledFile
from server.gate.served import Served
from server.jobs import negotiate
from server.problem import Problem

_IN_THREAD = 1 << 16
_IN_MEMORY = 1 << 20
_REPEATABLE = ("GET", "QUERY")
_OF_304 = ("cache-control", "content-location", "etag", "expires", "last-modified", "vary")


@dataclass(frozen=True, slots=True)
class Key:
    """What an answer depends on beside the release and its encoding, as digests.

    `fixed` is that of an answer that does not vary by Accept; `digest` has what Accept prefers too, however written.
    """

    digest: bytes
    fixed: bytes

    @staticmethod
    def of(request: Request) -> "Key":
        """Give the key of a request."""
        kind = "" if request.method == "GET" else f"{request.method} {request.headers.get('content-type', '')}"
        # Only a path can hold NUL, so it comes last, with its length before it.
        path = request.path
        parts = (request.query, kind, request.origin, str(len(path)), path)
        digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogateescape"))
        digest.update(request.body)
        fixed = digest.digest()
        liked = negotiate.ranks(request.headers.get("accept", ""))
        return Key(hashlib.blake2b(fixed + bytes(liked)).digest(), fixed)

    def etag(self, release: str, encoded: str, *, varies: bool = True) -> str:
        """Give the strong ETag of the answer in an encoding."""
        digest = hashlib.blake2b(f"{release}\0{encoded}\0".encode(), digest_size=15)
        digest.update(self.digest if varies else self.fixed)
        return f'"{digest.hexdigest()}"'


def known(served: Served, request: Request, key: Key, encoded: str) -> Answer | None:
    """Give 304, without making the answer, where the client holds it already (RFC 9110, 13.1.2)."""
    wanted = request.headers.get("if-none-match", "")
    if not wanted or request.method not in _REPEATABLE or request.headers.get("if-match", ""):
        return None
    etags = parse_etags(wanted)
    # A star asks for any answer there is, which is not known before it is made.
    if etags.star_tag:
        return None
    for varies, vary in ((True, "accept, accept-encoding"), (False, "accept-encoding")):
        etag = key.etag(served.version, encoded, varies=varies)
        if etags.contains_weak(etag.strip('"')):
            return Answer(304, {"etag": etag, "cache-control": "public, max-age=60", "vary": vary})
    return None


def conditional(request: Request, answer: Answer) -> Answer:
    """Give 304 instead of an answer that the client holds. Raises Problem (412) where it wants another one.

    The answer to POST is no representation of what the address names, so it has no validator and no condition.
    """
    etag = answer.headers.get("etag", "")
    if answer.status != 200 or not etag:
        return answer
    if request.method not in _REPEATABLE:
        return replace(answer, headers={name: value for name, value in answer.headers.items() if name != "etag"})
    wanted, held = (request.headers.get(name, "") for name in ("if-match", "if-none-match"))
    if not wanted and not held:
        return answer
    raw = etag.removeprefix("W/").strip('"')
    if wanted and (etag.startswith("W/") or not parse_etags(wanted).contains(raw)):
        raise Problem(412, "The answer has another ETag than If-Match asks for.")
    if parse_etags(held).contains_weak(raw):
        return Answer(304, {name: answer.headers[name] for name in _OF_304 if name in answer.headers})
    return answer


def kept(served: Served, key: Key, encoded: str) -> Answer | None:
    """Give an answer from the cache, in the encoding where that is worth it."""
    return _kept(served, key, encoded, varies=True) or _kept(served, key, encoded, varies=False)


def _kept(served: Served, key: Key, encoded: str, *, varies: bool) -> Answer | None:
    cache, version = served.cache, served.version
    found = cache.get(key.etag(version, encoded, varies=varies))
    if found is None and encoded != encoding.IDENTITY:
        plain = cache.get(key.etag(version, encoding.IDENTITY, varies=varies))
        return plain if plain is not None and not _is_packable(plain) else None
    return found


def finish(served: Served, key: Key, encoded: str, answer: Answer, *, packed: bool = False) -> Answer:
    """Give the answer its ETag and its encoding, and keep it; blocks for as long as packing takes.

    `packed` says that a client takes it in no other form, be it worth it or not.
    """
    if answer.status >= 400 and "cache-control" not in answer.headers:
        return replace(answer, headers={**answer.headers, "cache-control": "no-store"})
    answer = _in_memory(answer)
    form = encoded if _is_packable(answer) or (packed and answer.status == 200) else encoding.IDENTITY
    if not _may_be_kept(answer):
        return _packed(answer, form)
    varies = "accept" in answer.headers.get("vary", "").lower().replace(" ", "").split(",")
    etags = {name: key.etag(served.version, name, varies=varies) for name in (encoding.IDENTITY, form)}
    tagged = {name: _tagged(_packed(answer, name), etag) for name, etag in etags.items()}
    for name, each in tagged.items():
        served.cache.put(etags[name], each)
    return tagged[form]


def takes_long(answer: Answer) -> bool:
    """Say whether finishing it would hold up other requests, so that a thread should do it."""
    return answer.size > _IN_THREAD


def _tagged(answer: Answer, etag: str) -> Answer:
    return replace(answer, headers={**answer.headers, "etag": etag})


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
    if isinstance(body, bytes):
        return Answer(answer.status, {**headers, "content-encoding": encoded}, encoding.pack(body, encoded))
    return _in_memory(
        Answer(answer.status, {**headers, "content-encoding": encoded}, encoding.pack_file(body, encoded))
    )


def _in_memory(answer: Answer) -> Answer:
    """Read a small body from its file; a large one stays there, so that many slow clients do not fill the memory."""
    body = answer.body
    if not isinstance(body, SpooledFile) or body.size > _IN_MEMORY:
        return answer
    return replace(answer, body=b"".join(body.chunks()))
