"""How well the rules do: what they find in texts that people have annotated, against what those people wrote.

An annotation is the measure only; nothing of it reaches the rules. What counts as found, by kind:

- mention: the same characters name the same entity;
- list-event: the same kind of event, market and edition (for a nomination, by the same party);
- operation: the same market and company, operated or owned;
- tie: stakes, affiliations, parts of wholes and offices between the same two parties;
- claim: the same speaker and at least one word in common with the evidence;
- act, addressee, subject, hedge, date: the same is told of a claim that has a counterpart of the same speaker; a
  claim that was missed misses these too;
- figure: characters in common, the same value and the same unit.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph import iris
from graph.extract import Lexicon, Understanding, understand
from graph.model import Article, Corpus, Statement

KINDS = ("mention", "list-event", "operation", "tie", "claim", "act", "addressee", "subject", "hedge", "date", "figure")
# What is told of a claim, by the property that people write; several values make several items.
_TOLD = {"speechAct": "act", "addressee": "addressee", "about": "subject", "hedge": "hedge", "dateText": "date"}
_EXACT = ("mention", "list-event", "operation", "tie")
_ROLES = {
    "Listing": ("list-event", "listsMarket", "inEdition"),
    "Removal": ("list-event", "removesMarket", "inEdition"),
    "Nomination": ("list-event", "nominatesMarket", "inEdition", "actor"),
    "Operation": ("operation", "operatedMarket", "operator"),
    "Ownership": ("operation", "ownedThing", "owner"),
    "Stake": ("tie", "stakeHolder", "stakeIn"),
    "Affiliation": ("tie", "affiliate", "affiliatedWith"),
    "Parthood": ("tie", "part", "whole"),
    "Tenure": ("tie", "tenureHolder", "tenureAt"),
}
Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing found or expected: its kind, what must be the same, its places, and how it is shown."""

    kind: str
    key: tuple[Hashable, ...]
    places: Places
    shown: str


@dataclass(frozen=True, slots=True)
class Score:
    """One kind: how many were expected and found, how many of each have a counterpart, and those that have none."""

    kind: str
    expected: int
    found: int
    recalled: int
    right: int
    misses: tuple[str, ...]
    false: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The share of what was found that was expected."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was expected that was found."""
        return self.recalled / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def evaluate(corpus: Corpus, lexicon: Lexicon, confidence: float = 0.0) -> tuple[Score, ...]:
    """Read every reviewed text anew and score what is found, by kind."""
    expected: list[Item] = []
    found: list[Item] = []
    for article in corpus.articles:
        if article.reviewed:
            document = article.document
            expected += of_article(article)
            found += of_understanding(
                understand(document.id, document.text, lexicon, confidence=confidence), document.text
            )
    return tuple(
        score(kind, [i for i in expected if i.kind == kind], [i for i in found if i.kind == kind]) for kind in KINDS
    )


def score(kind: str, expected: list[Item], found: list[Item]) -> Score:
    """Match the items of one kind; one may be the counterpart of several, as when people cut a sentence more finely."""
    index: dict[tuple[Hashable, ...], list[Item]] = {}
    for item in found:
        index.setdefault(item.key, []).append(item)
    wanted: dict[tuple[Hashable, ...], list[Item]] = {}
    for item in expected:
        wanted.setdefault(item.key, []).append(item)
    misses = [i for i in expected if not any(_meet(i, other) for other in index.get(i.key, ()))]
    false = [i for i in found if not any(_meet(i, other) for other in wanted.get(i.key, ()))]
    return Score(
        kind, len(expected), len(found), len(expected) - len(misses), len(found) - len(false),
        tuple(i.shown for i in misses), tuple(i.shown for i in false),
    )  # fmt: skip


def _meet(one: Item, other: Item) -> bool:
    """Tell whether two items of one key stand in the same place, where place matters."""
    if one.kind in _EXACT:
        return True
    return any(start < high and low < end for start, end in one.places for low, high in other.places)


def of_understanding(understanding: Understanding, text: str) -> list[Item]:
    """List what was found, without what is only proposed."""
    document = understanding.document
    items = [
        Item(
            "mention",
            (document, m.start, m.end, m.entity),
            (),
            f"{document}: {m.entity} “{text[m.start : m.end]}” ({m.rule})",
        )
        for m in understanding.mentions
        if m.kind != "\ue009"
    ]
    for fact in understanding.facts:
        items += _fact(document, fact.kind, fact.get, f" ({fact.rule})")
    figures: dict[tuple[int, int], Item] = {}
    for claim in understanding.claims:
        words = text[slice(*claim.evidence[0])][:90]
        items.append(
            Item(
                "claim",
                (document, claim.speaker),
                claim.evidence,
                f"{document}: {claim.speaker}: “{words}” ({claim.rule})",
            )
        )
        items += _told(document, claim.speaker, claim.evidence, words, {
            "act": [claim.act], "addressee": [claim.addressee], "subject": claim.about, "hedge": [claim.hedge],
            "date": [text[slice(*claim.date)] if claim.date else ""],
        })  # fmt: skip
        for figure in claim.figures:
            place = (figure.start, figure.end)
            shown = f"{document}: {text[figure.start : figure.end]} = {figure.value} {figure.unit}"
            figures[place] = Item("figure", (document, figure.value, figure.unit), (place,), shown)
    return items + list(figures.values())


def of_article(article: Article) -> list[Item]:
    """List what people wrote about a document."""
    document, text = article.document.id, article.document.text
    items = [
        Item("mention", (document, s.start, s.end, _id(e)), (), f"{document}: {_id(e)} “{s.exact}”")
        for s, e in article.mentions
    ]
    for statement in article.statements:
        values = _values(statement)
        kind = values.get("type", "")
        items += _fact(document, kind, lambda name, values=values: values.get(name, ""), "")  # type: ignore[misc]
        places = _places(statement)
        if kind == "Claim" and places:
            speaker, words = values.get("speaker", ""), text[slice(*places[0])][:90]
            items.append(Item("claim", (document, speaker), places, _shown(document, speaker, words)))
            told = {k: [_id(v) for p, v in statement.values if p == iris.term(name)] for name, k in _TOLD.items()}
            items += _told(document, speaker, places, words, told)
        if kind == "Figure" and places:
            key = (document, values["value"], values["unit"])
            items.append(
                Item("figure", key, places, f"{document}: {values['printed']} = {values['value']} {values['unit']}")
            )
    return items


def _fact(document: str, kind: str, get: Callable[[str], str], after: str) -> list[Item]:
    roles = _ROLES.get(kind)
    if roles is None:
        return []
    parties = tuple(get(role) for role in roles[1:])
    return [Item(roles[0], (document, kind, *parties), (), f"{document}: {kind} {' '.join(parties)}{after}")]


def _told(document: str, speaker: str, places: Places, words: str, told: Mapping[str, Iterable[str]]) -> list[Item]:
    """List what is told of a claim: by kind, each value that it has."""
    return [
        Item(kind, (document, speaker, _plain(value)), places, f"{document}: {speaker}: {value}: “{words}”")
        for kind, values in told.items()
        for value in values
        if value
    ]


def _plain(value: str) -> str:
    """Give a date's words without the preposition before them; all else as it is."""
    return re.sub(r"^(?:on|in|at) ", "", value, flags=re.IGNORECASE)


def _values(statement: Statement) -> dict[str, str]:
    """Give the values of a statement by the short names of its properties; of several, the last."""
    return {iris.shorten(p.value).removeprefix("nm:").removeprefix("rdf:"): _id(v) for p, v in statement.values}


def _places(statement: Statement) -> Places:
    found = (
        v.value.partition("#char=")[2]
        for p, v in statement.values
        if p == iris.term("evidence") and isinstance(v, NamedNode)
    )
    parts = (place.split(",") for place in found if place)
    return tuple((int(start), int(end)) for start, end in parts)


def _id(value: NamedNode | Literal) -> str:
    if isinstance(value, Literal):
        return value.value
    return iris.shorten(value.value).removeprefix("nmc:").removeprefix("nm:")


def _shown(document: str, entity: str, words: str, rule: str = "") -> str:
    return f"{document}: {entity}: “{words}”" + (f" ({rule})" if rule else "")
