"""How much of an edition is known: markets counted by sources beside markets that the graph names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.pages.terms import Frame, Value

_KINDS = (
    ("online", "online markets", "OnlineMarket", "listed-online-markets"),
    ("physical", "physical markets", "PhysicalMarket", "listed-physical-markets"),
    ("", "markets in all", "", "listed-markets"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """Of one kind of market: the number that is named here, the numbers that sources count, what that means."""

    words: str
    held: int
    counted: tuple[Value, ...]
    complete: bool | None
    """None where no source counts."""

    @property
    def verdict(self) -> str:
        """Say whether the list is known whole."""
        if self.complete is None:
            return "not known: no source here counts them"
        return "complete" if self.complete else "incomplete: silence proves nothing"


def completeness(held: Mapping[str, int], figures: Sequence[Frame], judged: Sequence[Frame]) -> tuple[Known, ...]:
    """Say of each kind what is held and counted; `judged` are the graph's own verdicts, where it has them."""
    return tuple(_known(held, figures, judged, kind) for kind in _KINDS)


def _known(
    held: Mapping[str, int], figures: Sequence[Frame], judged: Sequence[Frame], kind: tuple[str, str, str, str]
) -> Known:
    slug, words, class_, measure = kind
    own = sum(held.get(name, 0) for name in ([class_] if class_ else ("OnlineMarket", "PhysicalMarket")))
    counts = tuple(
        {
            figure.text("nm:value"): Value(figure.text("nm:value"), figure.iri)
            for figure in figures
            if _is(figure, "nm:measure", measure)
        }.values()
    )
    verdict = next((frame for frame in judged if slug and _is(frame, "nm:marketKind", slug)), None)
    if verdict is not None:
        own = int(verdict.text("nm:held") or own)
    complete = verdict.text("nm:complete") == "true" if verdict is not None and verdict.all("nm:counted") else None
    if verdict is None and counts:
        complete = all(count.text == str(own) for count in counts)
    return Known(words, own, counts, complete)


def _is(frame: Frame, name: str, slug: str) -> bool:
    return any(value.iri.endswith(f"/concept/{slug}") for value in frame.all(name))
