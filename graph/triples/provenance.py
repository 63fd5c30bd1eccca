"""Which input each graph came from, and what made it (PROV-O).

There is no time in it: the same input gives the same bytes. When a release was written is the date of its files.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph import iris, vocabulary
from graph.model import Corpus
from graph.version import VERSION

_ENTITY = NamedNode(f"{vocabulary.PROV}Entity")
_ACTIVITY = NamedNode(f"{vocabulary.PROV}Activity")
_AGENT = NamedNode(f"{vocabulary.PROV}SoftwareAgent")
_DERIVED = NamedNode(f"{vocabulary.PROV}wasDerivedFrom")
_GENERATED = NamedNode(f"{vocabulary.PROV}wasGeneratedBy")
_USED = NamedNode(f"{vocabulary.PROV}used")
_ASSOCIATED = NamedNode(f"{vocabulary.PROV}wasAssociatedWith")
_IDENTIFIER = NamedNode(f"{vocabulary.DCTERMS}identifier")
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")

_STATUS = iris.term("reviewStatus")

# Each register with the graph that is made of it; names that stand for entities become their further labels.
_REGISTERS = {
    "entities.csv": "entities",
    "names.csv": "entities",
    "propositions.csv": "propositions",
    "comparisons.yaml": "comparisons",
}


def provenance(corpus: Corpus) -> frozenset[Triple]:
    """Describe the origin of each graph: its input with digest, the activity, the program and its version."""
    return frozenset(_triples(corpus))


def _triples(corpus: Corpus) -> Iterator[Triple]:
    build, inference, reckoning = (iris.node(f"activity/{name}") for name in ("build", "inference", "history"))
    program = iris.node(f"software/nmkg-{VERSION}")
    yield Triple(program, vocabulary.TYPE, _AGENT)
    yield Triple(program, _LABEL, vocabulary.english(f"nmkg {VERSION}"))
    for activity in (build, inference, reckoning):
        yield Triple(activity, vocabulary.TYPE, _ACTIVITY)
        yield Triple(activity, _ASSOCIATED, program)
    for name in ("ontology", "concepts", "provenance"):
        yield from _generated(iris.named_graph(name), build)
    inferred, history = iris.named_graph("inferred"), iris.named_graph("history")
    yield from _generated(inferred, inference)
    yield from _generated(history, reckoning)
    yield Triple(inferred, _DERIVED, history)
    for file, name in _REGISTERS.items():
        if file in corpus.digests:
            register = iris.node(f"register/{file.partition('.')[0]}")
            yield from _input(register, corpus.digests[file], iris.named_graph(name), build)
            yield from _worked_out((inferred, history), iris.named_graph(name))
    for article in corpus.articles:
        graph = iris.named_graph(f"source/{article.document.id}")
        yield Triple(graph, _DERIVED, iris.document(article.document.id))
        yield Triple(graph, _STATUS, iris.concept("reviewed" if article.reviewed else "unreviewed"))
        if article.annotation_sha256:
            annotation = iris.node(f"annotation/{article.document.id}")
            yield from _input(annotation, article.annotation_sha256, graph, build)
            yield Triple(annotation, _DERIVED, iris.document(article.document.id))
        if article.reviewed:
            yield from _worked_out((inferred, history), graph)
        else:
            yield from _extracted(graph, program)
    for table in corpus.tables:
        graph, document = iris.named_graph(f"external/{table.document.id}"), iris.document(table.document.id)
        yield from _input(document, table.document.sha256, graph, build)
        if table.notes_sha256:
            notes = iris.node(f"annotation/{table.document.id}")
            yield from _input(notes, table.notes_sha256, graph, build)
            yield Triple(notes, _DERIVED, document)
        yield from _worked_out((inferred, history), graph)


def _worked_out(graphs: Iterable[NamedNode], source: NamedNode) -> Iterator[Triple]:
    yield from (Triple(graph, _DERIVED, source) for graph in graphs)


def _extracted(graph: NamedNode, program: NamedNode) -> Iterator[Triple]:
    """Say that rules made what a graph holds, and which version of which program."""
    extraction = iris.node("activity/extraction")
    yield Triple(extraction, vocabulary.TYPE, _ACTIVITY)
    yield Triple(extraction, _ASSOCIATED, program)
    yield from _generated(graph, extraction)


def _input(source: NamedNode, sha256: str, graph: NamedNode, activity: NamedNode) -> Iterator[Triple]:
    yield Triple(source, vocabulary.TYPE, _ENTITY)
    yield Triple(source, _IDENTIFIER, Literal(f"sha256:{sha256}"))
    yield Triple(activity, _USED, source)
    yield Triple(graph, _DERIVED, source)
    yield from _generated(graph, activity)


def _generated(graph: NamedNode, activity: NamedNode) -> Iterator[Triple]:
    yield Triple(graph, vocabulary.TYPE, _ENTITY)
    yield Triple(graph, _GENERATED, activity)
