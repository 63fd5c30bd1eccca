"""A text with what was found in it so far, and how a mention is made of a place in it."""

from dataclasses import dataclass

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


def place_named(scene: Scene, start: int, end: int, entity: str, rule: str, confidence: float) -> Mention:
    """Make a mention of an entity, which the register may not have."""
    known = scene.lexicon.entities.get(entity)
    kind = known.kind if known else ("\ue005" if entity.startswith("edition/") else OTHER)
    return Mention(start, end, entity, kind, rule, confidence)
