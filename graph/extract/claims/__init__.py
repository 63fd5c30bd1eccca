"""Who says what, to whom, in which words, and what a text says in its own voice."""

from graph.extract.claims.find import find

__all__ = ["find"]
