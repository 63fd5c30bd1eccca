"""What a text says in its own voice and could be disputed: judgements, definitions, causes, forecasts, numbers.

Nobody else is made to say it, so the speaker is the document. These are the least sure of all claims.
"""

import re

from graph.extract.claims import complements, content
from graph.extract.cues import Cued
from graph.extract.figures.find import within
from graph.extract.found import Claim, Figure, Place
from graph.extract.masks import Masked, pattern
from graph.extract.spans import Cover
from graph.extract.text import Sentence

_EVALUATIVE = (
    r"(?:dubious|difficult|embarrassing|surprising|unsurprising|controversial|ironic|ironically|unsurprisingly|hardly|"
    r"(?:more|less|even less|even more) likely|unlikely|awkward|a blow|a setback|a win|a victory|tough|troubled|bad news|good news|"
    r"hasn't been a great|not been a great|notable|remarkabl[ey]|crucial|worrying|alarming|seems?|seemed|appears to be|certainly)"
)
_RULES = (
    ("judgement", "characterizes", Cued(pattern(rf"^(?P<words>[^;\ue010]*\b{_EVALUATIVE}\b[^;]*)$"), "dubious difficult embarrassing surprising unsurprising controversial ironic ironically unsurprisingly hardly likely unlikely awkward blow setback win victory tough troubled news great notable remarkable remarkably crucial worrying alarming seem seems seemed appears certainly"), 0.55),
    ("aim-of-list", "characterizes", Cued(pattern(r"^(?P<words>(?:It|The list|<L>|<E>) (?:aims|seeks|is intended|is designed|is meant) to [^;]*)$"), "aims seeks intended designed meant"), 0.6),
    ("definition", "defines", Cued(pattern(r"<L>(?: ?\([^)]*\))?,? (?P<words>(?:an|the) annual [^;,]*(?:, [^;,]*(?:goods|piracy|counterfeiting))?)"), "annual"), 0.6),
    ("definition-apposed", "defines", Cued(pattern(r"(?:<L>|Notorious Markets?)(?: ?\([^)]*\))?, (?P<words>(?:a|an|the) (?:[\w-]+ ){0,3}(?:designation|compilation|catalogue|roster|register|roll|blacklist|list) (?:of|that|which|applied)[^;]*)"), "designation compilation catalogue roster register roll blacklist list"), 0.6),
    ("consequence", "asserts", Cued(pattern(r"^(?P<words>(?:But )?(?:[Bb]eing|[Ii]nclusion|[Ll]isting|[Aa]ppearing|[Aa] listing|[Dd]esignation|[Tt]his) (?:[\w' -]+? )?(?:(?:on|in) (?:<L>|<E>) )?(?:does not|doesn't|damages?|harms?|hurts?|carries|carry|brings|can|has no|have no|means?|is not|isn't) [^;]*)$"), "being inclusion listing appearing designation this"), 0.6),
    ("cause", "asserts", Cued(pattern(r"(?P<words>(?:<O>|<M>)(?:'s?)?[^;,\ue010]{3,90} (?:due to|because of|as a result of|thanks to|owing to) [^;,]*)"), "due because result thanks owing"), 0.55),
    ("forecast", "asserts", Cued(pattern(r"(?:^|\band )(?P<words>(?:<OM>(?: ?\([^)]*\))? )?will (?!also have|be (?:added|listed|removed))(?:also )?[a-z]+ [^;\ue010]*)$"), "will"), 0.5),
    ("reaction", "characterizes", Cued(pattern(r"(?:<E>|<L>|decision|move|listing) (?P<words>(?:has |have )?(?:prompted|sparked|drew|drawn|triggered|provoked|angered|stirred) [^;]*)$"), "prompted sparked drew drawn triggered provoked angered stirred"), 0.6),
    ("superlative", "characterizes", Cued(pattern(r"(?P<words>(?:<C>'s?|[Ii]ts|the world's|the country's|the nation's|one of the (?:world's|country's)) (?:largest|biggest|leading|most popular|best-known|most important) (?:[\w-]+ ){0,4}?(?:compan(?:y|ies)|firms?|platforms?|sites?|websites?|markets?|marketplaces?|retailers?|malls?|apps?|sources?|groups?|networks?|services?|engines?|economy|economies|sellers?|operators?|bazaars?)\b)"), "largest biggest leading popular known important"), 0.5),
    ("continuing", "characterizes", Cued(pattern(r"^(?P<words>(?:<OM>) (?:continues? (?:to (?!be listed|be named|work|face)|its )|is still) ?[^;,\ue010]*)"), "continue continues still"), 0.5),
    ("known-for", "characterizes", Cued(pattern(r"(?P<words>(?:<G>|<M>)[^;,]{0,30} (?:notorious|infamous|known|famous|renowned) for [^;]*)"), "for"), 0.6),
    ("apposed-judgement", "characterizes", Cued(pattern(r"(?P<words><M>(?: ?\([^)]*\))?, (?:the|an?|another|one other|<O>'s?) (?:[\w-]+ ){0,2}?(?:ubiquitous|well-known|well known|popular(?= online)|upstart|e-commerce upstart|leading|notorious|giant|fast-growing)\b[^;,]*)"), "ubiquitous known popular upstart leading notorious giant growing"), 0.5),
    ("singled-out", "characterizes", Cued(pattern(r"^(?P<words>[^;,\ue010]{0,40},? ?(?:the )?<O> (?:pointed particularly|singled out|took particular|pointed especially|focused\b)[^;,]*)"), "pointed singled took focused"), 0.5),
    ("headline-targets", "characterizes", Cued(pattern(r"^(?P<words>(?:The )?<OC> (?:targets?|goes after|takes on|cracks down on|names and shames|puts pressure on) [^;|]*)"), "target targets goes takes cracks names puts"), 0.55),
)  # fmt: skip
_TOLD = re.compile(
    r"\b(?:[Aa]ccording to|said|says|told|reported that|reveals|revealed|claims that|notes that|noted that)\b"
)
_CLAUSE = re.compile(r"[^,;]+(?:, (?:and|or) [^,;]+)?")
# How far the clause around a number may reach, in characters.
_NEAR = 400
_FURNITURE = re.compile(
    r"^(?:Also [Rr]ead|Published|Posted|Updated|Featured|Image|Photo|Please|Click|Share|Follow|Get |Read more|Sign up|Copyright|©)",
    re.I,
)


def find(masked: Masked, document: str, claims: list[Claim], figures: list[Figure]) -> list[Claim]:
    """Find claims in the text's own voice, outside of what others are made to say."""
    taken = Cover(len(masked.outer))
    for place in (place for claim in claims for place in claim.evidence):
        taken.add(place)
    found: list[Claim] = []
    for sentence in masked.scene.text.sentences:
        if _is_furniture(masked, sentence):
            continue
        attributed = taken.touches((sentence.start, sentence.end))
        for rule, act, cued, confidence in _RULES:
            if cued.cues.isdisjoint(sentence.words):
                continue
            match = cued.shape.search(masked.outer[sentence.start : sentence.end])
            if not match:
                continue
            place = (sentence.start + match.start("words"), sentence.start + match.end("words"))
            if not taken.touches(place):
                found.append(_claim(masked, document, act, place, f"own-voice/{rule}", confidence))
                taken.add(place)
        if not attributed and _is_quoted(masked, sentence):
            continue
        told = not attributed and _TOLD.search(masked.outer, sentence.start, sentence.end) is not None
        for figure in within(figures, sentence.start, sentence.end):
            if not taken.holds((figure.start, figure.end)):
                make = _passed_on if told else _with_number
                claim = make(masked, document, figure, sentence, taken)
                taken.add(claim.evidence[0])
                found.append(claim)
    return found


def _is_quoted(masked: Masked, sentence: Sentence) -> bool:
    """Tell whether a sentence is somebody's words and little else, though whose was not understood."""
    quoted = sum(q.end - q.start for q in masked.quotations(sentence.start, sentence.end))
    return quoted > 0.8 * (sentence.end - sentence.start)


def _is_furniture(masked: Masked, sentence: Sentence) -> bool:
    words = masked.scene.text.plain[sentence.start : sentence.end]
    return words.count(" ") < 3 or _FURNITURE.match(words) is not None or words.endswith("?")


def _with_number(masked: Masked, document: str, figure: Figure, sentence: Sentence, taken: Cover) -> Claim:
    """Make the clause around a number the claim that it belongs to."""
    outer = masked.outer
    low, high = max(sentence.start, figure.start - _NEAR), min(sentence.end, figure.end + _NEAR)
    start, end = low, high
    for match in _CLAUSE.finditer(outer, low, high):
        if match.start() <= figure.start < match.end() and figure.end <= match.end():
            start, end = match.span()
    # A clause without a verb of its own says nothing alone; the whole sentence does, unless others speak in it.
    if outer[start:end].count(" ") < 3 and not taken.touches((low, high)):
        low, high = max(sentence.start, figure.start - _NEAR), min(sentence.end, figure.end + _NEAR)
    start, end = low, high
    place = complements.trimmed(masked, start, end) or (figure.start, figure.end)
    if not (place[0] <= figure.start and figure.end <= place[1]):
        place = (figure.start, figure.end)
    return _claim(masked, document, "statistic", place, "own-voice/number", 0.6)


def _passed_on(masked: Masked, document: str, figure: Figure, sentence: Sentence, taken: Cover) -> Claim:
    """Make a whole sentence that tells of somebody not understood what the document reports: it says a survey says so."""
    low, high = max(sentence.start, figure.start - _NEAR), min(sentence.end, figure.end + _NEAR)
    whole = low == sentence.start and high == sentence.end and not taken.touches((low, high))
    place = (low, high) if whole else (figure.start, figure.end)
    return _claim(masked, document, "reports", place, "own-voice/passed-on", 0.5)


def _claim(masked: Masked, document: str, act: str, place: Place, rule: str, confidence: float) -> Claim:
    words = masked.scene.text.plain[slice(*place)].rstrip()
    place = (place[0], place[0] + len(words))
    sentence = masked.scene.text.sentences[masked.scene.text.sentence_at(place[0])]
    around = tuple(
        m.entity for m in masked.between(sentence.start, sentence.end) if m.kind in "\ue000\ue002\ue004\ue005"
    )
    about = content.about(masked, (place,), document, (*around, *masked.scene.lexicon.of("MarketList")[:1]))
    mode = "narration"
    return Claim(document, act, mode, (place,), (), rule, confidence, about=about, topics=content.topics(words))
