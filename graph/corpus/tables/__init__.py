"""Tables as sources: CSV files whose rows are evidence, read by mappings that are plain values."""

from graph.corpus.tables.folder import TableSource, read, sources
from graph.corpus.tables.issues import Issue, issues

__all__ = ["Issue", "TableSource", "issues", "read", "sources"]
