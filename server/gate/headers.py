"""Header fields that every answer carries."""

import re
from collections.abc import Mapping

METHODS = "GET, HEAD, OPTIONS, POST, QUERY"
COMMON = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Accept-Ranges, Allow, Content-Disposition, Content-Range, Digest, ETag, Link, "
    "Location, Repr-Digest, Retry-After, X-Conforms, X-Query-Id",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-resource-policy": "cross-origin",
}
_METHODS = "access-control-allow-methods"
PREFLIGHT = {
    "access-control-allow-headers": "Accept, Accept-Language, Authorization, Content-Type, If-Match, "
    "If-Modified-Since, If-None-Match, If-Range, If-Unmodified-Since, Range, User-Agent, X-Requested-With",
    "access-control-max-age": "86400",
}
# Anything else would end the field, or the server that sends it.
_UNSENDABLE = re.compile(r"[^\t\x20-\x7e]")
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""What a page may load and do (CSP level 3): nothing inline, nothing from elsewhere."""


def policy(**other: str) -> str:
    """Give the Content-Security-Policy of a page for which some directives are others, named with `_` for `-`."""
    directives = {**POLICY, **{name.replace("_", "-"): value for name, value in other.items()}}
    return "; ".join(f"{name} {value}" for name, value in directives.items())


PAGE = {"content-security-policy": policy(), "x-frame-options": "DENY"}


def completed(headers: Mapping[str, str], method: str) -> dict[str, str]:
    """Add to an answer's own header fields what all carry, what a page carries, and what a preflight asks for.

    A page with a policy of its own says there who may frame it.
    """
    is_plain_page = headers.get("content-type", "").startswith("text/html") and "content-security-policy" not in headers
    more = PAGE if is_plain_page else {}
    asked = {**PREFLIGHT, _METHODS: headers.get("allow", METHODS)} if method == "OPTIONS" else {}
    return {**COMMON, **more, **asked, **{name: _sendable(value) for name, value in headers.items()}}


def _sendable(value: str) -> str:
    return value if value.isascii() and value.isprintable() else _UNSENDABLE.sub("?", value)
