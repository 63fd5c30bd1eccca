"""Which markets a list event is about: those before its words or behind them, and no others."""

import re

from graph.extract.events.listings import Clause, Trigger
from graph.extract.events.words import ALONG, RELATIVE, SUCH_AS
from graph.extract.found import Mention
from graph.extract.masks import Masked, pattern

_IT = re.compile(r" (?:it|them)\b")


def markets(masked: Masked, clause: Clause, trigger: Trigger) -> tuple[Mention, ...]:
    """List the markets that an event is about: those before its words or behind them, without relative clauses."""
    inner = masked.inner
    if trigger.side == "subject":
        low, high = clause.start, trigger.start
        if (
            not _targets(masked, low, high)
            and clause.start > clause.sentence_start
            and not _has_subject(masked, low, high)
        ):
            low = clause.sentence_start
    elif trigger.side == "own":
        low, high = trigger.start, trigger.end
    elif trigger.side == "both":
        low, high = clause.start, clause.end
    else:
        low, high = trigger.end, clause.end
    side_clauses = [match.span() for match in RELATIVE.finditer(inner, low, high)]
    hidden = [(s, e) for s, e in side_clauses if trigger.side != "subject" or e < high]
    if trigger.side == "own":
        return tuple(m for m in masked.between(low, high) if m.kind in "\ue002\ue003")[:1]
    found = [m for m in _targets(masked, low, high) if not any(s <= m.start < e for s, e in hidden)]
    if not found and trigger.side == "object" and _IT.match(inner, trigger.end):
        # “praised Taobao and struck it from the list”: the market that the sentence named last.
        return tuple(_targets(masked, clause.sentence_start, trigger.start)[-1:])
    if trigger.side == "subject":
        # “… continue to be listed, such as Taobao”, “… are on the list, along with nine physical markets”
        more = (ALONG if found else SUCH_AS).search(inner, trigger.end, clause.sentence_end)
        found += _targets(masked, more.end(), clause.sentence_end) if more else []
    return tuple(found)


# What a name is followed by where it only says what the next one is: “Quay's site Dock”, “Quay storage service Dock”.
_JOINING = re.compile(
    r"\b(?:and|or|as|is|are|was|were|has|have|had|with|while|join|joins|joined|in|on|to|from|by|of|at|that|which)\b"
)
_QUALIFIES = pattern(r"(?:'s | (?:[a-z][\w-]* ){1,4}(?=<MG>))")


def _targets(masked: Masked, low: int, high: int) -> list[Mention]:
    inner = masked.inner
    here = [m for m in masked.between(low, high) if m.kind in "\ue002\ue003"]
    return [m for m in here if not (found := _QUALIFIES.match(inner, m.end)) or _JOINING.search(found[0])]


def _has_subject(masked: Masked, low: int, high: int) -> bool:
    return any(m.kind in "\ue000\ue001\ue009" for m in masked.between(low, high))
