"""SPARQL over a release, and the example questions that come with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import Any

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from graph import iris
from graph.sparql.tokens import Token, tokens


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
    Protocol, 2.1.4); where only one of them is given the other part is empty. The columns of SELECT * are in the order
    in which the query first names them. Raises SyntaxError with line and column.
    """
    dataset: dict[str, Any] = {}
    if default is not None or named is not None:
        dataset = {"default_graph": [*(default or ())], "named_graphs": [*(named or ())]}
    results = store.query(query, base_iri=iris.ID, prefixes=iris.PREFIXES, **dataset)
    if not isinstance(results, QuerySolutions) or not results.variables:
        return results
    found = tuple(tokens(query))
    star = _star(found)
    if star is None:
        return results
    # The library has them by name. What is selected is the same, so it is asked anew; nothing was evaluated yet.
    written = {token.text[1:]: None for token in found if token.kind == "variable"}
    there = {variable.value: None for variable in results.variables}
    ordered = [*(name for name in written if name in there), *(name for name in there if name not in written)]
    selected = f"{query[:star]} {' '.join(f'?{name}' for name in ordered)} {query[star + 1 :]}"
    return store.query(selected, base_iri=iris.ID, prefixes=iris.PREFIXES, **dataset)


def _star(found: Sequence[Token]) -> int | None:
    """Give the place of the star of SELECT *, None where the query selects by name; subqueries come later."""
    after = next((after for token, after in pairwise(found) if token.is_word("SELECT", "DISTINCT", "REDUCED")
                  and not after.is_word("DISTINCT", "REDUCED")), None)  # fmt: skip
    return after.start if after is not None and after.text == "*" else None


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
