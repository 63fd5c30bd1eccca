"""The command line: reads arguments, calls one function, prints its answer.

Exit status 0: done. 1: the data is at fault, said on stderr with its place. 2: wrong usage.
"""

from graph.cli import extraction, releases, sources, validation
from graph.cli.group import RELEASES, data_errors_exit_1, main, release_option

__all__ = [
    "RELEASES",
    "data_errors_exit_1",
    "extraction",
    "main",
    "release_option",
    "releases",
    "sources",
    "validation",
]
