"""The forms in which names are compared."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.search.fold import domain, fold, squeeze, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Taobao", "taobao"),
        ("TAO-BAO’s “Máll”", "tao baos mall"),
        ("AT&T's", "at ts"),
        ("ＴａｏＢａｏ", "taobao"),
        ("Straße", "strasse"),
        ("淘宝网 (Taobao)", "淘宝网 taobao"),
        ("  ", ""),
        ("“…”", ""),
        ("a_b", "a b"),
    ],
)
def test_case_accents_and_punctuation_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_accents_may_be_written_apart() -> None:
    assert fold(unicodedata.normalize("NFD", "Málaga–Pérez’s")) == "malaga perezs"


@given(st.text(max_size=60))
def test_places_of_words_are_places_in_the_text(text: str) -> None:
    for word, start, end in words(text):
        assert fold(text[start:end]) == word
        assert squeeze(word) == word


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("taobao.com", "taobao.com"),
        ("https://www.Taobao.com/item?id=1#x", "taobao.com"),
        ("http://user@world.taobao.com:8080/", "world.taobao.com"),
        ("//vk.com", "vk.com"),
        ("vk.com/", "vk.com"),
        ("www.vk.com.", "vk.com"),
        ("xn--80ak6aa92e.com", "аррӏе.com"),
        ("1337x.to", "1337x.to"),
        ("Taobao", None),
        ("Alibaba Group Inc.", None),
        ("3.14", None),
        ("http://[::1", None),
        ("", None),
        ("a..b", None),
    ],
)
def test_a_domain_is_found_in_whatever_is_around_it(text: str, found: str | None) -> None:
    assert domain(text) == found
