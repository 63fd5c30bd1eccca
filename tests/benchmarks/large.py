"""Measure a build of data 30 times as large as the real graph: conclusions, validation, publication.

Run it with `make bench`. It begins where the sources have been read, because it is triples that are multiplied.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

from limits import Limits, show
from scaled import scaled
from validate import told_apart

from graph import corpus, iris, triples
from graph.judge import judge
from graph.release import publish

FACTOR = 30
LIMITS = Limits(seconds=60, megabytes=2_000)
ROOT = Path(__file__).parents[2]


def main() -> None:
    """Build into a temporary folder and print seconds by stage, the whole, and peak memory."""
    given = told_apart(scaled(triples.merge(triples.asserted(corpus.read(ROOT / "graph" / "sources"))), FACTOR))
    began = time.perf_counter()
    marks: list[tuple[str, float]] = []

    def mark(stage: str, _: int = 0) -> None:
        marks.append((stage, time.perf_counter() - began))

    verdict = judge(given, step=mark)
    mark("publish")
    graphs = {iris.named_graph("entities"): given, iris.named_graph("inferred"): verdict.conclusions}
    merged = given | verdict.conclusions
    with tempfile.TemporaryDirectory() as out:
        publish(Path(out), graphs, merged, verdict.report)
    seconds = time.perf_counter() - began
    sys.stdout.write(f"{len(merged)} triples; {'conforms' if verdict.report.conforms else 'does not conform'}\n")
    show(marks, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, LIMITS)


if __name__ == "__main__":
    main()
