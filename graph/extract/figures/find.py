"""Figures: numbers that are the value of something, with what they count, how exactly, and for which period."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from graph.extract.editions import edition_id
from graph.extract.figures import measures, numbers
from graph.extract.figures.numbers import Number
from graph.extract.found import Figure
from graph.extract.masks import Masked

# Markets with walls or stalls, by what newspapers call them.
_WALLS = r"(?:physical|offline|bricks?[- ]and[- ]mortar|open-air|indoor|outdoor|street|flea|night|real-world)"
_PLACES = (
    r"(?:markets|marketplaces|locations|entities|venues|bazaars|shopping (?:malls|centers|centres|complexes)|malls)"
)
# What is counted: a noun and the unit it stands for. The first that fits within reach of the number counts.
_UNITS = (
    ("pages", r"pages?"),
    ("product-listings", r"(?:product )?listings|offers|advertisements|ads"),
    ("links", r"links|urls|domains|domain names"),
    ("stores", r"stores|shops|storefronts|stalls|outlets|kiosks|booths"),
    ("sellers", r"sellers|merchants|vendors|traders|shopkeepers|dealers"),
    ("accounts", r"accounts|profiles"),
    ("operations", r"operations|workshops|factories|warehouses|production sites|facilities"),
    ("consumers", r"consumers|customers|shoppers|buyers"),
    ("jobs", r"jobs"),
    ("clients", r"clients"),
    ("countries", r"countries|nations|jurisdictions|economies"),
    ("e-commerce-ecosystems", r"ecosystems"),
    ("e-commerce-sites", r"e-commerce (?:sites|websites|platforms|marketplaces)"),
    ("online-markets", r"online(?: (?:markets|marketplaces?|platforms|sites|entities|retailers))|online(?=,| and\b| or\b|\W*$)|(?:digital|virtual|internet) (?:markets|marketplaces)|(?:other )?(?:web)?sites|platforms|(?:well-known |chinese |online |e-commerce )*online marketplaces"),
    ("physical-markets", rf"{_WALLS}(?: {_WALLS})?(?: {_PLACES})|physical(?=,| and\b| or\b|\W*$)|shopping (?:malls|centers|centres|complexes)|malls"),
    ("markets", r"markets|marketplaces?|entities|venues"),
    ("goods", r"goods|items|products|pieces|articles|shipments|packages|parcels|handbags|shoes|pairs|garments|units|seizures"),
    ("notices", r"requests|notices|complaints|submissions|comments|cases|takedowns|notifications|responses|reports|raids|investigations|lawsuits|arrests"),
    ("persons", r"people|persons|users|workers|employees|members|visitors|officers|students|subscribers|fans"),
    ("visits", r"visits|downloads|views|hits|streams"),
    ("companies", r"brands|companies|businesses|firms|enterprises|right ?holders|rights holders|manufacturers|publishers|studios"),
    ("us-dollars", r"(?:u\.?s\.? )?dollars"),
    ("euros", r"euros?"),
    ("yuan", r"yuan|renminbi"),
)  # fmt: skip
_UNIT = tuple((unit, re.compile(rf"\b(?:{words})\b", re.I)) for unit, words in _UNITS)
_NOUN = re.compile(
    rf"(?:[ -](?!(?:of|in|on|to|by|from|for|that|which|with|at|and|or|was|were|is|are|as|the|per|than|have|has|had|will|who|about|over|some)\b|\d)[\w'-]+(?:,(?= [a-z-]+ or ))?| or| and(?= [a-z]+ (?:operations|sites|markets)))*?[ -](?P<noun>{'|'.join(f'(?:{words})' for _, words in _UNITS)})\b",
    re.I,
)
_PLURAL = re.compile(
    r"(?: (?!(?:of|in|on|to|by|from|for|that|which|with|at|and|or|was|were|is|are|as|the|per|has|his|its|this|percent|years?|months?|weeks?|days?|hours?|minutes?|times?|others?)\b)[a-z-]+){0,3} (?!(?:years|months|weeks|days|hours|minutes|seconds|times|others|was|is|has|its|this|as|percent)\b)[a-z]{2,}(?:s|people)\b"
)
# What small numbers in words are counts of; of most things they are no figures (“two sides”, “three times”).
_COUNTABLE = re.compile(
    r" (?:[a-z-]+ ){0,2}?(?:suspects|warrants|apps|retailers|trackers|registrars|agencies|cities|provinces|districts|tons|tonnes|bottles|tablets|containers|trucks)\b"
)
_DURATION = re.compile(
    r"^[ -](?:(?:consecutive|calendar|full|business|working|straight|or more|long) )?(?:year|month|week|day|hour|minute|second|decade|century|centuries|quarter|time|th|st|nd|rd|p\.m|a\.m|o'clock|occasion|step|am|pm)s?\b|^(?:st|nd|rd|th|s|am|pm)\b",
    re.I,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATE_BEFORE = re.compile(rf"\b{_MONTH} (?:\d{{1,2}}(?:st|nd|rd|th)?, )?$")
_DATE_AFTER = re.compile(rf"^(?:st|nd|rd|th)? (?:of )?{_MONTH}\b|^, (?:19|20)\d\d\b")
_NAMED = re.compile(
    r"\b(?:Special|Section|Sections|Article|Articles|No\.|Nos\.|Number|number|phase|Phase|Chapter|Part|Title|Rule|Step|Top|top|Volume|Vol\.|Page|page|Line|Act|Class|Category|Week|Day|Windows|Room|Suite|Docket|Fig\.|Figure|Table|Annex|Appendix|Floor|Level|Q|FR|U\.S\.C\.|USC|C\.F\.R\.|CFR|H\.R\.|DC|D\.C\.|[Cc]ase|Bill|Patent|Ref\.|[Rr]eference) ?$"
)
_QUOTE_MARKS = re.compile(r"(?<!\w)['\"]|['\"](?!\w)")
_MIXED = re.compile(
    rf"^ (?:online|internet|digital|virtual|{_WALLS}) and (?:(?:online|digital|virtual|e-commerce|{_WALLS}) ){{1,2}}(?:markets|marketplaces|sites|locations|platforms)\b",
    re.I,
)
# “two in Vietnam” after “large markets in Mexico”, “42 are online”: the noun stands before.
_ELLIPTIC = re.compile(r"^ (?:in (?:the )?[A-Z]|(?:are|were) (?:(?P<online>online)|physical|offline)\b)")
_LEADS = re.compile(
    r"(?:,|;|\b(?:and|or|least|most|about|only|with|identif\w+|lists?|listed|named|names|includ\w+)) $", re.I
)
_MARKETS_BEFORE = re.compile(rf"\b(?P<kind>online |{_WALLS} )?(?:[\w-]+ )?(?:markets|marketplaces)\b", re.I)
# “a ranking of 385”, “one in four”: neither counts anything.
_RANKED = re.compile(r"\b(?:rank(?:s|ed|ing)?(?: (?:of|at|number))?|one (?:in|out of)(?: every)?) $", re.I)
_PERIODS = re.compile(
    r"\b(?:(?:in|for|during|over|within) (the (?:last|past|previous|first|second|third|fourth|\d+|[a-z]+)? ?(?:\d+ |[a-z]+ )?(?:months?|years?|weeks?|quarters?|half)(?: (?:leading up to|ended|ending|to|of|until) [A-Z]?\w+(?: \d{1,2})?(?:,? \d{4})?)?)|"
    r"in ((?:19|20)\d\d)\b|(?:for|in) (the quarter ended [A-Z]\w+ \d{1,2})|(each year|every year|a year|per year|annually|each month|per month|a month|a day|last year|this year))"
)


# How far what makes a number a figure may stand from it, in characters.
_NEAR = 160


def find(masked: Masked) -> list[Figure]:
    """Find the figures of a text, in text order."""
    found: list[Figure] = []
    plain = masked.scene.text.plain
    for sentence in masked.scene.text.sentences:
        if not numbers.NUMBER.fits(sentence.words):
            continue
        for number in numbers.find(plain, sentence.start, sentence.end):
            figure = _figure(masked, number, sentence.start, sentence.end)
            if figure:
                found.append(figure)
    return found


def _figure(masked: Masked, number: Number, low: int, high: int) -> Figure | None:
    plain = masked.scene.text.plain
    before = plain[max(low, number.start - _NEAR) : number.start]
    after = plain[number.end : min(high, number.end + _NEAR)]
    if not _is_value(plain, number, before, after):
        return None
    noun = _noun(number, after) or _elliptic(number, before, after)
    if noun is None or (noun[1] == "bare-number" and plain[number.start : number.end].isdecimal()):
        return None
    unit, rule, confidence = noun
    if re.search(r"\becosystems?, $", before):
        unit = "e-commerce-ecosystems"
    if unit == "persons" and re.search(r"\b(?:work|jobs?|employment) (?:for )?$", before):
        unit = "jobs"
    sentence = plain[max(low, number.start - 3 * _NEAR) : min(high, number.end + 3 * _NEAR)]
    counted = f" markets{after}" if rule == "noun-before" else after
    measure = measures.measure(unit, before, counted, sentence, number.value)
    about = _about(masked, measure, number, low, high)
    return Figure(
        number.start, number.end, numbers.canonical(number.value), unit, measure, number.precision, about,
        _period(masked, measure, after, sentence), rule, confidence,
    )  # fmt: skip


def _is_value(plain: str, number: Number, before: str, after: str) -> bool:
    """Refuse dates, years, durations, ranks, names that hold a number, and “one of”."""
    printed = plain[number.start : number.end]
    if number.percent or number.currency:
        return True
    if _DATE_BEFORE.search(before) or _NAMED.search(before) or _DURATION.match(after):
        return False
    if _DATE_AFTER.match(after) and not number.word and len(printed) <= 2:
        return False
    if re.fullmatch(r"(?:19|20)\d\d", printed):
        return re.match(
            r"(?: [a-z-]+){0,2} (?:listings|stores|sites|markets|items|shops|goods|products|handbags|people|cases|links|accounts|sellers)\b",
            after,
        ) is not None and not re.search(
            r"(?:\b(?:in|since|by|of|[Tt]he|for|year|from|until|its|this|their|latest|annual)|'s) $", before
        )
    if _RANKED.search(before) or (printed.isdecimal() and len(printed) > 7):
        return False
    if not before.strip() and re.match(r"^[.)]", after):
        return False
    if number.word and number.value == 1 and not re.search(r"million|billion|thousand|hundred", printed, re.I):
        return False
    return (
        not re.match(r"^ (?:of (?:the|these|those|its|them|which)|more|other|another|or more)\b", after)
        or not number.word
    )


def _noun(number: Number, after: str) -> tuple[str, str, float] | None:
    """Give the unit of a number by the noun it counts; None where it counts nothing that can be told."""
    if number.percent:
        return "percent", "share", 0.9
    if number.currency:
        return (number.currency, "money", 0.9) if number.currency != "other" else ("other-things", "money", 0.6)
    after = _QUOTE_MARKS.sub("", after)
    if number.word:
        after = after.removeprefix(" of")
    if _MIXED.match(after):
        return "markets", "counted-noun", 0.85
    match = _NOUN.match(after[:90])
    if match:
        words = match["noun"]
        unit = next((unit for unit, pattern in _UNIT if pattern.fullmatch(words)), "other-things")
        whole = match[0]
        if unit in ("markets", "online-markets", "physical-markets") and re.search(_WALLS, whole, re.I):
            unit = "physical-markets"
        elif (
            unit in ("markets", "online-markets")
            and re.search(r"\b(?:online|digital|virtual)\b", whole)
            and unit == "markets"
        ):
            unit = "online-markets"
        if re.match(r"^ e-?commerce (?:sites|websites|platforms)", after):
            unit = "e-commerce-sites"
        return unit, "counted-noun", 0.85
    if number.word and number.value < 13 and not _COUNTABLE.match(after):
        return None
    if _PLURAL.match(after[:80].removeprefix(" of")):
        return "other-things", "counted-noun", 0.6
    if number.value >= 10000 or (not number.word and re.match(r"^(?:[,.]| in | on )", after) and number.value >= 1000):
        return "other-things", "bare-number", 0.5
    return None


def _elliptic(number: Number, before: str, after: str) -> tuple[str, str, float] | None:
    """Give the unit of a number whose noun stands before it: “markets in Mexico, two in Vietnam”."""
    match = _ELLIPTIC.match(after)
    if match is None or not _LEADS.search(before) or not 1 < number.value < 1000:
        return None
    told = list(_MARKETS_BEFORE.finditer(before))
    if not told:
        return None
    kind = (told[-1]["kind"] or "").strip().lower()
    if not match[0].startswith(" in"):
        kind = "online" if match["online"] else "physical"
    return f"{'online-' if kind == 'online' else 'physical-' if kind else ''}markets", "noun-before", 0.6


def _about(masked: Masked, measure: str, number: Number, low: int, high: int) -> str:
    editions = masked.scene.editions
    here = masked.between(low, high)
    if measure == "listed-markets-in-country":
        country = next((m.entity for m in here if m.start > number.start and m.kind == "\ue006"), "")
        if country:
            return country
    if measure.startswith("listed-") or measure in ("report-length", "countries-spanned", "identified-ecosystems"):
        year, _ = editions.of(masked.scene.text.plain[low:high])
        return edition_id(masked.scene.lexicon, year) if year in masked.scene.lexicon.editions else ""
    nearest = sorted(
        (m for m in here if m.kind in "\ue000\ue002\ue003\ue006\ue007"), key=lambda m: _distance(m.start, number.start)
    )
    if measure in ("count", "consumers-reached"):
        # “Taobao, the largest platform in China, has 500 million users”: not the country has.
        nearest = [m for m in nearest if m.kind != "\ue006"] or nearest
    if measure in ("counterfeit-share", "closed-stores", "removed-product-listings"):
        nearest = [m for m in nearest if m.kind in "\ue002\ue003"] or nearest
    elif measure in ("quarterly-revenue", "revenue-growth", "closed-operations", "consumers-reached", "promised-jobs"):
        nearest = [m for m in nearest if masked.scene.lexicon.is_a(m.entity, "Company")] or nearest
    return nearest[0].entity if nearest else ""


def _distance(start: int, number: int) -> tuple[int, int]:
    return abs(start - number), start


def _period(masked: Masked, measure: str, after: str, sentence: str) -> str:
    match = _PERIODS.search(after) or _PERIODS.search(sentence)
    if measure.startswith("listed-") or measure in ("report-length", "countries-spanned", "identified-ecosystems"):
        year, _ = masked.scene.editions.of(sentence)
        return f"{year} edition" if year else ""
    return next((group for group in match.groups() if group), "") if match else ""


def within(figures: list[Figure], start: int, end: int) -> Iterator[Figure]:
    """List the figures that stand within a stretch of text."""
    first = bisect_left(figures, start, key=lambda figure: figure.start)
    for figure in islice(figures, first, None):
        if figure.start >= end:
            return
        if figure.end <= end:
            yield figure
