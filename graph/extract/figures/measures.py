"""What a number measures: listed markets, a share of counterfeits, stores that were closed, or merely a count."""

import re
from decimal import Decimal

_GROWTH = re.compile(
    r"\b(?:up|down|rose|risen|grew|grown|fell|fallen|increas\w*|decreas\w*|declin\w*|growth|jump\w*|drop\w*|by) (?:by )?(?:\w+ )?$",
    re.I,
)
# A number counts the whole list only where the list, or a phrase such as “among”, leads up to it.
# A country's share of the list is not the list: “six Chinese platforms”, “nine markets in China”.
_NATIONAL = re.compile(r"^ (?:[a-z-]+ ){0,3}[A-Z][a-z]+(?:ese|[ai]n|ish)\b")
_IN_PLACE = re.compile(
    r"^ (?:[a-z-]+ ){0,3}(?:markets?|marketplaces?|platforms?|sites?|websites?|malls?|locations)(?: located)? (?:with)?in (?=[A-Z])"
)
_LISTED_BEHIND = re.compile(
    r"^ (?:[a-z-]+ ){1,3}(?:markets|marketplaces|locations|platforms|sites|retailers) (?:named|listed|highlighted|included|identified|flagged)\b"
)
_OF_LIST = re.compile(
    r"\b(?:identif\w+|names?|named|lists?|listed|contain(?:s|ed)|includ\w+|highlight\w*|profile[sd]?|among|of|alongside|total(?:s|ling)?|cite[sd]?|"
    r"feature[sd]?|flag(?:s|ged)|cover(?:s|ed)|with|to|had)(?: (?:a total of|about|some|over|more than|nearly|around))? $|"
    r"\d+ (?:online|physical|brick-and-mortar)\b[^,.;]{0,40} and $|, $",
    re.I,
)


def measure(unit: str, before: str, after: str, sentence: str, number: Decimal) -> str:
    """Tell what a number measures: from its unit, the words around it and what else its sentence speaks of."""
    near = (before[-90:] + " " + after[:90]).lower()
    listed = (
        re.search(r"\b(?:list|lists|listed|identif\w+|names?|named|report|review|notorious)\b", sentence.lower())
        is not None
    )
    fixed = {"pages": "report-length", "consumers": "consumers-reached"}
    if unit in fixed:
        return fixed[unit]
    if unit == "percent":
        if _GROWTH.search(before):
            return "revenue-growth" if re.search(r"revenue|sales|earnings", before) else "change-rate"
        if re.search(r"seiz", near) and re.search(r"value", near):
            return "seizure-value-share"
        if number > 100:
            return "change-rate"
        return "counterfeit-share" if re.search(r"counterfeit|fake", near) else "share"
    if unit in ("us-dollars", "euros", "yuan"):
        return "quarterly-revenue" if re.search(r"revenue", before) and "quarter" in sentence else "sum-of-money"
    if unit == "countries":
        return "countries-spanned" if listed or "span" in near else "count"
    if unit.endswith(("markets", "sites")) and _NATIONAL.match(after):
        return "count"
    if unit.endswith("markets") and listed and _IN_PLACE.match(after):
        return "listed-markets-in-country"
    if (
        unit in ("markets", "online-markets", "physical-markets", "e-commerce-sites")
        and listed
        and (_OF_LIST.search(before) or _LISTED_BEHIND.match(after))
    ):
        return f"listed-{unit}"
    if unit == "e-commerce-ecosystems":
        return "identified-ecosystems"
    if unit == "jobs":
        return "promised-jobs" if re.search(r"pledg|promis|creat|vow", near) else "count"
    if unit == "clients" and re.search(r"concern", near):
        return "concerned-clients"
    gone = re.search(r"remov|taken? down|took down|delet|block|clos|shut|disabled", near)
    by_unit = {
        "product-listings": "removed-product-listings",
        "stores": "closed-stores",
        "operations": "closed-operations",
    }
    return by_unit[unit] if gone and unit in by_unit else "count"
