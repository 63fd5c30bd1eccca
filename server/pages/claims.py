"""Claims as pages show them, and the side on which each stands towards a market or a party."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from server.pages.facts import when
from server.pages.terms import Frame, Quote, Value

CRITICAL = frozenset({"accuses", "criticizes", "demands"})
FRIENDLY = frozenset({"acknowledges", "praises", "welcomes"})
_ASKING = frozenset({"requests", "urges"})
_LISTING = "list-membership"
_FAKES = frozenset({"counterfeiting", "piracy"})
_ENFORCEMENT = "ip-enforcement"
_OTHER = {"against": "defence", "defence": "against"}
_STANCE = {"affirms": "denies", "denies": "affirms"}
_MODES = {
    "direct": "in the speaker’s own words",
    "indirect": "in the reporter’s words",
    "mixed": "partly in the speaker’s own words",
    "narration": "told by the document itself",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: who says it, for whom, by which act, how it is reported, when, in which words."""

    iri: str
    summary: str
    speakers: tuple[Value, ...]
    behalf: tuple[Value, ...]
    act: Value | None
    mode: str
    hedges: tuple[str, ...]
    cautions: tuple[str, ...]
    when: str
    quotes: tuple[Quote, ...]
    stances: tuple[tuple[str, Value], ...]
    attributable: frozenset[str] = field(default=frozenset())
    topics: frozenset[str] = field(default=frozenset())
    same: frozenset[str] = field(default=frozenset())
    """Claims that report the same statement."""
    also: tuple["Claim", ...] = ()
    """Those of them that are shown with it."""

    @property
    def act_name(self) -> str:
        """The slug of the speech act."""
        return self.act.iri.rpartition("/")[2] if self.act else ""


@dataclass(frozen=True, slots=True)
class Sides:
    """Claims about one thing by the side on which they stand."""

    against: tuple[Claim, ...]
    defence: tuple[Claim, ...]
    other: tuple[Claim, ...]

    @property
    def total(self) -> int:
        """The number of claims: a statement that two documents report is two of them."""
        return sum(1 + len(claim.also) for claim in (*self.against, *self.defence, *self.other))


def claims(frames: Iterable[Frame]) -> tuple[Claim, ...]:
    """Make claims of frames, in the order in which they stand in their documents."""
    return tuple(sorted(map(claim, frames), key=_place))


def claim(frame: Frame) -> Claim:
    """Make a claim of its frame."""
    mode = frame.one("nm:quotationMode")
    return Claim(
        iri=frame.iri,
        summary=frame.text("nm:summary"),
        speakers=frame.all("nm:speaker"),
        behalf=frame.all("nm:onBehalfOf"),
        act=frame.one("nm:speechAct"),
        mode=_MODES.get(mode.iri.rpartition("/")[2], mode.text) if mode else "",
        hedges=tuple(value.text for value in frame.all("nm:hedge")),
        cautions=tuple(value.text for value in frame.all("nm:caution")),
        when=when(frame),
        quotes=tuple(value.quote for value in frame.all("nm:evidence") if value.quote),
        stances=tuple(
            (words, value)
            for words, name in (("affirms", "nm:affirms"), ("denies", "nm:denies"), ("questions", "nm:questions"))
            for value in frame.all(name)
        ),
        attributable=frozenset(value.iri for value in frame.all("nm:speaker", "nm:onBehalfOf", "nm:attributableTo")),
        topics=frozenset(value.iri.rpartition("/")[2] for value in frame.all("nm:topic")),
        same=frozenset(value.iri for value in frame.all("nm:sameStatementAs")) - {frame.iri},
    )


def sides(found: Sequence[Claim], own: Collection[str], opposed: Iterable[tuple[str, str]]) -> Sides:
    """Tell claims apart by who speaks, by what they do by it, and by what the claim is on; not by reading them.

    `own` are those who answer for the thing that the claims are about: what they say is its defence, and so are praise
    and acknowledgement by others. Who accuses, criticizes, demands, or asks for its listing stands against it. Where
    neither speaker nor act tell, the first of these does that can: what the claim affirms or denies, beside who else
    affirms or denies it; `opposed`, pairs of claims of which the first contradicts or rebuts the second; its topic, as
    fakes and piracy are held against it; and for enforcement on it, the one side of the speaker's other claims.
    """
    by_act = {claim.iri: _by_act(claim, own) for claim in found}
    by_stance = _by_stance(found, by_act)
    by_opponent = {one: _OTHER[by_act[other]] for one, other in sorted(opposed) if by_act.get(other)}
    by_topic = {claim.iri: "against" for claim in found if _FAKES & claim.topics and _ENFORCEMENT not in claim.topics}
    side = {
        claim.iri: next(
            (told[claim.iri] for told in (by_act, by_stance, by_opponent, by_topic) if told.get(claim.iri)), ""
        )
        for claim in found
    }
    by_speaker = _by_speaker(found, side)
    side = {iri: one or by_speaker.get(iri, "") for iri, one in side.items()}
    chosen = {name: together([c for c in found if side[c.iri] == name]) for name in ("against", "defence", "")}
    return Sides(chosen["against"], chosen["defence"], chosen[""])


def together(found: Iterable[Claim]) -> tuple[Claim, ...]:
    """Put claims that report the same statement with the first of them."""
    first: dict[str, Claim] = {}
    for claim in found:
        known = next((iri for iri, one in first.items() if iri in claim.same or claim.iri in one.same), "")
        if known:
            first[known] = replace(first[known], also=(*first[known].also, claim))
        else:
            first[claim.iri] = claim
    return tuple(first.values())


def _by_act(claim: Claim, own: Collection[str]) -> str:
    if claim.attributable.intersection(own) or claim.act_name in FRIENDLY:
        return "defence"
    asks_for_listing = claim.act_name in _ASKING and _LISTING in claim.topics
    return "against" if claim.act_name in CRITICAL or asks_for_listing else ""


def _by_stance(found: Iterable[Claim], side: Mapping[str, str]) -> Mapping[str, str]:
    """Put a claim on the side of those who affirm or deny the same as it does, where they all are on one side."""
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in found:
        for stance, proposition in claim.stances if side[claim.iri] else ():
            known[stance, proposition.iri].add(side[claim.iri])
            if stance in _STANCE:
                known[_STANCE[stance], proposition.iri].add(_OTHER[side[claim.iri]])
    told = {claim.iri: {s for stance, p in claim.stances for s in known.get((stance, p.iri), ())} for claim in found}
    return _one(told)


def _by_speaker(found: Iterable[Claim], side: Mapping[str, str]) -> Mapping[str, str]:
    """Put what is said of enforcement on the side on which all other claims of the speaker stand."""
    known: dict[str, set[str]] = defaultdict(set)
    for claim in found:
        for speaker in claim.speakers:
            known[speaker.iri] |= {side[claim.iri]} - {""}
    told = {
        claim.iri: {s for speaker in claim.speakers for s in known[speaker.iri]}
        for claim in found
        if _ENFORCEMENT in claim.topics
    }
    return _one(told)


def _one(told: Mapping[str, set[str]]) -> Mapping[str, str]:
    """Keep those of which one side is told, and not both."""
    return {iri: next(iter(sides)) for iri, sides in told.items() if len(sides) == 1}


def _place(claim: Claim) -> tuple[str, int, str]:
    first = next(iter(claim.quotes), None)
    return (first.document, first.start, claim.iri) if first else ("~", 0, claim.iri)
