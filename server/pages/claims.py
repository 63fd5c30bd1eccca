"""Claims as pages show them, and the side on which each stands towards a market or a party."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from server.pages.facts import when
from server.pages.terms import Frame, Quote, Value

CRITICAL = frozenset({"accuses", "criticizes", "demands"})
FRIENDLY = frozenset({"acknowledges", "praises", "welcomes"})
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
    )


def sides(found: Collection[Claim], own: Collection[str], opposed: Iterable[tuple[str, str]]) -> Sides:
    """Tell claims apart by speaker and speech act, not by what they say.

    `own` are those who answer for the thing that the claims are about: what they say is its defence, and so are praise
    and acknowledgement by others. Who accuses, criticizes or demands stands against it. `opposed` are pairs of
    claims of which the first contradicts or rebuts the second: it puts a claim on the other side than the one that it
    opposes, where neither speaker nor act tell.
    """
    side = {claim.iri: _side(claim, own) for claim in found}
    other = {"against": "defence", "defence": "against"}
    by_act = dict(side)
    for one, opponent in sorted(opposed):
        if by_act.get(one) == "" and by_act.get(opponent):
            side[one] = other[by_act[opponent]]
    chosen = {name: tuple(c for c in found if side[c.iri] == name) for name in ("against", "defence", "")}
    return Sides(chosen["against"], chosen["defence"], chosen[""])


def _side(claim: Claim, own: Collection[str]) -> str:
    if claim.attributable.intersection(own) or claim.act_name in FRIENDLY:
        return "defence"
    return "against" if claim.act_name in CRITICAL else ""


def _place(claim: Claim) -> tuple[str, int, str]:
    first = next(iter(claim.quotes), None)
    return (first.document, first.start, claim.iri) if first else ("~", 0, claim.iri)
