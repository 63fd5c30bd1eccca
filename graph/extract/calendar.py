"""Which edition of the list is the latest on a day, and which has some numbers of markets, by the table of editions.

An edition's year is not the year it came out in: the 2021 list is of February 2022. So a text's date tells which list
is “the latest”, and so do the numbers of markets that it gives.
"""

import datetime
from dataclasses import dataclass

from graph.corpus.tables import Issue


@dataclass(frozen=True, slots=True)
class Calendar:
    """The editions that came out at a known time, by year; of two in one year the later, which stood alone."""

    issues: tuple[tuple[int, Issue], ...] = ()

    def latest(self, date: datetime.date) -> int:
        """Give the year of the latest edition on a day, 0 before the first.

        One that came out in a month of which the day is not known counts from the month's first day: what is written
        of the list in that month is mostly written because it came out.
        """
        # A day's grace: a text is often dated in the time zone of another continent.
        known = [year for year, issue in self.issues if issue.first <= date + datetime.timedelta(days=1)]
        if not known:
            return 0
        if len(known) < len(self.issues):
            return known[-1]
        # After the last one that is known here, editions are taken to come out in January of the next year.
        return max(known[-1], date.year - 1 if date.month > 1 else date.year - 2)

    def year_of_counts(self, online: int, physical: int, total: int) -> int:
        """Give the one year whose numbers of markets fit, 0 where none or several do.

        One fits of which something given is known, and nothing given differs.
        """
        given = (online, physical, total)
        fits = [year for year, issue in self.issues if _fits(given, (issue.online, issue.physical, issue.total))]
        return fits[0] if len(fits) == 1 else 0


def calendar(issues: tuple[Issue, ...]) -> Calendar:
    """Order editions by the time they came out."""
    in_order = sorted(issues, key=lambda issue: issue.first)
    by_year = {int(issue.edition[:4]): issue for issue in in_order if issue.edition[:4].isdecimal()}
    return Calendar(tuple(sorted(by_year.items(), key=lambda item: item[1].first)))


def _fits(given: tuple[int, ...], counted: tuple[int, ...]) -> bool:
    both = [(one, other) for one, other in zip(given, counted, strict=True) if one and other]
    return bool(both) and all(one == other for one, other in both)
