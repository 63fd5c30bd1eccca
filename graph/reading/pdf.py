"""PDF to text by pypdf; no other module knows it."""

import datetime
import logging
import re
from io import BytesIO
from pathlib import Path

import pypdf
from pypdf.errors import PyPdfError

from graph.errors import CorpusError, Place, Problem
from graph.reading.found import Found

MOST_PAGES = 500
# A page of print has a thousand characters and more; a scanned one has none.
_LEAST_PER_PAGE = 40
_HYPHEN = re.compile(r"(\w)-\n(?=[a-z])")
_PAGE_NUMBER = re.compile(r"^\s*(?:page )?\d{1,3}(?: of \d{1,3})?\s*$", re.I)


def read(path: Path, data: bytes) -> Found:
    """Take the text of all pages, and title and date from the file's metadata.

    Raises CorpusError for a file that is damaged, locked, scanned (pictures of pages) or too long.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise CorpusError([Problem(Place(path), "is locked by a password", "Save it without one.")])
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise CorpusError([Problem(Place(path), f"has {count} pages, more than {MOST_PAGES}", "Split it.")])
        pages = [page.extract_text() or "" for page in reader.pages]
        info = reader.metadata
        title = (info.title or "").strip() if info else ""
        date = info.creation_date if info else None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        message = f"is no PDF that can be read: {error}"
        raise CorpusError([Problem(Place(path), message, "Save it anew from a viewer, or give its text.")]) from error
    if sum(len(page.strip()) for page in pages) < _LEAST_PER_PAGE * max(1, count):
        remedy = "Run character recognition on it, read the result against the pages, and give that text."
        raise CorpusError([Problem(Place(path), f"is scanned: {count} pages hold pictures and no text", remedy)])
    text = "\n\n".join(map(_page, pages)).strip() + "\n"
    shown = title if title and not re.search(r"\.(?:docx?|pdf|indd)$|^untitled|^Microsoft", title, re.I) else ""
    return Found(
        text, shown if shown in text else "", "the file's metadata",
        date=_day(date), date_how="the day on which the file was made" if date else "",
    )  # fmt: skip


def _page(text: str) -> str:
    """Join what the page's width parted: hyphenated words, and lines of one paragraph."""
    lines = [line.rstrip() for line in _HYPHEN.sub(r"\1", text).split("\n") if not _PAGE_NUMBER.match(line)]
    widest = max((len(line) for line in lines), default=0)
    out: list[str] = []
    for line in lines:
        # A line that reaches the margin and does not close a sentence goes on in the next one.
        if (
            out
            and out[-1]
            and line
            and ((len(out[-1]) > 0.75 * widest and out[-1][-1:] not in ".:!?") or line[:1].islower())
        ):
            out[-1] = f"{out[-1]} {line.lstrip()}"
        elif line:
            out.append(line)
    return "\n\n".join(out)


def _day(moment: datetime.datetime | None) -> datetime.date | None:
    return moment.date() if moment else None
