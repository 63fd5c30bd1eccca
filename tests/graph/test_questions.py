"""The competency questions against answers worked out by hand from the articles and from the tables.

Most questions on the articles say so and have one answer. Five of those published before there were tables keep their
words, and have two: the one in `articles/` holds for a graph of the articles alone, the other for the whole.
"""

import json
import shutil
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, Store
from rdflib import Dataset

from graph import iris, pipeline, query
from graph.query import Question
from graph.release import Release, open_release

ANSWERS = Path(__file__).parents[1] / "questions"
PUBLISHED = Path(__file__).parents[1] / "fixtures" / "published-questions.json"
QUESTIONS = query.questions()
ON_TABLES = ("history-", "sources-")
ON_ARTICLES = [question for question in QUESTIONS if not question.name.startswith(ON_TABLES)]


@pytest.fixture(scope="module")
def articles_alone(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The release of a build without the tables."""
    folder = tmp_path_factory.mktemp("articles-alone")
    shutil.copytree(sources, folder / "sources", ignore=shutil.ignore_patterns("tables", "unused.csv"))
    built, _ = pipeline.build(folder / "sources", folder / "releases")
    return open_release(built).load()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_question_has_exactly_the_answer_worked_out_by_hand(question: Question, store: Store) -> None:
    expected = json.loads((ANSWERS / f"{question.name}.json").read_text(encoding="utf-8"))
    assert sorted(_rows(store, question.query)) == sorted(expected)


@pytest.mark.parametrize("question", ON_ARTICLES, ids=lambda question: question.name)
def test_question_on_the_articles_holds_for_the_articles_alone(question: Question, articles_alone: Store) -> None:
    alone = ANSWERS / "articles" / f"{question.name}.json"
    path = alone if alone.is_file() else ANSWERS / f"{question.name}.json"
    assert sorted(_rows(articles_alone, question.query)) == sorted(json.loads(path.read_text(encoding="utf-8")))


def test_published_questions_keep_their_words() -> None:
    words = {question.name: " ".join(question.query.split()) for question in QUESTIONS}
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert len(published) == 12
    assert {name: words[name] for name in published} == published


def test_answers_for_the_articles_alone_are_those_that_grow() -> None:
    for path in (ANSWERS / "articles").glob("*.json"):
        alone, whole = (json.loads(p.read_text(encoding="utf-8")) for p in (path, ANSWERS / path.name))
        assert [row for row in alone if row not in whole] == []
        assert len(alone) < len(whole)
    assert len(ON_ARTICLES) == 49
    assert len(QUESTIONS) - len(ON_ARTICLES) >= 20


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
