"""What changed between two releases, triple by triple and graph by graph."""

from dataclasses import dataclass

from pyoxigraph import Quad

from graph.release import Release


@dataclass(frozen=True, slots=True)
class Difference:
    """Quads that only the old release has, and quads that only the new one has, each in order."""

    removed: tuple[Quad, ...]
    added: tuple[Quad, ...]


def diff(old: Release, new: Release) -> Difference:
    """Compare two releases by their named graphs; blank nodes have canonical names and compare like IRIs."""
    before, after = frozenset(old.quads()), frozenset(new.quads())
    return Difference(tuple(_in_order(before - after)), tuple(_in_order(after - before)))


def _in_order(quads: frozenset[Quad]) -> list[Quad]:
    return sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
