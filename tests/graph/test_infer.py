"""What OWL 2 RL concludes on our ontology, what of it is kept, and how a contradiction is said."""

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from graph import iris, vocabulary
from graph.errors import Contradiction
from graph.infer import infer
from graph.pipeline import Checked

ONTOLOGY = vocabulary.ontology()
TAOBAO, ALIBABA = iris.node("market/a"), iris.node("company/b")


def _type(subject: NamedNode, name: str) -> Triple:
    return Triple(subject, vocabulary.TYPE, iris.term(name))


def _conclusions(*triples: Triple) -> frozenset[Triple]:
    return infer(ONTOLOGY | frozenset(triples))


def test_a_listing_gives_the_shortcut_from_market_to_edition() -> None:
    listing, edition = iris.node("listing/2021/a"), iris.node("edition/2021")
    found = _conclusions(
        Triple(listing, iris.term("listsMarket"), TAOBAO), Triple(listing, iris.term("inEdition"), edition)
    )
    assert Triple(TAOBAO, iris.term("listedIn"), edition) in found
    assert _type(TAOBAO, "ListedMarket") in found
    assert _type(listing, "Fact") in found


def test_what_a_spokesperson_says_climbs_to_the_government() -> None:
    claim, speaker = iris.node("claim/x"), iris.node("person/s")
    ministry, government = iris.node("government/m"), iris.node("government/g")
    parthood = iris.node("parthood/m--g")
    found = _conclusions(
        Triple(claim, iris.term("speaker"), speaker),
        Triple(claim, iris.term("onBehalfOf"), ministry),
        Triple(parthood, iris.term("part"), ministry),
        Triple(parthood, iris.term("whole"), government),
    )
    assert {t.object for t in found if t.predicate == iris.term("attributableTo")} == {speaker, ministry, government}


def test_affirming_and_denying_claims_contradict_and_dispute_the_proposition() -> None:
    one, other, proposition = iris.node("claim/1"), iris.node("claim/2"), iris.node("proposition/p")
    found = _conclusions(
        Triple(one, iris.term("affirms"), proposition), Triple(other, iris.term("denies"), proposition)
    )
    contradicts = iris.term("contradicts")
    assert {Triple(one, contradicts, other), Triple(other, contradicts, one)} <= found
    assert _type(proposition, "DisputedProposition") in found


def test_no_claim_ever_leads_to_what_it_claims(checked: Checked) -> None:
    contestable = {iris.term(name) for name in vocabulary.read().contestable}
    assert contestable
    assert not [triple for triple in checked.merged if triple.predicate in contestable]


def test_a_company_typed_as_market_stops_the_build_and_is_named_with_the_axiom() -> None:
    with pytest.raises(Contradiction) as caught:
        _conclusions(_type(ALIBABA, "Company"), _type(ALIBABA, "OnlineMarket"))
    assert "company/b" in str(caught.value)
    assert "nm:Agent" in str(caught.value)
    assert "nm:ListingTarget" in str(caught.value)
    assert "isjoint" in str(caught.value)


def test_a_company_listed_as_a_market_stops_the_build() -> None:
    with pytest.raises(Contradiction, match="company/b"):
        _conclusions(_type(ALIBABA, "Company"), Triple(iris.node("listing/2021/b"), iris.term("listsMarket"), ALIBABA))


def test_two_values_of_a_functional_property_stop_the_build_and_are_named() -> None:
    excerpt = iris.node("document/000#char=0,1")
    one, other = iris.document("000"), iris.document("001")
    with pytest.raises(Contradiction, match=r"document/000 and document/001 .*functional property nm:inDocument"):
        _conclusions(Triple(excerpt, iris.term("inDocument"), one), Triple(excerpt, iris.term("inDocument"), other))


def test_kept_are_only_conclusions_on_our_subjects_in_our_terms(checked: Checked) -> None:
    for triple in checked.graphs[iris.named_graph("inferred")]:
        assert triple.subject.value.startswith(iris.ID)
        assert isinstance(triple.object, NamedNode)
        assert triple.object != triple.subject
        ours = triple.object if triple.predicate == vocabulary.TYPE else triple.predicate
        assert ours.value.startswith(iris.NM)


def test_labels_do_not_change_the_conclusions() -> None:
    facts = (Triple(iris.node("operation/x"), iris.term("operator"), ALIBABA), _type(TAOBAO, "OnlineMarket"))
    label = Triple(TAOBAO, vocabulary.PREF_LABEL, Literal("Taobao", language="en"))
    assert _conclusions(*facts) == _conclusions(*facts, label)
