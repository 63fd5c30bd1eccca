"""Finding things by what they are called and by what is said, tolerant of misspelling."""

from server.search.index import Index, highlighted
from server.search.kinds import KINDS
from server.search.model import EXACT, Entry, Hit, Results
from server.search.read import index_of

__all__ = ["EXACT", "KINDS", "Entry", "Hit", "Index", "Results", "highlighted", "index_of"]
