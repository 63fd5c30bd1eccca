"""What is known of a market in each edition of a list: listed, named in an entry, not listed, or unknown; no guess."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import zip_longest

from server.pages.facts import Fact, of_kind
from server.pages.terms import Frame


class State(Enum):
    """Absence in an edition that is not known whole says nothing; an example inside another entry is not listed."""

    LISTED = "listed"
    INCLUDED = "named inside an entry"
    ABSENT = "not listed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as others speak of it: IRI, label, slug, and its place in the series."""

    iri: str
    label: str
    slug: str
    rank: tuple[int, str]

    @property
    def short(self) -> str:
        """Its name where it is plain that a list is meant: `2010 out-of-cycle`."""
        return short(self.label)


@dataclass(frozen=True, slots=True)
class Year:
    """What is known of one market in one edition, with the facts that say it."""

    edition: Edition
    state: State
    basis: str = ""
    facts: tuple[Fact, ...] = ()
    ground: str = ""
    """Why it is known not to be listed, where no removal says it."""
    rests: tuple[Fact, ...] = ()
    """The facts on which the ground rests."""


@dataclass(frozen=True, slots=True)
class History:
    """A market's years, oldest first."""

    years: tuple[Year, ...]

    @property
    def listed(self) -> tuple[Year, ...]:
        """The years in which it is known to be listed."""
        return tuple(year for year in self.years if year.state is State.LISTED)

    @property
    def included(self) -> tuple[Year, ...]:
        """The years in which it is known to be named inside the entry of another."""
        return tuple(year for year in self.years if year.state is State.INCLUDED)

    def since(self, state: str) -> str:
        """Name the editions after the last listing for which a state holds; empty where there are none."""
        last = max((n for n, year in enumerate(self.years) if year.state is State.LISTED), default=-1)
        return told([year for year in self.years[last + 1 :] if year.state is State(state)], self.years)

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


def short(label: str) -> str:
    """Shorten the name of an edition where it is plain that a list is meant."""
    return re.sub(r"(?<=.) list$", "", label)


def told(years: Iterable[Year], among: Sequence[Year]) -> str:
    """Name years, three or more in a row by the first and the last: `2013, 2018 to 2025`."""
    runs: list[list[int]] = []
    for place in (among.index(year) for year in years):
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    names = [[among[place].edition.short for place in run] for run in runs]
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(run) for run in names)


def history(series: Iterable[Edition], facts: Iterable[Fact], absent: Iterable[str] = ()) -> History:
    """Say for each edition what the facts say; `absent` are the editions that are known not to list it."""
    known = tuple(facts)
    missing = frozenset(absent)
    years = [_year(edition, known, edition.iri in missing) for edition in series]
    return History(tuple(_grounded(year, later) for year, later in zip_longest(years, years[1:])))


def _year(edition: Edition, facts: tuple[Fact, ...], absent: bool) -> Year:
    here = tuple(fact for fact in facts if any(value.iri == edition.iri for value in fact.role("nm:inEdition")))
    listing, inclusion, removal = of_kind(here, "Listing"), of_kind(here, "Inclusion"), of_kind(here, "Removal")
    state = State.ABSENT if removal or absent else State.UNKNOWN
    state = State.LISTED if listing else State.INCLUDED if inclusion else state
    bases = {basis.text for fact in listing or inclusion or removal for basis in fact.bases}
    # Of several facts the best known one counts.
    basis = next((name for name in ("stated", "external", "implied") if name in bases), "")
    return Year(edition, state, basis, of_kind(here, "ListEvent", "Listing", "Inclusion", "Removal", "Nomination"))


def _grounded(year: Year, later: Year | None) -> Year:
    """Say why it is known not to be listed where no removal does, as the definition of nm:absentFrom has it."""
    if year.state is not State.ABSENT or of_kind(year.facts, "Removal"):
        return year
    relisted = tuple(
        fact
        for fact in of_kind(later.facts if later else (), "Listing")
        if any(value.iri.endswith("/relisted") for value in fact.role("nm:listingStatus"))
    )
    if later and relisted:
        return replace(
            year, ground=f"a source calls its listing in the {later.edition.label} a relisting", rests=relisted
        )
    return replace(year, ground="all markets of its kind that this edition lists are known here")
