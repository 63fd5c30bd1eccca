"""Numbers that are the value of something, and what they measure."""

from graph.extract.figures.find import find, within

__all__ = ["find", "within"]
