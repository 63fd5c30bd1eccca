"""What is reported as said or done about a market, where nobody's words are quoted: happenings, by their side."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from server.pages.facts import Fact, of_kind

# The side of each kind, as its definition has it, and how one and many are called. Where the definition leaves the side
# open, it is the actor that tells: an owner does not act against what is his.
_KINDS = {
    "rebuttal": ("defence", "rebuttal", "rebuttals"),
    "statement": ("defence", "statement", "statements"),
    "government-objection": ("defence", "objection of a government", "objections of governments"),
    "legal-action": ("against", "legal action", "legal actions"),
    "government-action": ("against", "government action", "government actions"),
    "listing-elsewhere": ("against", "listing elsewhere", "listings elsewhere"),
    "criticism": ("", "criticism", "criticisms"),
    "objection": ("", "objection", "objections"),
    "support": ("", "word of support", "words of support"),
    "lobbying": ("", "case of lobbying", "cases of lobbying"),
    "government-statement": ("", "government statement", "government statements"),
}


@dataclass(frozen=True, slots=True)
class Reported:
    """Happenings by the side on which they stand, and in words how many of each kind there are."""

    against: tuple[Fact, ...] = ()
    defence: tuple[Fact, ...] = ()
    other: tuple[Fact, ...] = ()

    @property
    def all(self) -> tuple[Fact, ...]:
        """All of them."""
        return self.against + self.defence + self.other

    @property
    def words(self) -> str:
        """Count them by kind: `2 rebuttals, 1 legal action`; empty where there is none."""
        counts = Counter(_kind(fact) for fact in self.all)
        return ", ".join(f"{n} {_KINDS[name][1 if n == 1 else 2]}" for name, n in counts.items())


def reported(known: Iterable[Fact], own: Collection[str]) -> Reported:
    """Pick the happenings in which somebody speaks or acts for or against the thing, the earliest first.

    `own` are those who answer for the thing: what they do is in its defence where the kind does not tell.
    """
    found = sorted(
        (fact for fact in of_kind(known, "Happening") if _kind(fact) in _KINDS),
        key=lambda fact: (fact.frame.text("nm:notBefore"), fact.iri),
    )
    side = {fact.iri: _side(fact, own) for fact in found}
    sides = (tuple(fact for fact in found if side[fact.iri] == name) for name in ("against", "defence", ""))
    return Reported(*sides)


def _side(fact: Fact, own: Collection[str]) -> str:
    told = _KINDS[_kind(fact)][0]
    return told or ("defence" if any(actor.iri in own for actor in fact.role("nm:actor")) else "")


def _kind(fact: Fact) -> str:
    return next((value.iri.rpartition("/")[2] for value in fact.role("nm:happeningKind")), "")
