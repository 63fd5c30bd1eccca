"""The gate: what granian calls for each request (RSGI).

It answers conditional and repeated requests from memory, hands queries to workers and pages to the application, ends
the work of clients that have left, and gives every answer its validator, its encoding and its headers.
"""

import asyncio
import logging
import secrets
import sys
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import TextIOWrapper
from typing import Any, TypeVar

from server.gate import body, encoding, headers, heads, keep, log, stalled
from server.gate.heads import Fields
from server.gate.keep import Key
from server.gate.message import Answer, NamedFile, Request
from server.gate.metrics import MEDIA_TYPE as METRICS
from server.gate.metrics import Metrics
from server.gate.releases import Releases
from server.gate.replies import NO_STORE, only_read
from server.gate.routes import Handler, handler_of
from server.gate.rsgi import Protocol, Scope
from server.gate.served import Served
from server.gate.wsgi import call
from server.limits import Limits
from server.problem import Problem, too_busy
from server.represent import represent

T = TypeVar("T")

_LOG = logging.getLogger("nmkg")
_WATCH_AFTER = 0.2
_THREADS = 16
_LEFT = 499
_UPLOADS = 16
"""How many documents of the largest size may be in memory at the same time."""
_ALWAYS = ("/health/live", "/metrics")
"""What is answered in a crowd too: a server that works is not to be restarted for it."""
_OPENED = 5.0
"""Seconds after which the server has certainly opened the file it was told to send."""
_STALLED = 60.0
"""Seconds after which a client that takes nothing of a file is given up."""


class _Left(Exception):
    """The client is gone."""


class Gate:
    """One server: its releases, its counters, its limits."""

    def __init__(self, releases: Releases, limits: Limits, *, access_log: bool, behind_proxy: bool = False) -> None:
        """Serve what `releases` holds."""
        self._releases = releases
        self._limits = limits
        self._access_log = access_log
        self._behind_proxy = behind_proxy
        self._threads = ThreadPoolExecutor(_THREADS, "pages")
        self._metrics = Metrics(releases.state)
        self._in_progress = 0
        self._room = body.Room(_UPLOADS * limits.upload)

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Load before the first request is taken."""
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(line_buffering=True)  # a line of the log is there when its request has ended
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
        answer, outcome = Answer(_LEFT), ""
        try:
            answer, outcome = await self._answer(scope, protocol, handler, query_id)
        except _Left:
            pass
        finally:
            self._in_progress -= 1
            self._note(scope, route, query_id, answer, outcome, time.perf_counter() - began)
        _send(scope, protocol, answer, query_id)

    def _note(self, scope: Scope, route: str, query_id: str, answer: Answer, outcome: str, seconds: float) -> None:
        """Count and log a request before it is sent: who has the answer finds it counted."""
        self._metrics.count(route, scope.method, answer.status, seconds, outcome)
        if self._access_log:
            client = heads.client(scope, behind_proxy=self._behind_proxy)
            log.write(query_id, client, scope.method, scope.path, answer.status, answer.size, seconds, outcome)

    async def _answer(
        self, scope: Scope, protocol: Protocol, handler: Handler | None, query_id: str
    ) -> tuple[Answer, str]:
        served = self._releases.enter()
        try:
            if served is None:
                raise too_busy("No release is loaded yet.")
            if self._in_progress > self._limits.requests and scope.path not in _ALWAYS:
                raise too_busy("Too many requests are in progress.")
            fields = heads.read(scope)
            if scope.path == "/metrics":
                told = Answer(200, {**NO_STORE, "content-type": METRICS}, self._metrics.text())
                return only_read(scope.method, "Metrics take") or told, ""
            if scope.path == "*" and scope.method == "OPTIONS":
                return Answer(204, {"allow": headers.METHODS}), ""
            with body.Share(self._room) as share:
                request = await self._request(scope, fields, protocol, share)
                return await self._found_or_made(served, protocol, handler, request, query_id)
        except Problem as problem:
            return _told(problem, scope, query_id), ""
        except _Left:
            raise
        except Exception:
            _LOG.exception("request %s failed", query_id)
            return _told(Problem(500, "The server failed; its log says why."), scope, query_id), ""
        finally:
            if served is not None:
                await served.leave()

    async def _request(self, scope: Scope, fields: Fields, protocol: Protocol, share: body.Share) -> Request:
        method = "GET" if scope.method == "HEAD" else scope.method
        content = b""
        if method not in ("GET", "OPTIONS"):
            limit = self._limits.body(scope.path)
            content = await body.read(fields, protocol, limit, self._limits.uploading, share)
        origin = heads.origin(scope, fields, behind_proxy=self._behind_proxy)
        return Request(method, scope.path, scope.query_string, fields, content, origin, scope.method == "HEAD")

    async def _found_or_made(
        self, served: Served, protocol: Protocol, handler: Handler | None, request: Request, query_id: str
    ) -> tuple[Answer, str]:
        fields = request.headers
        key = Key.of(request)
        accepted = fields.get("accept-encoding", "")
        encoded, packed = encoding.preferred(accepted), encoding.refuses_plain(accepted)
        answer, outcome = keep.kept(served, key, encoded), "hit"
        if answer is None or (packed and "content-encoding" not in answer.headers):
            if same := keep.known(served, request, key, encoded):
                return same, "304"
            outcome = "miss"
            answer = await _unless_left(protocol, self._made(served, handler, request, query_id))
            finish = partial(keep.finish, served, key, encoded, answer, packed=packed)
            answer = await asyncio.to_thread(finish) if keep.takes_long(answer) else finish()
        answer = keep.conditional(request, answer)
        return answer, "304" if answer.status == 304 else outcome

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


def _told(problem: Problem, scope: Scope, query_id: str) -> Answer:
    fields, content = represent(problem, Fields(scope.headers).get("accept"), query_id)
    return Answer(problem.status, fields, content)


def _send(scope: Scope, protocol: Protocol, answer: Answer, query_id: str) -> None:
    """Give the answer to the server, which sends it."""
    named = {**headers.completed(answer.headers, scope.method), "x-query-id": query_id}
    named.pop("content-length", None)
    if answer.status not in (204, 304):
        named["content-length"] = str(answer.size)
    fields = [*named.items()]
    content = answer.body
    if scope.method == "HEAD" or answer.status in (204, 304):
        protocol.response_empty(answer.status, fields)
        return
    if isinstance(content, bytes):
        protocol.response_bytes(answer.status, fields, content)
        return
    path = str(content.path) if isinstance(content, NamedFile) else f"/proc/self/fd/{content.file.fileno()}"
    if isinstance(content, NamedFile) and answer.status == 206:
        protocol.response_file_range(206, fields, path, content.start, content.start + content.size)
    else:
        protocol.response_file(answer.status, fields, path)
    stalled.limit(scope.client, _STALLED)
    # The server opens the file by itself, once it comes to it, and reads it as fast as the client takes it. Until then
    # it must not go away, as a file without a name does with the last that holds it.
    asyncio.get_running_loop().call_later(_OPENED, lambda _: None, content)
