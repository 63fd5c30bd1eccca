"""What many tests share: the real graph, built once, and the tiny sources to break."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph import pipeline
from graph.pipeline import Checked
from graph.release import Release, open_release, publish

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "graph" / "sources"
TINY = Path(__file__).parent / "fixtures" / "tiny"


@pytest.fixture(scope="session")
def sources() -> Path:
    """The real sources."""
    return SOURCES


@pytest.fixture(scope="session")
def checked() -> Checked:
    """The real graph: read, inferred, validated."""
    return pipeline.check(SOURCES)


@pytest.fixture(scope="session")
def release(checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The real graph, published."""
    out = tmp_path_factory.mktemp("releases")
    return open_release(publish(out, checked.graphs, checked.merged, checked.report))


@pytest.fixture(scope="session")
def store(release: Release) -> Store:
    """The real release as the server loads it."""
    return release.load()


@pytest.fixture(scope="session")
def tiny_checked() -> Checked:
    """The tiny graph: read, inferred, validated."""
    return pipeline.check(TINY)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the tiny sources."""
    return Path(shutil.copytree(TINY, tmp_path / "sources"))


@pytest.fixture
def edited(tiny: Path) -> Callable[[str, str, str], Path]:
    """Replace text in one file of the tiny sources; the text must be there."""

    def edit(name: str, old: str, new: str) -> Path:
        path = tiny / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return tiny

    return edit
