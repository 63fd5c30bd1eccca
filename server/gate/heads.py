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

    def __init__(self, lines: Headers) -> None:
        """Read them all from where the server keeps them: to ask there for each takes longer."""
        fields: dict[str, str] = {}
        for name, value in lines.items():
            fields[name] = f"{fields[name]}, {value}" if name in fields else value
        self._fields = fields

    def __contains__(self, key: str) -> bool:
        """Say whether the field is there, be it empty."""
        return key in self._fields

    def get(self, key: str, default: str = "") -> str:
        """Give the value, or the default."""
        return self._fields.get(key, default)


def read(scope: Scope) -> Fields:
    """Give the fields of a request.

    Raises Problem: 400 where Host is missing, doubled or none (RFC 9112, 3.2), 415 for a packed body, 431 for a list
    that nobody means, 501 for a transfer coding beside chunked (RFC 9112, 6.1).
    """
    fields = Fields(scope.headers)
    needed = scope.http_version == "1.1" and not scope.authority
    # Two of them make a list, which no host is.
    if (needed and "host" not in fields) or not _HOST.fullmatch(fields.get("host")):
        raise Problem(400, "A request has one Host field, with a host and perhaps a port.")
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
