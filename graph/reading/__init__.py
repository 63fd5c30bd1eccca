"""From files as people find them (plain text, HTML, PDF) to clean text whose offsets stay."""

from graph.reading.document import Reading, from_text, read

__all__ = ["Reading", "from_text", "read"]
