"""Every term earns its place: data, a shape or a question uses it, or an axiom leads from it to one that is used."""

from pyoxigraph import NamedNode

from graph import iris, query, vocabulary
from graph.pipeline import Checked

DEFINITIONS = ("ontology", "concepts")


def test_every_class_and_property_is_used(checked: Checked) -> None:
    declared = {
        triple.subject.value.removeprefix(iris.NM)
        for triple in vocabulary.ontology()
        if isinstance(triple.subject, NamedNode)
        and triple.subject.value.startswith(iris.NM)
        and triple.predicate == vocabulary.TYPE
    }
    assert len(declared) > 150
    assert sorted(declared - _in_data(checked) - _in_shapes() - _in_questions()) == []


def test_every_concept_scheme_is_the_value_of_a_property_and_every_property_finds_its_concepts() -> None:
    concepts = vocabulary.read().concepts
    schemes = {triple.object for triple in vocabulary.concepts() if triple.predicate == vocabulary.IN_SCHEME}
    assert len(schemes) == len(concepts)
    assert all(concepts.values())


def _in_data(checked: Checked) -> set[str]:
    definitions = {iris.named_graph(name) for name in DEFINITIONS}
    triples = (t for graph, triples in checked.graphs.items() if graph not in definitions for t in triples)
    used = {term.value for t in triples for term in (t.predicate, t.object) if isinstance(term, NamedNode)}
    used |= {t.predicate.value for t in vocabulary.ontology() | vocabulary.concepts()}
    return {term.removeprefix(iris.NM) for term in used}


def _in_shapes() -> set[str]:
    terms = {term.value for t in vocabulary.shapes() for term in t if isinstance(term, NamedNode)}
    text = vocabulary.source_text("shapes")
    return {term.removeprefix(iris.NM) for term in terms} | {word.strip(";,.") for word in _names(text)}


def _in_questions() -> set[str]:
    return {word for question in query.questions() for word in _names(question.query)}


def _names(text: str) -> set[str]:
    return {part.split("/")[0].strip(";,.)}") for word in text.split() for part in word.split("nm:")[1:]}
