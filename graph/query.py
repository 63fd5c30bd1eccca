"""SPARQL over a release, and the example questions that come with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from graph import iris


@dataclass(frozen=True, slots=True)
class Question:
    """A competency question: its file's name, its topic, the question in words, and the query."""

    name: str
    topic: str
    text: str
    query: str


def run(
    store: Store, query: str, default: Sequence[NamedNode] | None = None, named: Sequence[NamedNode] | None = None
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Evaluate a query on the merge, with our prefixes known and relative IRIs resolved below `id/`.

    `default` and `named` are the graphs of another dataset, which goes before the query's own FROM (SPARQL 1.1
    Protocol, 2.1.4); where only one of them is given the other part is empty. Raises SyntaxError with line and column.
    """
    if default is None and named is None:
        return store.query(query, base_iri=iris.ID, prefixes=iris.PREFIXES)
    return store.query(
        query, base_iri=iris.ID, prefixes=iris.PREFIXES, default_graph=[*(default or ())], named_graphs=[*(named or ())]
    )


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
