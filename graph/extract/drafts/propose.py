"""From a document to the draft of its annotation: checked, understood, written."""

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from graph.errors import CorpusError, Place, Problem
from graph.extract.drafts.annotation import Draft, Header, draft
from graph.extract.drafts.quoting import Quoter
from graph.extract.editions import FULL_DATE, full_date
from graph.extract.found import Place as Span
from graph.extract.lexicon import Lexicon
from graph.extract.understand import Understanding, understand
from graph.model import Document
from graph.reading import Reading

_PUBLISHED = re.compile(r"\b(?:[Pp]ublished|[Pp]osted|[Uu]pdated|[Rr]eleased|[Ii]ssued|Date)\b[^\n.]{0,30}$")
_STATEMENT = re.compile(
    r"\b(?:FOR IMMEDIATE RELEASE|[Pp]ress [Rr]elease|[Rr]egular [Pp]ress [Cc]onference|[Mm]edia [Ss]tatement)\b"
)
_TITLE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody tells of a document that its text does not: its day and publisher; empty where nobody does."""

    date: datetime.date | None = None
    publisher: str = ""


def propose(
    document: Document, reading: Reading, lexicon: Lexicon, known: Known = Known(), confidence: float = 0.0
) -> tuple[Draft, Understanding]:
    """Understand a document and draft its annotation.

    Raises CorpusError for a text in which no line can be its title.
    """
    printed = _printed(document.text)
    date = known.date or (printed[0] if printed else None) or _trusted(reading)
    understanding = understand(document.id, document.text, lexicon, date, confidence)
    quoter = Quoter(document.text)
    title = _title(document, reading, quoter)
    publication = _publication(quoter, title, printed, known, reading, lexicon)
    cls = "Communication" if _STATEMENT.search(document.text[:600]) else "NewsArticle"
    header = Header(cls, title, publication, "; ".join(reading.warnings))
    return draft(understanding, document, header, quoter, lexicon), understanding


def _trusted(reading: Reading) -> datetime.date | None:
    """Take the day from a page's metadata; that a PDF was made on some day says little of its text."""
    return reading.date if reading.date_how == "the page's metadata" else None


def _printed(text: str) -> tuple[datetime.date, Span] | None:
    """Find the day of publication where the text prints it: after “published”, or alone on a line near the top."""
    for match in FULL_DATE.shape.finditer(text):
        date = full_date(match)
        if date is None:
            continue
        line_start = text.rfind("\n", 0, match.start()) + 1
        line_end = text.find("\n", match.end())
        line = text[line_start : line_end if line_end >= 0 else len(text)]
        if _PUBLISHED.search(text[line_start : match.start()]) and len(line) < 120:
            return date, match.span()
        if match.start() < 400 and len(line) < 60 and line.count(" ") < 10:
            return date, match.span()
    return None


def _title(document: Document, reading: Reading, quoter: Quoter) -> Span:
    """Choose the line that is the title: the one that the metadata tell, or the first whole one."""
    text = document.text
    at = text.find(reading.title) if reading.title_how != "its first line" and reading.title else -1
    if at >= 0 and quoter.quote(at, at + len(reading.title)):
        return at, at + len(reading.title)
    lines = [(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*\S|\S", text[:4000])]
    for wanted in (_TITLE_WORDS, 0):
        for start, end in lines:
            words = text[start:end]
            if words.count(" ") >= wanted and not words.endswith(("...", "…")) and quoter.quote(start, end):
                return start, end
    remedy = "Give it a title of its own on the first line."
    raise CorpusError([Problem(Place(Path(f"{document.id}.txt")), "has no line that could be its title", remedy)])


def _publication(
    quoter: Quoter, title: Span, printed: tuple[datetime.date, Span] | None, known: Known, reading: Reading,
    lexicon: Lexicon,
) -> dict[str, object]:  # fmt: skip
    """Write what is known of publisher and day, and how it is known."""
    record: dict[str, object] = {}
    notes: list[str] = []
    name = known.publisher or reading.publisher
    publisher = _publisher(name, lexicon)
    if publisher:
        record["publisher"] = publisher
        notes.append(
            "The publisher was given." if known.publisher else f"The publisher follows from {reading.publisher_how}."
        )
    elif name:
        notes.append(f"The publisher “{name}” ({reading.publisher_how or 'given'}) is not in the register.")
    evidence = quoter.quote(*title)
    basis = "implied"
    if known.date:
        record |= {"notBefore": known.date.isoformat(), "notAfter": known.date.isoformat()}
        basis = "external"
        notes.append("The day was given, not printed.")
    elif printed:
        date, place = printed
        record |= {"notBefore": date.isoformat(), "notAfter": date.isoformat()}
        words = quoter.quote(*place) or quoter.in_context(*place)
        if words:
            record["dateText"], evidence, basis = words, words, "stated"
    elif reading.date:
        record |= {"notBefore": reading.date.isoformat(), "notAfter": reading.date.isoformat()}
        basis = "external"
        notes.append(f"The day is {reading.date_how}.")
    else:
        notes.append("The text prints no day of publication.")
    record |= {"basis": basis, "evidence": evidence}
    if notes:
        record["note"] = " ".join(notes)
    return record


def _publisher(name: str, lexicon: Lexicon) -> str:
    for publisher in lexicon.of("NewsPublisher") if name else ():
        if name.lower() in (form.lower() for form in lexicon.forms[publisher]) or name == publisher:
            return publisher
    return ""
