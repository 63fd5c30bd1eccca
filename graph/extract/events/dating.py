"""Which edition a list event belongs to: the one that its words name, that of the year they tell, or the text's."""

import datetime
import re

from graph.extract.editions import MONTHS, edition_id, named_year
from graph.extract.events.listings import Clause, Trigger
from graph.extract.events.words import PAST
from graph.extract.masks import Masked

_DATED = re.compile(r"\b(?:in|since|of) ((?:19|20)\d\d)\b")
_MONTH = f"(?:{'|'.join(MONTHS)})"
# “last October”, “in January last year”, “in March” without a year, “last year”.
_LAST_MONTH = re.compile(rf"\b[Ll]ast ({_MONTH})\b")
_IN_MONTH = re.compile(rf"\b[Ii]n ({_MONTH})\b(?!,? \d{{4}})( (?:of )?last year)?")
_LAST_YEAR = re.compile(r"\blast year\b(?!['’]s)")
_LAST_LIST = re.compile(
    r"\b(?:last year['’]s|the (?:last|previous)) (?:annual |notorious markets? )?(?:list|report|review|edition)\b", re.I
)
# How long after an edition came out “last year's list” is sure to be the one before it.
_SOON = datetime.timedelta(days=120)
_RELATIVE_YEAR = re.compile(r", (?:which|who|where|when)\b")


def edition_of(masked: Masked, clause: Clause, trigger: Trigger, *, nomination: bool = False) -> tuple[str, str]:
    """Give the edition that an event belongs to and how it is known; empty where it is not."""
    plain = masked.scene.text.plain
    editions = masked.scene.editions
    relative = _RELATIVE_YEAR.search(plain, trigger.end, clause.end)
    dated = _DATED.search(plain, trigger.end, relative.start() if relative else clause.end)
    opening = re.match(r"\W*(?:Back )?[Ii]n ((?:19|20)\d\d)\b", plain[clause.sentence_start : clause.sentence_end])
    words = plain[clause.start : clause.end]
    year, how = editions.of(words, nomination=nomination)
    if not named_year(words) and not dated and not opening:
        if PAST.search(words):
            return "", ""
        told = (
            None
            if nomination
            else _told(masked, plain[clause.start : clause.start + 30] + " " + plain[trigger.end : clause.end])
        )
        if told is not None:
            how = "the edition that had come out by the time that the words tell"
            return (edition_id(masked.scene.lexicon, told), how) if told else ("", "")
    if not named_year(words) and (dated or opening):
        words_of_year = (dated or opening or [""])[0]
        if "since" in words_of_year:
            return (edition_id(masked.scene.lexicon, editions.current), editions.how) if editions.current else ("", "")
        printed = words_of_year[-4:]
        year, how = int(printed), f"the list of the year that the words name, {printed}"
        if editions.current and year == editions.current + 1:
            year = editions.current
    return (edition_id(masked.scene.lexicon, year), how) if year else ("", "")


def asked_for(masked: Masked, words: str) -> int:
    """Give the edition that somebody asked for at the time that words tell: the first to come out after it; else 0."""
    when = _when(words, masked.scene.editions.date)
    return masked.scene.lexicon.calendar.latest(when[1]) + 1 if when else 0


def _told(masked: Masked, words: str) -> int | None:
    """Give the edition of a time that words tell; 0 where that leaves it open, None where they tell no time."""
    editions, issues = masked.scene.editions, masked.scene.lexicon.calendar.issues
    if _LAST_LIST.search(words):
        out = next((issue.first for year, issue in issues if year == editions.current), None)
        return editions.current - 1 if out and editions.date and editions.date - out < _SOON else 0
    when = _when(words, editions.date)
    if when is None:
        return None
    fits = [year for year, issue in issues if when[0] <= issue.first <= when[1]]
    return fits[0] if len(fits) == 1 else 0


def _when(words: str, date: datetime.date | None) -> tuple[datetime.date, datetime.date] | None:
    """Give the first and last day of the month or year that words tell as seen from the date of the text."""
    if date is None:
        return None
    last, inside = _LAST_MONTH.search(words), _IN_MONTH.search(words)
    found = last or inside
    if found:
        month = MONTHS.index(found[1]) + 1
        back = (
            month > date.month or (last is not None and month == date.month) or (last is None and found[2] is not None)
        )
        first = datetime.date(date.year - back, month, 1)
        return first, (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    if _LAST_YEAR.search(words):
        return datetime.date(date.year - 1, 1, 1), datetime.date(date.year - 1, 12, 31)
    return None
