"""From the corpus to triples, one named graph for each document and register."""

from graph.triples.graphs import asserted, full_texts, merge, unreviewed

__all__ = ["asserted", "full_texts", "merge", "unreviewed"]
