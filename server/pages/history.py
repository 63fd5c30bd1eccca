"""What is known of a market in each edition of a list: listed, not listed, or unknown, and never a guess."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from server.pages.facts import Fact, of_kind
from server.pages.terms import Frame


class State(Enum):
    """Three states, because absence in an edition that is not known whole says nothing."""

    LISTED = "listed"
    ABSENT = "not listed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as others speak of it: IRI, label, slug, and its place in the series."""

    iri: str
    label: str
    slug: str
    rank: tuple[int, str]


@dataclass(frozen=True, slots=True)
class Year:
    """What is known of one market in one edition, with the facts that say it."""

    edition: Edition
    state: State
    basis: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """A market's years, oldest first."""

    years: tuple[Year, ...]

    @property
    def listed(self) -> tuple[Year, ...]:
        """The years in which it is known to be listed."""
        return tuple(year for year in self.years if year.state is State.LISTED)

    @property
    def newest(self) -> Year | None:
        """What is known of the newest edition."""
        return self.years[-1] if self.years else None


def editions(frames: Iterable[Frame]) -> tuple[Edition, ...]:
    """Put editions in order: each has those before it as nm:laterThan."""
    found = (
        Edition(
            frame.iri,
            frame.text("skos:prefLabel") or frame.iri,
            frame.iri.rpartition("/")[2],
            (len(frame.all("nm:laterThan")), frame.text("nm:editionYear")),
        )
        for frame in frames
    )
    return tuple(sorted(found, key=lambda edition: (edition.rank, edition.iri)))


def history(series: Iterable[Edition], facts: Iterable[Fact], absent: Iterable[str] = ()) -> History:
    """Say for each edition what the facts say; `absent` are the editions that are known whole and do not name it."""
    known = tuple(facts)
    missing = frozenset(absent)
    return History(tuple(_year(edition, known, edition.iri in missing) for edition in series))


def _year(edition: Edition, facts: tuple[Fact, ...], absent: bool) -> Year:
    here = tuple(fact for fact in facts if any(value.iri == edition.iri for value in fact.role("nm:inEdition")))
    listing = of_kind(here, "Listing", "Inclusion")
    removal = of_kind(here, "Removal")
    state = State.LISTED if listing else State.ABSENT if removal or absent else State.UNKNOWN
    bases = {basis.text for fact in listing or removal for basis in fact.bases}
    # Of several facts the best known one counts.
    basis = next((name for name in ("stated", "external", "implied") if name in bases), "")
    return Year(edition, state, basis, of_kind(here, "ListEvent", "Listing", "Inclusion", "Removal", "Nomination"))
