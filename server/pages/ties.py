"""Who runs, owns or is tied to what around a market or a party, as a picture."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from server.pages import ask
from server.pages.terms import cell, named
from server.pictures import network
from server.pictures.network import Tie
from server.site import Row

_KINDS = (
    ("runs", "nm:operator", "nm:operatedMarket"),
    ("owns", "nm:owner", "nm:ownedThing"),
    ("controls", "nm:controller", "nm:controlledThing"),
    ("has a stake in", "nm:stakeHolder", "nm:stakeIn"),
    ("is tied to", "nm:affiliate", "nm:affiliatedWith"),
    ("includes", "nm:whole", "nm:part"),
)


def query(iri: str) -> str:
    """Ask for the ties of a node and of its neighbours."""
    return ask.about(
        "ties",
        iri,
        pairs=" ".join(f"({holder} {held})" for _, holder, held in _KINDS),
        named=" ".join(f'("{words}" {holder} {held})' for words, holder, held in _KINDS),
    )


def picture(title: str, iri: str, rows: Iterable[Row]) -> Markup:
    """Draw the ties; nothing where there are none."""
    labels: dict[str, str] = {}
    ties: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        ends = named(row, "from", "from_label"), named(row, "to", "to_label")
        labels |= {end.iri: end.text for end in ends}
        ties.setdefault((ends[0].iri, ends[1].iri), []).append(row)
    return network.draw(title, labels, tuple(_tie(*ends, found) for ends, found in ties.items()), iri)


def _tie(source: str, target: str, rows: Sequence[Row]) -> Tie:
    """Make one line of all ties between two: all their words, and of their bases the one that says most."""
    words, bases = dict.fromkeys(cell(row, "words") for row in rows), {cell(row, "basis") for row in rows}
    best = next((basis for basis in ("stated", "external", "implied") if basis in bases), "")
    return Tie(source, target, ", ".join(words), best)
