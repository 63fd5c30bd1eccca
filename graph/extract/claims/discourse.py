"""Who speaks, and who has been spoken of and has spoken as far as a text has been read."""

from dataclasses import dataclass, field

from graph.extract.events import submissions
from graph.extract.events.submissions import Submission
from graph.extract.masks import Masked


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: an entity, for whom, and where the text says so. `entity` is empty for one that has no name."""

    entity: str
    start: int
    end: int
    rule: str
    confidence: float
    behalf: str = ""
    plural: bool = False


@dataclass(slots=True)
class Discourse:
    """Who has been spoken of and who has spoken, as far as the text has been read."""

    masked: Masked
    publisher: str
    last: Speaker | None = None
    person: str = ""
    organisation: str = ""
    _submission: Submission | None = field(init=False)

    def __post_init__(self) -> None:
        """Find out whether the text is about a trade group's own list."""
        self._submission = submissions.find(self.masked, self.publisher)

    def maker(self, start: int, end: int) -> str:
        """Tell who made “the list” that some words speak of."""
        submission = self._submission
        own = submissions.is_its_own(self.masked, start, end, submission, self.publisher)
        return submission.actor if own and submission else self.publisher

    def heard(self, speaker: Speaker) -> None:
        """Remember who spoke."""
        self.last = speaker
        if speaker.entity.startswith("person/"):
            self.person = speaker.entity
        elif speaker.entity:
            self.organisation = speaker.entity
