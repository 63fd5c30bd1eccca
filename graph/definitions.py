"""Whether the ontology and the shapes are sound themselves; a fault is said with its node and its file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources.abc import Traversable

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from graph import iris
from graph.errors import NmkgError
from graph.infer import UnsupportedAxiom
from graph.infer.soundness import faults
from graph.validate import ShapesError, validate

_IRI = re.compile(r"https?://[^\s<>(),;]*[^\s<>(),;:.]")
_NODE = re.compile(rf"{_IRI.pattern}|_:\w+")


class DefinitionError(NmkgError):
    """The ontology or the shapes are at fault."""


def check(ontology: Sequence[Traversable], shapes: Sequence[Traversable]) -> None:
    """Check the Turtle files of an ontology and of shapes.

    Raises DefinitionError with node and file: not Turtle, an axiom outside OWL 2 RL, subclass cycles, unsatisfiable
    classes; an ill-formed or recursive shape, an unknown component (of shapes, the first that is wrong).
    """
    axioms, constraints = _Definitions(ontology), _Definitions(shapes)
    found = [
        *axioms.located(_ontology_faults(axioms.triples)),
        *constraints.located(_shapes_faults(constraints.triples)),
    ]
    if found:
        raise DefinitionError("\n".join(found))


class _Definitions:
    """Triples of several files, with the file that speaks of each subject."""

    def __init__(self, files: Iterable[Traversable]) -> None:
        self._files: dict[str, str] = {}
        found: set[Triple] = set()
        for file in files:
            try:
                quads = list(parse(file.read_bytes(), format=RdfFormat.TURTLE, rename_blank_nodes=True))
            except SyntaxError as error:
                raise DefinitionError(f"{file.name}:{error.lineno or 0}: {error.msg}") from error
            found.update(quad.triple for quad in quads)
            for quad in quads:
                subject = quad.subject
                self._files.setdefault(subject.value if isinstance(subject, NamedNode) else str(subject), file.name)
        self.triples = frozenset(found)

    def located(self, messages: Iterable[str]) -> Iterator[str]:
        """Put before each message the file of the first node it names that a file speaks of."""
        for message in messages:
            files = (self._files[node] for node in _NODE.findall(message) if node in self._files)
            shown = _IRI.sub(lambda match: iris.shorten(match[0]), message)
            yield f"{next(files, 'definitions')}: {shown}"


def _ontology_faults(triples: frozenset[Triple]) -> tuple[str, ...]:
    try:
        return faults(triples, str)
    except UnsupportedAxiom as error:
        return (str(error),)


def _shapes_faults(triples: frozenset[Triple]) -> tuple[str, ...]:
    try:
        validate(frozenset(), triples)
    except ShapesError as error:
        return (str(error),)
    return ()
