"""Facts of record as pages show them: who or what has which part in it, when, on what basis, in which words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import BlankNode, NamedNode, Triple

from graph import iris, vocabulary
from server.pages.rows import tabled
from server.pages.terms import Frame, Quote, Value

_SUBCLASS = NamedNode(f"{iris.PREFIXES['rdfs']}subClassOf")
# What is shown in a place of its own, or says the same again.
_APART = frozenset(
    [
        "rdf:type",
        "nm:basis",
        "nm:evidence",
        "nm:statedIn",
        "skos:note",
        "nm:ofMarket",
        "nm:notBefore",
        "nm:notAfter",
        "nm:dateText",
        "nm:since",
        "nm:sinceNotBefore",
        "nm:sinceNotAfter",
        "nm:until",
        "nm:untilNotBefore",
        "nm:untilNotAfter",
    ]
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: the class that says most, its values by property, its time in words, its bases and its evidence."""

    iri: str
    kind: Value
    values: tuple[tuple[str, Value], ...]
    when: str
    bases: tuple[Value, ...]
    quotes: tuple[Quote, ...]
    notes: tuple[str, ...]
    frame: Frame

    @property
    def name(self) -> str:
        """What sort of fact it is, in words for people."""
        if self.frame.is_a("Inclusion"):
            return "named inside an entry"
        return self.frame.text("nm:happeningKind") or self.kind.text

    @property
    def is_tabled(self) -> bool:
        """Whether it rests on rows of tables alone, and no words are quoted for it."""
        return bool(self.quotes) and all(map(tabled, self.quotes))

    def role(self, *names: str) -> tuple[Value, ...]:
        """Give the values of properties, each by its short name."""
        return self.frame.all(*names)

    def others(self, node: str) -> tuple[tuple[str, Value], ...]:
        """Give the values that are not the node itself."""
        return tuple((name, value) for name, value in self.values if value.iri != node)


def facts(frames: Iterable[Frame], datings: Iterable[Frame] = ()) -> tuple[Fact, ...]:
    """Make facts of frames; a dating tells what one piece of evidence says of the time of a fact."""
    told: dict[str, list[str]] = {}
    for dating in datings:
        for dated in dating.all("nm:datingOf"):
            told.setdefault(dated.iri, []).append(when(dating))
    return tuple(fact(frame, told.get(frame.iri, ())) for frame in frames)


def fact(frame: Frame, datings: Iterable[str] = ()) -> Fact:
    """Make a fact of its frame, and of what is said of its time where sources date it each for itself."""
    times = dict.fromkeys(sorted(filter(None, datings)))
    values = tuple((name, value) for name in sorted(frame.values) if name not in _APART for value in frame.all(name))
    return Fact(
        iri=frame.iri,
        kind=kind(frame),
        values=values,
        when="; or ".join(times) or when(frame),
        bases=frame.all("nm:basis"),
        quotes=tuple(value.quote for value in frame.all("nm:evidence") if value.quote),
        notes=tuple(value.text for value in frame.all("skos:note")),
        frame=frame,
    )


def kind(frame: Frame) -> Value:
    """Give the class that says most of a node: the one with the most classes above it, rather one that was stated."""

    def weight(value: Value) -> tuple[int, bool]:
        return _depth(value.iri), value.iri not in _concluded()

    return max(frame.all("rdf:type"), key=weight, default=Value("thing"))


@cache
def _depth(iri: str) -> int:
    """Count the classes above a class of the ontology; those of others, of which it knows nothing, say least."""
    found: set[str] = set()
    waiting = [iri]
    while waiting:
        fresh = _parents().get(waiting.pop(), frozenset()) - found
        found |= fresh
        waiting.extend(fresh)
    return len(found)


@cache
def _concluded() -> frozenset[str]:
    """Give the classes to which a node belongs by what is said of it, such as `listed market`."""
    named = (t.object.value for t in vocabulary.ontology() if _is_conclusion(t) and isinstance(t.object, NamedNode))
    return frozenset(named)


def _is_conclusion(triple: Triple) -> bool:
    return triple.predicate == _SUBCLASS and isinstance(triple.subject, BlankNode)


@cache
def _parents() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for triple in vocabulary.ontology():
        below, above = triple.subject, triple.object
        if triple.predicate == _SUBCLASS and isinstance(below, NamedNode) and isinstance(above, NamedNode):
            found.setdefault(below.value, set()).add(above.value)
    return {iri: frozenset(parents) for iri, parents in found.items()}


def of_kind(found: Iterable[Fact], *names: str) -> tuple[Fact, ...]:
    """Give the facts that belong to one of the classes, by local name."""
    return tuple(fact for fact in found if any(fact.frame.is_a(name) for name in names))


def when(frame: Frame) -> str:
    """Say when something happened, was said or held, as closely as it is known; empty where nothing is."""
    since, until = frame.text("nm:since"), frame.text("nm:until")
    if since or until:
        return " ".join(filter(None, (since and f"since {since}", until and f"until {until}")))
    bounds, words = _bounds(frame), _words(frame)
    return f"{bounds} ({words})" if bounds and words else bounds or words


def _bounds(frame: Frame) -> str:
    first, last = frame.text("nm:notBefore"), frame.all("nm:notAfter")
    end = last[-1].text if last else ""
    if first and end:
        return first if first == end else f"between {first} and {end}"
    return f"not before {first}" if first else f"not after {end}" if end else ""


def _words(frame: Frame) -> str:
    words = sorted({value.text for value in frame.all("nm:dateText")} - {_bounds(frame)})
    return ", ".join(f"“{text}”" for text in words)
