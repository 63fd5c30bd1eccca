"""Which edition a list event belongs to: the one that its words name, that of the year they tell, or the text's."""

import re

from graph.extract.editions import edition_id, named_year
from graph.extract.listing_words import PAST
from graph.extract.listings import Clause, Trigger
from graph.extract.masks import Masked

_DATED = re.compile(r"\b(?:in|since|of) ((?:19|20)\d\d)\b")
_YEAR_BEFORE = re.compile(r"\b(?:last year's|previous) (?:[\w'-]+ ){0,3}?(?:list|edition|report|review)\b")
_RELATIVE_YEAR = re.compile(r", (?:which|who|where|when)\b")


def edition_of(masked: Masked, clause: Clause, trigger: Trigger, *, nomination: bool = False) -> tuple[str, str]:
    """Give the edition that an event belongs to and how it is known; empty where it is not."""
    plain = masked.scene.text.plain
    editions = masked.scene.editions
    relative = _RELATIVE_YEAR.search(plain, trigger.end, clause.end)
    dated = _DATED.search(plain, trigger.end, relative.start() if relative else clause.end)
    opening = re.match(r"\W*(?:Back )?[Ii]n ((?:19|20)\d\d)\b", plain[clause.sentence_start : clause.sentence_end])
    words = plain[clause.start : clause.end]
    year, how = editions.of(words, nomination=nomination)
    if not named_year(words) and editions.current and _YEAR_BEFORE.search(words):
        return edition_id(masked.scene.lexicon, editions.current - 1), "the list before the one that the text is about"
    if not named_year(words) and not dated and not opening and PAST.search(words):
        return "", ""
    if not named_year(words) and (dated or opening):
        words_of_year = (dated or opening or [""])[0]
        if "since" in words_of_year:
            return (edition_id(masked.scene.lexicon, editions.current), editions.how) if editions.current else ("", "")
        printed = words_of_year[-4:]
        year, how = int(printed), f"the list of the year that the words name, {printed}"
        if editions.current and year == editions.current + 1:
            year = editions.current
    return (edition_id(masked.scene.lexicon, year), how) if year else ("", "")
