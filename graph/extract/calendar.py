"""When each edition of the list came out and how much it held, as far as public pages say.

An edition's year is not the year it came out in: the 2021 list is of February 2022. So a text's date tells which list
is “the latest”, and so do the numbers of markets that it gives.
"""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """An edition: its year, the day it came out, and its online and physical markets (0: not known)."""

    year: int
    released: datetime.date
    online: int = 0
    physical: int = 0


ISSUES = (
    Issue(2011, datetime.date(2011, 12, 20)),
    Issue(2012, datetime.date(2012, 12, 13)),
    Issue(2013, datetime.date(2014, 2, 12)),
    Issue(2014, datetime.date(2015, 3, 5)),
    Issue(2015, datetime.date(2015, 12, 17)),
    Issue(2016, datetime.date(2016, 12, 21)),
    Issue(2017, datetime.date(2018, 1, 11), 25, 18),
    Issue(2018, datetime.date(2019, 4, 25), 33, 25),
    Issue(2019, datetime.date(2020, 4, 29), 38, 34),
    Issue(2020, datetime.date(2021, 1, 14), 39, 34),
    Issue(2021, datetime.date(2022, 2, 17), 42, 35),
    Issue(2022, datetime.date(2023, 1, 31), 39, 33),
    Issue(2023, datetime.date(2024, 1, 30), 39, 33),
    Issue(2024, datetime.date(2025, 1, 8), 38, 33),
    Issue(2025, datetime.date(2026, 3, 2), 37, 32),
)


def latest(date: datetime.date) -> int:
    """Give the year of the latest edition on a day, 0 before the first."""
    # A day's grace: a text is often dated in the time zone of another continent.
    known = [issue for issue in ISSUES if issue.released <= date + datetime.timedelta(days=1)]
    if not known:
        return 0
    last = known[-1]
    # After the last one that is known here, editions are taken to come out in January of the next year.
    return last.year if last is not ISSUES[-1] else max(last.year, date.year - 1 if date.month > 1 else date.year - 2)


def year_of_counts(online: int, physical: int, total: int) -> int:
    """Give the one year whose numbers of markets fit, 0 where none or several do."""
    fits = [
        issue.year
        for issue in ISSUES
        if issue.online
        and (not online or issue.online == online)
        and (not physical or issue.physical == physical)
        and (not total or issue.online + issue.physical == total)
    ]
    return fits[0] if len(fits) == 1 and (online or physical or total) else 0
