"""Numbers as English prints them: digits, words, money, shares, with what makes them inexact."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from graph.extract.cues import Cued

_SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_WORDS = _SMALL | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9, "mn": 10**6,
    "m": 10**6, "k": 1000, "dozen": 12, "crore": 10**7, "lakh": 10**5,
}  # fmt: skip
_MANY = {"dozens": 24, "hundreds": 100, "thousands": 1000, "millions": 10**6, "billions": 10**9, "a dozen": 12}
_HALVED = {"dozen": 12, **_SCALES}
CURRENCIES = {
    "$": "us-dollars", "us$": "us-dollars", "us $": "us-dollars", "usd": "us-dollars", "€": "euros", "eur": "euros",
    "rmb": "yuan", "cny": "yuan", "¥": "yuan",
}  # fmt: skip


def _by_letter(words: list[str]) -> str:
    """Join words to a pattern by their first letter: the engine tries what is joined one by one."""
    letters = sorted({word[0] for word in words})
    return "|".join(f"{c}(?:{'|'.join(word[1:] for word in words if word[0] == c)})" for c in letters)


NUMBER = Cued(
    re.compile(
        r"(?<![\w.,$€£¥₹₩₽₫₱₺฿/:#-])(?:(?P<currency>US ?\$|(?:HK|NT|CA|AU|[ACS])\$|(?:USD|RMB|CNY|EUR|GBP|INR|Rs\.?|Rp\.?) ?|[$€£¥₹₩₽₫₱₺฿])\s?)?"
        r"(?:(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
        r"|(?P<word>"
        + _by_letter(sorted(_WORDS, key=len, reverse=True))
        + r")(?:-(?P<unit>one|two|three|four|five|six|seven|eight|nine))?"
        r"|(?P<many>(?:tens of |hundreds of )?(?:dozens|hundreds|thousands|millions|billions)|(?:over |more than |about |nearly |almost |at least |around )?a dozen"
        r"|(?:half )?a (?:dozen|hundred|thousand|million|billion|trillion)(?!-)))"
        r"(?P<scale>[ -]?(?:hundred|thousand|million|billion|trillion|dozen|crore|lakh|bn|mn)\b|(?<=\d)[mk]\b)?"
        r"(?P<percent>\s?%|\s?per ?cent\b| percentage points?\b)?"
        r"(?![\w%]|[.,:/]\d|\.[a-z]{2})",
        re.I,
    ),
    " ".join(("#", *_WORDS, *_MANY)),
)
_MORE = re.compile(
    r"\b(?:more than|over|above|in excess of|exceed(?:s|ed|ing)|at least|upwards? of|beyond|surpass(?:ed|ing)|no fewer than|no less than)(?: (?:an? )?(?:estimated|whopping|staggering|some))? $",
    re.I,
)
_ABOUT = re.compile(
    r"\b(?:about|around|approximately|approx\.?|roughly|nearly|almost|some|an? estimated|estimated(?: at)?|close to|circa|an average of) $",
    re.I,
)
_MOST = re.compile(
    r"\b(?:up to|as much as|as many as|at most|no more than|fewer than|less than|under|below|not more than) $", re.I
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: where it stands, its value, and whether it is a share or a sum of money."""

    start: int
    end: int
    value: Decimal
    precision: str
    percent: bool
    currency: str
    word: bool


def find(plain: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """Find numbers, in text order."""
    for match in NUMBER.shape.finditer(plain, start, len(plain) if end is None else end):
        number = _number(plain, match)
        if number is not None:
            yield number


def _number(plain: str, match: re.Match[str]) -> Number | None:
    scale = (match["scale"] or "").strip(" -").lower()
    factor = _SCALES.get(scale, 1)
    precision = _precision(plain, match.start())
    if match["digits"]:
        if len(match["digits"]) > 18:
            return None
        value = Decimal(match["digits"].replace(",", ""))
    elif match["word"]:
        value = Decimal(_WORDS[match["word"].lower()] + (_SMALL[match["unit"].lower()] if match["unit"] else 0))
    else:
        words = match["many"].lower()
        if words.split()[0] in ("half", "a") and words != "a dozen":
            value = Decimal(_HALVED[words.split()[-1]]) / (2 if words.startswith("half") else 1)
            return Number(*match.span(), value, precision, match["percent"] is not None, "", True)
        last = "a dozen" if words.endswith("a dozen") else words.split()[-1]
        value = Decimal(
            _MANY[last] * (10 if words.startswith("tens") else 100 if words.startswith("hundreds of") else 1)
        )
        inside = _precision(words, words.find("a dozen")) if last == "a dozen" and words != "a dozen" else ""
        precision = inside or (precision if last == "a dozen" else "more-than")
    currency = CURRENCIES.get((match["currency"] or "").strip().lower(), "other" if match["currency"] else "")
    word = match["digits"] is None
    return Number(*match.span(), value * factor, precision, match["percent"] is not None, currency, word)


def _precision(plain: str, start: int) -> str:
    before = plain[max(0, start - 40) : start]
    for pattern, precision in ((_MOST, "at-most"), (_MORE, "more-than"), (_ABOUT, "about")):
        if pattern.search(before):
            return precision
    return "exact"


def canonical(value: Decimal) -> str:
    """Write a value without exponent and without zeros that say nothing."""
    return format(value.normalize(), "f")
