"""SPARQL over a release, and the example questions that come with it."""

from dataclasses import dataclass
from importlib.resources import files

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from graph import iris


@dataclass(frozen=True, slots=True)
class Question:
    """A competency question: its file's name, its topic, the question in words, and the query."""

    name: str
    topic: str
    text: str
    query: str


def run(store: Store, query: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Evaluate a query on the merge, with our prefixes known and relative IRIs resolved below `id/`.

    Raises SyntaxError with line and column.
    """
    return store.query(query, base_iri=iris.ID, prefixes=iris.PREFIXES)


def questions() -> tuple[Question, ...]:
    """Read the example questions, one file each, whose leading comment is the question and its topic."""
    found = (file for file in files("graph").joinpath("questions").iterdir() if file.name.endswith(".rq"))
    return tuple(
        _question(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8"))
        for file in sorted(found, key=lambda file: file.name)
    )


def _question(name: str, text: str) -> Question:
    header, _, query = text.partition("\n\n")
    words, _, topic = header.partition("\n# Topic: ")
    return Question(name, topic, words.removeprefix("# "), query.strip())
