"""The sources folder as a whole: registers, articles, comparisons, checked against each other."""

from collections.abc import Callable
from pathlib import Path

from pyoxigraph import NamedNode

from graph import iris, vocabulary
from graph.corpus import annotation, files, likeness, names, registers, tables
from graph.corpus.annotated import Annotated, claim_iris
from graph.corpus.fields import COMPARISON, DISTINCT, ENTITY, NAME, PROPOSITION, UNUSED
from graph.corpus.quotes import QuotedText
from graph.corpus.reader import Reader
from graph.corpus.records import Mapping, read_yaml, scalars
from graph.errors import CorpusError, Place, Problem
from graph.model import Article, Corpus, Document, Statement


def read(folder: Path, step: Callable[[str], None] = lambda _: None) -> Corpus:
    """Read and check all sources below a folder; `step` is told each article's name as it is read.

    Raises CorpusError with every problem found, each with file, line and remedy.
    """
    problems: list[Problem] = []
    files.require_folder(folder)
    entity_table = registers.rows(folder / "entities.csv", ENTITY)
    proposition_table = registers.rows(folder / "propositions.csv", PROPOSITION)
    sources = _annotated(folder / "articles")
    found = tables.sources(folder / "tables", problems)
    documents = [*(source.id for source in sources), *(source.document.id for source in found)]
    known = {
        *registers.ids(entity_table, problems),
        *registers.ids(proposition_table, problems),
        *(f"document/{name}" for name in documents),
    }
    for name in sorted({name for name in documents if documents.count(name) > 1}):
        problems.append(Problem(Place(folder), f"an article and a table are both called {name}"))
    naming = Reader(known, {}, problems)
    notes = (source.notes for source in found if source.notes)
    claims = {name: iri for source in (*sources, *notes) for name, iri in claim_iris(source, naming).items()}
    reader = Reader(known, claims, problems)
    articles: list[Article] = []
    for source in sources:
        step(source.id)
        articles.append(annotation.read_article(source, reader))
    name_table = registers.optional_rows(folder / "names.csv", NAME)
    names_read = names.read(name_table, entity_table, reader)
    unused_table = registers.optional_rows(folder / "unused.csv", UNUSED)
    unused = tables.unused_rows(unused_table, frozenset(source.document.id for source in found), reader)
    codes = registers.country_codes(entity_table, problems)
    step("tables")
    read_tables = tables.read(found, reader, names_read, codes, unused)
    spellings = names.spellings(name_table)
    entities = registers.entities(entity_table, reader, spellings)
    distinct_table = registers.optional_rows(folder / "distinct.csv", DISTINCT)
    problems += likeness.unjudged(folder / "distinct.csv", *registers.spoken(entity_table, spellings), likeness.distinct(distinct_table, reader))
    propositions = registers.propositions(proposition_table, reader)
    nodes = {s.iri.value: s.iri for source in (*articles, *read_tables) for s in source.statements}
    paths = (folder / "comparisons.yaml", folder / "tables" / "comparisons.yaml")
    comparisons = tuple(comparison for path in paths for comparison in _comparisons(path, reader, nodes))
    if problems:
        raise CorpusError(problems)
    digests = {path.name: files.sha256(files.read_bytes(path)) for path in _registers(folder)}
    return Corpus(tuple(articles), entities, propositions, comparisons, digests, read_tables)


def texts(folder: Path) -> dict[str, Document]:
    """Read the texts of articles and tables alone, by document id.

    Raises CorpusError where the folder is missing or a text cannot be read.
    """
    paths = [*files.listing(folder / "articles", "*.txt"), *(folder / "tables").glob("*.csv")]
    return {path.stem: _document(path) for path in paths}


def _document(path: Path) -> Document:
    data = files.read_bytes(path)
    return Document(path.stem, files.decode(path, data), files.sha256(data))


def _annotated(folder: Path) -> list[Annotated]:
    """Pair each article's text with its annotation.

    Raises CorpusError where there is no article, or one lacks its annotation or text.
    """
    found = {path.stem: path for path in files.listing(folder, "*.txt")}
    annotations = {path.stem: path for path in files.listing(folder, "*.yaml")}
    if not found:
        remedy = "Put each article's text and annotation there: 000.txt and 000.yaml."
        raise CorpusError([Problem(Place(folder), "holds no article", remedy)])
    problems = [
        Problem(Place(found[name]), "has no annotation beside it") for name in found.keys() - annotations.keys()
    ]
    problems += [
        Problem(Place(annotations[name]), "has no text beside it") for name in annotations.keys() - found.keys()
    ]
    problems += [
        Problem(Place(path), "has a name that cannot be a document's id", files.ID_REMEDY)
        for name, path in found.items()
        if not files.is_document_id(name)
    ]
    sources: list[Annotated] = []
    for name, path in found.items():
        try:
            document, notes = _document(path), annotations.get(name)
            if notes is not None:
                written = files.read_bytes(notes)
                tree = read_yaml(notes, files.decode(notes, written))
                sources.append(Annotated(QuotedText(document), tree, files.sha256(written)))
        except CorpusError as error:
            problems += error.problems
    if problems:
        raise CorpusError(problems)
    return sources


def _comparisons(path: Path, reader: Reader, nodes: dict[str, NamedNode]) -> tuple[Statement, ...]:
    """Read what people found by holding sources against each other; the file may be absent."""
    if not path.is_file():
        return ()
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
    found = ("entities.csv", "names.csv", "distinct.csv", "unused.csv", "propositions.csv", "comparisons.yaml")
    return [folder / name for name in found if (folder / name).is_file()]
