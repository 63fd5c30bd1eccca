"""Measure inference on the real graph and on 10 and 100 times as much: this engine, owlrl, and `reasonable`.

Run it with `make bench`. Each side runs in a process of its own, so that its peak memory is its own. All draw the same
kind of conclusions from the same triples; a digest of the conclusions kept tells whether they are equal.
"""

import argparse
import hashlib
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize
from scaled import scaled

from graph import corpus, triples
from graph.infer import OURS, infer, reference

ROOT = Path(__file__).parents[2]
# What owlrl would take at 100 times is hours.
RUNS = (("engine", 1), ("reasonable", 1), ("owlrl", 1), ("engine", 10), ("reasonable", 10), ("owlrl", 10))
RUNS_LARGE = (("engine", 100), ("reasonable", 100))


# More than this no side may take: `reasonable` asks for 14 GB and more at 100 times.
LIMIT = 8 * 2**30


@dataclass(frozen=True, slots=True)
class Run:
    """What one side took for one size of data, and what it concluded."""

    side: str
    factor: int
    triples: int
    seconds: float
    megabytes: float
    conclusions: int
    digest: str


def by_reasonable(given: frozenset[Triple]) -> frozenset[Triple]:
    """Draw conclusions with `reasonable`, and keep ours."""
    import reasonable

    reasoner = reasonable.PyReasoner()
    with tempfile.NamedTemporaryFile(suffix=".ttl") as file:
        serialize(given, file.name, format=RdfFormat.N_TRIPLES)
        reasoner.load_file(file.name)
    found = (row for row in reasoner.reason() if all(str(term).startswith("http") for term in row))
    made = (Triple(*(NamedNode(str(term)) for term in row)) for row in found)
    return frozenset(filter(OURS.keeps, made)) - given


SIDES: dict[str, Callable[[frozenset[Triple]], frozenset[Triple]]] = {
    "engine": infer,
    "reasonable": by_reasonable,
    "owlrl": lambda given: reference.infer(given, OURS),
}


def measure(side: str, factor: int) -> Run:
    """Run one side in this process."""
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    real = triples.merge(triples.asserted(corpus.read(ROOT / "graph" / "sources")))
    given = scaled(real, factor)
    del real
    began = time.perf_counter()
    found = SIDES[side](given)
    seconds = time.perf_counter() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Run(side, factor, len(given), seconds, megabytes, len(found), digest(found))


def digest(found: Iterable[Triple]) -> str:
    """Give the same digest for the same conclusions."""
    return hashlib.sha256("\n".join(sorted(map(str, found))).encode()).hexdigest()[:12]


def apart(side: str, factor: int) -> Run | None:
    """Run one side in a process of its own; None where it ends before its answer, for want of memory."""
    command = [sys.executable, __file__, "--side", side, "--factor", str(factor)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    return Run(**json.loads(done.stdout)) if done.returncode == 0 else None


def show(run: Run, engine: Run) -> str:
    """Write a line of the table: the ratio is to the engine on the same data."""
    same = "equal" if run.digest == engine.digest else f"differ by {run.conclusions - engine.conclusions:+d}"
    times = f"{run.seconds / engine.seconds:>8.1f}x"
    return (
        f"{run.factor:>4}x{run.triples:>9}  {run.side:<11}{run.seconds:>9.2f} s{times}"
        f"{run.megabytes:>9.0f} MB{run.conclusions:>9}  {same}\n"
    )


def main() -> None:
    """Run all sides and print a table; with `--side`, run that one and print it as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--side", choices=SIDES)
    parser.add_argument("--factor", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="leave out 100 times")
    chosen = parser.parse_args()
    if chosen.side:
        sys.stdout.write(json.dumps(asdict(measure(chosen.side, chosen.factor))))
        return
    runs = (*RUNS, *(() if chosen.quick else RUNS_LARGE))
    if importlib.util.find_spec("reasonable") is None:
        sys.stdout.write("without `reasonable`: install it with `pip install reasonable` to compare\n")
        runs = tuple(run for run in runs if run[0] != "reasonable")
    sys.stdout.write("   data  triples  side           seconds   ratio      memory  concluded\n")
    engines: dict[int, Run] = {}
    for side, factor in runs:
        run = apart(side, factor)
        if run is None:
            sys.stdout.write(f"{factor:>4}x{'':>9}  {side:<11}ended without an answer; its limit is {LIMIT >> 30} GB\n")
            continue
        engines.setdefault(factor, run)
        sys.stdout.write(show(run, engines[factor]))
        sys.stdout.flush()
    for smaller, larger in zip(engines.values(), list(engines.values())[1:], strict=False):
        growth, data = larger.seconds / smaller.seconds, larger.triples / smaller.triples
        sys.stdout.write(f"{data:.1f} times the data, {growth:.1f} times the time\n")


if __name__ == "__main__":
    main()
