"""Lists in pages, so that a page stays small however much there is."""

from collections.abc import Mapping
from dataclasses import dataclass

_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Pages:
    """The place in a list: number of the page, from 1; items in all; items on a page."""

    current: int
    total: int
    size: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max((self.total + self.size - 1) // self.size, 1)

    @property
    def first_item(self) -> int:
        """The number of the first item here."""
        return (self.current - 1) * self.size + 1

    @property
    def last_item(self) -> int:
        """The number of the last item here."""
        return min(self.current * self.size, self.total)


def page_of(parameters: Mapping[str, str]) -> int:
    """Read the number of the page that is asked for; the first where it is none."""
    text = parameters.get("page", "")
    return min(max(int(text), 1), _MOST) if text.isascii() and text.isdigit() and len(text) < 10 else 1
