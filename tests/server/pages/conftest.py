"""The real graph, hostile data and nothing at all, as pages."""

from collections.abc import Callable

import pytest
from asking import Asked, asked
from pyoxigraph import Store

from graph.release import Release
from server.source import Source


@pytest.fixture(scope="session")
def pages(release: Release, store: Store) -> Asked:
    """The real graph."""
    return asked(store, release)


@pytest.fixture(scope="session")
def of_turtle(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Asked]:
    """Serve Turtle as `nmkg serve --data` does."""

    def serve(turtle: str) -> Asked:
        path = tmp_path_factory.mktemp("data") / "data.ttl"
        path.write_text(turtle, encoding="utf-8")
        store, _ = Source(files=(path,)).load()
        return asked(store)

    return serve


@pytest.fixture(scope="session")
def empty() -> Asked:
    """Nothing at all."""
    return asked(Store())
