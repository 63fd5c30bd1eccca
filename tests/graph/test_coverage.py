"""Coverage counts each character once and shows the words on which nothing rests."""

from pyoxigraph import NamedNode

from graph.coverage import Coverage, Gap, coverage
from graph.model import Article, Corpus, Document, Span

TEXT = "A fair list.\nNobody says so, and\nthat is that."
SOMEBODY = NamedNode("https://example.org/somebody")


def measured(
    text: str, *, excerpts: tuple[str, ...] = (), mentions: tuple[str, ...] = (), rests: tuple[str, ...] = ()
) -> Coverage:
    def span(words: str) -> Span:
        start = text.index(words)
        return Span("one", start, start + len(words), words)

    article = Article(
        Document("one", text, "0" * 64),
        "0" * 64,
        (),
        tuple(span(words) for words in excerpts),
        tuple((span(words), SOMEBODY) for words in mentions),
        tuple(span(words) for words in rests),
    )
    return coverage(Corpus((article,), (), (), (), {}))[0]


def test_an_article_on_which_nothing_rests_is_one_gap() -> None:
    found = measured(TEXT)
    assert (found.document, found.characters, found.covered, found.share) == ("one", len(TEXT), 0, 0.0)
    assert found.gaps == (Gap(1, TEXT),)


def test_an_article_on_which_everything_rests_has_no_gap() -> None:
    found = measured(TEXT, excerpts=(TEXT,))
    assert (found.covered, found.share, found.gaps) == (len(TEXT), 1.0, ())


def test_excerpts_mentions_and_understood_words_all_count() -> None:
    assert measured(TEXT, excerpts=("A",), mentions=("Nobody",), rests=("that.",)).covered == 1 + 6 + 5


def test_a_character_counts_once_however_much_rests_on_it() -> None:
    assert measured(TEXT, excerpts=("A fair list", "fair", "list."), mentions=("fair",)).covered == len("A fair list.")


def test_a_gap_is_given_with_the_line_it_begins_on_and_without_outer_spaces() -> None:
    found = measured(TEXT, excerpts=("A fair list.", "Nobody says so", "that is that."))
    assert found.gaps == (Gap(2, ", and"),)


def test_gaps_without_a_letter_or_digit_are_not_worth_showing() -> None:
    found = measured("“A fair” — list…", excerpts=("A fair", "list"))
    assert found.gaps == ()
    assert found.covered == 10


def test_characters_are_code_points() -> None:
    found = measured("𝔄 fair 🐟", excerpts=("fair",))
    assert (found.characters, found.covered) == (8, 4)


def test_an_empty_text_is_wholly_covered() -> None:
    assert measured("") == Coverage("one", 0, 0, ())
    assert measured("").share == 1.0
