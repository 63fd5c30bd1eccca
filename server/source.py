"""What is served: a release folder, the newest release of a folder, or plain RDF files."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, Quad, Store

from graph.data import read_quads
from graph.release import Release, current, open_release


@dataclass(frozen=True, slots=True)
class Source:
    """One of three: `releases`, a folder whose `current` is followed; `release`, one fixed folder; `files`."""

    releases: Path | None = None
    release: Path | None = None
    files: tuple[Path, ...] = ()

    def folder(self) -> Path | None:
        """Give the release folder to serve now; None for plain files.

        Raises ReleaseError where nothing was published yet.
        """
        return current(self.releases) if self.releases else self.release

    def fixed(self) -> "Source":
        """Give the source that stays what this one is now."""
        folder = self.folder()
        return self if folder is None else Source(release=folder.resolve())

    def check(self) -> None:
        """Read it once without keeping it, so that faults are told before anything starts.

        Raises ReleaseError for a damaged release and NmkgError for a file that is not RDF.
        """
        folder = self.folder()
        if folder:
            open_release(folder)
        else:
            read_quads(self.files)

    def load(self) -> tuple[Store, dict[str, object]]:
        """Load it into memory, the merge of all graphs as the default graph, and give release id and size."""
        folder = self.folder()
        if folder:
            release: Release = open_release(folder)
            return release.load(), {"release": release.id, "triples": release.triples}
        quads = read_quads(self.files)
        store = Store()
        store.extend(quads)
        merge = {Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads}
        store.extend(merge)
        return store, {"release": "", "triples": len(merge)}

    def as_json(self) -> dict[str, Any]:
        """Give it in a form for another process."""
        return {
            "releases": str(self.releases) if self.releases else None,
            "release": str(self.release) if self.release else None,
            "files": [str(path) for path in self.files],
        }

    @staticmethod
    def from_json(form: dict[str, Any]) -> "Source":
        """Read what `as_json` gave."""
        releases, release = form["releases"], form["release"]
        return Source(
            Path(releases) if releases else None,
            Path(release) if release else None,
            tuple(map(Path, form["files"])),
        )
