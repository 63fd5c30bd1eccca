"""No pattern is passed over where it could match: every way through it leads by one of its cues.

Python's own parser of regular expressions reads the pattern; what is walked is its tree, not a sample of texts.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

import graph.extract
from graph.extract.cues import Cued
from graph.extract.text import Text

PARSER, CODE = import_module("re._parser"), import_module("re._constants")
# A node of the parser's tree.
Node = Any
# A state of the walk: whether a cue was passed, and the letters since the last bound of a word, where they are known.
State = tuple[bool, str]
UNKNOWN = "?"


def cued_in(value: object, name: str) -> Iterator[tuple[str, Cued]]:
    if isinstance(value, Cued):
        yield name, value
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from cued_in(part, f"{name}[{number}]")
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for field in value.__dataclass_fields__:
            yield from cued_in(getattr(value, field), f"{name}.{field}")


PACKAGE = "graph.extract."


def all_cued() -> dict[str, Cued]:
    found: dict[str, Cued] = {}
    for module in pkgutil.walk_packages(graph.extract.__path__, PACKAGE):
        for name, value in vars(importlib.import_module(module.name)).items():
            found |= dict(cued_in(value, f"{module.name.removeprefix(PACKAGE)}.{name}"))
    return found


CUED = all_cued()


class Walk:
    """All ways through one pattern."""

    def __init__(self, cues: frozenset[str]) -> None:
        """Keep the cues."""
        self.cues = cues

    def bound(self, states: set[State]) -> set[State]:
        return {(passed or letters in self.cues, "") for passed, letters in states}

    def letter(self, character: str, states: set[State]) -> set[State]:
        if character.isdigit():
            return {(done or "#" in self.cues, UNKNOWN) for done, _ in states}
        if not (character.isalnum() or character == "_"):
            passed = character in self.cues
            return {(done or passed, "") for done, _ in self.bound(states)}
        return {(done, letters if letters == UNKNOWN else letters + character.lower()) for done, letters in states}

    def through(self, tree: Node, states: set[State]) -> set[State]:
        for code, value in tree:
            states = self.step(code, value, states)
            states = {(done, "" if done else letters) for done, letters in states}
        return states

    def step(self, code: Node, value: Node, states: set[State]) -> set[State]:
        if code is CODE.LITERAL:
            return self.letter(chr(value), states)
        if code is CODE.AT:
            return states if value is CODE.AT_NON_BOUNDARY else self.bound(states)
        if code is CODE.IN:
            if value == [(CODE.CATEGORY, CODE.CATEGORY_DIGIT)]:
                return self.letter("0", states)
            letters = characters(value)
            return (
                {(done, UNKNOWN) for done, _ in states}
                if letters is None
                else set().union(*(self.letter(letter, states) for letter in letters))
            )
        if code is CODE.BRANCH:
            return set().union(*(self.through(branch, states) for branch in value[1]))
        if code is CODE.SUBPATTERN:
            return self.through(value[3], states)
        if code in (CODE.MAX_REPEAT, CODE.MIN_REPEAT):
            return self.repeat(value, states)
        if code is CODE.ASSERT:
            # What is looked at ahead goes on from here; what is looked at behind begins nobody knows where.
            return {
                (self.leads_by_cue(value[1], state if value[0] > 0 else (state[0], UNKNOWN)), state[1])
                for state in states
            }
        if code is CODE.ASSERT_NOT and forbids_letters(value[1]):
            return self.bound(states)
        if code is CODE.ASSERT_NOT:
            return states
        return {(done, UNKNOWN) for done, _ in states}

    def leads_by_cue(self, tree: Node, state: State) -> bool:
        return all(done for done, _ in self.through(tree, {state}))

    def repeat(self, value: Node, states: set[State]) -> set[State]:
        low, high, tree = value
        once = self.through(tree, states)
        code, found = tree[0]
        if len(tree) == 1 and " " in (
            (characters(found) if code is CODE.IN else [chr(found)] if code is CODE.LITERAL else None) or ()
        ):
            # A space that may be left out is printed between words, or else there is but one word.
            return once
        again = self.through(tree, {(done, UNKNOWN) for done, _ in once}) if high > 1 else set()
        return once | again | (states if low == 0 else set())


def characters(items: list[Node]) -> list[str] | None:
    """List the characters of a class, a space for all that are no letters; None where there are too many."""
    found: list[str] = []
    for code, value in items:
        if code is CODE.LITERAL:
            found.append(chr(value))
        elif code is CODE.RANGE and value[1] - value[0] < 64:
            found += map(chr, range(value[0], value[1] + 1))
        elif code is CODE.CATEGORY and value in (CODE.CATEGORY_SPACE, CODE.CATEGORY_NOT_WORD):
            found.append(" ")
        else:
            return None
    return found


def forbids_letters(tree: Node) -> bool:
    """Tell whether what may not stand here is any letter, so that a word is bounded here."""
    branches = tree[0][1][1] if tree and tree[0][0] is CODE.BRANCH else [tree]
    letter = (CODE.CATEGORY, CODE.CATEGORY_WORD)
    return any(len(branch) == 1 and branch[0][0] is CODE.IN and letter in branch[0][1] for branch in branches)


def passes(cued: Cued) -> bool:
    """Tell whether all ways through a pattern lead by a cue."""
    tree = PARSER.parse(cued.shape.pattern, cued.shape.flags)
    return all(done for done, _ in Walk(cued.cues).through(tree, {(False, UNKNOWN)}))


@pytest.mark.parametrize("name", sorted(CUED))
def test_whatever_a_pattern_matches_holds_one_of_its_cues(name: str) -> None:
    assert passes(CUED[name]), f"{name} can match without any of: {' '.join(sorted(CUED[name].cues))}"


@pytest.mark.parametrize(
    ("written", "cues", "sound"),
    [
        (r"\bthe (?:company|firm)\b", "company firm", True),
        (r"\bthe (?:company|firm)\b", "company", False),
        (r"\bthe (?:company )?said\b", "company", False),
        (r"\bthe company", "company", False),
        (r"\bthe compan(?:y|ies)\b", "company companies", True),
        (r"[a-z]+ly said ", "said", True),
        (r"[a-z]+said ", "said", False),
        (r"\b(?:a|an)? ?list\b", "list", True),
        (r"\bsites? (?:[\w-]+ ){0,2}run\b", "run", True),
        (r"'s?\b", "'", True),
        (r"'s?\b", "s", False),
    ],
)
def test_the_walk_tells_sound_cues_from_others(written: str, cues: str, sound: bool) -> None:
    assert passes(Cued(re.compile(written.replace(" ?", r"\s*").replace(" ", r"\s+")), cues)) is sound


def test_a_pattern_finds_the_same_with_its_cues_as_without() -> None:
    text = Text("The company said so. It was a firm. The Company's firm denied it; the companies left.")
    cued = Cued(re.compile(r"\b[Tt]he (?:company|companies)\b", re.I), "company companies")
    assert [m.span() for m in cued.throughout(text.plain, text)] == [m.span() for m in cued.shape.finditer(text.plain)]
    first, second = text.sentences[:2]
    assert cued.search(text.plain, first)
    assert not cued.search(text.plain, second)
    assert list(cued.finditer(text.plain, second)) == []
