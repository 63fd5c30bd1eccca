"""The values that pass between the stages. All are frozen; none knows how it is read or written."""

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

Values = tuple[tuple[NamedNode, NamedNode | Literal], ...]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters of one document: code points from `start`, `end` exclusive, and what they say."""

    document: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source text: its id (`000`), the text as decoded, and the SHA-256 of its bytes in hexadecimal."""

    id: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One node that a source supports: a claim, a fact, a figure, a register entry, a document's own record."""

    iri: NamedNode
    values: Values


@dataclass(frozen=True, slots=True)
class Article:
    """A document with all that its reviewed annotation says.

    `excerpts` are the spans that statements point to, `mentions` pairs a span with the entity it names, and `rests`
    are further places that were understood (dates, titles) without being excerpts of their own. What rules found and
    nobody has looked at is not `reviewed`; its `annotation_sha256` is empty where no file holds it.
    """

    document: Document
    annotation_sha256: str
    statements: tuple[Statement, ...]
    excerpts: tuple[Span, ...]
    mentions: tuple[tuple[Span, NamedNode], ...]
    rests: tuple[Span, ...]
    reviewed: bool = True


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its number (the header is 1), its characters, and the addresses of the pages it was read on.

    `unused` says why the row makes no fact, where it makes none.
    """

    number: int
    span: Span
    pages: tuple[str, ...]
    unused: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a document, with all that its rows stand for, and all that was noted about their words.

    `notes_sha256` is empty where nothing was noted.
    """

    document: Document
    title: str
    notes_sha256: str
    statements: tuple[Statement, ...]
    rows: tuple[TableRow, ...]
    excerpts: tuple[Span, ...]
    mentions: tuple[tuple[Span, NamedNode], ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All sources, read and checked against each other; what of the unreviewed could not be used is `set_aside`."""

    articles: tuple[Article, ...]
    entities: tuple[Statement, ...]
    propositions: tuple[Statement, ...]
    comparisons: tuple[Statement, ...]
    digests: Mapping[str, str]
    tables: tuple[Table, ...] = ()
    set_aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of validation: which node breaks which shape, and the remedy in words."""

    focus: str
    shape: str
    message: str
    severity: str = "Violation"
    path: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found; `turtle` is the report as the validator wrote it, sorted."""

    conforms: bool
    findings: tuple[Finding, ...]
    triples: frozenset[Triple]


# Triples by the named graph that holds them.
Graphs = Mapping[NamedNode, frozenset[Triple]]
