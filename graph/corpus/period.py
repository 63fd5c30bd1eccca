"""Times as tables print them: a day, a month, a quarter or a year, each a first and a last day."""

import calendar
import datetime
import re
from dataclasses import dataclass

_PRINTED = re.compile(r"(?P<year>[0-9]{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """What was printed, and the first and the last day that it can mean."""

    text: str
    first: datetime.date
    last: datetime.date


def read(text: str) -> Period:
    """Read `2018`, `2018-01`, `2018-Q1` or `2018-01-12`.

    Raises ValueError, in words, where it is none of them or no such day exists.
    """
    match = _PRINTED.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text}” is not a date (YYYY, YYYY-MM, YYYY-Qn or YYYY-MM-DD)")
    year = int(match["year"])
    try:
        if match["day"]:
            day = datetime.date(year, int(match["month"]), int(match["day"]))
            return Period(text, day, day)
        if match["quarter"]:
            low, high = 3 * int(match["quarter"]) - 2, 3 * int(match["quarter"])
        else:
            low, high = (int(match["month"]),) * 2 if match["month"] else (1, 12)
        last = datetime.date(year, high, calendar.monthrange(year, high)[1])
        return Period(text, datetime.date(year, low, 1), last)
    except ValueError as error:
        raise ValueError(f"“{text}” is not a date: there is no such month or day") from error
