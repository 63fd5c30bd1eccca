"""Who runs, owns, holds or belongs to whom, and who holds which office."""

from graph.extract.ties.find import find

__all__ = ["find"]
