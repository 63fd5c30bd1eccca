"""Lists in pages, so that a page stays small however much there is."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.exceptions import NotFound

from server.pages.terms import plain
from server.problem import Problem


@dataclass(frozen=True, slots=True)
class Pages:
    """The place in a list: number of the page, from 1; items in all; items on a page."""

    current: int
    total: int
    size: int

    def __post_init__(self) -> None:
        """Refuse a page behind the last one. Raises NotFound."""
        if self.current > self.last:
            many = "one page" if self.last == 1 else f"{self.last} pages"
            raise NotFound(f"There is no page {self.current}: the list has {many}.")

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
    """Read the number of the page that is asked for, the first where none is. Raises Problem for what is no number."""
    text = parameters.get("page", "") or "1"
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise Problem(400, f"“page” is a number from 1 on, not “{plain(text)[:50]}”.")
    return int(text)
