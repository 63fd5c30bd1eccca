"""Dates and times as XML Schema 1.1 has them (part 2, sections 3.3.7 to 3.3.14 and appendix E.3)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

_YEAR = r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))"
_MONTH, _DAY = r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:\.[0-9]+)?)"
_TIME = rf"(?:{_CLOCK}|(?P<midnight>24:00:00(?:\.0+)?))"
_OFFSET = r"(?P<offset>Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_FORMS = {
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_OFFSET}?",
    "dateTimeStamp": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_OFFSET}",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_OFFSET}?",
    "time": f"{_TIME}{_OFFSET}?",
    "gYear": f"{_YEAR}{_OFFSET}?",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_OFFSET}?",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_OFFSET}?",
    "gMonth": f"--{_MONTH}{_OFFSET}?",
    "gDay": f"---{_DAY}{_OFFSET}?",
}
_PATTERNS = {name: re.compile(form) for name, form in _FORMS.items()}
NAMES = frozenset(_FORMS)
# The calendar repeats itself after 400 years, which have so many days.
_CYCLE, _DAYS = 400, 146_097


@dataclass(frozen=True, slots=True)
class Moment:
    """The seven properties of a date or time; None where a datatype lacks one, or the `offset` (minutes) is not said.

    Equal moments are identical in the sense of XML Schema: the same instant at another offset is another value.
    """

    year: int | None
    month: int | None
    day: int | None
    hour: int | None
    minute: int | None
    second: Fraction | None
    offset: int | None

    @property
    def instant(self) -> tuple[bool, Fraction]:
        """Give whether an offset is said, and the seconds on the time line; what has no date lies in one leap year."""
        year = _CYCLE if self.year is None else self.year
        months = date(year % _CYCLE + _CYCLE, self.month or 1, self.day or 1).toordinal() + year // _CYCLE * _DAYS
        minutes = (months * 24 + (self.hour or 0)) * 60 + (self.minute or 0) - (self.offset or 0)
        return self.offset is not None, minutes * 60 + (self.second or Fraction(0))


def read(text: str, name: str) -> Moment | None:
    """Read a moment of the datatype `name` of XML Schema; None where there is no such moment."""
    found = _PATTERNS[name].fullmatch(text)
    if found is None:
        return None
    said = found.groupdict()

    def number(part: str) -> int | None:
        # By way of Decimal: Python reads no whole number of more than 4,300 digits from text.
        return None if said.get(part) is None else int(Decimal(said[part]))

    year, month, day = number("year"), number("month"), number("day")
    if month and day and day > _last_day(_CYCLE if year is None else year, month):
        return None
    offset = _minutes(said["offset"]) if said["offset"] else None
    if said.get("midnight"):
        return Moment(*_next_day(year, month, day), 0, 0, Fraction(0), offset)
    second = Fraction(Decimal(said["second"])) if said.get("second") else None
    return Moment(year, month, day, number("hour"), number("minute"), second, offset)


def _minutes(offset: str) -> int:
    if offset == "Z":
        return 0
    minutes = int(offset[1:3]) * 60 + int(offset[4:6])
    return -minutes if offset.startswith("-") else minutes


def _next_day(year: int | None, month: int | None, day: int | None) -> tuple[int | None, int | None, int | None]:
    """Give the day that the hour 24 belongs to; a mere time has none."""
    if year is None or month is None or day is None:
        return None, None, None
    if day < _last_day(year, month):
        return year, month, day + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


def _last_day(year: int, month: int) -> int:
    return monthrange(year % _CYCLE + _CYCLE, month)[1]
