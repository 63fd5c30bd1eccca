"""Generated data of the same kind as the real graph, as many times as large as one likes."""

from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

from graph import iris


def scaled(triples: Iterable[Triple], factor: int) -> frozenset[Triple]:
    """Copy all that is said of our own ids `factor` times, the first time as it is, then under new ids.

    What is said of anything else (ontology, concepts) stands there once.
    """
    own, shared = [], []
    for triple in triples:
        subject = triple.subject
        (own if isinstance(subject, NamedNode) and subject.value.startswith(iris.ID) else shared).append(triple)
    made = [*shared, *own]
    for copy in range(1, factor):
        ids: dict[object, NamedNode] = {}
        for triple in own:
            subject, value = triple.subject, triple.object
            new = ids.get(subject) or ids.setdefault(subject, _renamed(subject, copy))
            if isinstance(value, NamedNode) and value.value.startswith(iris.ID):
                value = ids.get(value) or ids.setdefault(value, _renamed(value, copy))
            made.append(Triple(new, triple.predicate, value))
    return frozenset(made)


def _renamed(node: object, copy: int) -> NamedNode:
    """Give `id/document/000#char=1,2` the name `id/document/000-copy7#char=1,2`."""
    if not isinstance(node, NamedNode):
        raise TypeError(f"only ids are copied, not {node}")
    path, mark, fragment = node.value.partition("#")
    return NamedNode(f"{path}-copy{copy}{mark}{fragment}")
