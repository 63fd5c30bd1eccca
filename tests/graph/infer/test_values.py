"""Values of literals: bounds, equality, spellings that are none."""

import pytest
from pyoxigraph import Literal, NamedNode

from graph.infer.values import belongs, is_ill_formed, value

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
        (literal("1", "integer"), literal("1.0", "decimal")),
        (literal("+01", "integer"), literal("1", "byte")),
        (literal("true", "boolean"), literal("1", "boolean")),
        (literal("2020-01-01T12:00:00Z", "dateTime"), literal("2020-01-01T13:00:00+01:00", "dateTimeStamp")),
    ],
)
def test_one_value_has_many_spellings(one: Literal, other: Literal) -> None:
    assert value(one) == value(other)
