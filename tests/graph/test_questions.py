"""The competency questions against answers worked out by hand from the articles."""

import json
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, Store
from rdflib import Dataset

from graph import iris, query
from graph.query import Question
from graph.release import Release

ANSWERS = Path(__file__).parents[1] / "questions"
QUESTIONS = query.questions()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_question_has_exactly_the_answer_worked_out_by_hand(question: Question, store: Store) -> None:
    expected = json.loads((ANSWERS / f"{question.name}.json").read_text(encoding="utf-8"))
    assert sorted(_rows(store, question.query)) == sorted(expected)


def test_each_question_has_an_answer_and_each_answer_a_question() -> None:
    assert {q.name for q in QUESTIONS} == {path.stem for path in ANSWERS.glob("*.json")}


def test_each_question_says_in_words_what_it_asks_and_under_which_topic() -> None:
    assert all(question.text.endswith(("?", ".")) and question.topic for question in QUESTIONS)
    assert len({question.text for question in QUESTIONS}) == len(QUESTIONS) >= 37


def test_every_question_has_as_many_answers_in_an_engine_we_did_not_choose(release: Release) -> None:
    """rdflib answers over the N-Quads dump, with the merge as its default graph."""
    data = Dataset()
    data.parse(release.folder / "nmkg.nq", format="nquads")
    data.default_graph.parse(release.folder / "nmkg.nt", format="nt")
    for question in QUESTIONS:
        expected = json.loads((ANSWERS / f"{question.name}.json").read_text(encoding="utf-8"))
        answer = data.query(question.query, initNs=iris.PREFIXES, base=iris.ID)
        rows = [[str(answer.askAnswer).lower()]] if answer.type == "ASK" else list(answer)
        assert len(rows) == len(expected), question.name


def _rows(store: Store, text: str) -> list[list[str]]:
    results = query.run(store, text)
    if isinstance(results, QueryBoolean):
        return [[str(bool(results)).lower()]]
    assert isinstance(results, QuerySolutions)
    names = [variable.value for variable in results.variables]
    return [[_short(store, row[name]) for name in names] for row in results]


def _short(store: Store, term: object) -> str:
    """Write a term as the answers do: a literal's text, an id's last part, a claim as document and words."""
    if isinstance(term, Literal):
        return term.value
    if not isinstance(term, NamedNode):
        return ""
    if "/id/claim/" in term.value:
        return _claim(store, term)
    return term.value.rpartition("/")[2]


def _claim(store: Store, claim: NamedNode) -> str:
    words = query.run(
        store,
        f"""SELECT ?document ?exact {{ <{claim.value}> nm:evidence ?x . ?x nm:inDocument ?document ; nm:exact ?exact ;
        nm:start ?start }} ORDER BY ?start""",
    )
    assert isinstance(words, QuerySolutions)
    rows = [(_short(store, row["document"]), _short(store, row["exact"])) for row in words]
    return f"{rows[0][0]}: {' … '.join(exact for _, exact in rows)}"
