"""An edition beside the one before. That a market is missing is told as removed only where that is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.pages.terms import Value, cell, named
from server.site import Row

_GROUPS = (
    ("both", "Named in both"),
    ("new", "New: known not to be in the one before"),
    ("here", "Named here; of the one before it is not known"),
    ("gone", "Left out: known not to be in this one"),
    ("there", "Named in the one before; of this one it is not known"),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The edition before, and the markets of both by what is known; `is_cut` where there are too many to show."""

    previous: Value
    groups: tuple[tuple[str, tuple[Value, ...]], ...]
    is_cut: bool


def compared(rows: Sequence[Row], limit: int) -> Comparison | None:
    """Group the rows of the comparison; None where no edition came before."""
    if not rows:
        return None
    groups = (
        (words, tuple(named(row, "market", "label") for row in rows if cell(row, "state") == state))
        for state, words in _GROUPS
    )
    found = tuple((words, markets) for words, markets in groups if markets)
    return Comparison(named(rows[0], "previous", "previous_label"), found, len(rows) >= limit)
