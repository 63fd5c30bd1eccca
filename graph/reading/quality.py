"""Tells of text whose wording cannot be fully trusted: spun word by word, translated there and back, cut off."""

import re

# Pairs that no writer chooses and that programs make when they put a synonym for every word.
_SPUN = re.compile(
    r"\b(?:primary time|mental property|in response to (?:the|a) (?:[\w-]+ ){0,3}(?:report|company|agency|newspaper)|one other well|instantly "
    r"(?:reply|reply to|respond)|request for remark|the corporate (?:stated|mentioned|continued|said)|instructed reporters|"
    r"stated in a press release|commerce company|corresponding to (?:[A-Z]\w+, |[A-Z]\w+ and)|can also be accused|on-line buying|"
    r"well-liked|including that (?:it|the)|merchandise merchandise|search big|hit again at|social media large|"
    r"in keeping with (?:the|a) (?:report|firm|company)|advised (?:Reuters|reporters|CNN|AFP)|beneath strain|massive tech)\b"
)
# Marks of a text that went through another language and came back.
_TRANSLATED = (
    re.compile(r"\b(?:infamous markets?|non-trade policies|was not responsible\.|intellectual rights property|famous markets? list|bad market list|"
               r"counterfeit products? list|the United States side|trade representative's office of the United States|according to the news that)\b"),
    re.compile(r"(?<=[.!?] )(?:Including|And also|But also)\b[^.!?]{3,60}[.!?]"),
    re.compile(r"\boffice said[^.]{5,80}\. He (?:also|added|said)\b"),
    re.compile(r"\|\s*$", re.M),
)  # fmt: skip
_PAYWALL = re.compile(
    r"(?:get unlimited access|subscribe (?:now )?to (?:continue|read)|to continue reading|already a subscriber|this content is for (?:subscribers|members)|"
    r"register (?:for free )?to (?:continue|read)|log in to (?:continue|read))", re.I
)  # fmt: skip
_MISREAD = re.compile(r"â€[™œ\x9d“”]|Ã[©¨±³]|\ufffd")


def warnings(text: str) -> tuple[str, ...]:
    """List what in a text tells that its wording cannot be fully trusted."""
    found: list[str] = []
    spun = {match[0].lower() for match in _SPUN.finditer(text)}
    if len(spun) >= 3:
        found.append(f"word-spun copy: quoted words may be intact, the reporter's own are synonyms ({_some(spun)})")
    translated = [match[0].strip() for pattern in _TRANSLATED for match in pattern.finditer(text)]
    if len(translated) >= 3 and not found:
        found.append(f"machine back-translation: quotation marks do not guarantee wording ({_some(set(translated))})")
    paywall = _PAYWALL.search(text)
    if paywall:
        found.append("cut off by a paywall, as its closing words tell")
    elif (
        text.rstrip()[-1:].isalpha()
        and len(text) > 800
        and re.search(r"\b(?:of|the|and|to|in|a|for|by|with)$", text.rstrip())
    ):
        found.append("cut off in the middle of a sentence")
    if len(_MISREAD.findall(text)) >= 3:
        found.append("characters were misread: its encoding was mistaken at some time")
    return tuple(found)


def is_spun(text: str) -> bool:
    """Tell whether a text is a word-spun copy."""
    return len({match[0].lower() for match in _SPUN.finditer(text)}) >= 3


def _some(words: set[str]) -> str:
    return ", ".join(f"“{word[:40]}”" for word in sorted(words)[:3])
