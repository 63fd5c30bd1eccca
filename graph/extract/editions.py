"""Which edition of the list a text speaks of: the year that it names, its date, or the numbers that it gives."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.extract.calendar import Calendar
from graph.extract.cues import Cued
from graph.extract.lexicon import Lexicon
from graph.extract.text import Text

_NAMES = (
    r"(?:Special 301 )?(?:Out-of-Cycle )?(?:Review|List|Report) (?:of|on) Notorious Markets"
    r"(?: for Counterfeiting and Piracy)?(?: \([^)]{2,40}\))?|"
    r"(?:Special 301 )?\bOut-of-Cycle Review(?: of Notorious Markets)?|"
    r"[\"']?\bnotorious market(?:place)?s?[\"']? (?:list|report|review)|\bNML"
)
_BARE = r"list|edition|review|report|blacklist"
YEAR_FIRST = re.compile(
    rf"\b((?:19|20)\d\d)(?:'s)? (?:(?:annual|latest|USTR|U\.?S\.?|edition of (?:the|its|USTR's)|version of the) ){{0,3}}"
    rf"(?:{_NAMES}|{_BARE})\b",
    re.I,
)
YEAR_LAST = re.compile(rf"\b(?:{_NAMES}|{_BARE}) (?:for|of) ((?:19|20)\d\d)\b(?! million)", re.I)
LIST = Cued(
    re.compile(
        rf"(?=[\"'bilmnoprs])(?:{_NAMES}|(?:black)?list of (?:the world's )?(?:most )?[\"']?\b(?:notorious|infamous)[\"']? ?(?:foreign )?"
        r"(?:markets?|marketplaces?)[\"']?(?: for (?:counterfeit(?:ing)?(?: and pirac(?:y|ted))?|pirated)(?: goods)?)?|"
        r"[\"']?\bnotorious markets?[\"']?(?: (?:black)?list)?|\b(?<!and )piracy (?:black|watch ?)list)(?!\w)",
        re.I,
    ),
    "notorious infamous out piracy nml",
)
# The bound of the word is asked for behind its first two digits, which are quick to look for.
_ANY_YEAR = re.compile(r"(?:19|20)(?<!\w..)\d\d\b")
_ONLINE = Cued(re.compile(r"\b(\d{2}) online(?: markets?| marketplaces?)?\b"), "online")
_PHYSICAL = Cued(re.compile(r"\b(\d{2}) physical\b"), "physical")
_TOTAL = Cued(
    re.compile(
        r"\b(?:contains?|names?|lists?|identif(?:y|ies|ied)|includes?|total of) (\d{2}) (?:markets|entities|marketplaces)\b"
    ),
    "markets entities marketplaces",
)
_EARLIER = Cued(re.compile(r"\b(20\d\d) (?:requests|list|report|review|recommendations|concerns)\b"), "#")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
FULL_DATE = Cued(
    re.compile(
        rf"\b(?:(\d{{1,2}}) ({'|'.join(MONTHS)}|[JFMASOND][a-z]{{2}})\.?,? (\d{{4}})|"
        rf"({'|'.join(MONTHS)}|[JFMASOND][a-z]{{2}})\.? (\d{{1,2}}),? (\d{{4}}))\b"
    ),
    "#",
)
_DAY = Cued(
    re.compile(
        rf"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),? ({'|'.join(MONTHS)}) (\d{{1,2}})\b(?!,? \d{{4}})"
    ),
    "monday tuesday wednesday thursday friday saturday sunday",
)
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_YEAR = Cued(re.compile(r"\b(20[012]\d)\b"), "#")


@dataclass(frozen=True, slots=True)
class Editions:
    """The edition that a text is about (`current`, 0: not known), the one in preparation, and how that is known."""

    current: int
    coming: int
    how: str
    date: datetime.date | None = None

    def of(self, clause: str, *, nomination: bool = False) -> tuple[int, str]:
        """Give the year of the edition that a clause speaks of, and how that is known; 0 where it is not."""
        named = named_year(clause)
        if named:
            if self.current and named > self.current and not nomination:
                return self.current, f"called the {named} list; by its date it is the {self.current} edition"
            return named, ""
        year = self.coming if nomination else self.current
        return year, self.how


def named_years(plain: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Find where a stretch of text names an edition of the list by its year, before or behind."""
    for year in _ANY_YEAR.finditer(plain, start, end):
        first = YEAR_FIRST.match(plain, year.start())
        if first:
            yield first
            continue
        low = max(start, year.start() - 90)
        last = next((m for m in YEAR_LAST.finditer(plain, low, year.end()) if m.end() == year.end()), None)
        if last:
            yield last


def all_named_years(text: Text) -> Iterator[re.Match[str]]:
    """Find where a text names an edition of the list by its year."""
    for sentence in text.sentences:
        if "#" in sentence.words:
            yield from named_years(text.plain, sentence.start, sentence.end)


def named_year(clause: str) -> int:
    """Give the edition's year that a clause names, 0 for none or several."""
    years = {int(m[1]) for m in named_years(clause, 0, len(clause))}
    return years.pop() if len(years) == 1 else 0


def resolve(text: Text, date: datetime.date | None, calendar: Calendar) -> Editions:
    """Work out which edition a text is about."""
    if date is None:
        date, how_date = _printed_date(text), "the day that the text names"
    else:
        how_date = "the date of the text"
    if date is not None:
        year = calendar.latest(date)
        how = f"follows from {how_date}, {date.isoformat()}"
        return Editions(year, year + 1, how, date) if year else Editions(0, 0, "")
    counted = _by_counts(text, calendar)
    if counted:
        return Editions(counted, 0, "follows from the numbers of markets that the text gives")
    likely = [year for year in (int(m[1]) for m in all_named_years(text)) if 2006 <= year <= 2100]
    if likely:
        best = max(set(likely), key=lambda year: (likely.count(year), year))
        return Editions(best, best + 1, "the edition that the text names elsewhere")
    return _after_earlier(text)


def _by_counts(text: Text, calendar: Calendar) -> int:
    def first(cued: Cued) -> int:
        match = next(cued.throughout(text.plain, text), None)
        return int(match[1]) if match else 0

    return calendar.year_of_counts(first(_ONLINE), first(_PHYSICAL), first(_TOTAL))


def _after_earlier(text: Text) -> Editions:
    """The latest list comes after that of which earlier requests are told."""
    years = [int(m[1]) for m in _EARLIER.throughout(text.plain, text)]
    if years and any("latest" in sentence.words for sentence in text.sentences):
        return Editions(max(years) + 1, 0, f"the edition after that of {max(years)}, of which the text tells")
    return Editions(0, 0, "")


def _printed_date(text: Text) -> datetime.date | None:
    """Find the latest whole date that is printed, or one of weekday, month and day after the years that are."""
    dates = [date for date in map(full_date, FULL_DATE.throughout(text.plain, text)) if date]
    if dates:
        return max(dates)
    years = [int(m[1]) for m in _YEAR.throughout(text.plain, text)]
    for match in _DAY.throughout(text.plain, text):
        weekday, month, day = _WEEKDAYS.index(match[1]), MONTHS.index(match[2]) + 1, int(match[3])
        for year in range(max(years, default=2011), max(years, default=2011) + 4):
            try:
                date = datetime.date(year, month, day)
            except ValueError:
                continue
            if years and date.weekday() == weekday:
                return date
    return None


def full_date(match: re.Match[str]) -> datetime.date | None:
    """Read a date in words that has day, month and year."""
    day, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    number = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(month[:3])), 0)
    try:
        date = datetime.date(int(year), number, int(day))
    except ValueError:
        return None
    return date if 2000 <= date.year <= 2100 else None


def edition_id(lexicon: Lexicon, year: int) -> str:
    """Give the id of the edition of a year, whether or not the register has it."""
    return lexicon.editions.get(year, f"edition/{year}")
