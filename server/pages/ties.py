"""Who runs, owns or is tied to what around a market or a party, as a picture."""

from collections.abc import Iterable

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
    ties: dict[tuple[str, str, str], Tie] = {}
    for row in rows:
        ends = named(row, "from", "from_label"), named(row, "to", "to_label")
        labels |= {end.iri: end.text for end in ends}
        tie = Tie(ends[0].iri, ends[1].iri, cell(row, "words"), cell(row, "basis"))
        ties.setdefault((tie.source, tie.target, tie.words), tie)
    return network.draw(title, labels, tuple(ties.values()), iri)
