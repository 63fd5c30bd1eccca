"""Measure a build of the real sources against its limits: 3 seconds and 400 MB.

Run it with `make bench`. The build runs in a process of its own, so that its peak memory is its own.
"""

import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECONDS, MEGABYTES = 3, 400
ROOT = Path(__file__).parents[2]


def main() -> None:
    """Build into a temporary folder and print seconds by stage, the whole, and peak memory."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "server", "build", "--out", out]
        began = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        seconds = time.perf_counter() - began
    stages = [
        (match[2], float(match[1])) for match in re.finditer(r"^\[ *([\d.]+) s\] (\w+)", done.stderr, re.MULTILINE)
    ]
    ends = [start for _, start in stages[1:]] + [seconds]
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    for (stage, start), end in zip(stages, ends, strict=True):
        taken = end - start
        sys.stdout.write(f"{stage:<10}{taken:>7.1f} s{taken / seconds:>7.0%}\n")
    sys.stdout.write(f"{'whole':<10}{seconds:>7.1f} s{seconds / SECONDS:>7.0%} of the limit of {SECONDS} s\n")
    sys.stdout.write(
        f"{'memory':<10}{megabytes:>6.0f} MB{megabytes / MEGABYTES:>7.0%} of the limit of {MEGABYTES} MB\n"
    )


if __name__ == "__main__":
    main()
