"""Calling the Flask application, which speaks WSGI (PEP 3333), from the gate."""

import io
import sys
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from server.gate.message import Answer, Request

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def call(application: Application, request: Request, query_id: str) -> Answer:
    """Ask the application and read its answer whole; blocks."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], _: object = None) -> None:
        started.append((status, headers))

    body = application(_environ(request, query_id), start)
    try:
        content = b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()
    status, headers = started[-1]
    found: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        found[key] = f"{found[key]}, {value}" if key in found else value
    found.pop("content-length", None)  # it is that of the body as it is sent in the end
    return Answer(int(status[:3]), found, content)


def _environ(request: Request, query_id: str) -> dict[str, Any]:
    parts = urlsplit(request.origin)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": request.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": request.query,
        "CONTENT_LENGTH": str(len(request.body)),
        "CONTENT_TYPE": request.headers.get("content-type", ""),
        "SERVER_NAME": parts.hostname or "localhost",
        "SERVER_PORT": str(parts.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": parts.netloc,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "nmkg.query_id": query_id,
    }
    for name in ("accept", "accept-language", "if-none-match", "user-agent"):
        if value := request.headers.get(name, ""):
            environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
    return environ
