"""A release is swapped in whole or not at all, and its bytes depend on nothing but the sources."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import NotPublishable
from graph.pipeline import Checked
from graph.release import current, open_release, publish

FIXTURES = Path(__file__).parents[1] / "fixtures"

# Publishes the tiny graph without inference, which has nothing to do with writing; the second line is what goes wrong.
PUBLISH = """
import os, resource, signal, sys
from pathlib import Path
from graph import corpus, triples
from graph.errors import NotPublishable
from graph.model import Report
from graph.release import publish
{trouble}
graphs = triples.asserted(corpus.read(Path({sources!r})))
try:
    print(publish(Path({out!r}), graphs, triples.merge(graphs), Report(True, (), frozenset()), {step}))
except NotPublishable as error:
    sys.exit(str(error))
"""
FILE_LIMIT = (
    "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))"
)
KILLED = "lambda name: os.kill(os.getpid(), signal.SIGKILL) if name == 'nmkg.nq' else None"


def _publish(
    out: Path, trouble: str = "", step: str = "lambda name: None", **environment: str
) -> subprocess.CompletedProcess[str]:
    code = PUBLISH.format(trouble=trouble, sources=str(FIXTURES / "tiny"), out=str(out), step=step)
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **environment}, timeout=120
    )


@pytest.fixture
def published(tiny_checked: Checked, tmp_path: Path) -> Path:
    """A folder with one release in it."""
    publish(tmp_path, tiny_checked.graphs, tiny_checked.merged, tiny_checked.report)
    return tmp_path


def test_a_kill_during_the_build_leaves_the_last_release_and_the_next_build_leaves_nothing_stray(
    published: Path,
) -> None:
    last = current(published)
    killed = _publish(published, step=KILLED)
    assert killed.returncode == -signal.SIGKILL
    assert [path for path in published.iterdir() if path.name.startswith(".building")], "it was killed before it wrote"
    assert open_release(current(published)).folder == last
    done = _publish(published)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in published.iterdir()} == {last.name, Path(done.stdout.strip()).name, "current"}


def test_a_full_disk_is_said_and_leaves_the_last_release_and_nothing_else(published: Path) -> None:
    last = current(published)
    failed = _publish(published, trouble=FILE_LIMIT)
    assert failed.returncode == 1
    assert "File too large" in failed.stderr
    assert "Nothing was published; the last release is untouched." in failed.stderr
    assert open_release(current(published)).folder == last
    assert {path.name for path in published.iterdir()} == {last.name, "current"}


def test_a_folder_that_cannot_be_written_is_said(tiny_checked: Checked, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    with pytest.raises(NotPublishable, match="cannot be written"):
        publish(file, tiny_checked.graphs, tiny_checked.merged, tiny_checked.report)


def test_two_builds_at_once_leave_one_whole_release(published: Path) -> None:
    code = PUBLISH.format(trouble="", sources=str(FIXTURES / "tiny"), out=str(published), step="lambda name: None")
    running = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    folders = {process.communicate(timeout=120)[0].strip() for process in running}
    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(folders) == 1
    assert str(open_release(current(published)).folder) in folders


def test_hash_seed_locale_time_zone_and_folder_change_no_byte(tmp_path: Path) -> None:
    first = _publish(tmp_path / "a", PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC")
    second = _publish(tmp_path / "b", PYTHONHASHSEED="4711", LC_ALL="C.UTF-8", TZ="Asia/Shanghai", PYTHONUTF8="0")
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    one, other = Path(first.stdout.strip()), Path(second.stdout.strip())
    assert one.name == other.name
    assert _digests(one) == _digests(other)


def test_inference_and_validation_give_the_same_bytes_each_time(tiny_checked: Checked, tmp_path: Path) -> None:
    """A second process with another hash seed infers, validates and publishes what this one did."""
    mine = publish(tmp_path, tiny_checked.graphs, tiny_checked.merged, tiny_checked.report)
    command = [sys.executable, "-m", "server", "build", "--sources", str(FIXTURES / "tiny")]
    done = subprocess.run(
        [*command, "--out", str(tmp_path / "other")],
        capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": "42"}, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert _digests(Path(done.stdout.strip())) == _digests(mine)


def test_bytes_are_those_written_on_other_machines_and_python_versions(tiny_checked: Checked, tmp_path: Path) -> None:
    """The digests were taken once; whoever runs this, wherever, must get the same."""
    folder = publish(tmp_path, tiny_checked.graphs, tiny_checked.merged, tiny_checked.report)
    expected = json.loads((FIXTURES / "tiny-digests.json").read_text(encoding="utf-8"))
    digests = _digests(folder)
    assert {name: digests[name] for name in expected} == expected


def _digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
