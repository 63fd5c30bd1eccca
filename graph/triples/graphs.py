"""The named graphs of a release, and their merge."""

from bisect import bisect
from collections.abc import Iterable, Iterator
from itertools import chain

from pyoxigraph import Literal, NamedNode, Triple

from graph import iris, vocabulary
from graph.model import Article, Corpus, Graphs, Span, Statement, Table
from graph.triples.provenance import provenance

_EXCERPT, _MENTION, _ROW = iris.term("Excerpt"), iris.term("Mention"), iris.term("Row")
_IN_DOCUMENT, _REFERS_TO = iris.term("inDocument"), iris.term("refersTo")
_START, _END, _EXACT = iris.term("start"), iris.term("end"), iris.term("exact")
_INTEGER = NamedNode(f"{vocabulary.XSD}integer")


def asserted(corpus: Corpus) -> Graphs:
    """Make every named graph but those that are worked out and those of documents that nobody has reviewed.

    A document's graph holds everything that document supports, so that reading it again replaces one graph. Tables are
    known from outside the articles and have graphs apart from theirs.
    """
    graphs = {
        iris.named_graph("ontology"): vocabulary.ontology(),
        iris.named_graph("concepts"): vocabulary.concepts(),
        iris.named_graph("entities"): frozenset(_statements(corpus.entities)),
        iris.named_graph("propositions"): frozenset(_statements(corpus.propositions)),
        iris.named_graph("comparisons"): frozenset(_statements(corpus.comparisons)),
        iris.named_graph("provenance"): provenance(corpus),
    }
    external = {iris.named_graph(f"external/{t.document.id}"): frozenset(_table(t)) for t in corpus.tables}
    return graphs | _sources(corpus, reviewed=True) | external


def unreviewed(corpus: Corpus) -> Graphs:
    """Make the graphs of documents that nobody has reviewed; they are never merged."""
    return _sources(corpus, reviewed=False)


def _sources(corpus: Corpus, *, reviewed: bool) -> dict[NamedNode, frozenset[Triple]]:
    articles = (article for article in corpus.articles if article.reviewed == reviewed)
    return {iris.named_graph(f"source/{a.document.id}"): frozenset(_article(a)) for a in articles}


def full_texts(corpus: Corpus, *, reviewed_only: bool = False) -> frozenset[Triple]:
    """Make the texts that quotes are checked against; they belong to their publishers and are never published."""
    articles = (article.document for article in corpus.articles if article.reviewed or not reviewed_only)
    documents = (*articles, *(table.document for table in corpus.tables))
    return frozenset(Triple(iris.document(d.id), iris.term("fullText"), Literal(d.text)) for d in documents)


def merge(graphs: Graphs) -> frozenset[Triple]:
    """Merge all named graphs into one, each triple once, so that counting over the default graph counts right."""
    return frozenset(chain.from_iterable(graphs.values()))


def _article(article: Article) -> Iterator[Triple]:
    yield from _statements(article.statements)
    yield from _spans(article.excerpts, article.mentions)


def _table(table: Table) -> Iterator[Triple]:
    document = iris.document(table.document.id)
    yield Triple(document, vocabulary.TYPE, iris.term("Table"))
    yield Triple(document, vocabulary.TITLE, vocabulary.english(table.title))
    yield Triple(document, iris.term("sha256"), Literal(table.document.sha256))
    yield from _statements(table.statements)
    yield from _spans(table.excerpts, table.mentions)
    for row in table.rows:
        iri = iris.row(table.document.id, row.number)
        yield from _excerpt(row.span, _ROW, iri)
        for address in row.pages:
            yield Triple(iri, iris.term("readOn"), iris.page(address))
        if row.unused:
            yield Triple(iri, iris.term("unusedBecause"), Literal(row.unused))
    rows = sorted(table.rows, key=lambda row: row.span)
    for span in sorted({*table.excerpts, *(span for span, _ in table.mentions)}):
        place = bisect(rows, span.start, key=lambda row: row.span.start) - 1
        yield Triple(_iri(span), iris.term("inRow"), iris.row(table.document.id, rows[place].number))


def _spans(excerpts: Iterable[Span], mentions: Iterable[tuple[Span, NamedNode]]) -> Iterator[Triple]:
    for span in excerpts:
        yield from _excerpt(span, _EXCERPT, _iri(span))
    for span, entity in mentions:
        yield from _excerpt(span, _MENTION, _iri(span))
        yield Triple(_iri(span), _REFERS_TO, entity)


def _statements(statements: Iterable[Statement]) -> Iterator[Triple]:
    for statement in statements:
        for predicate, value in statement.values:
            yield Triple(statement.iri, predicate, value)


def _excerpt(span: Span, type_: NamedNode, iri: NamedNode) -> Iterator[Triple]:
    yield Triple(iri, vocabulary.TYPE, type_)
    yield Triple(iri, _IN_DOCUMENT, iris.document(span.document))
    yield Triple(iri, _START, Literal(str(span.start), datatype=_INTEGER))
    yield Triple(iri, _END, Literal(str(span.end), datatype=_INTEGER))
    yield Triple(iri, _EXACT, Literal(span.exact))


def _iri(span: Span) -> NamedNode:
    return iris.excerpt(span.document, span.start, span.end)
