"""A first annotation for a new text: what can be said of it without understanding it.

That is its digest and title, every mention of an entity that the register knows by name, and, as comments for the
curator, the passages between quotation marks and the numbers that the annotation must not miss.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from graph.corpus import files, registers
from graph.corpus.fields import ENTITY
from graph.corpus.quotes import QuotedText
from graph.corpus.records import Scalar, scalars
from graph.errors import CorpusError, Place, Problem
from graph.model import Document

_QUOTED = re.compile(r"“[^”]+”?|\"[^\"]+\"")
_NUMBER = re.compile(r"[$€£]?\d[\d.,]*\d(?:%| ?(?:million|billion|trillion)\b)?|[$€£]?\d%?")


def extract(path: Path, sources: Path) -> str:
    """Propose an annotation, in YAML, for the text at a path; `sources` holds the register.

    Raises CorpusError for a text that cannot be read, is not UTF-8 or is empty.
    """
    data = files.read_bytes(path)
    text = files.decode(path, data)
    if not files.is_document_id(path.stem):
        raise CorpusError([Problem(Place(path), "has a name that cannot be a document's id", files.ID_REMEDY)])
    if not text.strip():
        raise CorpusError([Problem(Place(path), "is empty", "Give the text of a document.")])
    document = Document(path.stem, text, files.sha256(data))
    return "\n".join(_lines(QuotedText(document), _names(sources))) + "\n"


def _names(sources: Path) -> Mapping[str, str]:
    """Collect the names by which the register knows entities; a name that two entities share stands for neither."""
    found: dict[str, set[str]] = {}
    for row in registers.rows(sources / "entities.csv", ENTITY):
        entity = row.entries.get("id")
        for field in ("prefLabel", "altLabel", "hiddenLabel"):
            for name in scalars(row.entries[field], []) if field in row.entries else ():
                if isinstance(entity, Scalar):
                    found.setdefault(name.text, set()).add(entity.text)
    return {name: entities.pop() for name, entities in found.items() if len(entities) == 1}


def _lines(text: QuotedText, names: Mapping[str, str]) -> Iterator[str]:
    document = text.document
    title = next(line.strip() for line in document.text.splitlines() if line.strip())
    yield f"document: {json.dumps(document.id)}"
    yield f"sha256: {document.sha256}"
    yield "class: NewsArticle"
    yield f"title: {json.dumps(title, ensure_ascii=False)}"
    yield "language: en"
    yield ""
    mentioned: dict[str, list[str]] = {}
    for name, entity in names.items():
        if next(text.whole_words(name), None):
            mentioned.setdefault(entity, []).append(name)
    yield "mentions:" if mentioned else "mentions: {}"
    for entity in sorted(mentioned):
        yield f"  {entity}:"
        yield from (f"    - {json.dumps(name, ensure_ascii=False)}" for name in mentioned[entity])
    yield ""
    yield "facts: []"
    yield "# Numbers, each of which belongs to a figure or a date:"
    yield from _comments(text, _NUMBER)
    yield ""
    yield "claims: {}"
    yield "# Passages between quotation marks, each of which belongs to a claim:"
    yield from _comments(text, _QUOTED)


def _comments(text: QuotedText, pattern: re.Pattern[str]) -> Iterator[str]:
    for match in pattern.finditer(text.document.text):
        yield f"# line {text.line(match.start())}: {' '.join(match[0].split())}"
