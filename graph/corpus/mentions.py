"""Every place where an article names an entity.

A plain form stands for each of its occurrences as whole words, the longer form before the shorter; a form in context
(with braces) stands for that one place and wins over a plain form on the same characters.
"""

from pyoxigraph import NamedNode

from graph.corpus.quotes import QuotedText
from graph.corpus.reader import Reader
from graph.corpus.records import Mapping, Scalar, scalars
from graph.errors import Problem
from graph.model import Span

Mentions = tuple[tuple[Span, NamedNode], ...]


def read_mentions(node: Mapping, text: QuotedText, reader: Reader) -> Mentions:
    """Find all mentions that the `mentions` section of an annotation names, in text order."""
    plain: list[tuple[Scalar, NamedNode]] = []
    found: dict[Span, NamedNode] = {}
    for name, forms in node.entries.items():
        entity = reader.entity(Scalar(name, forms.place))
        if entity is None:
            continue
        for form in scalars(forms, reader.problems):
            if "{" not in form.text:
                plain.append((form, entity))
            elif (span := text.find(form, reader.problems)) is not None:
                _add(found, span, entity, form, reader.problems)
    in_context = frozenset(found)
    taken = bytearray(len(text.document.text))
    for form, entity in sorted(plain, key=lambda pair: -len(pair[0].text)):
        spans = list(text.whole_words(form.text))
        if not spans and text.find(form, reader.problems) is not None:
            message = f"“{form.text}” occurs only inside other words"
            reader.problems.append(Problem(form.place, message, "Quote the whole word, or put it in context."))
        for span in spans:
            if span in in_context or (span not in found and any(taken[span.start : span.end])):
                continue
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            _add(found, span, entity, form, reader.problems)
    return tuple(sorted(found.items(), key=lambda pair: pair[0]))


def _add(found: dict[Span, NamedNode], span: Span, entity: NamedNode, form: Scalar, problems: list[Problem]) -> None:
    if found.setdefault(span, entity) != entity:
        message = f"“{form.text}” is given to two entities"
        problems.append(Problem(form.place, message, "One mention names one entity; put the others in context."))
