"""What one piece of evidence says of the time of a fact.

Sources date one fact differently, so the dates hang on the piece of evidence; the fact itself repeats them for short
queries, and has all of them.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from graph import iris, vocabulary
from graph.corpus.period import Period
from graph.model import Statement

_TIMES = frozenset(map(iris.term, ("notBefore", "notAfter", "dateText")))
Pair = tuple[NamedNode, NamedNode | Literal]


def dating(fact: NamedNode, evidence: NamedNode, times: Iterable[Pair]) -> Statement:
    """Make the dating of a fact by one piece of evidence."""
    own = (
        (vocabulary.TYPE, iris.term("Dating")),
        (iris.term("datingOf"), fact),
        (iris.term("evidence"), evidence),
    )
    return Statement(iris.dating(evidence, fact), (*own, *times))


def times(values: Iterable[Pair]) -> tuple[Pair, ...]:
    """Give those of a fact's values that date it."""
    return tuple(pair for pair in values if pair[0] in _TIMES)


def stated(when: Period) -> Iterator[Pair]:
    """Date what happened once: two bounds, and the words."""
    yield iris.term("notBefore"), vocabulary.date(when.first)
    yield iris.term("notAfter"), vocabulary.date(when.last)
    yield iris.term("dateText"), Literal(when.text)


def held(since: Period | None, until: Period | None) -> Iterator[Pair]:
    """Date what lasted: the words for its beginning and end, and for each two bounds."""
    for name, when in (("since", since), ("until", until)):
        if when is not None:
            yield iris.term(name), Literal(when.text)
            yield iris.term(f"{name}NotBefore"), vocabulary.date(when.first)
            yield iris.term(f"{name}NotAfter"), vocabulary.date(when.last)
