"""Which edition of the list a text speaks of."""

import datetime
from functools import cache
from pathlib import Path

import pytest

from graph.corpus import tables
from graph.errors import CorpusError
from graph.extract import editions
from graph.extract.calendar import Calendar, calendar
from graph.extract.editions import FULL_DATE, full_date
from graph.extract.text import Text

TABLES = Path(__file__).parents[3] / "graph" / "sources" / "tables"


@cache
def real() -> Calendar:
    return calendar(tables.issues(TABLES))


@pytest.mark.parametrize(
    ("clause", "year"),
    [
        ("the 2021 Notorious Markets List", 2021),
        ("its 2021 Review of Notorious Markets for Counterfeiting and Piracy", 2021),
        ("the Notorious Markets List for 2019", 2019),
        ("the 2016 Out-of-Cycle Review of Notorious Markets", 2016),
        ("the 2017 and 2018 lists", 0),
        ("since 2011 it has been named", 0),
        ("revenue of 2015 million", 0),
    ],
)
def test_a_clause_names_one_edition_or_none(clause: str, year: int) -> None:
    assert editions.named_year(clause) == year


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("February 17, 2022", "2022-02-17"),
        ("17 February 2022", "2022-02-17"),
        ("Feb. 17, 2022", "2022-02-17"),
        ("February 30, 2022", ""),
        ("May 5, 1997", ""),
    ],
)
def test_a_date_in_words_is_read_where_there_is_such_a_day(text: str, date: str) -> None:
    match = FULL_DATE.shape.search(text)
    assert match
    assert full_date(match) == (datetime.date.fromisoformat(date) if date else None)


@pytest.mark.parametrize(
    ("text", "date", "current"),
    [
        ("The list came out.", "2022-02-16", 2021),
        ("The list came out.", "2022-02-10", 2020),
        ("The list came out.", "2010-01-01", 0),
        ("Published January 15, 2018. The list came out.", "", 2017),
        ("It identifies 39 online and 34 physical markets.", "", 2020),
        ("It identifies 39 online and 33 physical markets.", "", 0),
        ("In its latest list the office repeats its 2016 concerns.", "", 2017),
        ("A list came out.", "", 0),
    ],
)
def test_the_current_edition_follows_from_date_or_numbers_or_nothing(text: str, date: str, current: int) -> None:
    found = editions.resolve(Text(text), datetime.date.fromisoformat(date) if date else None, real())
    assert found.current == current
    assert bool(found.how) == bool(current)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2011-11-29", 2010),
        ("2012-12-11", 2011),
        ("2012-12-12", 2012),
        ("2019-03-30", 2017),
        ("2019-04-25", 2018),
        ("2026-12-31", 2025),
        ("2027-01-20", 2025),
        ("2027-02-20", 2026),
    ],
)
def test_the_latest_edition_on_a_day_is_that_of_the_table(day: str, year: int) -> None:
    assert real().latest(datetime.date.fromisoformat(day)) == year


def test_without_a_table_no_day_tells_an_edition(tmp_path: Path) -> None:
    without = calendar(tables.issues(tmp_path))
    assert without.latest(datetime.date(2022, 3, 1)) == 0
    assert without.year_of_counts(42, 35, 77) == 0
    assert editions.resolve("The list came out.", datetime.date(2022, 3, 1), without).current == 0


def test_a_malformed_table_of_editions_is_refused_with_its_line(tmp_path: Path) -> None:
    text = (TABLES / "editions.csv").read_text(encoding="utf-8").replace(",2022-02-17,", ",2022-02-31,")
    (tmp_path / "editions.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"editions.csv:\d+.*2022-02-31"):
        tables.issues(tmp_path)
