"""Terms of SPARQL results as pages show them: cleaned, and grouped by the node that they describe."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from graph import iris
from server.site import Row

# What neither HTML nor XML lets stand in a text, and Unicode keeps for itself.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
# Characters that turn the direction of what follows them; markup isolates them, titles and pictures cannot.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters of a document: an excerpt, its wording, where it stands."""

    iri: str
    text: str
    document: str
    title: str
    start: int = 0
    quality: str = ""
    """A warning of how far the wording of the document can be trusted."""
    urls: tuple[str, ...] = ()
    """Where it was read, as far as is known."""

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return "#row=" in self.iri


@dataclass(frozen=True, slots=True)
class Value:
    """A term: its text, or its IRI and label; an excerpt has its quote too."""

    text: str
    iri: str = ""
    language: str = ""
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A node with its values by the short name of the property, such as `nm:speaker`."""

    iri: str
    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)

    def all(self, *names: str) -> tuple[Value, ...]:
        """Give the values of the properties, in their order."""
        return tuple(value for name in names for value in self.values.get(name, ()))

    def one(self, *names: str) -> Value | None:
        """Give the first value of the first property that has one."""
        return next(iter(self.all(*names)), None)

    def text(self, *names: str) -> str:
        """Give the text of that value, empty where there is none."""
        found = self.one(*names)
        return found.text if found else ""

    def is_a(self, name: str) -> bool:
        """Say whether the node belongs to a class of the ontology, given by its local name."""
        return any(value.iri == iris.NM + name for value in self.all("rdf:type"))


def shown(text: str) -> str:
    """Put U+FFFD for each character that may not stand in a page."""
    return _FORBIDDEN.sub("\ufffd", text)


def plain(text: str) -> str:
    """Give a text without characters that turn its direction, on one line."""
    return " ".join(_TURNING.sub("", shown(text)).split())


def cell(row: Row, name: str) -> str:
    """Give what a row holds for a variable, empty where it is unbound."""
    return shown(row[name]["value"]) if name in row else ""


def number(row: Row, name: str) -> int:
    """Give a count; 0 where it is unbound or no number."""
    text = cell(row, name)
    return int(text) if text.lstrip("-").isdecimal() else 0


def named(row: Row, name: str, label: str) -> Value:
    """Give the node of one variable with the label in another."""
    return Value(cell(row, label) or iris.shorten(cell(row, name)), cell(row, name), _language(row, label))


def frames(rows: Iterable[Row]) -> tuple[Frame, ...]:
    """Group rows of ?node ?property ?value, in the order in which nodes first appear.

    ?label tells the value's name; ?quote ?start ?document ?title ?quality ?url tell of a value that is an excerpt.
    """
    nodes: dict[str, dict[str, dict[tuple[str, str], Value]]] = {}
    for row in rows:
        properties = nodes.setdefault(cell(row, "node"), {})
        values = properties.setdefault(iris.shorten(cell(row, "property")), {})
        key = (row["value"]["type"], row["value"]["value"])
        values[key] = _merged(values.get(key), _value(row))
    return tuple(
        Frame(node, {name: tuple(sorted(values.values(), key=_order)) for name, values in properties.items()})
        for node, properties in nodes.items()
    )


def frame(rows: Iterable[Row], iri: str) -> Frame:
    """Give the one node that rows describe, an empty frame where they are none."""
    return next((found for found in frames(rows) if found.iri == iri), Frame(iri))


def _order(value: Value) -> tuple[str, int, str]:
    """Order excerpts by their place, everything else by its text."""
    quote = value.quote
    return (quote.document, quote.start, quote.iri) if quote else ("", 0, value.text.casefold())


def _value(row: Row) -> Value:
    text = cell(row, "value")
    if row["value"]["type"] != "uri":
        return Value(text, "", _language(row, "value"))
    return Value(cell(row, "label") or iris.shorten(text), text, _language(row, "label"), _quote(row, text))


def _merged(before: Value | None, now: Value) -> Value:
    """Join what two rows tell of one value: of several labels the English one, of quotes all places of reading."""
    if before is None:
        return now
    chosen = now if now.language == "en" and before.language != "en" else before
    if before.quote is None or now.quote is None:
        return chosen
    urls = tuple(sorted({*before.quote.urls, *now.quote.urls}))
    return replace(chosen, quote=replace(before.quote, urls=urls))


def _quote(row: Row, iri: str) -> Quote | None:
    if "quote" not in row:
        return None
    document = cell(row, "document")
    return Quote(
        iri, cell(row, "quote"), document, cell(row, "title") or iris.shorten(document), number(row, "start"),
        cell(row, "quality"), (cell(row, "url"),) if "url" in row else (),
    )  # fmt: skip


def _language(row: Row, name: str) -> str:
    return row[name].get("xml:lang", "") if name in row else ""
