"""What changed between the release that is served and one beside it."""

import shutil
from pathlib import Path

import pytest
from asking import Asked, asked
from pyoxigraph import Store

from graph.pipeline import Checked
from graph.release import Release, open_release, publish
from server.limits import Limits
from server.pages import releases
from server.site import Site


@pytest.fixture(scope="module")
def two(
    release: Release, store: Store, tiny_checked: Checked, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Asked, str]:
    """The real release with the tiny one beside it."""
    out = tmp_path_factory.mktemp("two")
    tiny = open_release(publish(out, tiny_checked.graphs, tiny_checked.merged, tiny_checked.report))
    folder = Path(shutil.copytree(release.folder, out / release.id))
    return asked(store, Release(folder, release.id, release.triples)), tiny.id


def test_a_release_is_compared_with_the_one_beside_it(two: tuple[Asked, str]) -> None:
    pages, old = two
    assert f'href="/data/changes/{old}"' in pages.get("/data").text
    answer = pages.get(f"/data/changes/{old}")
    assert answer.status_code == 200
    assert pages.trips == [["changes"]]
    assert "quads are gone" in answer.text
    assert "<bdi>graph/source/004</bdi>" in answer.text
    assert answer.text.count("&lt;https://w3id.org/notorious-markets/") > 100


@pytest.mark.parametrize("name", ["none", "0123456789abcdef", "..%2f..%2fetc", "current", ".building-x"])
def test_only_releases_that_are_there_are_compared(name: str, two: tuple[Asked, str]) -> None:
    assert two[0].get(f"/data/changes/{name}").status_code == 404


def test_a_damaged_release_is_not_compared(tmp_path: Path, release: Release, store: Store) -> None:
    folder = Path(shutil.copytree(release.folder, tmp_path / release.id))
    broken = Path(shutil.copytree(release.folder, tmp_path / "0123456789abcdef"))
    (broken / "nmkg.nq").write_bytes(b"")
    pages = asked(store, Release(folder, release.id, release.triples))
    assert pages.get("/data/changes/0123456789abcdef").status_code == 404


def test_plain_files_and_folders_of_another_name_have_nothing_beside_them(release: Release, tmp_path: Path) -> None:
    def site(folder: Path | None) -> Site:
        return Site(release.id, 1, folder, Limits(), lambda *_: None)  # type: ignore[arg-type, return-value]

    assert releases.others(site(None)) == []
    assert releases.others(site(Path(shutil.copytree(release.folder, tmp_path / "elsewhere")))) == []
    (tmp_path / "fedcba9876543210").mkdir()
    assert releases.others(site(Path(shutil.copytree(release.folder, tmp_path / release.id)))) == []
