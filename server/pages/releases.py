"""The release that is served, and those that stand beside it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph.release.layout import MANIFEST, REPORT
from server import downloads
from server.site import Site


@dataclass(frozen=True, slots=True)
class Published:
    """A release: id, version of the program, day of writing, triples, graphs and files with their sizes."""

    id: str
    version: str
    day: str
    triples: int
    graphs: Mapping[str, int]
    files: Mapping[str, int]
    folder: Path


def served(site: Site) -> Published | None:
    """Read the manifest of the release that is served; None where plain files are."""
    return _read(site.folder) if site.folder else None


def others(site: Site) -> list[Published]:
    """Give the releases beside the one that is served, newest first."""
    folder = site.folder
    if folder is None:
        return []
    read = (_read(folder.parent / name) for name in downloads.releases(site) if name != site.release)
    return [each for each in read if each]


def _read(folder: Path) -> Published | None:
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError):
        return None
    sizes = {name: file["bytes"] for name, file in found["files"].items()}
    return Published(
        found["release"], found["version"], f"{written:%Y-%m-%d}", found["triples"], found["graphs"], sizes, folder
    )


def report(published: Published) -> str:
    """Give the Turtle of its validation report, empty where there is none."""
    path = published.folder / REPORT
    return path.read_text(encoding="utf-8") if path.is_file() else ""
