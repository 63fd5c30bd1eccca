"""The registers as the extractor needs them: names to look up, entities by kind, editions by year.

Names are kept by their first two words, so that one costs the same to look up in a register of any size.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.corpus import files, registers, tables
from graph.corpus.fields import ENTITY
from graph.corpus.quotes import normalise
from graph.corpus.records import Mapping, Scalar, read_csv, scalars
from graph.extract.calendar import Calendar, calendar

WORD = re.compile(r"\w+|[^\w\s]")
_LABELS = ("prefLabel", "altLabel", "hiddenLabel")
# What an entity is, as one character of masked text.
KINDS = {
    "Company": "\ue000", "GovernmentBody": "\ue000", "TradeAssociation": "\ue000", "NewsPublisher": "\ue000",
    "Organization": "\ue000", "Person": "\ue001", "UnnamedPerson": "\ue001",
    "Market": "\ue002", "OnlineMarket": "\ue002", "PhysicalMarket": "\ue002", "MarketGroup": "\ue003",
    "MarketList": "\ue004", "ListEdition": "\ue005", "Country": "\ue006", "Group": "\ue007",
}  # fmt: skip
OTHER = "\ue008"
# The labels of letters and reports describe them; no text prints them as names.
_DESCRIBED = frozenset({"Communication", "OfficialReport", "NewsArticle", "Event"})


@dataclass(frozen=True, slots=True)
class Entity:
    """A row of the register: its id, class, label, and what it says of its country, group and number."""

    id: str
    cls: str
    label: str
    country: str = ""
    count: int = 0
    year: int = 0
    previous: str = ""
    groups: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The character that stands for it in masked text."""
        return KINDS.get(self.cls, OTHER)


@dataclass(frozen=True, slots=True)
class Name:
    """One form of a name: its words in lower case, the form as registered, and the entities that bear it."""

    words: tuple[str, ...]
    form: str
    entities: tuple[str, ...]


@dataclass(slots=True)
class Lexicon:
    """Everything that is looked up while a text is read; it does not change while texts are read."""

    entities: dict[str, Entity] = field(default_factory=dict)
    names: dict[str, dict[str, tuple[Name, ...]]] = field(default_factory=dict)
    surnames: dict[str, tuple[str, ...]] = field(default_factory=dict)
    editions: dict[int, str] = field(default_factory=dict)
    by_class: dict[str, tuple[str, ...]] = field(default_factory=dict)
    platforms: dict[str, str] = field(default_factory=dict)
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    nameless: dict[str, str] = field(default_factory=dict)
    bare: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    governments: dict[str, str] = field(default_factory=dict)
    spokespersons: dict[str, str] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)

    def of(self, *classes: str) -> tuple[str, ...]:
        """List the ids of the entities of some classes, in the register's order."""
        return tuple([entity for cls in classes for entity in self.by_class.get(cls, ())])

    def is_a(self, entity: str, *classes: str) -> bool:
        """Tell whether an entity is of one of some classes."""
        found = self.entities.get(entity)
        return found is not None and found.cls in classes


def read_lexicon(sources: Path) -> Lexicon:
    """Compile the register of entities below a sources folder, with the table of editions where there is one.

    Raises CorpusError where one of them is malformed or the register is missing.
    """
    lexicon = compile_lexicon(registers.rows(sources / "entities.csv", ENTITY), _printed(sources / "names.csv"))
    lexicon.calendar = calendar(tables.issues(sources / "tables"))
    return lexicon


def _printed(path: Path) -> dict[str, list[str]]:
    """Read the names that tables print, by entity, where there is a register of them."""
    found: dict[str, list[str]] = {}
    if path.is_file():
        for row in read_csv(path, files.decode(path, files.read_bytes(path))):
            entities = first_text(row, "ids").split(" | ")
            name = first_text(row, "printed")
            if len(entities) == 1 and len(name) > 2 and "(" not in name and ":" not in name:
                found.setdefault(entities[0].strip(), []).append(name)
    return found


def compile_lexicon(rows: tuple[Mapping, ...], printed: dict[str, list[str]] | None = None) -> Lexicon:
    """Compile a register that was read; `printed` are further names by entity."""
    lexicon = Lexicon()
    forms: dict[tuple[str, ...], dict[str, list[str]]] = {}
    classes: dict[str, list[str]] = {}
    surnames: dict[str, list[str]] = {}
    for row in rows:
        entity = _entity(row)
        lexicon.entities[entity.id] = entity
        classes.setdefault(entity.cls, []).append(entity.id)
        if entity.cls == "Person" and " " in entity.label:
            surnames.setdefault(entity.label.split()[-1], []).append(entity.id)
        # “The 2010 list” stands alone; the section of another report does not.
        alone = entity.year not in lexicon.editions or first_text(row, "editionForm") == "stand-alone"
        if entity.cls == "ListEdition" and entity.year and alone:
            lexicon.editions[entity.year] = entity.id
        names = tuple(dict.fromkeys(_spoken(name) for name in _names(row) if not name.startswith("[")))
        names = (*names, *(name for name in (printed or {}).get(entity.id, ()) if name not in names))
        if nameless := re.fullmatch(r"\[unnamed (.+)\]", entity.label):
            lexicon.nameless[nameless[1]] = entity.id
        lexicon.forms[entity.id] = names
        if entity.cls in _DESCRIBED:
            continue
        for form in (form for name in names for form in _variants(name)):
            words = tuple(match[0].lower() for match in WORD.finditer(normalise(form)))
            if words:
                forms.setdefault(words, {}).setdefault(form, []).append(entity.id)
    by_words: dict[str, dict[str, list[Name]]] = {}
    for words, written in forms.items():
        bearers = tuple(dict.fromkeys(entity for entities in written.values() for entity in entities))
        begun = by_words.setdefault(words[0], {}).setdefault(" ".join(words[1:2]), [])
        begun.append(Name(words, next(iter(written)), bearers))
    for first, more in by_words.items():
        lexicon.names[first] = {second: tuple(sorted(names, key=_longest)) for second, names in more.items()}
    lexicon.by_class = {cls: tuple(ids) for cls, ids in classes.items()}
    lexicon.countries = {lexicon.entities[country].label: country for country in lexicon.of("Country")}
    lexicon.surnames = {name: tuple(ids) for name, ids in surnames.items()}
    _add_platforms(lexicon, forms)
    _add_bodies(lexicon)
    _add_spokespersons(lexicon)
    return lexicon


def _longest(name: Name) -> tuple[int, tuple[str, ...]]:
    return -len(name.words), name.words


def _names(row: Mapping) -> Iterator[str]:
    for label in _LABELS:
        if label in row.entries:
            yield from (name.text for name in scalars(row.entries[label], []) if name.text)


def _spoken(label: str) -> str:
    """Take off what a label says in brackets to tell its bearer from others: “Snapdeal (company)”."""
    return re.sub(r" \((?:company|website|app|market|pseudonym|[A-Z][a-z]+)\)$", "", label)


def _variants(name: str) -> Iterator[str]:
    """Give a name and the ways in which others print it: & and “and”, US and U.S., with and without the article."""
    found = [name]
    if " & " in name:
        found.append(name.replace(" & ", " and "))
    if " of the United States " in name or " of the US " in name:
        found.append(name.replace(" of the ", " of ", 1))
    for form in tuple(found):
        if re.search(r"\bUS\b", form):
            found.append(re.sub(r"\bUS\b", "U.S.", form))
        elif "U.S." in form:
            found.append(form.replace("U.S.", "US"))
        if " United States " in f" {form} " and form != "United States":
            found += [form.replace("United States", "US"), form.replace("United States", "U.S.")]
    if name.endswith("United States Trade Representative"):
        found += [f"{form}'s {office}" for form in tuple(found) for office in ("office", "Office")]
        found += [
            "Trade Representative's office",
            "Trade Representative's Office",
            "U.S. Trade Representative",
            "US Trade Representative",
        ]
    yield from dict.fromkeys(found)


def _entity(row: Mapping) -> Entity:
    def one(name: str) -> str:
        found = scalars(row.entries[name], []) if name in row.entries else ()
        return found[0].text if found else ""

    def number(name: str) -> int:
        return int(one(name)) if one(name).isdigit() else 0

    groups = row.entries.get("memberOfGroup")
    return Entity(
        one("id"),
        one("class"),
        one("prefLabel"),
        one("country"),
        number("memberCount"),
        number("editionYear"),
        one("previousEdition"),
        tuple(scalar.text for scalar in scalars(groups, [])) if groups else (),
    )


def _add_platforms(lexicon: Lexicon, forms: dict[tuple[str, ...], dict[str, list[str]]]) -> None:
    """Find the group that stands for all platforms of a company: “Alibaba's platforms”."""
    for group in lexicon.of("MarketGroup"):
        match = re.fullmatch(r"(.+?)['’]s? (?:platforms|sites|marketplaces|markets)", lexicon.entities[group].label)
        words = tuple(m[0].lower() for m in WORD.finditer(match[1])) if match else ()
        for owners in forms.get(words, {}).values():
            for owner in owners:
                lexicon.platforms.setdefault(owner, group)


def _add_bodies(lexicon: Lexicon) -> None:
    """Keep governments by country, and the names of bodies without it: “Ministry of Commerce” or “Commerce Ministry”, of China."""
    found: dict[tuple[str, ...], list[str]] = {}
    for body in lexicon.of("GovernmentBody"):
        label = lexicon.entities[body].label
        if label.endswith(" government"):
            lexicon.governments[lexicon.entities[body].country] = body
        match = re.fullmatch(r"((?:Ministry|Department) of [A-Z]\w+(?: and [A-Z]\w+)?) of .+", label)
        if match:
            kind, _, field = match[1].partition(" of ")
            for form in (match[1], f"{field} {kind}"):
                found.setdefault(tuple(form.lower().split()), []).append(body)
    lexicon.bare = {words: tuple(bodies) for words, bodies in found.items()}


def _add_spokespersons(lexicon: Lexicon) -> None:
    """Keep for whom unnamed speakers speak: “Alibaba spokesperson” for the bearer of that name."""
    for person in lexicon.of("UnnamedPerson"):
        name = re.split(r" (?:spokes|official|representative|executive)", lexicon.entities[person].label)[0]
        bearer = next((e for e, forms in lexicon.forms.items() if name in forms and e != person), "")
        if bearer:
            lexicon.spokespersons[person] = bearer


def first_text(row: Mapping, name: str) -> str:
    """Give the first value of a field of a row, or nothing."""
    node = row.entries.get(name)
    return node.text if isinstance(node, Scalar) else ""
