"""The graph of what is worked out from the record."""

from collections.abc import Iterable

from pyoxigraph import Triple

from graph.history import record
from graph.history.control import control
from graph.history.knowledge import knowledge
from graph.history.markets import completeness, market_history


def history(triples: Iterable[Triple]) -> frozenset[Triple]:
    """Work the history out from the merge of all sources; nothing of it is read in any."""
    found = record.read(triples)
    known = knowledge(found)
    markets = (triple for market in sorted(found.kinds, key=str) for triple in market_history(known, market))
    return frozenset((*completeness(known), *markets, *control(found)))
