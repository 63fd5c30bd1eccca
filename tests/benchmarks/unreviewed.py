"""Measure a build of the real sources beside one with a thousand texts that nobody has read, both in one run.

The texts are made of the sentences of the five articles and of the extractor's test texts, shuffled with a seed, under
dates of their own; so they contradict each other and what was reviewed far more often than news does. Printed are
seconds by stage, processor time of all processes, peak memory, what was left out by the shape that it breaks, and
the ratios. `--count N` makes another number of texts.
"""

import argparse
import calendar
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "graph" / "sources"
TEXTS = ROOT / "tests" / "graph" / "extract" / "texts"
MONTHS = tuple(calendar.month_name)[1:]
PROGRAM = """
import resource, sys
from server.cli import main
try:
    main(["build", *sys.argv[1:]])
finally:
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    sys.stderr.write(f"peak {most}\\n")
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One build: seconds, processor seconds of all processes, megabytes of the largest, stages, what was left out."""

    seconds: float
    processor: float
    megabytes: float
    stages: tuple[str, ...]
    left_out: Counter[str]


def sentences() -> list[str]:
    """Give the paragraphs and sentences to make texts of."""
    written = [path.read_text(encoding="utf-8") for path in sorted((SOURCES / "articles").glob("*.txt"))]
    for name in ("develop", "heldout"):
        blocks = re.split(r"^=== [^\n]*\n", (TEXTS / f"{name}.txt").read_text(encoding="utf-8"), flags=re.M)[1:]
        written += [block.rpartition("---\n")[0] for block in blocks]
    paragraphs = [line for text in written for line in text.split("\n") if len(line) > 40]
    return paragraphs + [s for p in paragraphs for s in re.split(r"(?<=[.!?”\"]) (?=[A-Z“\"])", p)]


def make(folder: Path, count: int) -> None:
    """Write texts beside the articles."""
    rng, pieces = random.Random(11), sentences()
    for number in range(count):
        title = " ".join(rng.choice(pieces).split()[:7]).strip('.,“”"')
        date = f"{rng.choice(MONTHS)} {rng.randint(1, 28)}, {rng.randint(2011, 2026)}"
        body = "\n\n".join(rng.choice(pieces) for _ in range(rng.randint(6, 14)))
        text = f"{title} {number}\n\nPublished {date}\n\n{body}\n"
        (folder / "articles" / f"made{number:05}.txt").write_text(text, encoding="utf-8")


def build(sources: Path, out: Path) -> Measured:
    """Build in a process of its own."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-c", PROGRAM, "--sources", str(sources), "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = re.search(r"^peak (\d+)", done.stderr, re.M)
    stages = re.findall(r"^\[ *[\d.]+ s\] (?!read\b.+)(?!publish\b.+).*$", done.stderr, re.M)
    broken = re.findall(r"left out: \w+.*?: breaks (\S+?),", done.stderr)
    return Measured(seconds, processor, int(peak[1]) / 1024 if peak else 0.0, tuple(stages), Counter(broken))


def main() -> None:
    """Build twice and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(SOURCES, folder / "sources")
        without = build(folder / "sources", folder / "without")
        make(folder / "sources", count)
        together = build(folder / "sources", folder / "with")
    for title, found in (("reviewed sources alone", without), (f"with {count} texts that nobody has read", together)):
        figures = f"{found.seconds:.1f} s, {found.processor:.1f} s of processors, {found.megabytes:.0f} MB at the peak"
        sys.stdout.write(f"{title}: {figures}\n")
        sys.stdout.write("".join(f"  {stage}\n" for stage in found.stages))
    sys.stdout.write(f"left out: {sum(together.left_out.values())}\n")
    sys.stdout.write("".join(f"  {many:5} break {shape}\n" for shape, many in together.left_out.most_common()))
    times = (
        f"{together.seconds / without.seconds:.1f} times the time, {together.processor / without.processor:.1f} times"
    )
    sys.stdout.write(f"{times} the processor time, {together.megabytes / without.megabytes:.1f} times the memory\n")


if __name__ == "__main__":
    main()
