"""The files that may be downloaded: those that a release's own checksum list names, and that list.

A name that comes from outside is only ever looked up, never joined to a path, so that none leads anywhere else.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path, PurePath

from graph.release.layout import CHECKSUMS
from graph.release.serialise import MEDIA_TYPES
from server.problem import Problem
from server.site import Site

PATH = "/dumps/"
COMPRESSED = (".gz", ".zst")

_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Download:
    """One file of a release: its name below the release, where it is, size in bytes, time, SHA-256 in hexadecimal."""

    name: str
    path: Path
    size: int
    modified: datetime
    sha256: str

    @property
    def media_type(self) -> str:
        """The media type of the bytes as they are sent: of the archive for compressed files."""
        return _media_type(PurePath(self.name).suffix)

    @property
    def unpacked_media_type(self) -> str:
        """The media type of what a compressed file holds."""
        path = PurePath(self.name)
        return _media_type(PurePath(path.stem).suffix if path.suffix in COMPRESSED else path.suffix)


def releases(site: Site) -> list[str]:
    """Give the ids of the releases that can be downloaded: the one that is served, then the others, newest first."""
    folder = _served(site)
    others = [path.name for path in sorted(folder.parent.iterdir(), key=_age) if path != folder and _is_release(path)]
    return [site.release, *(others if folder.name == site.release else ())]


def files(site: Site, release: str) -> list[Download]:
    """Give the files of a release by name.

    Raises Problem (404) where there is no such release, or no release at all.
    """
    folder = _folder(site, release)
    found = (_download(folder, name, digest) for name, digest in sorted(_listed(folder).items()))
    return [download for download in found if download is not None]


def find(site: Site, release: str, name: str) -> Download:
    """Give a file of a release.

    Raises Problem (404) where the release is unknown or does not list the file.
    """
    folder = _folder(site, release)
    digest = _listed(folder).get(name)
    download = _download(folder, name, digest) if digest else None
    if download is None:
        raise Problem(404, f"Release {release} has no file of this name; {PATH}{release}/ lists those there are.")
    return download


def _served(site: Site) -> Path:
    if site.folder is None:
        raise Problem(404, "Plain files are served, not a release, so there are no dumps; /graphs gives whole graphs.")
    return site.folder


def _folder(site: Site, release: str) -> Path:
    folder = _served(site)
    if release == site.release:
        return folder
    # Beside a release that stands under its own id stand the others; a release being built has another name.
    other = folder.parent / release if _ID.fullmatch(release) and folder.name == site.release else None
    if other is None or not _is_release(other):
        raise Problem(404, f"There is no release of this name here; {PATH} lists those there are.")
    return other


def _is_release(path: Path) -> bool:
    return bool(_ID.fullmatch(path.name)) and not path.is_symlink() and (path / CHECKSUMS).is_file()


def _age(path: Path) -> tuple[float, str]:
    try:
        return -(path / CHECKSUMS).stat().st_mtime, path.name
    except OSError:
        return 0.0, path.name


def _listed(folder: Path) -> Mapping[str, str]:
    """Give the digests of a release's files by name. They are read once, as long as the list is the same file."""
    try:
        found = (folder / CHECKSUMS).stat()
        return _read(folder, found.st_mtime_ns, found.st_ino)
    except OSError as error:
        raise Problem(404, f"There is no release of this name here any more; {PATH} lists those there are.") from error


@lru_cache(64)
def _read(folder: Path, _time: int, _inode: int) -> Mapping[str, str]:
    text = (folder / CHECKSUMS).read_bytes()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in text.decode().splitlines())}
    return {**listed, CHECKSUMS: hashlib.sha256(text).hexdigest()}


def _download(folder: Path, name: str, digest: str) -> Download | None:
    try:
        found = (folder / name).stat()
    except OSError:
        return None
    modified = datetime.fromtimestamp(int(found.st_mtime), UTC)
    return Download(name, folder / name, found.st_size, modified, digest)


def _media_type(suffix: str) -> str:
    return MEDIA_TYPES.get(suffix, "text/plain")
