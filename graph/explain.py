"""From a fact or claim to the quoted words in their context."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph import iris, vocabulary
from graph.errors import NmkgError

_DEPTH = {iris.term("evidence"): "evidence", iris.term("attribution"): "attribution", iris.term("figure"): "figure"}


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document: in what role they serve, where they stand, and what stands around them if that is known."""

    role: str
    document: str
    title: str
    start: int
    end: int
    exact: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A node, what the graph says of it with the graphs that say so, and the passages it rests on."""

    iri: str
    said: tuple[tuple[str, str, tuple[str, ...]], ...]
    passages: tuple[Passage, ...]


def explain(store: Store, name: str, texts: dict[str, str] | None = None) -> Explanation:
    """Walk from a node to the words it rests on; `texts` gives article texts by document id for the context.

    `name` is an IRI, a prefixed name, or an id such as `listing/2021/taobao`.
    Raises NmkgError where the graph says nothing of it.
    """
    iri = resolve(name)
    quads = [quad for quad in store.quads_for_pattern(iri, None, None, None) if isinstance(quad.graph_name, NamedNode)]
    if not quads:
        raise NmkgError(f"the graph says nothing of {iri.value}; look an IRI up with `nmkg query`")
    passages = sorted(set(_passages(store, iri, texts or {})), key=lambda p: (p.document, p.start, p.end, p.role))
    return Explanation(iri.value, tuple(_said(quads)), tuple(passages))


def resolve(name: str) -> NamedNode:
    """Read an IRI, a prefixed name or an id as people write them.

    Raises NmkgError where it is none of them.
    """
    bare = name.removeprefix("<").removesuffix(">")
    prefix, colon, local = bare.partition(":")
    if colon and prefix in iris.PREFIXES:
        return NamedNode(iris.PREFIXES[prefix] + local)
    try:
        return NamedNode(bare) if colon else iris.node(bare.removeprefix("id/"))
    except ValueError as error:
        raise NmkgError(f"“{name}” is not an IRI, a prefixed name or an id: {error}") from error


def shorten(iri: str) -> str:
    """Write an IRI below our base the short way people read."""
    for namespace, prefix in ((iris.ID, ""), (iris.NM, "nm:"), (iris.NMC, ""), (iris.GRAPH, "graph/")):
        if iri.startswith(namespace):
            return prefix + iri.removeprefix(namespace)
    outside = ((prefix, namespace) for prefix, namespace in iris.PREFIXES.items() if iri.startswith(namespace))
    prefix, namespace = next(outside, ("", ""))
    return f"{prefix}:{iri.removeprefix(namespace)}" if prefix else iri


def _said(quads: list[Quad]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    graphs: dict[tuple[str, str], set[str]] = {}
    for quad in quads:
        value = quad.object.value if isinstance(quad.object, Literal) else shorten(quad.object.value)
        graphs.setdefault((shorten(quad.predicate.value), value), set()).add(shorten(quad.graph_name.value))
    for (predicate, value), names in sorted(graphs.items()):
        yield predicate, value, tuple(sorted(names))


def _passages(store: Store, iri: NamedNode, texts: dict[str, str]) -> Iterator[Passage]:
    if _value(store, iri, "exact"):
        yield _passage(store, iri, "words", texts)
    for predicate, role in _DEPTH.items():
        for quad in store.quads_for_pattern(iri, predicate, None, None):
            if role == "figure":
                yield from (_renamed(p, role) for p in _passages(store, quad.object, texts))
            else:
                yield _passage(store, quad.object, role, texts)


def _renamed(passage: Passage, role: str) -> Passage:
    return Passage(role, *(getattr(passage, name) for name in Passage.__slots__[1:]))


def _passage(store: Store, excerpt: NamedNode, role: str, texts: dict[str, str]) -> Passage:
    start, end = int(_value(store, excerpt, "start")), int(_value(store, excerpt, "end"))
    document = NamedNode(_value(store, excerpt, "inDocument"))
    title = _value(store, document, vocabulary.TITLE)
    text = texts.get(iris.slug(document), "")
    before, after = text[max(0, start - 80) : start], text[end : end + 80]
    return Passage(role, iris.slug(document), title, start, end, _value(store, excerpt, "exact"), before, after)


def _value(store: Store, subject: NamedNode, predicate: str | NamedNode) -> str:
    term = iris.term(predicate) if isinstance(predicate, str) else predicate
    quad = next(iter(store.quads_for_pattern(subject, term, None, None)), None)
    return "" if quad is None else str(quad.object.value)
