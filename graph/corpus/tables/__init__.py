"""Tables as sources: CSV files whose rows are evidence, read by mappings that are plain values."""

from graph.corpus.tables.folder import TableSource, read, sources

__all__ = ["TableSource", "read", "sources"]
