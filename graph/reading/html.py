"""HTML to text by trafilatura; no other module knows it. It is given the page's bytes and fetches nothing."""

import datetime
import logging
import re
from pathlib import Path

import trafilatura
from trafilatura.settings import Document

from graph.errors import CorpusError, Place, Problem
from graph.reading.found import Found

_MOST_BYTES = 30_000_000
_LANGUAGE = re.compile(rb"<html[^>]{0,400}?\blang\s*=\s*[\"']?([A-Za-z-]{2,12})", re.I)


def read(path: Path, data: bytes) -> Found:
    """Take the main text of a page, and title, publisher and date from its metadata.

    Raises CorpusError for a page without text, in a language that it says is not English, or too large.
    """
    if len(data) > _MOST_BYTES:
        message = f"is too large for a page: {len(data)} bytes"
        raise CorpusError([Problem(Place(path), message, "Give the text of the article alone.")])
    declared = _LANGUAGE.search(data[:5000])
    if declared and not declared[1].lower().startswith(b"en"):
        message = f"is said to be in another language: lang=“{declared[1].decode()}”"
        raise CorpusError([Problem(Place(path), message, "Only English is understood; annotate it by hand.")])
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    page = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False, include_tables=True)
    text = page.text or "" if isinstance(page, Document) else ""
    if not isinstance(page, Document) or not text.strip():
        remedy = "Save the page as people see it, or give its text."
        raise CorpusError([Problem(Place(path), "is a page without text, or one that a script fills", remedy)])
    title = page.title or ""
    if title and title not in text:
        text = f"{title}\n{text}"
    how = "the page's metadata"
    publisher = page.sitename or ""
    return Found(
        _lines(text), title, how, publisher, how if publisher else "", _date(page.date), how if page.date else ""
    )


def _lines(text: str) -> str:
    """Part paragraphs by empty lines, as they are in other texts, and take the rules off rows of tables."""
    lines = (re.sub(r"\s*\|\s*", " | ", line).strip(" |").strip() for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line) + "\n"


def _date(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
