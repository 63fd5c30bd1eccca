"""What the generators of conditions share: the variable in focus, its values, and what is known of the data.

A value is reached by nested EXISTS, one for each step of a path: inside of EXISTS Oxigraph plans joins without knowing
that the focus is bound, and would begin anywhere. Nested, each step begins where the one before ended.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal

from graph.validate import paths
from graph.validate.conditions import Condition, exists, mapped
from graph.validate.errors import Term
from graph.validate.literals import stored
from graph.validate.shapes import Shape

# How many distinct values a query still counts by naming them one by one.
COUNTED = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """A shape at work on the variable `focus`; `path` is None for a node shape, whose one value is the focus itself.

    `subclasses` gives each class with its named subclasses, or None where blank nodes or numbers forbid a list.
    `nested` generates the violation of another shape by another variable.
    """

    focus: str
    path: paths.Path | None
    subclasses: Callable[[Term], tuple[Term, ...] | None]
    nested: Callable[[Shape, str], Condition]

    def value(self, number: int = 0) -> str:
        """Name a variable for values; it is new at this depth."""
        depth = 0 if self.focus == "?this" else int(self.focus[2:].split("_")[0])
        return f"?v{depth + 1}_{number}"

    def reaches(self, values: Sequence[str], expression: str) -> str:
        """Write that the path leads to values for which the expression holds; a value may also be a given term."""
        if self.path is None:
            raise ValueError("a node shape has no path")
        for value in reversed(values):
            expression = walk(self.focus, self.path, value, expression)
        return expression

    def some_value(self, bad: Callable[[str], Condition]) -> Condition:
        """Hold where one value is bad."""
        if self.path is None:
            return bad(self.focus)
        value = self.value()
        return mapped(lambda expression: self.reaches([value], expression), bad(value))


def walk(focus: str, path: paths.Path, value: str, expression: str) -> str:
    """Write that the path leads from the focus to a value for which the expression holds."""
    match path:
        case paths.Sequence((first, *rest)):
            # Named after the end of the walk, so that a sequence within a sequence has names of its own.
            middle = f"{value if value.startswith('?') else focus}_{len(rest)}" if rest else value
            after = expression if not rest else walk(middle, paths.Sequence(tuple(rest)), value, expression)
            return walk(focus, first, middle, after)
        case _:
            return exists(f"{focus} {paths.sparql(path)} {value} .", expression)


Generator = Callable[..., Condition]
Generators = Mapping[str, Generator]


def term(value: Term) -> str | None:
    """Write a term of the shapes as the store holds it in data; None for a blank node, which has no name in SPARQL."""
    if isinstance(value, BlankNode):
        return None
    return str(stored(value)) if isinstance(value, Literal) else str(value)
