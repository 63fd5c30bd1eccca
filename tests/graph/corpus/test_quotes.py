"""Quoted words are found where they stand, in the original characters, or refused with a hint that helps."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.corpus.quotes import QuotedText, normalise
from graph.corpus.records import Scalar
from graph.errors import Place, Problem
from graph.model import Document, Span

PLACE = Place(Path("one.yaml"), 7)
WORDS = st.text(alphabet="ab “‘’”'\"–-\u00a0\n\u0301𝔞{}", max_size=40)


def text_of(words: str) -> QuotedText:
    return QuotedText(Document("one", words, "0" * 64))


def found(words: str, quote: str) -> Span:
    problems: list[Problem] = []
    span = text_of(words).find(Scalar(quote, PLACE), problems)
    assert problems == []
    assert span is not None
    return span


def refused(words: str, quote: str) -> Problem:
    problems: list[Problem] = []
    assert text_of(words).find(Scalar(quote, PLACE), problems) is None
    assert len(problems) == 1
    return problems[0]


def test_a_quote_is_found_at_its_offsets_end_exclusive() -> None:
    assert found("a fair list", "fair") == Span("one", 2, 6, "fair")


def test_braces_mark_the_words_meant_within_a_unique_context() -> None:
    text = "The office sold the office."
    assert found(text, "sold {the office}.") == Span("one", 16, 26, "the office")
    assert found(text, "{The office} sold") == Span("one", 0, 10, "The office")


def test_braces_that_the_text_prints_are_words() -> None:
    assert found("a } b { c", "b { c").exact == "b { c"


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("“fair”", '"fair"'),
        ('"fair"', "“fair”"),
        ("the ‘office’s’ list", "the 'office's' list"),
        ("1,200\u00a0stores", "1,200 stores"),
        ("1,200 stores", "1,200\u00a0stores"),
        ("unfair – a verdict", "unfair - a verdict"),
        ("unfair — a verdict", "unfair - a verdict"),
        ("unfair - a verdict", "unfair — a verdict"),
        ("in twenty\u2011one", "in twenty-one"),
        ("ends here.\nNew line", "here. New"),
        ("ends here.\n\nNew paragraph", "here.  New"),
        ("ends here.\r\nNew line", "here.  New"),
    ],
)
def test_typographic_variants_match_and_the_cut_is_what_is_printed(printed: str, typed: str) -> None:
    span = found(f"They call it {printed}, they do.", typed)
    assert span.exact in printed
    assert normalise(span.exact) == normalise(typed)


def test_letters_are_never_taken_for_others() -> None:
    assert refused("The Office sold it.", "The office").message == "“The office” does not occur in one"


def test_offsets_count_code_points_beyond_the_basic_plane_as_one() -> None:
    assert found("𝔄𝔟 🐟 fair", "fair") == Span("one", 5, 9, "fair")


def test_offsets_count_combining_marks_one_by_one() -> None:
    assert found("cafe\u0301 fair", "fair") == Span("one", 6, 10, "fair")
    assert found("cafe\u0301 fair", "cafe\u0301").end == 5


def test_absent_words_are_answered_with_the_nearest_and_its_line() -> None:
    problem = refused("One line.\nThe list is unfair, she said.\nThe end.", "The list was unfair")
    assert problem.place == PLACE
    assert problem.message == "“The list was unfair” does not occur in one"
    assert problem.remedy == "The nearest is on line 2: “The list is unfair,”."


def test_absent_words_that_resemble_nothing_get_no_candidate() -> None:
    assert refused("aaa bbb", "xyz").remedy == "Quote the words as the text prints them."
    assert refused("", "xyz").remedy == "Quote the words as the text prints them."


def test_words_that_occur_more_than_once_are_refused_with_their_lines() -> None:
    problem = refused("a list\nno\na list, a list", "list")
    assert problem.message == "“list” occurs 3 times in one (lines 1, 3)"
    assert problem.remedy == "Quote more of the sentence and put the words meant in {braces}."


def test_occurrences_that_overlap_count() -> None:
    assert "occurs 2 times" in refused("banana", "ana").message


def test_an_empty_quote_is_refused_in_a_few_words() -> None:
    assert refused("a list", "") == Problem(PLACE, "the quote is empty", "Quote the words as the text prints them.")


def test_a_search_can_be_kept_within_a_span() -> None:
    text = text_of("1,200 stores and 1,200 more")
    within = text.span(0, 12)
    assert text.places("1,200", within) == (Span("one", 0, 5, "1,200"),)
    assert text.places("more", within) == ()
    assert len(text.places("1,200")) == 2


def test_a_form_stands_for_each_occurrence_as_a_whole_word() -> None:
    text = text_of("US, non-US and the US's, not USTR, AUS or US2")
    assert [span.start for span in text.whole_words("US")] == [0, 8, 19]


def test_a_form_with_signs_is_taken_literally() -> None:
    assert [span.exact for span in text_of("the U.S. and the UXSX").whole_words("U.S.")] == ["U.S."]


@given(WORDS, st.data())
def test_whatever_occurs_once_is_found_at_its_own_offsets(words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(start, len(words)))
    quote = words[start:end]
    places = text_of(words).places(quote)
    if "{" in quote and "}" in quote:  # Braces have a meaning of their own.
        return
    assert (start < end) == (Span("one", start, end, quote) in places)
    if len(places) == 1:
        assert found(words, quote) == Span("one", start, end, words[start:end])
    else:
        refused(words, quote)


@given(WORDS, st.data())
def test_words_in_braces_are_found_by_their_context(words: str, data: st.DataObject) -> None:
    words = words.replace("{", "").replace("}", "")
    start = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(start, len(words)))
    if start < end:
        quote = f"{words[:start]}{{{words[start:end]}}}{words[end:]}"
        assert found(words, quote) == Span("one", start, end, words[start:end])


@given(st.text())
def test_the_normalised_copy_is_as_long_as_the_text(words: str) -> None:
    assert len(normalise(words)) == len(words)
