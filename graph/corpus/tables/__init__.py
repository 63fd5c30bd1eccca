"""Tables as sources: CSV files whose rows are evidence, read by mappings that are plain values."""

from graph.corpus.tables.folder import read, sources, unused_rows

__all__ = ["read", "sources", "unused_rows"]
