"""Values of literals: which are equal (dt-eq), differ (dt-diff), belong to a datatype (dt-type2) or not (dt-not-type).

Known are the datatypes of OWL 2 RL, and the dates of XML Schema beside them. A literal of any other datatype
(rdf:XMLLiteral is one) is opaque: equal to itself, and nothing else is said of it.
"""

import re
from base64 import b64decode
from decimal import Decimal
from fractions import Fraction
from math import copysign, inf
from struct import pack, unpack

from pyoxigraph import Literal, NamedNode

from graph.infer import moments
from graph.infer.moments import Moment
from graph.infer.terms import RDF, RDFS, XSD

# Space as XML has it; Python's has more.
_SPACE = "[ \t\n\r]"
_NAME = r"[^\W\d][\w.\-]*"
# Datatypes of text, each with the texts it holds.
_TEXTS = {
    "string": r"(?s:.*)",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?:[^ \t\n\r]+(?: [^ \t\n\r]+)*)?",
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
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_FLOAT = rf"{_NUMBER}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
_B64 = "[A-Za-z0-9+/] ?"
# Other datatypes, each with the form of its literals; their value spaces are disjoint.
_FORMS = {
    **dict.fromkeys(_WHOLE, r"[+-]?[0-9]+"),
    "decimal": _NUMBER,
    "float": _FLOAT,
    "double": _FLOAT,
    "boolean": r"true|false|1|0",
    "hexBinary": r"(?:[0-9a-fA-F]{2})*",
    "base64Binary": rf"(?:(?:{_B64}){{4}})*(?:(?:{_B64}){{2}}[AEIMQUYcgkosw048] ?=|{_B64}[AQgw] ?= ?=)?",
    "anyURI": r"(?s:.*)",
}
_PATTERNS = {name: re.compile(form) for name, form in (_TEXTS | _FORMS).items()}
_KNOWN = frozenset(XSD + name for name in (*_PATTERNS, *moments.NAMES))
_BARE = {RDF + "langString", RDF + "PlainLiteral", RDFS + "Literal"}
Value = tuple[str, object]


def value(literal: Literal) -> Value | None:
    """Give what a literal stands for: two known literals are identical exactly if this is. None where it is not known.

    Identity is that of XML Schema 1.1, as OWL 2 has it: zero is not minus zero, and noon in London not the same
    instant in Paris, though they are equal (see `differ`).
    """
    datatype, text = literal.datatype.value, literal.value
    if literal.language is not None:
        return "langString", (text, literal.language.lower())
    if datatype not in _KNOWN:
        return None
    name = datatype.removeprefix(XSD)
    if name in _TEXTS:
        return ("string", text) if _PATTERNS[name].fullmatch(text) else None
    text = re.sub(f"{_SPACE}+", " ", text).strip(" ")
    if name in moments.NAMES:
        moment = moments.read(text, name)
        return ("dateTime" if name == "dateTimeStamp" else name, moment) if moment is not None else None
    return _read(text, name) if _PATTERNS[name].fullmatch(text) else None


def _read(text: str, name: str) -> Value | None:
    if name in _WHOLE or name == "decimal":
        # By way of Decimal, because Python reads no whole number of more than 4,300 digits from text.
        number = Fraction(Decimal(text))
        return ("decimal", number) if name == "decimal" or _within(number, name) else None
    match name:
        case "float" | "double":
            # As text, in which zero is not minus zero, and what is no number is itself.
            return name, repr(_single(float(text)) if name == "float" else float(text))
        case "boolean":
            return name, text in ("true", "1")
        case "hexBinary":
            return name, bytes.fromhex(text)
        case "base64Binary":
            return name, b64decode(text)
    return name, text


def _within(number: Fraction, name: str) -> bool:
    low, high = _WHOLE[name]
    return number.denominator == 1 and (low is None or number >= low) and (high is None or number <= high)


def _single(number: float) -> float:
    try:
        rounded: float = unpack("f", pack("f", number))[0]
    except OverflowError:
        return copysign(inf, number)
    return rounded


def differ(one: Literal, other: Literal) -> bool:
    """Tell whether two literals surely stand for different values (rule dt-diff).

    Not sure is a value that is not known, and what is equal without being identical: OWL 2 tells such values apart,
    but nobody who writes one instant at two offsets means to contradict himself.
    """
    values = value(one), value(other)
    return None not in values and len({_measure(found) for found in values if found is not None}) > 1


def _measure(found: Value) -> Value:
    """Give the same for all values that XML Schema calls equal."""
    space, content = found
    if isinstance(content, Moment):
        return space, content.instant
    return space, "0.0" if content == "-0.0" and space in ("float", "double") else content


def is_ill_formed(literal: Literal) -> bool:
    """Tell whether a literal of a known datatype has no value."""
    return literal.datatype.value in _KNOWN and value(literal) is None


def is_datatype(node: NamedNode) -> bool:
    """Tell whether a node is a datatype whose values are known."""
    return node.value in _KNOWN or node.value in _BARE


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
        return space == "string" and bool(_PATTERNS[name].fullmatch(str(content)))
    if name in _WHOLE:
        return isinstance(content, Fraction) and _within(content, name)
    if name == "dateTimeStamp":
        return isinstance(content, Moment) and space == "dateTime" and content.offset is not None
    return space == name
