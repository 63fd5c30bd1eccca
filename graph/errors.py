"""What can go wrong with the data, and how it is said.

NmkgError
├── CorpusError       sources are at fault; carries every Problem found, each with its place
├── Contradiction     the facts and the ontology cannot both hold; a verdict makes it a result of the report
├── NotPublishable    the graph does not conform, or the release could not be written
├── ReleaseError      a release folder is missing, incomplete or damaged
├── BrokenDocument    an RDF document is not RDF, with line and column              (graph.document)
├── UnsupportedTerm   an RDF document uses what RDF 1.2 added                       (graph.document)
├── DefinitionError   the ontology or the shapes are at fault, with file and node   (graph.definitions)
├── UnsupportedAxiom  an axiom that no rule of OWL 2 RL covers                      (graph.infer)
└── ShapesError       a shape is ill-formed, recursive or uses an unknown component (graph.validate)

A command ends with status 1 on any of them and prints the message, which names the place and the remedy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a source file; line 0 is the file as a whole."""

    path: Path
    line: int = 0

    def __str__(self) -> str:
        """Write the place as editors and compilers do, `file:line`."""
        return f"{self.path}:{self.line}" if self.line else str(self.path)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of a source: where it is, what it is, what to do."""

    place: Place
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        """Write place and message on one line, the remedy on the next."""
        remedy = f"\n    {self.remedy}" if self.remedy else ""
        return f"{self.place}: {self.message}{remedy}"


class NmkgError(Exception):
    """Data or a release is at fault, not the program."""


class CorpusError(NmkgError):
    """Sources are at fault."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of their places, each once."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class Contradiction(NmkgError):
    """The facts and the ontology cannot both hold; `messages` name individuals and axioms."""

    def __init__(self, messages: Iterable[str]) -> None:
        """Keep the messages in order, each once."""
        self.messages = tuple(sorted(set(messages)))
        super().__init__("\n  ".join(["the facts contradict the ontology:", *self.messages]))


class NotPublishable(NmkgError):
    """The graph does not conform, or the release could not be written."""


class ReleaseError(NmkgError):
    """A release folder is missing, incomplete or damaged."""
