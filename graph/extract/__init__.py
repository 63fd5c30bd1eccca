"""From raw English text to statements: rules over masked text, no network, no model, no chance."""

from graph.extract.lexicon import Lexicon, compile_lexicon, read_lexicon
from graph.extract.understand import KINDS, Understanding, understand

__all__ = ["KINDS", "Lexicon", "Understanding", "compile_lexicon", "read_lexicon", "understand"]
