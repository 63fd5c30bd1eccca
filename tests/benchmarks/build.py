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

from limits import Limits, show

LIMITS = Limits(seconds=3, megabytes=400)
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
    show(stages, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, LIMITS)


if __name__ == "__main__":
    main()
