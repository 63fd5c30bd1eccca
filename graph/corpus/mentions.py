"""Every place where an article names an entity.

A plain form stands for each of its occurrences as whole words, the longer form before the shorter; a form in context
(with braces) stands for that one place and wins over a plain form on the same characters.
"""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph import iris
from graph.corpus.found import found, found_by
from graph.corpus.quotes import QuotedText
from graph.corpus.reader import Reader
from graph.corpus.records import Mapping, Node, Scalar, Sequence, scalar, scalars
from graph.errors import Problem
from graph.model import Span, Statement, Values

Mentions = tuple[tuple[Span, NamedNode], ...]


def read_mentions(node: Mapping, text: QuotedText, reader: Reader) -> Mentions:
    """Find all mentions that the `mentions` section of an annotation names, in text order."""
    plain: list[tuple[Scalar, NamedNode]] = []
    places: dict[Span, NamedNode] = {}
    for name, given in node.entries.items():
        entity = reader.entity(Scalar(name, given.place))
        if entity is None:
            continue
        for form, _ in written(given, reader.problems):
            if "{" not in form.text:
                plain.append((form, entity))
            elif (span := text.find(form, reader.problems)) is not None:
                _add(places, span, entity, form, reader.problems)
    in_context = frozenset(places)
    taken = bytearray(len(text.document.text))
    for form, entity in sorted(plain, key=lambda pair: -len(pair[0].text)):
        spans = list(text.whole_words(form.text))
        if not spans and text.find(form, reader.problems) is not None:
            message = f"“{form.text}” occurs only inside other words"
            reader.problems.append(Problem(form.place, message, "Quote the whole word, or put it in context."))
        for span in spans:
            if span in in_context or (span not in places and any(taken[span.start : span.end])):
                continue
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            _add(places, span, entity, form, reader.problems)
    return tuple(sorted(places.items(), key=lambda pair: pair[0]))


def written(node: Node, problems: list[Problem]) -> Iterator[tuple[Scalar, Values]]:
    """Read the forms of one entity: words, or words (`quote`) with the rule that found them and its confidence."""
    items = node.items if isinstance(node, Sequence) else (node,)
    for item in items:
        if isinstance(item, Mapping):
            quote = scalar(item, "quote", problems)
            if quote is None:
                problems.append(Problem(item.place, "“quote” is missing: give the words that name the entity"))
            else:
                yield quote, found(item)
        else:
            yield from ((form, ()) for form in scalars(item, problems))


def forms(node: Mapping, text: QuotedText, mentions: Mentions) -> Iterator[Statement]:
    """Say of each mention of an unreviewed annotation which rule found it; a bare form is a name of the register."""
    by_place: dict[tuple[int, int], Values] = {}
    for given in node.entries.values():
        for form, values in written(given, []):
            for span in text.places(form.text) if values else ():
                by_place[span.start, span.end] = values
    for span, _ in mentions:
        values = by_place.get((span.start, span.end)) or found_by("known-name", "0.98")
        yield Statement(iris.excerpt(span.document, span.start, span.end), values)


def _add(places: dict[Span, NamedNode], span: Span, entity: NamedNode, form: Scalar, problems: list[Problem]) -> None:
    if places.setdefault(span, entity) != entity:
        message = f"“{form.text}” is given to two entities"
        problems.append(Problem(form.place, message, "One mention names one entity; put the others in context."))
