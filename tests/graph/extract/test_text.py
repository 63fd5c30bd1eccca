"""A text cut into paragraphs, quotations and sentences, each an offset into the text as received."""

import pytest

from graph.extract.text import QUOTE, Text, is_wrapped


def quoted(text: str) -> list[str]:
    return [text[q.open : q.close] for q in Text(text).quotations]


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in Text(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We comply,” she said. “We always did.”", ["We comply,", "We always did."]),
        ('"We comply," she said. "We always did."', ["We comply,", "We always did."]),
        ("‘We comply,’ she said.", ["We comply,"]),
        ("'We comply,' she said.", ["We comply,"]),
        ("„Das ist so“, sagte sie. «Oui», dit-il.", ["Das ist so", "Oui"]),
        ("“The report says sellers ‘operate freely’, and we agree,” he said.", [
            "The report says sellers ‘operate freely’, and we agree,",
        ]),
        ("The company's sellers' shops, the brands' view.", []),
        ("It was a 5\" screen, she said.", []),
    ],
)  # fmt: skip
def test_quotations_are_found_whatever_their_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_goes_on_where_the_next_paragraph_opens_with_a_mark() -> None:
    text = "“First words.\n\n“Second words.\n\n“Last words,” she said."
    found = Text(text).quotations
    assert [text[q.open : q.close] for q in found] == ["First words.", "Second words.", "Last words,"]
    assert [q.continues for q in found] == [False, True, True]


def test_a_mark_that_is_never_closed_swallows_its_paragraph_at_most() -> None:
    text = "“We comply, she said.\n\nThe office disagreed. “No,” it said."
    assert quoted(text) == ["We comply, she said.", "No,"]
    assert "The office disagreed." in cut(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. list is out. It names Taobao.", ["The U.S. list is out.", "It names Taobao."]),
        ("It was in the U.S. The list is out.", ["It was in the U.S.", "The list is out."]),
        ("Alibaba Group Inc. said so. No. 4 fell.", ["Alibaba Group Inc. said so.", "No. 4 fell."]),
        ("Mr. J. Smith of Acme Corp. spoke. He left.", ["Mr. J. Smith of Acme Corp. spoke.", "He left."]),
        ("Sales rose 2.5 percent. Visit taobao.com today.", ["Sales rose 2.5 percent.", "Visit taobao.com today."]),
        ("Is it fair? No! It is not.", ["Is it fair?", "No!", "It is not."]),
        ("“Is it fair? It is not,” he said.", ["“Is it fair? It is not,” he said."]),
        ("“It is not.” He left.", ["“It is not.”", "He left."]),
    ],
)
def test_sentences_end_where_sentences_do(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_headlines_in_capitals_are_known() -> None:
    text = "ALIBABA REJECTS U.S. PIRACY REPORT\nThe company said so. IBM and USTR met."
    assert [s.capitals for s in Text(text).sentences] == [True, False, False]


def test_lines_that_end_where_the_page_did_are_one_paragraph() -> None:
    text = (
        "The office named more than thirty markets in its\nreview, which came out on a Wednesday and was\n"
        "read with care by the owners of the markets that\nit names.\n\nA second paragraph stands alone.\n"
    )
    assert is_wrapped(text)
    found = Text(text)
    assert [text[start:end][:10] for start, end in found.paragraphs] == ["The office", "A second p"]
    assert len(found.sentences) == 2
    assert not is_wrapped("One line.\nAnother line.\nA third line.\nAnd a fourth.\n")


def test_every_copy_has_the_length_of_the_text() -> None:
    text = "“Fakes\u00a0are bad,” she said – \u2018no\u2019.\r\n\ue000\ue0ff İx \U0001f600 “Open"
    found = Text(text)
    assert len(found.plain) == len(found.outer) == len(text)
    assert found.outer.startswith(QUOTE)
    assert "\ue000" not in found.plain


def test_an_offset_has_its_sentence() -> None:
    text = "It fell. “We comply,” she said."
    assert [Text(text).sentence_at(at) for at in (0, 8, 9, len(text) - 1)] == [0, 0, 1, 1]


def test_a_sentence_has_its_words_in_small_letters_and_whether_it_is_a_headline() -> None:
    first, second = Text("Taobao Returns To Notorious List\nThe site’s owners objected.").sentences
    assert first.words == {"taobao", "returns", "to", "notorious", "list"}
    assert second.words == {"the", "site", "'", "s", "owners", "objected"}
    assert [first.headline, second.headline] == [True, False]
