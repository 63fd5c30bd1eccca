"""Reading one file: its text, what it says of its title, publisher and date, and how far its wording can be trusted."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from graph.corpus import files
from graph.errors import CorpusError, Place, Problem
from graph.reading import html, language, pdf, quality
from graph.reading.found import Found

# A page of print holds 3,000 characters; the longest reports on the list have 60 pages.
MOST_CHARACTERS = 1_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_MAGIC_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Reading(Found):
    """A document that was read: clean text, what the document itself tells, and what makes its text doubtful."""

    warnings: tuple[str, ...] = field(default=())


def read(path: Path) -> Reading:
    """Read a file; what kind it is, its first bytes tell.

    Raises CorpusError for a file that is not text, HTML or PDF, that is empty, scanned, too long, not English, or that
    no person could read.
    """
    data = files.read_bytes(path)
    if len(data) > 50 * MOST_CHARACTERS:
        raise CorpusError([_too_long(path, len(data), "bytes")])
    if data.startswith(b"%PDF-"):
        found = pdf.read(path, data)
    elif _MAGIC_HTML.match(data[:2000]) or path.suffix.lower() in (".html", ".htm", ".xhtml"):
        found = html.read(path, data)
    else:
        found = Found(files.decode(path, data))
    return checked(path, found)


def from_text(path: Path, text: str) -> Reading:
    """Take a text that is clean already; the same checks, and not a character is changed.

    Raises CorpusError as `read` does.
    """
    return checked(path, Found(text))


def checked(path: Path, found: Found) -> Reading:
    """Refuse what cannot be understood, with the reason; warn of what can hardly be trusted."""
    text = found.text
    if not text.strip():
        raise CorpusError([Problem(Place(path), "is empty", "Give the text of a document.")])
    if len(text) > MOST_CHARACTERS:
        raise CorpusError([_too_long(path, len(text), "characters")])
    strange = _CONTROL.findall(text)
    if len(strange) > max(3, len(text) // 1000):
        message = f"holds {len(strange)} control characters: it is no text, or its encoding was misread"
        raise CorpusError([Problem(Place(path), message, "Save it as plain text in UTF-8.")])
    endless = max(map(len, re.findall(r"\S{400,}", text)), default=0)
    if endless and endless > len(text) // 20:
        message = f"holds a run of {endless} characters without a space"
        raise CorpusError(
            [Problem(Place(path), message, "Words must be parted by spaces; give the text as people read it.")]
        )
    refusal = language.refusal(text)
    if refusal:
        raise CorpusError([Problem(Place(path), refusal, "Only English is understood; annotate it by hand.")])
    title, how = (found.title, found.title_how) if found.title else (_first_line(text), "its first line")
    return Reading(
        text, title, how, found.publisher, found.publisher_how, found.date, found.date_how, quality.warnings(text)
    )


def _too_long(path: Path, length: int, what: str) -> Problem:
    message = f"is too long to be one document: {length} {what}, at most {MOST_CHARACTERS} characters are read"
    return Problem(Place(path), message, "Split it.")


def _first_line(text: str) -> str:
    return next(line.strip() for line in text.splitlines() if line.strip())
