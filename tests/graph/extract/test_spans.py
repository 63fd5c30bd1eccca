"""Mentions in the order of the text."""

from graph.extract.found import Mention
from graph.extract.spans import Cover, merged


def at(start: int, end: int, entity: str = "market/a") -> Mention:
    return Mention(start, end, entity, "\ue002", "test", 1.0)


def test_the_first_wins_where_two_overlap() -> None:
    assert merged([at(0, 4)], [at(2, 9), at(10, 12)], longest=False) == [at(0, 4), at(10, 12)]


def test_the_longer_wins_where_it_holds_the_other_and_may() -> None:
    assert merged([at(2, 4), at(5, 6)], [at(0, 9)], longest=True) == [at(0, 9)]
    assert merged([at(2, 4), at(8, 12)], [at(0, 9)], longest=True) == [at(2, 4), at(8, 12)]
    assert merged([], [at(0, 3), at(0, 9)], longest=True) == [at(0, 9)]


def test_a_cover_tells_what_it_touches_and_holds() -> None:
    cover = Cover(10)
    cover.add((2, 5))
    assert cover.touches((4, 8))
    assert not cover.touches((5, 8))
    assert cover.holds((2, 5))
    assert not cover.holds((2, 6))
