"""Measure builds of the real sources against limits: 6 seconds, 400 MB; the articles alone beside articles with tables.

Run it with `make bench`. Each build runs in a process of its own, so that its peak memory is its own, and both in one
run, so that their ratio means something: the time must grow no faster than the triples.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from limits import Limits, show

LIMITS = Limits(seconds=6, megabytes=400)
ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "graph" / "sources"
# Runs the build and prints the peak memory of the process that did it, which its parent could not tell from others'.
PROGRAM = """
import resource, sys
from server.cli import main
try:
    main(["build", *sys.argv[1:]])
finally:
    sys.stderr.write(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\\n")
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One build: its stages with the second each began, all seconds, megabytes at the peak, triples in the merge."""

    stages: list[tuple[str, float]]
    seconds: float
    megabytes: float
    triples: int


def main() -> None:
    """Build both into a temporary folder; print seconds by stage, the whole, peak memory, and the growth of both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        alone = folder / "sources"
        shutil.copytree(SOURCES, alone, ignore=shutil.ignore_patterns("tables", "unused.csv"))
        _build(alone, folder / "warm")  # compiles the modules, which neither of the two is to pay for
        articles, whole = _build(alone, folder / "articles"), _build(SOURCES, folder / "whole")
    for title, found in (("articles alone", articles), ("articles and tables", whole)):
        sys.stdout.write(f"{title}: {found.triples} triples\n")
        show(found.stages, found.seconds, found.megabytes, LIMITS)
        sys.stdout.write("\n")
    triples, seconds = whole.triples / articles.triples, whole.seconds / articles.seconds
    sys.stdout.write(f"with tables: {triples:.2f} times the triples in {seconds:.2f} times the time: ")
    sys.stdout.write(f"{seconds / triples:.2f} times the time a triple\n")


def _build(sources: Path, out: Path) -> Measured:
    command = [sys.executable, "-c", PROGRAM, "--sources", str(sources), "--out", str(out)]
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - began
    found = re.finditer(r"^\[ *([\d.]+) s\] (\w+)", done.stderr, re.MULTILINE)
    peak = re.search(r"^peak (\d+)", done.stderr, re.MULTILINE)
    manifest = json.loads((out / "current" / "manifest.json").read_text(encoding="utf-8"))
    stages = [(match[2], float(match[1])) for match in found]
    return Measured(stages, seconds, int(peak[1]) / 1024 if peak else 0.0, int(manifest["triples"]))


if __name__ == "__main__":
    main()
