"""The gate: what granian calls for each request (RSGI).

It answers conditional and repeated requests from memory, hands queries to workers and pages to the application, ends
the work of clients that have left, and gives every answer its validator, its encoding and its headers.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from server.gate import body, encoding, headers, keep, log
from server.gate.keep import Key
from server.gate.message import Answer, NamedFile, Request, SpooledFile
from server.gate.metrics import MEDIA_TYPE as METRICS
from server.gate.metrics import Metrics
from server.gate.releases import Releases
from server.gate.replies import NO_STORE
from server.gate.routes import Handler, handler_of
from server.gate.rsgi import Protocol, Scope
from server.gate.served import Served
from server.gate.wsgi import call
from server.limits import Limits
from server.problem import MEDIA_TYPE, Problem, too_busy

T = TypeVar("T")

_LOG = logging.getLogger("nmkg")
_WATCH_AFTER = 0.2
_THREADS = 16
_LEFT = 499
_OPENED = 30.0
"""Seconds after which the server has certainly opened the file it was told to send."""


class _Left(Exception):
    """The client is gone."""


class Gate:
    """One server: its releases, its counters, its limits."""

    def __init__(self, releases: Releases, limits: Limits, *, access_log: bool) -> None:
        """Serve what `releases` holds."""
        self._releases = releases
        self._limits = limits
        self._access_log = access_log
        self._threads = ThreadPoolExecutor(_THREADS, "pages")
        self._metrics = Metrics(releases.state)
        self._in_progress = 0

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Load before the first request is taken."""
        loop.run_until_complete(self._releases.start())

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """End the workers after the last request."""
        loop.run_until_complete(self._releases.close())
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def __rsgi__(self, scope: Scope, protocol: Protocol) -> None:
        """Answer one request."""
        began = time.perf_counter()
        query_id = secrets.token_hex(8)
        handler, route = handler_of(scope.path)
        self._in_progress += 1
        outcome, status, size = "", _LEFT, 0
        try:
            answer, outcome = await self._answer(scope, protocol, handler, query_id)
            _send(protocol, scope.method, answer, query_id)
            status, size = answer.status, answer.size
        except _Left:
            protocol.response_empty(_LEFT, [])
        finally:
            self._in_progress -= 1
            seconds = time.perf_counter() - began
            self._metrics.count(route, scope.method, status, seconds, outcome)
            if self._access_log:
                log.write(query_id, scope.client, scope.method, scope.path, status, size, seconds, outcome)

    async def _answer(
        self, scope: Scope, protocol: Protocol, handler: Handler | None, query_id: str
    ) -> tuple[Answer, str]:
        served = self._releases.enter()
        try:
            if served is None or self._in_progress > self._limits.requests:
                raise too_busy("Too many requests are in progress.")
            if scope.path == "/metrics":
                return Answer(200, {**NO_STORE, "content-type": METRICS}, self._metrics.text()), ""
            return await self._found_or_made(served, scope, protocol, handler, query_id)
        except Problem as problem:
            return _told(problem, query_id), ""
        except Exception:
            _LOG.exception("request %s failed", query_id)
            return _told(Problem(500, "The server failed; its log says why."), query_id), ""
        finally:
            if served is not None:
                await served.leave()

    async def _found_or_made(
        self, served: Served, scope: Scope, protocol: Protocol, handler: Handler | None, query_id: str
    ) -> tuple[Answer, str]:
        method = "GET" if scope.method == "HEAD" else scope.method
        fields = scope.headers
        content = b""
        if method not in ("GET", "OPTIONS"):
            content = await body.read(scope, protocol, self._limits.body(scope.path), self._limits.uploading)
        media_type = "" if method == "GET" else f"{method} {fields.get('content-type')}"
        origin = _origin(scope)
        key = Key(scope.path, scope.query_string, ", ".join(fields.get_all("accept")), content, media_type, origin)
        encoded = encoding.preferred(fields.get("accept-encoding") or "")
        repeatable = method in ("GET", "QUERY")
        condition = (fields.get("if-none-match") or "") if repeatable else ""
        if same := keep.unchanged(served, key, encoded, condition):
            return same, "304"
        if found := keep.kept(served.cache, key, encoded):
            return keep.spared(found, condition), "hit"
        request = Request(method, scope.path, scope.query_string, fields, content, origin, scope.method == "HEAD")
        answer = await _unless_left(protocol, self._made(served, handler, request, query_id))
        if keep.takes_long(answer):
            answer = await asyncio.to_thread(keep.finish, served, key, encoded, answer)
        else:
            answer = keep.finish(served, key, encoded, answer)
        return keep.spared(answer, condition), "miss"

    async def _made(self, served: Served, handler: Handler | None, request: Request, query_id: str) -> Answer:
        answer = await handler(served, request) if handler else None
        if answer is not None:
            return answer
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, call, served.application, request, query_id)


async def _unless_left(protocol: Protocol, work: Coroutine[Any, Any, T]) -> T:
    """Do the work, and end it when the client goes away. Raises _Left then."""
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - the server runs each request as a task
    watcher: asyncio.Task[None] | None = None
    left = False

    async def watch() -> None:
        nonlocal left
        await protocol.client_disconnect()
        left = True
        task.cancel()

    def begin() -> None:
        nonlocal watcher
        watcher = asyncio.ensure_future(watch())

    # Most answers are quick; only for the others is it worth to watch.
    timer = asyncio.get_running_loop().call_later(_WATCH_AFTER, begin)
    try:
        return await work
    except asyncio.CancelledError:
        if left:
            raise _Left from None
        raise
    finally:
        timer.cancel()
        if watcher is not None:
            watcher.cancel()


def _origin(scope: Scope) -> str:
    """Scheme and host as the client wrote them; behind a proxy, as the proxy says."""
    scheme = scope.headers.get("x-forwarded-proto") or scope.scheme
    host = scope.authority or scope.headers.get("host") or scope.server
    return f"{'https' if scheme == 'https' else 'http'}://{host}"


def _told(problem: Problem, query_id: str) -> Answer:
    fields = {"content-type": MEDIA_TYPE, "cache-control": "no-store", **dict(problem.headers)}
    return Answer(problem.status, fields, problem.body(query_id))


def _send(protocol: Protocol, method: str, answer: Answer, query_id: str) -> None:
    fields = [*headers.completed(answer.headers, method).items(), ("x-query-id", query_id)]
    content = answer.body
    if method == "HEAD" or answer.status in (204, 304):
        if answer.status == 200:
            fields.append(("content-length", str(answer.size)))
        protocol.response_empty(answer.status, fields)
    elif isinstance(content, bytes):
        protocol.response_bytes(answer.status, fields, content)
    elif isinstance(content, NamedFile):
        fields.append(("content-length", str(content.size)))
        if answer.status == 206:
            protocol.response_file_range(206, fields, str(content.path), content.start, content.start + content.size)
        else:
            protocol.response_file(answer.status, fields, str(content.path))
    else:
        fields.append(("content-length", str(content.size)))
        protocol.response_file(answer.status, fields, f"/proc/self/fd/{content.file.fileno()}")
        # The server opens the file by itself, once it comes to it, and reads it as fast as the client takes it.
        asyncio.get_running_loop().call_later(_OPENED, content.file.close)
    if method == "HEAD" and isinstance(content, SpooledFile):
        content.file.close()
