"""Files as bytes and text, with faults that name the place."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from graph.errors import CorpusError, Place, Problem


def read_bytes(path: Path) -> bytes:
    """Read a file.

    Raises CorpusError where it is missing or unreadable.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise CorpusError([Problem(Place(path), f"cannot be read: {error.strerror}")]) from error


def decode(path: Path, data: bytes) -> str:
    """Decode UTF-8 and keep every character, line ends included.

    Raises CorpusError at the line and byte that are not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"byte {error.start} (0x{data[error.start]:02x})"
        remedy = "Convert the file to UTF-8; the offsets of every quote count its characters."
        raise CorpusError([Problem(Place(path, line), f"is not UTF-8 at {byte}", remedy)]) from error


def sha256(data: bytes) -> str:
    """Give the SHA-256 digest in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


ID_REMEDY = "Use lower-case letters and digits."


def is_document_id(name: str) -> bool:
    """Tell whether a file's name can be the id of a document."""
    return name.isascii() and name.isalnum() and name == name.lower()


def require_folder(folder: Path) -> None:
    """Raise CorpusError where a folder is missing."""
    if not folder.is_dir():
        remedy = "Name the folder that holds entities.csv, propositions.csv and articles/."
        raise CorpusError([Problem(Place(folder), "is not a folder", remedy)])


def listing(folder: Path, pattern: str) -> Iterator[Path]:
    """List the files of a folder by name.

    Raises CorpusError where the folder is missing.
    """
    require_folder(folder)
    yield from sorted(folder.glob(pattern))
