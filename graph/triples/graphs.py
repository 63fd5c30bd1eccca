"""The named graphs of a release, and their merge."""

from collections.abc import Iterable, Iterator
from itertools import chain

from pyoxigraph import Literal, NamedNode, Triple

from graph import iris, vocabulary
from graph.model import Article, Corpus, Graphs, Span, Statement
from graph.triples.provenance import provenance

_EXCERPT, _MENTION = iris.term("Excerpt"), iris.term("Mention")
_IN_DOCUMENT, _REFERS_TO = iris.term("inDocument"), iris.term("refersTo")
_START, _END, _EXACT = iris.term("start"), iris.term("end"), iris.term("exact")
_INTEGER = NamedNode(f"{vocabulary.XSD}integer")


def asserted(corpus: Corpus) -> Graphs:
    """Make every named graph but the inferred one and those of documents that nobody has reviewed.

    A document's graph holds everything that document supports, so that reading it again replaces one graph.
    """
    graphs = {
        iris.named_graph("ontology"): vocabulary.ontology(),
        iris.named_graph("concepts"): vocabulary.concepts(),
        iris.named_graph("entities"): frozenset(_statements(corpus.entities)),
        iris.named_graph("propositions"): frozenset(_statements(corpus.propositions)),
        iris.named_graph("comparisons"): frozenset(_statements(corpus.comparisons)),
        iris.named_graph("provenance"): provenance(corpus),
    }
    return graphs | _sources(corpus, reviewed=True)


def unreviewed(corpus: Corpus) -> Graphs:
    """Make the graphs of documents that nobody has reviewed; they are never merged."""
    return _sources(corpus, reviewed=False)


def _sources(corpus: Corpus, *, reviewed: bool) -> dict[NamedNode, frozenset[Triple]]:
    articles = (article for article in corpus.articles if article.reviewed == reviewed)
    return {iris.named_graph(f"source/{a.document.id}"): frozenset(_article(a)) for a in articles}


def full_texts(corpus: Corpus, *, reviewed_only: bool = False) -> frozenset[Triple]:
    """Make the texts that quotes are checked against; they belong to their publishers and are never published."""
    articles = (article for article in corpus.articles if article.reviewed or not reviewed_only)
    return frozenset(
        Triple(iris.document(a.document.id), iris.term("fullText"), Literal(a.document.text)) for a in articles
    )


def merge(graphs: Graphs) -> frozenset[Triple]:
    """Merge all named graphs into one, each triple once, so that counting over the default graph counts right."""
    return frozenset(chain.from_iterable(graphs.values()))


def _article(article: Article) -> Iterator[Triple]:
    yield from _statements(article.statements)
    for span in article.excerpts:
        yield from _excerpt(span, _EXCERPT)
    for span, entity in article.mentions:
        yield from _excerpt(span, _MENTION)
        yield Triple(_iri(span), _REFERS_TO, entity)


def _statements(statements: Iterable[Statement]) -> Iterator[Triple]:
    for statement in statements:
        for predicate, value in statement.values:
            yield Triple(statement.iri, predicate, value)


def _excerpt(span: Span, type_: NamedNode) -> Iterator[Triple]:
    iri = _iri(span)
    yield Triple(iri, vocabulary.TYPE, type_)
    yield Triple(iri, _IN_DOCUMENT, iris.document(span.document))
    yield Triple(iri, _START, Literal(str(span.start), datatype=_INTEGER))
    yield Triple(iri, _END, Literal(str(span.end), datatype=_INTEGER))
    yield Triple(iri, _EXACT, Literal(span.exact))


def _iri(span: Span) -> NamedNode:
    return iris.excerpt(span.document, span.start, span.end)
