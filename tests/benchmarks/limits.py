"""How a benchmark shows what a build took, and how that stands to its limits."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a whole build may take."""

    seconds: float
    megabytes: float


def show(stages: Sequence[tuple[str, float]], seconds: float, megabytes: float, limits: Limits) -> None:
    """Print seconds by stage, the whole, and peak memory; a stage is its name and the second it began."""
    ends = [*(start for _, start in stages[1:]), seconds]
    for (stage, start), end in zip(stages, ends, strict=True):
        sys.stdout.write(f"{stage:<10}{end - start:>7.1f} s{(end - start) / seconds:>7.0%}\n")
    of_time, of_memory = seconds / limits.seconds, megabytes / limits.megabytes
    sys.stdout.write(f"{'whole':<10}{seconds:>7.1f} s{of_time:>7.0%} of the limit of {limits.seconds} s\n")
    sys.stdout.write(f"{'memory':<10}{megabytes:>6.0f} MB{of_memory:>7.0%} of the limit of {limits.megabytes} MB\n")
