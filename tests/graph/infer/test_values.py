"""Values of literals: bounds, equality, spellings that are none."""

import pytest
from pyoxigraph import Literal, NamedNode

from graph.infer.values import belongs, differ, is_ill_formed, value

XSD = "http://www.w3.org/2001/XMLSchema#"


def literal(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + name))


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("unsignedByte", 0, 255),
        ("byte", -128, 127),
        ("unsignedShort", 0, 65_535),
        ("short", -32_768, 32_767),
        ("unsignedInt", 0, 2**32 - 1),
        ("int", -(2**31), 2**31 - 1),
        ("unsignedLong", 0, 2**64 - 1),
        ("long", -(2**63), 2**63 - 1),
    ],
)
def test_whole_numbers_have_bounds(name: str, low: int, high: int) -> None:
    datatype = NamedNode(XSD + name)
    for number, inside in ((low, True), (high, True), (low - 1, False), (high + 1, False)):
        assert belongs(literal(str(number), "integer"), datatype) is inside
        assert is_ill_formed(literal(str(number), name)) is not inside


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2020-13-01", "date"),
        ("2020-00-01", "date"),
        ("2021-02-29", "date"),
        ("2020-13-45T00:00:00", "dateTime"),
        ("2020-01-01T25:00:00", "dateTime"),
        ("2020-01-01T00:60:00", "dateTime"),
        ("12:61:00", "time"),
        ("24:00:01", "time"),
        ("12:00:00+14:01", "time"),
        ("02020-01-01", "date"),
        ("--02-30", "gMonthDay"),
        ("--13", "gMonth"),
        ("---32", "gDay"),
        ("2020-13", "gYearMonth"),
        ("2020-01-01T00:00:00", "dateTimeStamp"),
        ("QQ=", "base64Binary"),
        ("QR==", "base64Binary"),
        ("abc", "hexBinary"),
        ("\u0661", "integer"),
        ("1\u00a0", "integer"),
        ("1,5", "decimal"),
        ("maybe", "boolean"),
    ],
)
def test_what_no_calendar_and_no_number_has_is_ill_formed(text: str, name: str) -> None:
    assert is_ill_formed(literal(text, name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2020-02-29", "date"),
        ("0001-01-01T00:00:00+05:00", "dateTime"),
        ("9999-12-31T23:00:00-05:00", "dateTime"),
        ("12020-02-29T24:00:00", "dateTime"),
        ("-0044-03-15", "date"),
        ("9" * 5_000, "integer"),
        ("0." + "9" * 5_000, "decimal"),
    ],
)
def test_odd_values_are_values(text: str, name: str) -> None:
    assert not is_ill_formed(literal(text, name))
    assert value(literal(text, name)) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("1", "integer"), ("1.0", "decimal")),
        (("+01", "integer"), ("1", "byte")),
        (("true", "boolean"), ("1", "boolean")),
        (("12:00:00Z", "time"), ("12:00:00.000-00:00", "time")),
        (("24:00:00", "time"), ("00:00:00", "time")),
        (("2020-01-01Z", "date"), ("2020-01-01+00:00", "date")),
        (("2020Z", "gYear"), ("2020-00:00", "gYear")),
        (("2020-01-01T12:00:00Z", "dateTime"), ("2020-01-01T12:00:00.0+00:00", "dateTimeStamp")),
        (("2019-12-31T24:00:00", "dateTime"), ("2020-01-01T00:00:00", "dateTime")),
        (("2020-02-28T24:00:00", "dateTime"), ("2020-02-29T00:00:00", "dateTime")),
        (("2020-06-30T24:00:00", "dateTime"), ("2020-07-01T00:00:00", "dateTime")),
        (("00:00:00.123456700", "time"), ("00:00:00.1234567", "time")),
        (("QUI=", "base64Binary"), ("Q U I =", "base64Binary")),
        (("4f", "hexBinary"), ("4F", "hexBinary")),
        (("1.0", "double"), ("10e-1", "double")),
        (("INF", "double"), ("1e400", "double")),
        (("0.1", "float"), ("0.100000001", "float")),
        (("-1e39", "float"), ("-INF", "float")),
        (("NaN", "float"), (" NaN ", "float")),
        (("a", "token"), ("a", "string")),
    ],
)
def test_one_value_has_many_spellings(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert value(literal(*one)) is not None
    assert value(literal(*one)) == value(literal(*other))
    assert not differ(literal(*one), literal(*other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("12:00:00Z", "time"), ("12:00:01Z", "time")),
        (("12:00:00.1234567", "time"), ("12:00:00.1234568", "time")),
        (("2020-01-01", "date"), ("2020-01-01Z", "date")),
        (("2020-01-01Z", "date"), ("2020-01-01+01:00", "date")),
        (("-0001-01-01", "date"), ("0001-01-01", "date")),
        (("0.1", "double"), ("0.100000001", "double")),
        (("0.1", "float"), ("0.1", "double")),
        (("1", "double"), ("1", "integer")),
        (("QUI=", "base64Binary"), ("4142", "hexBinary")),
        (("a", "string"), ("a", "anyURI")),
        (("---01", "gDay"), ("--01", "gMonth")),
    ],
)
def test_two_values_differ(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert differ(literal(*one), literal(*other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("2020-01-01T12:00:00Z", "dateTime"), ("2020-01-01T13:00:00+01:00", "dateTimeStamp")),
        (("12:00:00-05:30", "time"), ("17:30:00Z", "time")),
        (("2000-01-01+13:00", "date"), ("1999-12-31-11:00", "date")),
        (("0400-03-01T00:00:00+00:01", "dateTime"), ("0400-02-29T23:59:00Z", "dateTime")),
        (("0", "double"), ("-0.0", "double")),
    ],
)
def test_equal_values_that_are_not_identical_neither_agree_nor_differ(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert value(literal(*one)) != value(literal(*other))
    assert not differ(literal(*one), literal(*other))


def test_a_value_that_is_not_known_differs_from_none() -> None:
    own = Literal("x", datatype=NamedNode("http://example.org/own"))
    assert value(own) is None
    assert not differ(own, literal("x", "string"))
    assert not differ(literal("x", "integer"), literal("1", "integer"))


def test_a_stamp_is_a_time_with_its_offset() -> None:
    stamp = NamedNode(XSD + "dateTimeStamp")
    assert belongs(literal("2020-01-01T12:00:00Z", "dateTime"), stamp) is True
    assert belongs(literal(" 2020-01-01T12:00:00+02:00 ", "dateTime"), stamp) is True
    assert belongs(literal("2020-01-01T12:00:00", "dateTime"), stamp) is False
    assert belongs(literal("2020-01-01Z", "date"), stamp) is False
    assert belongs(literal("2020-01-01T12:00:00Z", "dateTimeStamp"), NamedNode(XSD + "dateTime")) is True
