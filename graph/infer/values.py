"""Values of literals: which are equal (dt-eq), differ (dt-diff), belong to a datatype (dt-type2) or not (dt-not-type).

Known are the datatypes of OWL 2 RL, and the dates of XML Schema beside them. A literal of any other datatype is opaque:
equal to itself, and nothing else is said of it.
"""

import re
from calendar import monthrange
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from pyoxigraph import Literal, NamedNode

from graph.infer.terms import RDF, RDFS, XSD

_NAME = r"[^\W\d][\w.\-]*"
# Datatypes of text, each with the texts it holds.
_TEXTS = {
    "string": r"(?s:.*)",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?:[^\s]+(?: [^\s]+)*)?",
    "language": r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "Name": rf"[:]?{_NAME}(?::[\w.\-]*)*",
    "NCName": _NAME,
    "NMTOKEN": r"[\w.\-:]+",
}
# Datatypes of whole numbers, each with its bounds.
_WHOLE: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_ZONE = r"(?:Z|[+-]\d\d:\d\d)?"
_DAY, _TIME = r"-?\d{4,}-\d\d-\d\d", r"\d\d:\d\d:\d\d(?:\.\d+)?"
# Other datatypes, each with the form of its literals; their value spaces are disjoint.
_FORMS = {
    "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
    "float": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN",
    "double": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN",
    "boolean": r"true|false|1|0",
    "hexBinary": r"(?:[0-9a-fA-F]{2})*",
    "base64Binary": r"[A-Za-z0-9+/=\s]*",
    "anyURI": r"(?s:.*)",
    "dateTime": f"{_DAY}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_DAY}T{_TIME}(?:Z|[+-]\\d\\d:\\d\\d)",
    "date": f"{_DAY}{_ZONE}",
    "time": f"{_TIME}{_ZONE}",
    "gYear": rf"-?\d{{4,}}{_ZONE}",
    "gYearMonth": rf"-?\d{{4,}}-\d\d{_ZONE}",
    "gMonthDay": rf"--\d\d-\d\d{_ZONE}",
    "gMonth": rf"--\d\d{_ZONE}",
    "gDay": rf"---\d\d{_ZONE}",
}
_WHOLE_FORM = r"[+-]?\d+"
_DAY = r"(?P<year>-?\d{4,})-(?P<month>\d\d)-(?P<day>\d\d)"
_MOMENT = re.compile(rf"(?:{_DAY})?T?(?:(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d))?")
_PATTERNS = {
    XSD + name: re.compile(form) for name, form in (_TEXTS | dict.fromkeys(_WHOLE, _WHOLE_FORM) | _FORMS).items()
}
_BARE = {RDF + "langString", RDF + "PlainLiteral", RDFS + "Literal"}


def value(literal: Literal) -> tuple[str, object] | None:
    """Give what a literal stands for: two known literals are equal exactly if this is. None where it is not known."""
    datatype, text = literal.datatype.value, literal.value
    if datatype == XSD + "string":
        return "string", text
    if literal.language is not None:
        return "langString", (text, literal.language.lower())
    pattern = _PATTERNS.get(datatype)
    name = datatype.removeprefix(XSD)
    text = text if name in _TEXTS else " ".join(text.split())
    if pattern is None or not pattern.fullmatch(text):
        return None
    if name in _TEXTS:
        return "string", text
    if not _on_the_calendar(text, name):
        return None
    if name in _WHOLE or name == "decimal":
        # By way of Decimal, because Python reads no whole number of more than 4,300 digits from text.
        return "decimal", Fraction(Decimal(text))
    if name in ("float", "double"):
        return name, str(float(text))
    if name == "boolean":
        return name, text in ("true", "1")
    return (
        ("dateTime", _moment(text)) if name.startswith("dateTime") else (name, text.upper() if "hex" in name else text)
    )


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
        return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()
    except (ValueError, OverflowError):
        return text


def _on_the_calendar(text: str, name: str) -> bool:
    """Tell whether months, days, hours, minutes and seconds of a well-formed date or time exist."""
    if not name.startswith(("date", "time")):
        return True
    found = _MOMENT.match(text)
    if found is None:
        return True
    if found["month"]:
        year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
        if not (1 <= month <= 12 and 1 <= day <= _last_day(year, month)):
            return False
    if not found["hour"]:
        return True
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"])
    return (hour < 24 and minute < 60 and second < 60) or (hour, minute, second) == (24, 0, 0)


def _last_day(year: int, month: int) -> int:
    # The calendar of XML Schema is Gregorian without end, and so is that of every 400 years.
    return monthrange(year % 400 + 2000, month)[1]


def is_ill_formed(literal: Literal) -> bool:
    """Tell whether a literal of a known datatype has no value."""
    return literal.datatype.value in _PATTERNS and value(literal) is None


def is_datatype(node: NamedNode) -> bool:
    """Tell whether a node is a datatype whose values are known."""
    return node.value in _PATTERNS or node.value in _BARE


def belongs(literal: Literal, datatype: NamedNode) -> bool | None:
    """Tell whether the value of a literal belongs to a datatype; None where that is not known."""
    found, name = value(literal), datatype.value.removeprefix(XSD)
    if datatype.value == RDFS + "Literal" or literal.datatype == datatype:
        return not is_ill_formed(literal)
    if found is None or not is_datatype(datatype):
        return None
    space, content = found
    if datatype.value in _BARE:
        return space == "langString" or (space == "string" and datatype.value == RDF + "PlainLiteral")
    if name in _TEXTS:
        return space == "string" and bool(_PATTERNS[datatype.value].fullmatch(str(content)))
    if name in _WHOLE:
        low, high = _WHOLE[name]
        if not isinstance(content, Fraction | int) or content.denominator != 1 or space != "decimal":
            return False
        return (low is None or content >= low) and (high is None or content <= high)
    if name == "dateTimeStamp":
        return space == "dateTime" and bool(_PATTERNS[datatype.value].fullmatch(literal.value))
    return space == name
