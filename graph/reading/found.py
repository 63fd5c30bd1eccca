"""What a format gives of a document."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """The text of a file, and what its metadata say, each with how that is known."""

    text: str
    title: str = ""
    title_how: str = ""
    publisher: str = ""
    publisher_how: str = ""
    date: datetime.date | None = None
    date_how: str = ""
