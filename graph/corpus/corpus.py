"""The sources folder as a whole: registers, articles, tables, comparisons, checked against each other."""

from collections.abc import Callable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from graph import iris, vocabulary
from graph.corpus import annotation, files, likeness, names, registers, tables
from graph.corpus.annotated import Annotated, claim_iris
from graph.corpus.fields import COMPARISON
from graph.corpus.quotes import QuotedText
from graph.corpus.reader import Reader
from graph.corpus.records import Mapping, read_yaml, scalars
from graph.corpus.unreviewed import Draft, drafted, is_unreviewed, read_unreviewed
from graph.errors import CorpusError, Place, Problem
from graph.model import Article, Corpus, Document, Statement, Table


def read(folder: Path, step: Callable[[str], None] = lambda _: None, draft: Draft | None = None) -> Corpus:
    """Read and check all sources below a folder; `step` is told each document's name as it is read.

    `draft` makes annotations for texts that nobody has reviewed; without it those are left out.
    Raises CorpusError with every problem found, each with file, line and remedy.
    """
    problems: list[Problem] = []
    files.require_folder(folder)
    sheets = registers.sheets(folder)
    sources, waiting, unread = _annotated(folder / "articles")
    gathered = tables.sources(folder / "tables", problems)
    known = _known(folder, sheets, sources, gathered, problems)
    reader = Reader(known, {}, problems)
    notes = (source.notes for source in gathered if source.notes)
    claims = {name: iri for source in (*sources, *notes) for name, iri in claim_iris(source, reader).items()}
    reader = reader.knowing(claims)
    articles: list[Article] = []
    for source in sources:
        step(source.id)
        articles.append(annotation.read_article(source, reader))
    known_names = names.read(sheets.names, sheets.entities, reader)
    found = tables.read(
        gathered, reader, known_names, registers.country_codes(sheets.entities, problems), sheets.unused, step
    )
    spellings = names.spellings(sheets.names)
    entities = registers.entities(sheets.entities, reader, spellings)
    propositions = registers.propositions(sheets.propositions, reader)
    comparisons = _comparisons(folder, reader, _statements(articles, found))
    problems += likeness.unjudged(
        folder / "distinct.csv", registers.spoken(sheets.entities, spellings), sheets.distinct, reader
    )
    if problems:
        raise CorpusError(problems)
    set_aside: list[str] = []
    if draft is not None:
        waiting += drafted(unread, draft, set_aside)
        articles += read_unreviewed(sorted(waiting, key=lambda source: source.id), known, set_aside)
    digests = {path.name: files.sha256(files.read_bytes(path)) for path in registers.files_of(folder)}
    return Corpus(tuple(articles), entities, propositions, comparisons, digests, found, tuple(set_aside))


def texts(folder: Path) -> dict[str, Document]:
    """Read the texts of articles and tables alone, by document id.

    Raises CorpusError where the folder is missing or a text cannot be read.
    """
    paths = [*files.listing(folder / "articles", "*.txt"), *(folder / "tables").glob("*.csv")]
    return {path.stem: _document(path) for path in paths}


def _document(path: Path) -> Document:
    data = files.read_bytes(path)
    return Document(path.stem, files.decode(path, data), files.sha256(data))


def _annotated(folder: Path) -> tuple[list[Annotated], list[Annotated], list[Document]]:
    """Pair each article's text with its annotation: those reviewed, those not reviewed, and texts that have none.

    Raises CorpusError where there is no article, or an annotation lacks its text.
    """
    found = {path.stem: path for path in files.listing(folder, "*.txt")}
    annotations = {path.stem: path for path in files.listing(folder, "*.yaml")}
    if not found:
        remedy = "Put each article's text and annotation there: 000.txt and 000.yaml."
        raise CorpusError([Problem(Place(folder), "holds no article", remedy)])
    problems = [
        Problem(Place(annotations[name]), "has no text beside it") for name in annotations.keys() - found.keys()
    ]
    problems += [
        Problem(Place(path), "has a name that cannot be a document's id", files.ID_REMEDY)
        for name, path in found.items()
        if not files.is_document_id(name)
    ]
    sources: list[Annotated] = []
    waiting: list[Annotated] = []
    unread: list[Document] = []
    for name, path in found.items():
        try:
            document, notes = _document(path), annotations.get(name)
            if notes is not None:
                written = files.read_bytes(notes)
                tree = read_yaml(notes, files.decode(notes, written))
                annotated = Annotated(QuotedText(document), tree, files.sha256(written))
                (waiting if is_unreviewed(tree) else sources).append(annotated)
            else:
                unread.append(document)
        except CorpusError as error:
            problems += error.problems
    if problems:
        raise CorpusError(problems)
    return sources, waiting, unread


def _known(
    folder: Path,
    sheets: registers.Sheets,
    sources: list[Annotated],
    gathered: tuple[tables.TableSource, ...],
    problems: list[Problem],
) -> frozenset[str]:
    """Collect the ids of all entities, propositions and documents, none of which may stand twice."""
    documents = [*(source.id for source in sources), *(source.document.id for source in gathered)]
    for name in sorted({name for name in documents if documents.count(name) > 1}):
        problems.append(Problem(Place(folder), f"an article and a table are both called {name}"))
    named = (*registers.ids(sheets.entities, problems), *registers.ids(sheets.propositions, problems))
    return frozenset((*named, *(f"document/{name}" for name in documents)))


def _statements(articles: list[Article], found: tuple[Table, ...]) -> list[Statement]:
    read = (*(article.statements for article in articles), *(table.statements for table in found))
    return [statement for statements in read for statement in statements]


def _comparisons(folder: Path, reader: Reader, statements: list[Statement]) -> tuple[Statement, ...]:
    """Read what people found by holding sources against each other: articles, and tables; a file may be absent."""
    nodes = {statement.iri.value: statement.iri for statement in statements}
    paths = (folder / registers.COMPARISONS, folder / "tables" / registers.COMPARISONS)
    return tuple(found for path in paths if path.is_file() for found in _compared(path, reader, nodes))


def _compared(path: Path, reader: Reader, nodes: dict[str, NamedNode]) -> Iterator[Statement]:
    for name, record in read_yaml(path, files.decode(path, files.read_bytes(path))).entries.items():
        if not isinstance(record, Mapping):
            reader.problems.append(Problem(record.place, f"comparison “{name}” must have named fields"))
            continue
        values = list(reader.values(record, COMPARISON))
        for reference in scalars(record.entries.get("compares", record), reader.problems):
            iri = nodes.get(iris.ID + reference.text) or reader.claim(reference, "", "claim or fact")
            if iri is not None:
                values.append((iris.term("compares"), iri))
        if not iris.is_local_id(f"comparison/{name}"):
            reader.problems.append(Problem(record.place, f"“{name}” cannot be an id", "Use a-z, 0-9 and hyphens."))
            continue
        own = (vocabulary.TYPE, iris.term("Comparison"))
        yield Statement(iris.node(f"comparison/{name}"), (own, *values))
