"""Filters of lists: plain form fields that narrow the pattern of a query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from werkzeug.exceptions import NotFound

from graph import iris
from server.pages import ask
from server.pages.terms import cell, plain
from server.problem import Problem
from server.site import Row

OFFERED = 300
"""The most choices that a field offers."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A field of the form: its parameter, its label, and what it adds to the pattern.

    It adds `clauses[value]` for one of a fixed set of values; else `clause`, in which $value is the IRI of the local
    id that was chosen, or the text that was typed if `is_text`. `choices` is a pattern of ?choice, to offer
    what there is; a filter without clauses and choices is not offered, but kept where an address brings it.
    """

    name: str
    label: str
    clause: str = ""
    clauses: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    choices: str = ""
    is_text: bool = False

    def pattern(self, value: str) -> str:
        """Give what a value adds to the pattern; nothing for no value. Raises Problem for one that there is not."""
        if not value:
            return ""
        if self.clauses:
            self.check(value, tuple(self.clauses))
            return self.clauses[value][1]
        try:
            written = ask.text(value) if self.is_text else ask.ref(_iri(value))
        except NotFound as error:
            raise Problem(400, f"“{self.name}” is an id such as market/taobao, not “{plain(value)}”.") from error
        return self.clause.replace("$value", written)

    def check(self, value: str, available: Sequence[str]) -> None:
        """Refuse a value that is none of those there are. Raises Problem, which names them."""
        if value not in available:
            raise Problem(
                400, f"There is no {self.name} “{plain(value)}” in this list.", {"available": list(available)}
            )


@dataclass(frozen=True, slots=True)
class Field:
    """A field as it is shown: its options with their values, and which is chosen."""

    filter: Filter
    value: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        """The option that is chosen, in words."""
        return next((words for value, words in self.options if value == self.value), self.value)


def fields(filters: Sequence[Filter], chosen: Mapping[str, str], found: Mapping[str, Sequence[Row]]) -> list[Field]:
    """Make the fields of a form; `found` are the rows of the choices, by filter.

    Raises Problem for a choice that there is not; where there are more than are offered, any may be one.
    """
    made = [Field(each, chosen.get(each.name, ""), _options(each, found.get(each.name, ()))) for each in filters]
    for field_ in made:
        if field_.value and field_.filter.choices and len(field_.options) < OFFERED:
            field_.filter.check(field_.value, [value for value, _ in field_.options])
    return made


def _options(each: Filter, rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    if each.clauses:
        return tuple((value, words) for value, (words, _) in each.clauses.items())
    ids = [(_local(cell(row, "choice")), plain(cell(row, "label"))) for row in rows]
    return tuple((local, words or local) for local, words in ids)


def chosen(filters: Sequence[Filter], parameters: Mapping[str, str]) -> dict[str, str]:
    """Read what an address chooses, at most 200 characters each. Raises Problem for what is no filter here."""
    available = [*(each.name for each in filters), "page"]
    if unknown := sorted(set(parameters) - set(available)):
        raise Problem(400, f"There is no parameter “{plain(unknown[0])[:50]}” here.", {"available": available})
    found = {each.name: parameters.get(each.name, "").strip()[:200] for each in filters}
    return {name: value for name, value in found.items() if value}


def contains() -> Filter:
    """Make the filter by words of a name."""
    named = "?node skos:prefLabel|skos:altLabel|dcterms:title|nm:summary ?named"
    clause = f"{named} FILTER(CONTAINS(LCASE(STR(?named)), LCASE($value)))"
    return Filter("name", "Name contains", clause, is_text=True)


def _iri(value: str) -> str:
    """Give the IRI of a local id; concepts are `concept/...`."""
    return f"{iris.BASE if value.startswith('concept/') else iris.ID}{value}"


def _local(iri: str) -> str:
    if iri.startswith(iris.NMC):
        return f"concept/{iri.removeprefix(iris.NMC)}"
    return iri.removeprefix(iris.ID)
