"""A text with what was found in it so far, and how a mention is made of a place in it."""

from bisect import bisect_left
from dataclasses import dataclass, field

from graph.extract.editions import Editions
from graph.extract.found import Mention
from graph.extract.lexicon import OTHER, Lexicon
from graph.extract.text import Text


@dataclass(frozen=True, slots=True)
class Scene:
    """A text with what was found in it so far."""

    text: Text
    lexicon: Lexicon
    mentions: tuple[Mention, ...]
    editions: Editions
    _starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Keep where mentions begin, for looking them up."""
        object.__setattr__(self, "_starts", tuple([mention.start for mention in self.mentions]))

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """List the mentions that begin within a stretch of the text."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def place_named(scene: Scene, start: int, end: int, entity: str, rule: str, confidence: float) -> Mention:
    """Make a mention of an entity, which the register may not have."""
    known = scene.lexicon.entities.get(entity)
    kind = known.kind if known else ("\ue005" if entity.startswith("edition/") else OTHER)
    return Mention(start, end, entity, kind, rule, confidence)
