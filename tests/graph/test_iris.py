"""IRIs are made of unambiguous parts: different things never get one name, nor one thing two."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from graph import iris

NAMES = st.text(alphabet="a1", min_size=1, max_size=2)
SLUGS = st.text(alphabet="a1-.", min_size=1, max_size=4).filter(lambda slug: iris.is_local_id(f"market/{slug}"))
OFFSETS = st.integers(0, 12)
PLACES = st.tuples(NAMES, OFFSETS, OFFSETS)


@pytest.mark.parametrize(
    "text", ["market/taobao", "market-group/nml2021-online", "edition/2021", "software/nmkg-0.1.0"]
)
def test_ids_are_a_kind_and_a_slug(text: str) -> None:
    assert iris.is_local_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "taobao",
        "/taobao",
        "market/",
        "market/tao bao",
        "market/Taobao",
        "Market/taobao",
        "market/tao_bao",
        "market/tao--bao",
        "market/-taobao",
        "market/taobao-",
        "market/taobao/1",
        "market/taobao\n",
        "market/ta\u00f6bao",
        "market/\u0664",
        "market-/taobao",
        "market2/taobao",
        "market/..",
        "https://example.org/market/taobao",
    ],
)
def test_what_could_be_mistaken_or_escaped_is_no_id(text: str) -> None:
    assert not iris.is_local_id(text)


@given(st.text(alphabet=string.printable + "äß\u00a0/", max_size=12))
def test_whatever_is_an_id_makes_an_iri_that_gives_it_back(text: str) -> None:
    if iris.is_local_id(text):
        assert iris.node(text) == NamedNode(iris.ID + text)
        assert iris.slug(iris.node(text)) == text.partition("/")[2]


@given(PLACES)
def test_an_excerpt_is_named_by_its_document_and_an_rfc_5147_fragment(place: tuple[str, int, int]) -> None:
    name, start, end = place
    document, fragment = iris.excerpt(name, start, end).value.split("#")
    assert document == iris.document(name).value
    match = re.fullmatch(r"char=(\d+),(\d+)", fragment)
    assert match is not None
    assert (int(match[1]), int(match[2])) == (start, end)


@given(PLACES, PLACES)
def test_excerpts_and_figures_at_different_places_have_different_names(
    one: tuple[str, int, int], other: tuple[str, int, int]
) -> None:
    assert (iris.excerpt(*one) == iris.excerpt(*other)) == (one == other)
    assert (iris.figure(*one) == iris.figure(*other)) == (one == other)


@given(PLACES, SLUGS, PLACES, SLUGS)
def test_claims_at_different_places_or_by_different_speakers_have_different_names(
    one: tuple[str, int, int], speaker: str, other: tuple[str, int, int], another: str
) -> None:
    first = iris.claim(*one, iris.node(f"person/{speaker}"))
    second = iris.claim(*other, iris.node(f"person/{another}"))
    assert (first == second) == ((one, speaker) == (other, another))


@given(SLUGS, SLUGS, SLUGS, SLUGS)
def test_two_slugs_joined_by_two_hyphens_stay_two(one: str, two: str, three: str, four: str) -> None:
    assert (f"{one}--{two}" == f"{three}--{four}") == ((one, two) == (three, four))


def test_ids_are_those_that_others_link_to() -> None:
    assert iris.excerpt("003", 685, 767).value == "https://w3id.org/notorious-markets/id/document/003#char=685,767"
    assert iris.node("market/taobao").value == "https://w3id.org/notorious-markets/id/market/taobao"
    speaker = iris.node("company/tencent")
    assert iris.claim("004", 1, 9, speaker).value == "https://w3id.org/notorious-markets/id/claim/004-1-9-tencent"
    assert iris.figure("002", 1, 4).value == "https://w3id.org/notorious-markets/id/figure/002-1-4"
    assert iris.term("Claim").value == "https://w3id.org/notorious-markets/ontology#Claim"
    assert iris.concept("direct").value == "https://w3id.org/notorious-markets/concept/direct"
    assert iris.named_graph("source/000").value == "https://w3id.org/notorious-markets/graph/source/000"


def test_no_iri_has_two_prefixes() -> None:
    assert len(set(iris.PREFIXES.values())) == len(iris.PREFIXES)


def test_every_prefix_stands_for_an_iri_to_which_names_can_be_added() -> None:
    assert all(re.fullmatch(r"[a-z]+", prefix) for prefix in iris.PREFIXES)
    assert all(re.fullmatch(r"https?://\S+[/#]", value) for value in iris.PREFIXES.values())
