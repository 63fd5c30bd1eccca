"""The head of a request: its fields as RFC 9110 reads them, and what makes it no request that can be answered."""

import re

from server.gate.rsgi import Headers, Scope
from server.problem import Problem

LONGEST = 8192
"""Characters of a field that is read as a list."""

_LISTS = ("accept", "accept-encoding", "if-match", "if-none-match")
_HOST = re.compile(r"(?:[A-Za-z0-9._~%!$&'()*+,;=-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?")


class Fields:
    """Header fields by lower-case name; several lines of one field are one list (RFC 9110, 5.3)."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Headers) -> None:
        """Read them from where the server keeps them."""
        self._fields = fields

    def get(self, key: str, default: str = "") -> str:
        """Give the value, or the default."""
        lines = self._fields.get_all(key)
        return lines[0] if len(lines) == 1 else ", ".join(lines) or default


def read(scope: Scope) -> Fields:
    """Give the fields of a request.

    Raises Problem: 400 where Host is missing, doubled or none (RFC 9112, 3.2), 415 for a packed body, 431 for a list
    that nobody means, 501 for a transfer coding beside chunked (RFC 9112, 6.1).
    """
    raw = scope.headers
    hosts = raw.get_all("host")
    wanted = 0 if scope.http_version != "1.1" or (not hosts and scope.authority) else 1
    if len(hosts) > 1 or len(hosts) < wanted or not all(map(_HOST.fullmatch, hosts)):
        raise Problem(400, "A request has one Host field, with a host and perhaps a port.")
    fields = Fields(raw)
    for name in _LISTS:
        if len(fields.get(name)) > LONGEST:
            raise Problem(431, f"The field {name} may have {LONGEST} characters.")
    if fields.get("transfer-encoding").lower() not in ("", "chunked"):
        raise Problem(501, "A body may be sent with its length or chunked.")
    if fields.get("content-encoding").lower() not in ("", "identity"):
        identity = (("accept-encoding", "identity"),)
        raise Problem(415, "Send the body as it is, without a content coding.", headers=identity)
    return fields


def origin(scope: Scope, fields: Fields, *, behind_proxy: bool) -> str:
    """Give scheme and host as the client wrote them; the scheme as a proxy says, where one is known to be there."""
    scheme = (fields.get("x-forwarded-proto") if behind_proxy else "") or scope.scheme
    host = fields.get("host") or scope.authority or scope.server
    return f"{'https' if scheme == 'https' else 'http'}://{host}"


def client(scope: Scope, *, behind_proxy: bool) -> str:
    """Give the client's address, without the port; the one that a proxy added last where one is known to be there."""
    forwarded = scope.headers.get_all("x-forwarded-for") if behind_proxy else []
    return ",".join(forwarded).rpartition(",")[2].strip() or scope.client.rpartition(":")[0]
