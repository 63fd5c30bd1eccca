"""What stops a build: the stages wired together."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graph import corpus, pipeline
from graph.errors import NotPublishable
from graph.model import Corpus, Span
from graph.pipeline import Checked

COMPANY_LISTED = """facts:
  - fact: Listing
    listsMarket: company/brightkeel
    inEdition: edition/2021
    basis: stated
    evidence: "The trade office listed Quaymarket"
"""
Edit = Callable[[str, str, str], Path]


def test_an_excerpt_that_is_off_by_one_stops_the_build(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading cannot make such a span, so one is put into what was read: the check rests on the shapes alone."""
    read = corpus.read(tiny)
    first = read.articles[0]
    span = first.excerpts[0]
    shifted = Span(span.document, span.start, span.end, first.document.text[span.start + 1 : span.end + 1])
    wrong = replace(first, excerpts=(shifted, *first.excerpts[1:]))
    faulty = replace(read, articles=(wrong, *read.articles[1:]))

    def read_faulty(*_: object) -> Corpus:
        return faulty

    monkeypatch.setattr(corpus, "read", read_faulty)
    with pytest.raises(NotPublishable, match="ExcerptVerbatim"):
        pipeline.check(tiny)


def test_a_contradiction_stops_the_build_and_names_individual_and_axiom(edited: Edit) -> None:
    sources = edited("articles/one.yaml", "facts:\n", COMPANY_LISTED)
    with pytest.raises(NotPublishable) as caught:
        pipeline.check(sources)
    assert "company/brightkeel" in str(caught.value)
    assert "nm:Agent and nm:ListingTarget" in str(caught.value)
    assert "Listing-listsMarket" in str(caught.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "shape"),
    [
        ("entities.csv", "Quay Market | QuayMarket,,country/norland", "Quay Market,,company/brightkeel", "CountryOf"),
        ("entities.csv", "Quay Market | QuayMarket,,country/norland", "Quay Market,,list/nml", "CountryOf"),
        ("articles/one.yaml", "speaker: association/harbour-league", "speaker: market/quaymarket", "Claim-speaker"),
        ("articles/one.yaml", "tenureAt: company/brightkeel", "tenureAt: country/norland", "Tenure-tenureAt"),
    ],
)
def test_a_wrong_class_stops_the_build_though_a_range_would_supply_it(
    file: str, old: str, new: str, shape: str, edited: Edit
) -> None:
    with pytest.raises(NotPublishable, match=shape):
        pipeline.check(edited(file, old, new))


def test_the_report_of_a_release_conforms(tiny_checked: Checked) -> None:
    assert tiny_checked.report.conforms
    assert tiny_checked.report.findings == ()
