"""What looks like a speaking verb with its subject before it, and is none: participles and plural nouns."""

import re

from graph.extract.claims.verbs import Verb
from graph.extract.found import Place

_AS = re.compile(r" as\b")
_BY = re.compile(r" by (?!e-?mail|phone|text|\w+ing\b)")
_NOUNS = frozenset(
    ["claims", "reports", "states", "notes", "demands", "requests", "comments", "questions", "challenges", "complaints"]
)
_NO_OBJECT = re.compile(r"\W*$| (?:of|about|on|against|over|in|from|for|and|or|were|are|have|had|will)\b")
_QUALIFIED = re.compile(r"\b(?:the|these|those|such|its|their|all|any) [a-z]+ $")


def participle(outer: str, end: int, verb: Verb) -> bool:
    """Tell whether a verb stands behind the noun it describes: “sites described as hubs”, “a list kept by the office”."""
    if verb.form == "ing" or "p" in verb.takes:
        return False
    return _BY.match(outer, end) is not None or ("o" in verb.takes and _AS.match(outer, end) is not None)


def noun(outer: str, subject: Place, rest: Place) -> bool:
    """Tell whether a word is a plural noun and the name before it qualifies it: “the latest US claims.”

    `subject` reaches from the name to the word, `rest` from behind it to the end of its sentence.
    """
    word = outer[subject[1] : rest[0]]
    if word not in _NOUNS or _NO_OBJECT.match(outer, *rest) is None:
        return False
    return _QUALIFIED.search(outer, max(0, subject[0] - 30), subject[0]) is not None
