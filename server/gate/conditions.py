"""Preconditions and ranges (RFC 9110, 13 and 14) for what stays as it is and has a strong ETag."""

from dataclasses import dataclass
from datetime import datetime

from werkzeug.http import http_date, parse_date, parse_etags, parse_if_range_header, parse_range_header
from werkzeug.sansio.http import is_resource_modified

from server.gate.message import Headers
from server.problem import Problem


@dataclass(frozen=True, slots=True)
class Version:
    """What tells one state of a resource from others: strong ETag without quotes, time to the second; size in bytes."""

    etag: str
    modified: datetime
    size: int

    def fields(self) -> dict[str, str]:
        """Give the header fields that carry it."""
        return {"etag": f'"{self.etag}"', "last-modified": http_date(self.modified)}


def unchanged(headers: Headers, version: Version) -> bool:
    """Say whether the client has this version already, so that 304 answers it.

    Raises Problem (412) where the client wants another version or none. In the order of RFC 9110, 13.2.2.
    """
    if wanted := headers.get("if-match", ""):
        if not parse_etags(wanted).contains(version.etag):
            raise Problem(412, "This file has another ETag than If-Match asks for.")
    elif (until := parse_date(headers.get("if-unmodified-since", ""))) and version.modified > until:
        raise Problem(412, "This file is newer than If-Unmodified-Since asks for.")
    return not is_resource_modified(
        http_if_none_match=headers.get("if-none-match", ""),
        http_if_modified_since=headers.get("if-modified-since", ""),
        etag=version.fields()["etag"],
        last_modified=version.modified,
    )


def part(headers: Headers, version: Version) -> tuple[int, int] | None:
    """Give the start and the end, exclusive, of the part that is asked for; None for the whole.

    The whole answers several ranges at once too, and a range of another version (If-Range). Raises Problem (416) for a
    range that begins behind the end.
    """
    asked = parse_range_header(headers.get("range", ""))
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1 or not _still(headers, version):
        return None
    start, end = asked.ranges[0]
    if start < 0:
        start += version.size
    start, end = max(0, start), version.size if end is None else min(end, version.size)
    if start >= end:
        size = (("content-range", f"bytes */{version.size}"),)
        raise Problem(416, f"This file has {version.size} bytes; the range begins behind its end.", headers=size)
    return start, end


def _still(headers: Headers, version: Version) -> bool:
    """Say whether If-Range, where it is given, means this version; by strong comparison, so a weak ETag never does."""
    given = headers.get("if-range", "").strip()
    if not given or given.startswith("W/"):
        return not given
    wanted = parse_if_range_header(given)
    return wanted.date == version.modified if wanted.date is not None else wanted.etag == version.etag
