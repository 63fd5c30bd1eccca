"""Speakers without a name and documents without a title: “an Alibaba spokesperson”, “in a letter to the USTR”.

Only those that the register already has are mentions; which one is meant follows from whose it is, and from words that
its label gives in brackets.
"""

import re
from collections.abc import Iterator

from graph.extract.cues import Cued
from graph.extract.found import Mention
from graph.extract.lexicon import OTHER
from graph.extract.scene import Scene

SPOKEN = Cued(
    re.compile(r"\b(?:spokes(?:person|man|woman|people)|official|representative|executive)\b", re.I),
    "spokesperson spokesman spokeswoman spokespeople official representative executive",
)
_WRITTEN = Cued(
    re.compile(
        r"\b(?:(?:[Ii]ts|[Tt]heir)(?: own)? )?(?:(?:separate|media|formal|joint|written|emailed|press|open|news|public) |point[ -]by[ -]point )*"
        r"(statement|press release|letter|blog post|rebuttal|announcement|briefing)\b"
    ),
    "statement release letter post rebuttal announcement briefing",
)
_ALIKE = {
    "statement": ("statement", "announcement", "press release"),
    "announcement": ("announcement",),
    "briefing": ("briefing", "press conference"),
}
_BRACKETS = re.compile(r"\(([^)]+)\)")
_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
_YEAR = re.compile(r"\b(20\d\d) list\b")


def find(scene: Scene) -> Iterator[Mention]:
    """Find mentions of unnamed speakers and of communications that the register has."""
    yield from _speakers(scene)
    yield from _nameless(scene)
    yield from _documents(scene)


def _speakers(scene: Scene) -> Iterator[Mention]:
    candidates = scene.lexicon.of("UnnamedPerson")
    plain = scene.text.plain
    for match in SPOKEN.throughout(plain, scene.text) if candidates else ():
        fitting = [c for c in candidates if _speaks_here(scene, scene.lexicon.entities[c].label, match[0].lower())]
        if len(fitting) == 1:
            yield Mention(*match.span(), fitting[0], "\ue001", "known-unnamed-speaker", 0.7)


def _nameless(scene: Scene) -> Iterator[Mention]:
    """Find what the register calls “[unnamed Chinese government agency]” behind an indefinite article."""
    known = ((words, entity) for words, entity in scene.lexicon.nameless.items() if words in scene.text.plain)
    for words, entity in known:
        for match in re.finditer(rf"\b(?:a|an) ({re.escape(words)})\b", scene.text.plain):
            yield Mention(*match.span(1), entity, scene.lexicon.entities[entity].kind, "known-unnamed-body", 0.7)


def _speaks_here(scene: Scene, label: str, noun: str) -> bool:
    """Tell whether an unnamed speaker of the register, such as “Alibaba spokesperson (by email)”, fits the text."""
    plain = scene.text.plain
    where = _BRACKETS.search(label)
    name = label.split(" " + noun)[0] if f" {noun}" in label else ""
    told = where[1].removeprefix("to ") if where else ""
    return bool(name and told) and name in plain and told in plain


def _documents(scene: Scene) -> Iterator[Mention]:
    lexicon, text = scene.lexicon, scene.text
    candidates = lexicon.of("Communication", "Event")
    if not candidates:
        return
    for match in _WRITTEN.throughout(text.plain, text):
        sentence = text.sentences[text.sentence_at(match.start())] if text.sentences else None
        if sentence is None:
            continue
        agents = [m for m in scene.between(sentence.start, sentence.end) if m.kind in "\ue000\ue001"]
        for agent in agents:
            fitting = [c for c in candidates if _is_of(scene, c, agent.entity, match[1])]
            exact = [c for c in fitting if match[1] in lexicon.entities[c].label]
            found = exact or fitting
            if len(found) == 1:
                yield Mention(*match.span(), found[0], OTHER, "known-communication", 0.55)
                break
            if found:
                break


def _is_of(scene: Scene, candidate: str, agent: str, noun: str) -> bool:
    """Tell whether a communication of the register is of this agent and kind, and of the time of the text."""
    label = scene.lexicon.entities[candidate].label
    if not any(
        f" {name} " in f" {label} " or f" {name}'" in f" {label}" for name in scene.lexicon.forms.get(agent, ())
    ):
        return False
    year = _YEAR.search(label)
    said = _QUOTED.search(label)
    return (
        any(word in label for word in _ALIKE.get(noun, (noun,)))
        and (not year or int(year[1]) == scene.editions.current)
        and (not said or said[1] in scene.text.plain)
    )
