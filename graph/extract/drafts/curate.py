"""What a curator asks for: the proposal for one file, written beside it, and never over anything."""

from dataclasses import dataclass
from pathlib import Path

from graph.corpus import files
from graph.errors import CorpusError, NmkgError, Place, Problem
from graph.extract.drafts.propose import Known, propose
from graph.extract.drafts.writing import yaml
from graph.extract.lexicon import Lexicon
from graph.model import Document
from graph.reading import Reading, read


@dataclass(frozen=True, slots=True)
class Proposed:
    """Where a proposal was written, and how much it holds."""

    target: Path
    mentions: int
    facts: int
    claims: int
    figures: int
    proposals: int
    gaps: int
    warnings: tuple[str, ...]


def propose_file(path: Path, lexicon: Lexicon, known: Known, confidence: float) -> Proposed:
    """Read a file and write the proposal of its annotation beside it; of a page, its text as well.

    Raises CorpusError for a file that cannot be understood, NmkgError where something would be written over.
    """
    if not files.is_document_id(path.stem):
        raise CorpusError([Problem(Place(path), "has a name that cannot be a document's id", files.ID_REMEDY)])
    target, plain = path.with_suffix(".yaml"), path.with_suffix(".txt")
    if target.exists():
        raise NmkgError(f"{target}: is there already; `nmkg review {path}` holds it against what is found now")
    reading = read(path)
    if path.suffix != ".txt":
        if plain.exists():
            raise NmkgError(f"{plain}: is there already; extract from it, or move it away")
        _write(plain, reading.text)
    document = document_of(plain, reading)
    draft, understanding = propose(document, reading, lexicon, known, confidence)
    _write(target, yaml(draft, document.text))
    return Proposed(
        target, len(understanding.mentions), len(understanding.facts), len(understanding.claims),
        len({(f.start, f.end) for claim in understanding.claims for f in claim.figures}), len(understanding.proposals),
        len(understanding.gaps), reading.warnings,
    )  # fmt: skip


def document_of(path: Path, reading: Reading) -> Document:
    """Make the document that a reading gives, digested as the file that holds its text."""
    return Document(path.stem, reading.text, files.sha256(reading.text.encode("utf-8")))


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError as error:
        raise NmkgError(f"{path}: is there already; move it away") from error
    except OSError as error:
        raise NmkgError(f"{path}: cannot be written: {error.strerror or error}") from error
