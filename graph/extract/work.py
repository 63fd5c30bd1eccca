"""What is known of a text while it is read; each kind of understanding adds to it."""

from dataclasses import dataclass, field

from graph.extract.editions import Editions
from graph.extract.found import Claim, Fact, Figure, Gap, Mention, Proposal
from graph.extract.lexicon import Lexicon
from graph.extract.masks import Masked
from graph.extract.scene import Scene
from graph.extract.text import Text


@dataclass(slots=True)
class Work:
    """What is known of a text while it is read; each kind of understanding adds to it."""

    document: str
    text: Text
    lexicon: Lexicon
    editions: Editions
    publisher: str
    mentions: list[Mention] = field(default_factory=list)
    nested: list[Mention] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    _masked: Masked | None = None

    @property
    def scene(self) -> Scene:
        """The text with the mentions found so far."""
        return Scene(self.text, self.lexicon, tuple(self.mentions), self.editions)

    @property
    def masked(self) -> Masked:
        """The text with the mentions found so far masked."""
        if self._masked is None:
            self._masked = Masked(self.scene, tuple(self.mentions))
        return self._masked

    def add_mentions(self, found: list[Mention]) -> None:
        """Replace the mentions, and keep known names that now stand inside longer ones."""
        inside = {(m.start, m.end) for m in found}
        self.nested += [
            m for m in self.mentions if m.rule == "known-name" and (m.start, m.end) not in inside and _within(m, found)
        ]
        self.mentions = found
        self._masked = None


def _within(mention: Mention, found: list[Mention]) -> bool:
    """Tell whether a name stands inside the name or description of an edition or list, whose maker it is."""
    return any(m.start <= mention.start and mention.end <= m.end and m.kind in "\ue004\ue005" for m in found)
