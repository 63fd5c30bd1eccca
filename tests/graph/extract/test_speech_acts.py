"""What kind of act somebody's words are."""

import pytest

from graph.extract.claims import speech_acts
from graph.extract.text import words_of


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("we strongly disagree with the listing", "objects"),
        ("it did not agree to being named", "objects"),
        ("it will keep working with brands", "promises"),
        ("it would continue to invest in takedowns", "promises"),
        ("we welcome the decision of the trade office", "welcomes"),
        ("the entry is not an accurate account of our work", "disputes"),
        ("the findings are baseless", "disputes"),
        ("we went above and beyond what was asked", "rebuts"),
        ("the report is politically motivated", "accuses"),
        ("the site fails to honour its own promises", "accuses"),
        ("the office should reconsider", "urges"),
        ("I do not think the office should reconsider", "asserts"),
        ("the office should be the judge of that", "asserts"),
        ("it had closed 4,000 shops", "reports"),
        ("about 40 percent of what is on sale is fake", "statistic"),
        ("the process is flawed", "criticizes"),
        ("no decision has been made", "undecided"),
        ("the site sells shoes", "asserts"),
    ],
)
def test_words_of_a_party_tell_their_act(words: str, expected: str) -> None:
    assert speech_acts.act("asserts", words, words_of(words), by_publisher=False) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the list names 40 online and 30 physical markets", "statistic"),
        ("the site has been removed from the list", "announces"),
        ("sellers on the site offer large numbers of counterfeit shoes", "accuses"),
        ("the site must answer notices sooner", "demands"),
        ("the site's procedures remain inadequate", "criticizes"),
    ],
)
def test_words_of_the_lists_maker_tell_their_act(words: str, expected: str) -> None:
    assert speech_acts.act("asserts", words, words_of(words), by_publisher=True) == expected


def test_a_verb_that_says_more_is_believed() -> None:
    words = "it will keep working with brands"
    assert speech_acts.act("denies", words, words_of(words), by_publisher=False) == "denies"
