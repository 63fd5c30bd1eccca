"""From a fact or claim to the quoted words in their context, and from a conclusion to what it came from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions, Store, Variable

from graph import iris
from graph.errors import NmkgError
from graph.infer.explain import Derivation
from graph.model import Document
from graph.reasons import reasons

CONTEXT = 80

_SAID = """
SELECT ?node ?predicate ?value ?graph
WHERE { GRAPH ?graph { ?node ?predicate ?value } }
ORDER BY ?predicate ?value ?graph
"""
# A node's own words (an excerpt), those it rests on, and those its figures are printed in.
_PASSAGES = """
SELECT ?node ?role ?document ?title ?sha256 ?start ?end ?exact (GROUP_CONCAT(DISTINCT ?page; separator=" ") AS ?pages)
WHERE {
  { VALUES (?via ?role) { (nm:evidence "evidence") (nm:attribution "attribution") } ?node ?via ?excerpt }
  UNION { ?node nm:figure/nm:evidence ?excerpt BIND("figure" AS ?role) }
  UNION { ?node nm:exact ?own BIND(?node AS ?excerpt) BIND("words" AS ?role) }
  ?excerpt nm:inDocument ?document ; nm:start ?start ; nm:end ?end ; nm:exact ?exact .
  OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?document nm:sha256 ?sha256 }
  OPTIONAL { ?excerpt nm:readOn/nm:address ?address BIND(STR(?address) AS ?page) }
}
GROUP BY ?node ?role ?document ?title ?sha256 ?start ?end ?exact
ORDER BY ?document ?start ?end ?role
"""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing the graph says of a node, and the named graphs that say it."""

    predicate: str
    value: str
    graphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document: in what role they serve, where they stand, and what stands around them if that is known.

    `pages` are the addresses at which a row of a table was read.
    """

    role: str
    document: str
    title: str
    start: int
    end: int
    exact: str
    before: str = ""
    after: str = ""
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A node, what the graph says of it, the passages it rests on, and why what was inferred of it holds."""

    iri: str
    said: tuple[Said, ...]
    passages: tuple[Passage, ...]
    inferred: tuple[Derivation, ...] = ()


def explain(store: Store, name: str, texts: Mapping[str, Document]) -> Explanation:
    """Walk from a node to the words it rests on; `texts` gives articles by document id, for the context.

    A text that is not the one the positions count in (by its digest) gives no context.

    `name` is an IRI, a prefixed name, or an id such as `listing/2021/taobao`.
    Raises NmkgError where the graph says nothing of it.
    """
    iri = resolve(name)
    graphs: dict[tuple[str, str], list[str]] = {}
    for row in _ask(store, _SAID, iri):
        graphs.setdefault((_text(row, "predicate"), _text(row, "value")), []).append(_text(row, "graph"))
    if not graphs:
        raise NmkgError(f"the graph says nothing of {iri.value}; look an IRI up with `nmkg query`")
    said = (Said(predicate, value, tuple(names)) for (predicate, value), names in graphs.items())
    passages = (_passage(row, texts) for row in _ask(store, _PASSAGES, iri))
    return Explanation(iri.value, tuple(said), tuple(passages), reasons(store, iri))


def resolve(name: str) -> NamedNode:
    """Read an IRI, a prefixed name or an id as people write them.

    Raises NmkgError where it is none of them.
    """
    bare = name.removeprefix("<").removesuffix(">")
    prefix, colon, local = bare.partition(":")
    try:
        if colon and prefix in iris.PREFIXES:
            return NamedNode(iris.PREFIXES[prefix] + local)
        return NamedNode(bare) if colon else iris.node(bare.removeprefix("id/"))
    except ValueError as error:
        raise NmkgError(f"“{name}” is not an IRI, a prefixed name or an id: {error}") from error


def _ask(store: Store, query: str, node: NamedNode) -> Iterator[QuerySolution]:
    found = store.query(query, prefixes=iris.PREFIXES, substitutions={Variable("node"): node})
    if isinstance(found, QuerySolutions):
        yield from found


def _text(row: QuerySolution, name: str) -> str:
    term = row[name]
    if isinstance(term, Literal):
        return term.value
    return iris.shorten(term.value) if isinstance(term, NamedNode) else ""


def _passage(row: QuerySolution, texts: Mapping[str, Document]) -> Passage:
    start, end = int(_text(row, "start")), int(_text(row, "end"))
    document = _text(row, "document").removeprefix("document/")
    source = texts.get(document)
    text = source.text if source is not None and source.sha256 == _text(row, "sha256") else ""
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    pages = tuple(sorted(_text(row, "pages").split()))
    exact, title = _text(row, "exact"), _text(row, "title")
    return Passage(_text(row, "role"), document, title, start, end, exact, before, after, pages)
