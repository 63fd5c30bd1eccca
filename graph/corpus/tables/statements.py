"""From a typed row to statements: facts, figures and descriptions, each resting on the row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from pyoxigraph import Literal, NamedNode

from graph import iris, vocabulary
from graph.corpus.datings import dating, held, stated
from graph.corpus.fields import FACTS, Kind
from graph.corpus.names import Name
from graph.corpus.period import Period
from graph.corpus.tables.mapping import Counted, Fact, Issue, Table, Type
from graph.corpus.tables.rows import Cell
from graph.corpus.tables.typed import Typed
from graph.errors import Problem
from graph.model import Span, Statement

_EXTERNAL = (iris.term("basis"), iris.concept("external"))
_WIKIDATA = "http://www.wikidata.org/entity/"
Pair = tuple[NamedNode, NamedNode | Literal]


@dataclass(slots=True)
class Statements:
    """Makes the statements of one table's rows; collects them, and the cells that some rest on."""

    table: Table
    issues: Mapping[str, Period]
    labels: Mapping[str, str]
    problems: list[Problem]
    made: list[Statement] = field(default_factory=list)
    cells: set[Span] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)

    def add(self, typed: Typed) -> bool:
        """Make all statements of a row; tell whether it is evidence of any."""
        evidence = iris.row(self.table.name, typed.row.number)
        before = len(self.made)
        for template in (*self.table.facts, *typed.facts):
            for fact in _entries(template, typed):
                self._facts(fact, typed, evidence)
        for count in self.table.counts:
            self._figure(count, typed, evidence)
        used = len(self.made) > before
        for column, properties in self.table.describes.items():
            self._description(column, properties, typed)
        return used

    def _facts(self, fact: "_Entry", typed: Typed, row: NamedNode) -> None:
        kind = FACTS[fact.template.kind]
        fields = {each.name: each for each in kind.fields}
        edition = self._issue(fact.template, typed)
        if fact.template.issue is not None and not edition:
            return
        roles = {**fact.entities, **({"inEdition": (edition,)} if edition else {})}
        parties = [each.name for each in kind.parties if each.kind is Kind.ENTITY]
        if any(not roles.get(party) for party in parties):
            return
        evidence = self._evidence(fact, typed, row)
        for chosen in product(*(roles[party] for party in parties)):
            given = {**roles, **{party: (id_,) for party, id_ in zip(parties, chosen, strict=True)}}
            values: list[Pair] = [(vocabulary.TYPE, iris.term(fact.template.kind)), _EXTERNAL]
            for name, ids in given.items():
                if len(ids) > 1 and not fields[name].many:
                    message = f"{fact.template.roles[name]}: names several where one is wanted: {', '.join(ids)}"
                    self.problems.append(Problem(typed.row.place, message))
                values += ((iris.term(name), iris.node(id_)) for id_ in ids)
            values += self._plain(fact, typed, fields)
            values += ((iris.term("evidence"), node) for node in evidence)
            slugs = {name: "-".join(map(_slug, ids)) for name, ids in given.items()}
            when = typed.periods.get(fact.template.time)
            slugs |= {"time": when.text.lower()} if when else {}
            name = fact.template.constants.get("name", "").format_map(slugs)
            iri = iris.node(kind.path.format_map({**slugs, **fact.template.constants, "name": name}))
            values += ((iris.term("inListing"), node) for node in fact.listing(given))
            values += self._time(iri, fact.template, typed, evidence)
            self.made.append(Statement(iri, tuple(values)))
            self._domain(fact, iri, chosen)

    def _plain(self, fact: "_Entry", typed: Typed, fields: Mapping[str, object]) -> Iterator[Pair]:
        """Give the values that are no entities: constants, texts, concepts, the name as printed."""
        for name, text in fact.template.constants.items():
            kind = next(each.kind for each in FACTS[fact.template.kind].fields if each.name == name)
            if kind is Kind.CONCEPT:
                yield iris.term(name), iris.concept(text)
            elif kind is Kind.DECIMAL:
                yield iris.term(name), vocabulary.number(text)
            elif kind is Kind.ENTITY:
                yield iris.term(name), iris.node(text)
        for name, column in fact.template.roles.items():
            if column in typed.texts:
                kind = next(each.kind for each in FACTS[fact.template.kind].fields if each.name == name)
                text = typed.texts[column]
                yield vocabulary.property_iri(name), iris.concept(text) if kind is Kind.CONCEPT else Literal(text)
        if fact.printed and "reportedAs" in fields and fact.printed not in map(self.labels.get, fact.ids):
            yield iris.term("reportedAs"), Literal(fact.printed)

    def _evidence(self, fact: "_Entry", typed: Typed, row: NamedNode) -> tuple[NamedNode, ...]:
        """Give the row; but the cells alone where the row's note says that its page does not hold them."""
        cell = typed.row.cells.get(self.table.note)
        note = cell.text if cell else ""
        apart = {column for words, columns in self.table.elsewhere.items() if words in note for column in columns}
        columns = (column for column in fact.template.roles.values() if column in apart)
        cells = [typed.row.cells[column] for column in columns if column in typed.row.cells]
        if not cells or fact.template.kind == "Listing":
            return (row,)
        self.cells |= {cell.span for cell in cells}
        return tuple(_excerpt(cell) for cell in cells)

    def _time(self, iri: NamedNode, template: Fact, typed: Typed, evidence: Sequence[NamedNode]) -> Iterator[Pair]:
        when = typed.periods.get(template.time)
        since, until = typed.periods.get(template.since), typed.periods.get(template.until)
        if when is not None:
            yield from stated(when)
            self.made += (dating(iri, node, stated(when)) for node in evidence)
        if since is not None or until is not None:
            self.made += (dating(iri, node, held(since, until)) for node in evidence)

    def _issue(self, template: Fact, typed: Typed) -> str:
        """Find the edition that an event of this date concerns."""
        when = typed.periods.get(template.time)
        if template.issue is None or when is None:
            return ""
        later = [(issue.first, edition) for edition, issue in self.issues.items() if issue.last >= when.first]
        edition = min(later, default=(None, ""))[1]
        same = bool(edition) and self.issues[edition].first <= when.last
        if not edition or (template.issue is Issue.SAME and not same):
            self.problems.append(Problem(typed.row.place, f"{template.time}: no edition came out on {when.text}"))
            return ""
        return edition

    def _domain(self, fact: "_Entry", iri: NamedNode, chosen: Sequence[str]) -> None:
        """Say the domain that was printed of the listing, which shows it, and of the market, which it belongs to."""
        if fact.domain and fact.template.kind in ("Listing", "Inclusion") and fact.ids[0] in chosen:
            for node in (iri, iris.node(fact.ids[0])):
                self.made.append(Statement(node, ((iris.term("domain"), Literal(fact.domain)),)))

    def _figure(self, count: Counted, typed: Typed, row: NamedNode) -> None:
        cell = typed.row.cells.get(count.column)
        if cell is None:
            return
        about = typed.entities[count.about]
        values: list[Pair] = [
            (vocabulary.TYPE, iris.term("Figure")),
            (iris.term("value"), vocabulary.number(typed.texts[count.column])),
            (iris.term("printed"), Literal(cell.span.exact)),
            (iris.term("measure"), iris.concept(count.measure)),
            (iris.term("unit"), iris.concept(count.unit)),
            (iris.term("evidence"), row),
            *((iris.term("about"), iris.node(id_)) for id_ in about),
        ]
        self.made.append(Statement(iris.figure(self.table.name, cell.span.start, cell.span.end), tuple(values)))

    def _description(self, column: str, properties: Mapping[str, str], typed: Typed) -> None:
        values: list[Pair] = []
        for name, source in properties.items():
            predicate = vocabulary.property_iri(name)
            self.addresses.update(typed.addresses.get(source, ()))
            values += ((predicate, iris.page(address)) for address in typed.addresses.get(source, ()))
            if source in typed.texts:
                values.append((predicate, self._described(name, source, typed.texts[source])))
        if values:
            self.made += (Statement(iris.node(id_), tuple(values)) for id_ in typed.entities.get(column, ()))

    def _described(self, name: str, column: str, text: str) -> NamedNode | Literal:
        if self.table.column(column).type is Type.WIKIDATA:
            return NamedNode(_WIKIDATA + text)
        return vocabulary.english(text) if name == "title" else Literal(text)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A template with the entities of a row put in."""

    template: Fact
    entities: Mapping[str, tuple[str, ...]]
    ids: tuple[str, ...] = ()
    printed: str = ""
    domain: str = ""
    entry: tuple[str, ...] = ()

    def listing(self, given: Mapping[str, tuple[str, ...]]) -> Iterator[NamedNode]:
        """Give the listing that an inclusion is a part of."""
        for entry in self.entry:
            yield iris.node(f"listing/{_slug(given['inEdition'][0])}/{_slug(entry)}")


def _entries(template: Fact, typed: Typed) -> Iterator[_Entry]:
    """Put a row's entities into a template; a name that is a part of an entry, or names parts, makes inclusions."""
    kinds = {kind for column in template.roles.values() if column in typed.names for kind in typed.kinds[column]}
    if template.only and not kinds & set(template.only):
        return
    entities = {role: typed.entities[column] for role, column in template.roles.items() if column in typed.entities}
    column = next((column for column in template.roles.values() if column in typed.names), "")
    name = typed.names.get(column, Name(()))
    printed = typed.row.cells[column].text if column and len(name.ids) == 1 else ""
    own = _Entry(template, entities, name.ids, printed, name.domain)
    if template.kind != "Listing":
        yield own
        return
    shared = {"inEdition", "actor"}
    part = replace(
        template,
        kind="Inclusion",
        roles={role: source for role, source in template.roles.items() if role in shared},
        constants={role: value for role, value in template.constants.items() if role in shared},
    )
    bare = {role: ids for role, ids in entities.items() if role in shared}
    if name.within:
        yield replace(own, template=part, entities={**bare, "includesMarket": name.ids}, entry=(name.within,))
        return
    yield own
    for included in name.includes:
        yield _Entry(part, {**bare, "includesMarket": (included,)}, entry=name.ids)


def _slug(id_: str) -> str:
    return id_.rpartition("/")[2]


def _excerpt(cell: Cell) -> NamedNode:
    return iris.excerpt(cell.span.document, cell.span.start, cell.span.end)
