"""Reading sources: from files that people write to statements that rest on exact words.

Nothing here repairs or skips: every fault becomes a Problem with its place and remedy, all are collected, and one
CorpusError reports them together.
"""

from graph.corpus.corpus import read, texts

__all__ = ["read", "texts"]
