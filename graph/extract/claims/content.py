"""What was understood of a claim's words: what it is about, its topics, hedges and dates."""

import re
from functools import lru_cache

from graph.extract.found import Claim, Mention, Place
from graph.extract.masks import Masked

# Parts of words that tell what is spoken of, tried in text with small letters and a space at either end.
_TOPICS = (
    ("counterfeiting", ("counterfeit", " fake", "knockoff", "knock-off", "imitation", "infringing goods", "infringing products")),
    ("piracy", ("piracy", "pirate", "copyright", "illegal download", "stream-ripp", "stream ripp", "torrent")),
    ("ip-enforcement", ("intellectual property", " ip ", "takedown", "take-down", "take down", "took down", "taken down", "enforce", "infring", "protect",
                        "trademark", "right holder", "rights holder", "rightsholder", "abuse", "listings")),
    ("list-membership", (" list ", " list,", " list.", " listed", " listing ", "inclusion", "included", "notorious", "designat", "blacklist", "decision")),
    ("list-legitimacy", ("credib", "evidence", "unfair", "bias", "flawed", "objectiv", "irresponsible", "ill-informed", "inaccura", "honest", "accurate",
                         "trust the", " solid")),
    ("trade-politics", ("politic", "protectionis", "scapegoat", "vendetta", "sanction")),
    ("trade-policy", ("tariff", "trade deal", " wto", "phase one", "trade tools", "trade polic", "section 301", "commitments under")),
    ("cooperation", ("cooperat", "collaborat", "work with", "working with", "work together", "working together", "partner", "dialogue")),
    ("forced-labor", ("forced labor", "forced labour", "exploitative labo")),
    ("business", ("revenue", "earnings", "quarter", "acqui", "invest", "customers", "sellers", "merchants", "market share", "shoppers", "profit")),
    ("reputation", ("reputation", " image", "brand name", "shame", "honor", "honour")),
    ("patents", (" patent",)),
    ("consumer-safety", ("safety", "health", "danger", "hazard", "medicine", "pharmaceutical")),
)  # fmt: skip
_PHRASES = tuple((name, tuple(part for part in parts if " " in part.strip())) for name, parts in _TOPICS)
_HEDGE = re.compile(
    r"\b(reportedly|allegedly|alleged|apparently|purportedly|supposedly|likely|may|might|could|can|possibly|perhaps|seems? to|appears? to)\b"
)
# Words by which a speaker speaks of itself: “we”, or “it” where that opens what is reported.
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|us)\b")
_IT = re.compile(r"(?:that )?(?:it|its)\b(?! (?:is|was|isn't|wasn't|would be|makes|seems)\b)")


_SUBJECTS = "\ue000\ue002\ue003\ue004\ue005\ue006\ue007"


def topics(words: str) -> tuple[str, ...]:
    """Name what a claim's words touch, at most three topics; where none is seen, membership of the list."""
    small = words.lower()
    told = frozenset().union(*map(_topics_of, small.split(" ")))
    padded = f" {small} "
    found = tuple(name for name, parts in _PHRASES if name in told or any(map(padded.__contains__, parts)))
    return found[:3] or ("list-membership",)


@lru_cache(maxsize=1 << 14)
def _topics_of(word: str) -> frozenset[str]:
    """Name the topics of one word as it is printed between spaces; texts use the same few thousand over and over."""
    padded = f" {word} "
    return frozenset(name for name, parts in _TOPICS if any(part in padded for part in parts))


def hedge(words: str) -> str:
    """Give the word by which a claim holds back, or nothing."""
    match = _HEDGE.search(words)
    return match[1] if match else ""


# What merely tells one subject from another: “China's Tencent”, “a site run by Alibaba”, “goods from China”.
_TELLS_WHOSE = re.compile(r"'s? (?:[\w-]+ ){0,3}[\ue000-\ue003]")
_TELLS_BY_WHOM = re.compile(
    r"\b(?:run|owned|operated|made|decision|taken|released|published|issued) by (?:the )?$|\b(?:products?|goods|platforms?|sites?|companies) from $"
)


def about(masked: Masked, evidence: tuple[Place, ...], speaker: str, fallback: tuple[str, ...]) -> tuple[str, ...]:
    """List whom and what a claim's words name; where they name nobody, what its sentence is about."""
    named = [mention for place in evidence for mention in masked.between(*place) if mention.kind in _SUBJECTS]
    own = [mention for mention in named if not _qualifies(masked, mention)]
    kept = tuple(dict.fromkeys(m.entity for m in own or named if not m.entity.startswith("document/")))
    return kept[:4] or tuple(dict.fromkeys(f for f in fallback if f and f != speaker))[:2] or fallback[:1]


def _qualifies(masked: Masked, mention: Mention) -> bool:
    """Tell whether a name stands there to say whose or by whom another thing is."""
    outer = masked.inner
    return (
        _TELLS_WHOSE.match(outer, mention.end) is not None
        or _TELLS_BY_WHOM.search(outer, max(0, mention.start - 30), mention.start) is not None
    )


def subjects(
    masked: Masked, place: Place, act_: str, speaker: str, own: str, around: tuple[str, ...]
) -> tuple[str, ...]:
    """List what somebody's words are about: what they name, and `own`, for whom it speaks, where they say “we” or “it”.

    A promise is about who makes it; who says nothing, says nothing of the list.
    """
    lexicon = masked.scene.lexicon
    lists = lexicon.of("MarketList")[:1]
    if act_ == "withholds-comment":
        current = lexicon.editions.get(masked.scene.editions.current, "")
        return (current,) if current else lists
    of_itself = act_ == "promises" or _WE.search(masked.inner, *place) or _IT.match(masked.outer, *place)
    if not own or not of_itself:
        return about(masked, (place,), speaker, (*around, *lists))
    return tuple(dict.fromkeys((own, *about(masked, (place,), speaker, (own,)))))[:4]


def key(claim: Claim) -> tuple[Place, str]:
    """Give what makes a claim one of its own: its first words and its speaker."""
    return claim.evidence[0], claim.speaker
