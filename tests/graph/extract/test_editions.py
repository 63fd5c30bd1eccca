"""Which edition of the list a text speaks of."""

import datetime

import pytest

from graph.extract import editions
from graph.extract.editions import FULL_DATE, full_date


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
    match = FULL_DATE.search(text)
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
    found = editions.resolve(text, datetime.date.fromisoformat(date) if date else None)
    assert found.current == current
    assert bool(found.how) == bool(current)
