"""List events: what was listed, removed or nominated, by whom, and for which edition."""

from graph.extract.events.find import PRESUPPOSED, find

__all__ = ["PRESUPPOSED", "find"]
