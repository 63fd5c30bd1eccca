"""The list and its editions: by name with or without year, and as “the list”, “the report”."""

import re

from graph.extract.cues import Cued
from graph.extract.editions import LIST, all_named_years, edition_id
from graph.extract.found import Mention, in_order
from graph.extract.scene import Scene, place_named
from graph.extract.spans import Cover

_REPORT = Cued(
    re.compile(
        r"\b(?:(?<!ed to )[Tt]h(?:e|is)|[Ii]ts|'s) ((?:(?:(?:\d+-page|latest|new|annual|USTR|US|U\.S\.|year['’]s) )*)(?:[Rr]eport|[Rr]eview))\b(?! (?:by|from|in the)\b)"
    ),
    "report review",
)
_SUBJECT_LIST = Cued(
    re.compile(
        r"\b([Tt]he (?:(?:annual|latest|new|\d{4}) )*list)(?= (?:also |now )?(?:identifie[sd]|contains?|contained|includes?|included|names?|named|"
        r"highlights?|cites?|features?|flags?|consists|covers?|has \d))"
    ),
    "list",
)
_ON_LIST = Cued(re.compile(r"\b(?:is|are|was|were) also on (the list)\b"), "list")
_THE_LIST = Cued(
    re.compile(
        r"\b((?:[Tt]he|[Tt]his|[Ii]ts|['’]s) (?:(?:annual|notorious|US|U\.S\.|USTR|latest|new|year['’]s) )*(?:list|blacklist))\b(?! of (?!notorious|infamous))|"
        r"\b((?:free-standing |stand-?alone |[Tt]he )?annual list)\b"
    ),
    "list blacklist",
)


def find(scene: Scene) -> list[Mention]:
    """Find the list and its editions: by name with or without year, and as “the list”, “the report”."""
    plain, editions = scene.text.plain, scene.editions
    lists = scene.lexicon.of("MarketList")
    found: list[Mention] = []
    if not lists:
        return found
    named = list(LIST.throughout(plain, scene.text))
    about = bool(named) or any(m.kind == "\ue004" for m in scene.mentions)
    for match in all_named_years(scene.text):
        year = int(match[1])
        if about and year in scene.lexicon.editions and "\n" not in match[0]:
            found.append(place_named(scene, *match.span(), scene.lexicon.editions[year], "edition-by-year", 0.9))
    for match in named:
        start, end = match.span()
        words = match[0]
        inner = re.match(r"[\"'](Notorious Markets?)[\"']", words)
        if inner:
            start, end = start + 1, start + 1 + len(inner[1])
        elif words[0] in "\"'" and words[-1] not in "\"'" and not re.search(r"[\"'] \w+$", words):
            start += 1
        elif words[0] in "\"'" and words[-1] in "\"'":
            start, end = start + 1, end - 1
        elif words[-1] in "\"'" and not re.search(r"[\"']\w", words):
            end -= 1
        found.append(place_named(scene, start, end, lists[0], "list-by-name", 0.95))
    if not about:
        return _longest(found, len(plain))
    current = edition_id(scene.lexicon, editions.current) if editions.current in scene.lexicon.editions else ""
    for pattern in (_SUBJECT_LIST, _ON_LIST):
        for match in pattern.throughout(plain, scene.text):
            if current:
                span = match.span(1)
                start = span[0] + (4 if " annual" in plain[slice(*span)] else 0)
                found.append(place_named(scene, start, span[1], current, "list-as-edition", 0.8))
    for match in _THE_LIST.throughout(plain, scene.text):
        span = match.span(1) if match[1] else match.span(2)
        start = span[0] + (
            len(plain[slice(*span)]) - len(re.sub(r"^(?:[Tt]he |['’]s )(?=annual|US |U\.S\.)", "", plain[slice(*span)]))
        )
        if plain[start : start + 3] in ("'s ",):
            start += 3
        found.append(place_named(scene, start, span[1], lists[0], "the-list", 0.85))
    if current:
        for match in _REPORT.throughout(plain, scene.text):
            whole = match[0].lower().startswith(("the ", "this "))
            found.append(
                place_named(scene, match.start() if whole else match.start(1), match.end(1), current, "the-report", 0.8)
            )
    return _longest(found, len(plain))


def _longest(found: list[Mention], length: int) -> list[Mention]:
    """Keep the most telling and longest of those that overlap; `length` is that of the text."""
    kept: list[Mention] = []
    taken = Cover(length)
    for one in sorted(found, key=lambda m: (-_SPECIFIC.get(m.rule, 0), m.start - m.end, m.start)):
        if not taken.touches((one.start, one.end)):
            taken.add((one.start, one.end))
            kept.append(one)
    return sorted(kept, key=in_order)


_SPECIFIC = {"list-as-edition": 2, "edition-by-year": 3}
