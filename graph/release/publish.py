"""Writing a release: into a hidden folder first, swapped in whole, or not at all."""

import contextlib
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Triple

from graph import vocabulary
from graph.errors import NotPublishable
from graph.model import Graphs, Report
from graph.release.layout import CHECKSUMS, CURRENT, MANIFEST, MERGE, QUADS, REPORT, STAGING, VOID
from graph.release.metadata import FileRecord, manifest, void
from graph.release.read import damaged_files
from graph.release.serialise import compressed, dumps, turtle
from graph.release.statistics import count, count_graphs
from graph.release.xml import NotXml
from graph.version import VERSION

_REMEDY = "Nothing was published; the last release is untouched."


@dataclass(slots=True)
class _Staging:
    """Writes files below one folder and keeps their digests."""

    folder: Path
    records: list[FileRecord] = field(default_factory=list)

    def write(self, name: str, data: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        self.records.append(FileRecord(name, len(data), hashlib.sha256(data).hexdigest()))


def publish(
    out: Path, graphs: Graphs, merged: frozenset[Triple], report: Report, step: Callable[[str], None] = lambda _: None
) -> Path:
    """Write a release below `out`, move `current` to it, and give its folder; `step` is told each file written.

    The folder's name is a digest of the contents, so publishing the same graph twice changes nothing.
    Raises NotPublishable where writing fails; the last release and `current` are then as they were.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _only_one(out), _staging(out) as staging:
            for name, data in dumps(merged, graphs):
                staging.write(name, data)
                if name.startswith("nmkg."):
                    for packed, content in compressed(name, data):
                        staging.write(packed, content)
                step(name)
            staging.write("ontology.ttl", vocabulary.source_text("ontology").encode())
            staging.write("shapes.ttl", vocabulary.source_text("shapes").encode())
            staging.write(REPORT, turtle(report.triples))
            release = _release_id(staging.records)
            staging.write(VOID, _description(staging, release))
            staging.write(MANIFEST, manifest(release, graphs, merged, staging.records))
            lines = sorted(f"{record.sha256}  {record.name}\n" for record in staging.records)
            staging.write(CHECKSUMS, "".join(lines).encode())
            return _swap_in(out, staging.folder, release)
    except OSError as error:
        raise NotPublishable(f"{out}: cannot be written: {error.strerror or error}. {_REMEDY}") from error
    except NotXml as error:
        raise NotPublishable(f"{out}: nmkg.rdf cannot be written: {error} {_REMEDY}") from error


def _description(staging: _Staging, release: str) -> bytes:
    """Describe what was written, counted from the files themselves."""
    with (staging.folder / MERGE).open("rb") as triples, (staging.folder / QUADS).open("rb") as quads:
        return void(release, count(triples), count_graphs(quads), staging.records)


def _release_id(records: list[FileRecord]) -> str:
    """Digest the contents, and the software's version, which decides what is said of them.

    Compressed copies follow from the files, and manifest and description from these and the version.
    """
    lines = sorted(f"{r.sha256}  {r.name}\n" for r in records if not r.name.endswith((".gz", ".zst")))
    lines.append(f"version {VERSION}\n")
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:16]


@contextlib.contextmanager
def _only_one(out: Path) -> Iterator[None]:
    """Hold a lock on the folder itself; it ends with the process, however that ends."""
    descriptor = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _staging(out: Path) -> Iterator[_Staging]:
    """Make a folder to write into, and leave nothing behind: not now, and not from a build that was killed."""
    _sweep(out)
    folder = out / f"{STAGING}{os.getpid()}"
    folder.mkdir(mode=0o755)
    try:
        yield _Staging(folder)
    finally:
        _sweep(out)


def _sweep(out: Path) -> None:
    for stray in out.glob(f"{STAGING}*"):
        if stray.is_dir() and not stray.is_symlink():
            shutil.rmtree(stray)
        else:
            stray.unlink()


def _swap_in(out: Path, staged: Path, release: str) -> Path:
    target = out / release
    if target.exists() and damaged_files(target):
        target.rename(out / f"{STAGING}damaged")
    if not target.exists():
        staged.rename(target)
    link = out / f"{STAGING}{CURRENT}"
    link.symlink_to(release)
    link.replace(out / CURRENT)
    descriptor = os.open(out, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return target
