"""Opening a release, and saying which file is damaged."""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

from graph.errors import ReleaseError
from graph.release.layout import CHECKSUMS, CURRENT, MANIFEST, MERGE, QUADS


@dataclass(frozen=True, slots=True)
class Release:
    """A checked release folder with its id and its size in triples."""

    folder: Path
    id: str
    triples: int

    def load(self) -> Store:
        """Load it into memory: the named graphs, and their merge as the default graph."""
        store = Store()
        with (self.folder / QUADS).open("rb") as quads, (self.folder / MERGE).open("rb") as merge:
            # One input, so that a blank node is one node in the graphs and in the merge; a triple's line is a quad's.
            store.bulk_load(input=cast("IO[bytes]", _Joined(quads, merge)), format=RdfFormat.N_QUADS)
        return store

    def quads(self) -> Iterator[Quad]:
        """Read its named graphs, without the merge."""
        for quad in parse(path=str(self.folder / QUADS), format=RdfFormat.N_QUADS):
            if quad.graph_name != DefaultGraph():
                yield quad


class _Joined(io.RawIOBase):
    """Files read one after the other as one."""

    def __init__(self, *files: BinaryIO) -> None:
        self._files = list(files)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while self._files:
            if chunk := self._files[0].read(size):
                return chunk
            del self._files[0]
        return b""


def current(releases: Path) -> Path:
    """Give the folder that `current` points to.

    Raises ReleaseError where nothing was published yet.
    """
    link = releases / CURRENT
    if not link.exists():
        raise ReleaseError(f"{releases}: holds no release yet; run `nmkg build` first")
    return link.resolve()


def open_release(folder: Path) -> Release:
    """Check every file of a release against its digest and open it.

    Raises ReleaseError with the names of the files that are missing, damaged or unknown.
    """
    folder = folder.resolve()
    if not (folder / CHECKSUMS).is_file():
        raise ReleaseError(f"{folder}: is not a release ({CHECKSUMS} is missing)")
    if damaged := damaged_files(folder):
        raise ReleaseError("\n".join([f"{folder}: the release is damaged; build it again:", *damaged]))
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return Release(folder, manifest["release"], manifest["triples"])


def damaged_files(folder: Path) -> list[str]:
    """Say what is wrong with each file that the checksum list names, and with each that it does not."""
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
        listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    except (OSError, UnicodeDecodeError):
        return [f"  {CHECKSUMS}: cannot be read"]
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {CHECKSUMS}
    missing = [f"  {name}: is missing" for name in sorted(listed.keys() - present)]
    unknown = [f"  {name}: is not in {CHECKSUMS}" for name in sorted(present - listed.keys())]
    differs = [
        f"  {name}: differs from its digest"
        for name in sorted(present & listed.keys())
        if _sha256(folder / name) != listed[name]
    ]
    empty = [] if MANIFEST in listed else [f"  {CHECKSUMS}: does not list {MANIFEST}"]
    return missing + differs + unknown + empty


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
