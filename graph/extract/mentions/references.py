"""Descriptions that point back: “the company”, “the trade group”, “the report”, “its platforms”, “a spokesperson”.

Each is resolved to the nearest earlier entity of a fitting class, those that open their sentence first, and only where
it is near enough that a reader would not doubt it. What is not safe stays unresolved.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from graph.extract.claims.verbs import VERBS
from graph.extract.cues import Cued
from graph.extract.found import Mention
from graph.extract.lexicon import Lexicon
from graph.extract.mentions import lists, nations
from graph.extract.scene import Scene, place_named
from graph.extract.spans import merged
from graph.extract.text import words_of

_ADJECTIVE = (
    r"(?:(?:[A-Z][a-z]+(?:-based)?|tech(?:nology)?|e-?commerce|internet|online|retail|search|gaming|messaging|"
    r"shopping|social media|parent|business-to-business) ){0,3}"
)
_COMPANY = Cued(
    re.compile(
        rf"\b[Tt]h(?:e|is) {_ADJECTIVE}(?:company|firm|corporation|conglomerate|giant|retailer|e-tailer|start-?up|corporate(?= (?:continued|said|added|stated)))\b"
        r"(?!(?: that| which|[- ](?:name|wide|page)))"
    ),
    "company firm corporation conglomerate giant retailer tailer startup start corporate",
)
_ASSOCIATION = Cued(
    re.compile(
        r"\b[Tt]h(?:e|is) (?:[A-Z][a-z]+ )?(?:(?:industry|trade|lobby(?:ing)?) )?(?:trade group|trade association|industry group|"
        r"association|coalition|trade body|lobby|lobbying group|alliance|group(?= (?:said|says|argues|argued|added|wrote|has|had|also|urged|asked|noted)))\b"
    ),
    "group association coalition body lobby lobbying alliance",
)
_ANY_TRADE_GROUP = re.compile(
    r"(?:\b(?:[A-Z][\w.]*['’]s )?(?:largest |biggest |leading |main )(?:[\w-]+ ){0,2}|\b[A-Z][a-z]+ |^)?[Tt]rade [Gg]roup\b",
    re.M,
)
_OFFICE = Cued(
    re.compile(r"\b[Tt]he (?:(?:US|U\.S\.|American) )?(?:trade )?(?:agency|office|trade representative)\b(?! of| for)"),
    "agency office representative",
)
_MINISTRY = Cued(re.compile(r"\bministry\b|(?<!\w )\bMinistry\b(?= (?:spokes|official))"), "ministry")
_NATION = Cued(re.compile(r"\b[Tt]he nation\b(?!'s|[ -]wide)"), "nation")
_PLATFORMS = Cued(
    re.compile(
        r"\b(?:its|their|constituent) (?:(?:own|various|online|e-commerce|e‑commerce|shopping) )*(?:platforms?|sites?|marketplaces?|websites?)\b"
    ),
    "platform platforms site sites marketplace marketplaces website websites",
)
_PLATFORM = Cued(
    re.compile(
        r"\b[Tt]h(?:e|is) (?:(?:Chinese|Indian|Russian|online|e-commerce|shopping|popular) ){0,2}(?:platform|site|website|marketplace|app|(?:social )?network)\b"
    ),
    "platform site website marketplace app network",
)
_SIDE = Cued(re.compile(r"\b(US|U\.S\.|Chinese|Indian|Russian|American) side\b"), "side")
_CAPITALS = {
    "Washington": "United States",
    "Beijing": "China",
    "Moscow": "Russia",
    "New Delhi": "India",
    "Hanoi": "Vietnam",
}
_CAPITAL_ACTS = re.compile(
    rf"\b(?:(?:at|against|by|from|urged?|urges|told|tells|asked|accused|with|to) )?({'|'.join(_CAPITALS)})\b(?!,? (?:DC|D\.C\.|state|Post|Times|[A-Z]))"
)
_STATE_SPEAKS = re.compile(r" (?:(?:has|have|had|also) )?([A-Za-z]+)\b")
_FAR = 3
# How far from its head the subject of a sentence may stand, in characters.
_HEAD = 60
_OFFICE_FAR = 6000
# Verbs that places go with as well as those who govern them.
_OF_THINGS = frozenset(
    [
        "show",
        "hold",
        "find",
        "indicate",
        "reveal",
        "suggest",
        "back",
        "read",
        "include",
        "reference",
        "label",
        "report",
        "observe",
    ]
)


def find(scene: Scene) -> list[Mention]:
    """Find descriptions and resolve those that are safe, in text order."""
    found = lists.find(scene)
    found = merged(list(scene.mentions), found, longest=True)
    for rule in (_states, _fitting, _office_of, _platform_groups, _communities):
        scene = Scene(scene.text, scene.lexicon, tuple(found), scene.editions)
        found = merged(found, list(rule(scene)), longest=rule in (_states, _office_of, _communities))
    return found


def _states(scene: Scene) -> Iterator[Mention]:
    """A state's name or capital stands for its government where it speaks or is spoken to."""
    plain = scene.text.plain
    governments, countries = scene.lexicon.governments, scene.lexicon.countries
    for mention in scene.mentions:
        if mention.kind == "\ue006" and mention.entity in governments:
            words = plain[mention.start : mention.end]
            if plain.startswith(" side", mention.end):
                yield place_named(scene, mention.start, mention.end + 5, governments[mention.entity], "state-side", 0.9)
            elif len(words) > 3 and _speaks(plain, mention.end):
                yield place_named(scene, mention.start, mention.end, governments[mention.entity], "state-speaks", 0.8)
    for match in _SIDE.throughout(plain, scene.text):
        country = countries.get(
            {"Chinese": "China", "Indian": "India", "Russian": "Russia"}.get(match[1], "United States"), ""
        )
        if country in governments:
            yield place_named(scene, *match.span(), governments[country], "state-side", 0.9)
    for match in _CAPITAL_ACTS.finditer(plain) if any(capital in plain for capital in _CAPITALS) else ():
        country = countries.get(_CAPITALS[match[1]], "")
        speaks = _speaks(plain, match.end()) and plain[max(0, match.start(1) - 3) : match.start(1)].lower() != "in "
        if country in governments and (
            speaks or (match[0] != match[1] and not match[0].startswith(("from", "with", "to")))
        ):
            yield place_named(scene, *match.span(1), governments[country], "capital-for-government", 0.75)


def _speaks(plain: str, at: int) -> bool:
    """Tell whether a finite form of a speaking verb follows."""
    match = _STATE_SPEAKS.match(plain, at)
    found = VERBS.get(match[1].lower(), ()) if match else ()
    return any(v.form in ("past", "s") and v.takes != "q" and v.base not in _OF_THINGS for v in found)


def _fitting(scene: Scene) -> Iterator[Mention]:
    """Resolve “the company”, “the trade group”, “the ministry” and their like."""
    lexicon = scene.lexicon
    table: tuple[tuple[Cued, Callable[[Mention], bool], str, float], ...] = (
        (_COMPANY, lambda m: nations.is_company(lexicon, m.entity), "the-company", 0.8),
        (_ASSOCIATION, lambda m: lexicon.is_a(m.entity, "TradeAssociation"), "the-association", 0.8),
        (_MINISTRY, lambda m: "Ministry" in _label(lexicon, m.entity), "the-ministry", 0.8),
        (_NATION, lambda m: m.kind == "\ue006", "the-country", 0.6),
        (_PLATFORM, lambda m: m.kind == "\ue002", "the-platform", 0.65),
    )
    ends = {m.end for m in scene.mentions}
    named_after = {m.start - 1 for m in scene.mentions if m.kind in "\ue000\ue002"}
    for pattern, fits, rule, confidence in table:
        for match in pattern.throughout(scene.text.plain, scene.text):
            if match.start() - 2 in ends and scene.text.plain[match.start() - 2 : match.start()] == ", ":
                continue  # “Taobao, the platform of …”: an apposition, no reference of its own
            if match.end() in named_after and scene.text.plain[match.end()] == " ":
                continue  # “the Indonesian company GoTo”
            far = 1 if rule in ("the-platform", "the-country") else _FAR
            entity = antecedent(scene, match.start(), fits, far)
            if entity and nations.fits(scene, entity, match[0]):
                yield place_named(scene, *match.span(), entity, rule, confidence)


def antecedent(scene: Scene, offset: int, fits: Callable[[Mention], bool], far: int = _FAR) -> str:
    """Find the entity that a description points back to: in its own sentence, else among those just before it.

    Of a sentence before, the first that fits is taken, which mostly is its subject; in the own one the nearest.
    """
    text = scene.text
    at = text.sentence_at(offset)
    for number in range(at, max(-1, at - far - 1), -1):
        sentence = text.sentences[number]
        here = [m for m in scene.between(sentence.start, min(sentence.end, offset)) if fits(m)]
        if here and number != at and len({m.entity for m in here}) > 1 and here[0].start - sentence.start > _HEAD:
            return ""  # several are spoken of, and none of them at its head
        if here:
            return here[-1].entity if number == at else here[0].entity
    return ""


def _office_of(scene: Scene) -> Iterator[Mention]:
    """Resolve “the office”, “the US office”, “the agency”: the body of that name that the text spoke of last."""
    for match in _OFFICE.throughout(scene.text.plain, scene.text):
        noun = match[0].split()[-1].lower()
        words = {"office": ("Office", "office"), "representative": ("Representative",)}.get(
            noun, ("Office", "Agency", "Commission")
        )
        bodies = scene.lexicon.of("GovernmentBody")
        at = scene.text.sentence_at(match.start())
        # Any public body may be “the agency”: it must have been named just before.
        low = scene.text.sentences[max(0, at - _FAR)].start if noun == "agency" else match.start() - _OFFICE_FAR
        named = {m.entity for m in scene.between(max(0, low), match.start()) if m.entity in bodies}
        fitting = [b for b in named if any(word in _label(scene.lexicon, b) for word in words)]
        if len(fitting) == 1:
            yield place_named(scene, *match.span(), fitting[0], "the-office", 0.75)


def _platform_groups(scene: Scene) -> Iterator[Mention]:
    """Resolve “its platforms” to the group that the register has for a company's platforms."""
    owners = scene.lexicon.platforms
    for match in _PLATFORMS.throughout(scene.text.plain, scene.text):
        entity = antecedent(scene, match.start(), lambda m: nations.is_company(scene.lexicon, m.entity), 1)
        if entity in owners:
            yield place_named(scene, *match.span(), owners[entity], "its-platforms", 0.75)


def _communities(scene: Scene) -> Iterator[Mention]:
    """Find the only trade association of a text where it is first described, and groups that go by a number."""
    plain = scene.text.plain
    associations = {m.entity for m in scene.mentions if scene.lexicon.is_a(m.entity, "TradeAssociation")}
    if len(associations) == 1:
        entity = next(iter(associations))
        first = min(m.start for m in scene.mentions if m.entity == entity)
        for match in _ANY_TRADE_GROUP.finditer(plain, 0, first):
            yield place_named(scene, *match.span(), entity, "only-association", 0.7)
    for group in scene.lexicon.of("MarketGroup"):
        known = scene.lexicon.entities[group]
        if not known.count:
            continue
        shape, words, year = _by_number(known.label)
        if year not in (0, scene.editions.current) or not words <= scene.text.words:
            continue
        for match in shape.finditer(plain):
            yield place_named(scene, *match.span(), group, "group-by-number", 0.85)


@cache
def _by_number(label: str) -> tuple[re.Pattern[str], frozenset[str], int]:
    """Make of the label of a group its pattern, words that must stand in a text, and the year of its list (0: none)."""
    year = re.search(r"\b(20\d\d) list$", label)
    label = re.sub(r" of the (?:\d{4} )?list$", "", label)
    words = label.split()
    short = " ".join(words[:2]) if words[-1:] == ["markets"] and len(words) == 3 else label
    spaced = re.escape(label).replace("\\ in\\ ", r"(?: located)? (?:with)?in ")
    shape = re.compile(rf"\b{spaced}\b|\b{re.escape(short)}(?= and \d)", re.I)
    return shape, words_of(short) - {"in"}, int(year[1]) if year else 0


def _label(lexicon: Lexicon, entity: str) -> str:
    known = lexicon.entities.get(entity)
    return known.label if known else ""
