"""A reviewed annotation: what people wrote down about one article, turned into statements that rest on spans."""

from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from graph import iris, vocabulary
from graph.corpus.annotated import Annotated, claims, quotes
from graph.corpus.datings import dating, times
from graph.corpus.fields import CLAIM, DOCUMENT, FACTS, FIGURE, NOTES, PUBLICATION, FactType, Field, Kind
from graph.corpus.found import found
from graph.corpus.mentions import forms, read_mentions
from graph.corpus.reader import Reader
from graph.corpus.records import Mapping, Node, Scalar, Sequence, mapping, mappings, scalar
from graph.errors import Problem
from graph.model import Article, Span, Statement, Values

_EVIDENCE = iris.term("evidence")
_ATTRIBUTION = iris.term("attribution")


@dataclass(frozen=True, slots=True)
class Notes:
    """What was noted about the words of a table: statements, the spans they rest on, and mentions."""

    statements: tuple[Statement, ...] = ()
    excerpts: tuple[Span, ...] = ()
    mentions: tuple[tuple[Span, NamedNode], ...] = ()

    def rest_in(self, span: Span) -> bool:
        """Tell whether a statement rests on words within a span."""
        return any(span.start <= excerpt.start and excerpt.end <= span.end for excerpt in self.excerpts)


def read_notes(source: Annotated, reader: Reader) -> Notes:
    """Read what was noted about the words of a table: facts and claims as in the annotation of an article."""
    return _ArticleReader(source, reader).read_notes()


def read_article(source: Annotated, reader: Reader, *, reviewed: bool = True) -> Article:
    """Read a whole annotation; what is wrong with it is added to the reader's problems.

    Of one that is not `reviewed`, the rules that made its entries and their confidence are kept.
    """
    return _ArticleReader(source, reader, reviewed).read()


@dataclass(slots=True)
class _ArticleReader:
    """Collects statements and the spans they rest on while walking through one annotation."""

    source: Annotated
    reader: Reader
    reviewed: bool = True
    statements: list[Statement] = field(default_factory=list)
    excerpts: set[Span] = field(default_factory=set)
    rests: set[Span] = field(default_factory=set)

    @property
    def problems(self) -> list[Problem]:
        return self.reader.problems

    def read(self) -> Article:
        self._document(self.source.tree)
        notes = self._said()
        document, rests = self.source.text.document, tuple(sorted(self.rests))
        said = (notes.statements, notes.excerpts, notes.mentions)
        return Article(document, self.source.sha256, *said, rests, self.reviewed)

    def read_notes(self) -> Notes:
        self._check_identity(self.source.tree)
        self.reader.values(self.source.tree, NOTES)
        return self._said()

    def _said(self) -> Notes:
        tree = self.source.tree
        mentions = mapping(tree, "mentions", self.problems)
        mentioned = read_mentions(mentions, self.source.text, self.reader) if mentions else ()
        if mentions and not self.reviewed:
            self.statements += forms(mentions, self.source.text, mentioned)
        for fact in mappings(tree.entries.get("facts", _nothing(tree)), self.problems):
            self._fact(fact)
        for name, claim in claims(self.source, self.problems):
            self._claim(name, claim)
        self._same_node_same_words()
        return Notes(tuple(dict.fromkeys(self.statements)), tuple(sorted(self.excerpts)), mentioned)

    def _document(self, tree: Mapping) -> None:
        document = self.source.text.document
        iri = iris.document(document.id)
        values: list[tuple[NamedNode, NamedNode | Literal]] = [(iris.term("sha256"), Literal(document.sha256))]
        name = scalar(tree, "class", self.problems)
        if name is not None:
            known = self.reader.one_of(name, vocabulary.read().classes, "a class of the ontology")
            values.append((vocabulary.TYPE, iris.term(known or "none")))
        title = scalar(tree, "title", self.problems)
        if title and (span := self.source.text.find(title, self.problems)):
            self.rests.add(span)
            values.append((vocabulary.TITLE, vocabulary.english(span.exact)))
        self._check_identity(tree)
        values.extend(self.reader.values(tree, DOCUMENT))
        self.statements.append(Statement(iri, tuple(values)))
        publication = mapping(tree, "publication", self.problems)
        if publication is not None:
            fact = iris.node(f"publication/{document.id}")
            own = ((vocabulary.TYPE, iris.term("Publication")), (iris.term("publishedDocument"), iri))
            self._dated(Statement(fact, (*own, *self._record(publication, PUBLICATION))))

    def _check_identity(self, tree: Mapping) -> None:
        document = self.source.text.document
        expected = {"document": document.id, "sha256": document.sha256}
        for name, value in expected.items():
            node = scalar(tree, name, self.problems)
            if node and node.text != value:
                message = f"{name} is “{node.text}”, but the text beside it has “{value}”"
                remedy = "The annotation is for another text: check every quote against this one, then correct it."
                self.problems.append(Problem(node.place, message, remedy))

    def _fact(self, record: Mapping) -> None:
        name = scalar(record, "fact", self.problems)
        if name is None:
            self.problems.append(Problem(record.place, "“fact” is missing: name the kind of fact"))
            return
        kind = self.reader.one_of(name, FACTS, "a kind of fact")
        if kind is None:
            return
        values = ((vocabulary.TYPE, iris.term(kind)), *self._record(record, FACTS[kind].fields))
        iri = _fact_iri(FACTS[kind], record, self.problems)
        if iri is not None and self.reader.same_parties(iri, record, FACTS[kind].parties):
            self._dated(Statement(iri, values))

    def _dated(self, fact: Statement) -> None:
        """Keep a fact, and what each piece of its evidence says of its time."""
        self.statements.append(fact)
        if said := times(fact.values):
            evidence = (value for name, value in fact.values if name == _EVIDENCE and isinstance(value, NamedNode))
            self.statements += (dating(fact.iri, excerpt, said) for excerpt in evidence)

    def _claim(self, name: str, record: Mapping) -> None:
        values = [(vocabulary.TYPE, iris.term("Claim")), *self._record(record, CLAIM)]
        for quote in quotes(record, "attribution", self.problems):
            values += self._excerpt(_ATTRIBUTION, self.source.text.find(quote, self.problems))
        spans = (self.source.text.find(quote, []) for quote in quotes(record, "evidence", []))
        words = [span for span in spans if span]
        values += self._hedge(record, words)
        figures = record.entries.get("figures")
        if figures is not None:
            for figure in mappings(figures, self.problems):
                values += self._figure(figure, words)
        iri = self.reader.claim(Scalar(name, record.place), self.source.id)
        if iri is not None:
            self.statements.append(Statement(iri, tuple(values)))

    def _hedge(self, record: Mapping, words: list[Span]) -> Values:
        """Read the hedge, which must be words of a paragraph that the claim stands in."""
        hedge = scalar(record, "hedge", self.problems)
        if hedge is None:
            return ()
        near = [(paragraph.start, paragraph.end) for paragraph in map(self.source.text.paragraph, words)]
        places = self.source.text.whole_words(hedge.text)
        if words and not any(low <= span.start < high for span in places for low, high in near):
            message = f"the hedge “{hedge.text}” does not occur in the claim's paragraph"
            self.problems.append(Problem(hedge.place, message, "Give the word as the text prints it there."))
        return ((iris.term("hedge"), Literal(hedge.text)),)

    def _figure(self, record: Mapping, words: list[Span]) -> Values:
        printed = scalar(record, "printed", self.problems)
        values = self.reader.values(record, FIGURE)
        if printed is None:
            return ()
        # A figure stands in its claim's own words, so the search does not leave them.
        spans = {place for span in words for place in self.source.text.places(printed.text, span)}
        if len(spans) != 1:
            where = "more than once" if spans else "nowhere"
            message = f"“{printed.text}” occurs {where} in the claim's evidence"
            remedy = "Quote the number as printed there; put it in {braces} within more words if it occurs twice."
            self.problems.append(Problem(printed.place, message, remedy))
            return ()
        span = spans.pop()
        iri = iris.figure(self.source.id, span.start, span.end)
        own = ((vocabulary.TYPE, iris.term("Figure")), (iris.term("printed"), Literal(span.exact)))
        self.statements.append(Statement(iri, (*own, *values, *self._excerpt(_EVIDENCE, span))))
        return ((iris.term("figure"), iri),)

    def _record(self, record: Mapping, fields: tuple[Field, ...]) -> Values:
        """Read what facts, publications and claims have in common: plain fields, evidence, words of dates and roles."""
        values = list(self.reader.values(record, fields, self.source.id))
        if not self.reviewed:
            values += found(record)
        for quote in quotes(record, "evidence", self.problems):
            values += self._excerpt(_EVIDENCE, self.source.text.find(quote, self.problems))
        for name in ("dateText", "roleTitle"):
            node = scalar(record, name, self.problems)
            if node and (span := self.source.text.find(node, self.problems)):
                self.rests.add(span)
                values.append((iris.term(name), Literal(span.exact)))
        return tuple(values)

    def _excerpt(self, role: NamedNode, span: Span | None) -> Values:
        if span is None:
            return ()
        self.excerpts.add(span)
        return ((role, iris.excerpt(span.document, span.start, span.end)),)

    def _same_node_same_words(self) -> None:
        """Refuse two different descriptions of one figure; facts may be reported twice and then join."""
        seen: dict[NamedNode, Statement] = {}
        for statement in self.statements:
            if statement.iri.value.startswith(f"{iris.ID}figure/"):
                first = seen.setdefault(statement.iri, statement)
                if set(first.values) != set(statement.values):
                    message = f"the figure {iris.slug(statement.iri)} is described twice, and differently"
                    self.problems.append(Problem(self.source.tree.place, message, "Repeat it word for word."))


def _fact_iri(kind: FactType, record: Mapping, problems: list[Problem]) -> NamedNode | None:
    """Fill the fact's id pattern with the slugs of its fields; None where one is missing or no id (said elsewhere)."""
    slugs: dict[str, str] = {}
    for part in kind.parties:
        node = scalar(record, part.name, [])
        if node is None:
            return None
        slugs[part.name] = node.text if part.kind is Kind.APART else node.text.rpartition("/")[2]
        if not iris.is_local_id(f"fact/{slugs[part.name]}"):
            if part.kind is Kind.APART:
                problems.append(Problem(node.place, f"“{node.text}” cannot be an id", "Use a-z, 0-9 and hyphens."))
            return None
    return iris.node(kind.path.format(**slugs))


def _nothing(tree: Mapping) -> Node:
    return Sequence((), tree.place)
