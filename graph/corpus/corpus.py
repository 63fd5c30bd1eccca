"""The sources folder as a whole: registers, articles, comparisons, checked against each other."""

from collections.abc import Callable
from pathlib import Path

from graph import iris, vocabulary
from graph.corpus import annotation, files, registers
from graph.corpus.annotated import Annotated, claim_iris
from graph.corpus.fields import COMPARISON, ENTITY, PROPOSITION
from graph.corpus.quotes import QuotedText
from graph.corpus.reader import Reader
from graph.corpus.records import Mapping, read_yaml, scalars
from graph.corpus.unreviewed import Draft, drafted, is_unreviewed, read_unreviewed
from graph.errors import CorpusError, Place, Problem
from graph.model import Article, Corpus, Document, Statement


def read(folder: Path, step: Callable[[str], None] = lambda _: None, draft: Draft | None = None) -> Corpus:
    """Read and check all sources below a folder; `step` is told each article's name as it is read.

    `draft` makes annotations for texts that nobody has reviewed; without it those are left out.
    Raises CorpusError with every problem found, each with file, line and remedy.
    """
    problems: list[Problem] = []
    files.require_folder(folder)
    entity_table = registers.rows(folder / "entities.csv", ENTITY)
    proposition_table = registers.rows(folder / "propositions.csv", PROPOSITION)
    sources, waiting, unread = _annotated(folder / "articles")
    known = {
        *registers.ids(entity_table, problems),
        *registers.ids(proposition_table, problems),
        *(f"document/{source.id}" for source in sources),
    }
    naming = Reader(known, {}, problems)
    claims = {name: iri for source in sources for name, iri in claim_iris(source, naming).items()}
    reader = Reader(known, claims, problems)
    articles: list[Article] = []
    for source in sources:
        step(source.id)
        articles.append(annotation.read_article(source, reader))
    entities = registers.entities(entity_table, reader)
    propositions = registers.propositions(proposition_table, reader)
    comparisons = _comparisons(folder / "comparisons.yaml", reader, articles)
    if problems:
        raise CorpusError(problems)
    set_aside: list[str] = []
    if draft is not None:
        waiting += drafted(unread, draft, set_aside)
        articles += read_unreviewed(sorted(waiting, key=lambda source: source.id), known, set_aside)
    digests = {path.name: files.sha256(files.read_bytes(path)) for path in _registers(folder)}
    return Corpus(tuple(articles), entities, propositions, comparisons, digests, tuple(set_aside))


def texts(folder: Path) -> dict[str, Document]:
    """Read the articles' texts alone, by document id.

    Raises CorpusError where the folder is missing or a text cannot be read.
    """
    return {path.stem: _document(path) for path in files.listing(folder / "articles", "*.txt")}


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


def _comparisons(path: Path, reader: Reader, articles: list[Article]) -> tuple[Statement, ...]:
    """Read what people found by holding sources against each other; the file may be absent."""
    if not path.is_file():
        return ()
    nodes = {statement.iri.value: statement.iri for article in articles for statement in article.statements}
    found = []
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
        found.append(Statement(iris.node(f"comparison/{name}"), (own, *values)))
    return tuple(found)


def _registers(folder: Path) -> list[Path]:
    names = ("entities.csv", "propositions.csv", "comparisons.yaml")
    return [folder / name for name in names if (folder / name).is_file()]
