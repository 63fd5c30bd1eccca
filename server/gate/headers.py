"""Header fields that every answer carries."""

from collections.abc import Mapping

COMMON = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Accept-Ranges, Allow, Content-Disposition, Content-Range, Digest, ETag, Link, "
    "Location, Repr-Digest, Retry-After, X-Query-Id",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-resource-policy": "cross-origin",
}
PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD, OPTIONS, POST, QUERY",
    "access-control-allow-headers": "Accept, Accept-Language, Authorization, Content-Type, If-Match, "
    "If-Modified-Since, If-None-Match, If-Range, If-Unmodified-Since, Range, User-Agent, X-Requested-With",
    "access-control-max-age": "86400",
}
PAGE = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-frame-options": "DENY",
}


def completed(headers: Mapping[str, str], method: str) -> dict[str, str]:
    """Add to an answer's own header fields what all carry, what a page carries, and what a preflight asks for."""
    more = PAGE if headers.get("content-type", "").startswith("text/html") else {}
    asked = PREFLIGHT if method == "OPTIONS" else {}
    return {**COMMON, **more, **asked, **headers}
