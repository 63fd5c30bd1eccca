"""What follows from the listings as a whole: completeness, first and last listing, runs, gaps, changes, owners then.

It is worked out from the merge of all sources and stands in a graph of its own. Silence proves nothing: see
`graph.history.knowledge`.
"""

from graph.history.history import history

__all__ = ["history"]
