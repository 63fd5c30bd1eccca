"""Numbers as English prints them."""

from decimal import Decimal

import pytest

from graph.extract.figures import numbers


@pytest.mark.parametrize(
    ("text", "value", "precision", "kind"),
    [
        ("42 markets", "42", "exact", ""),
        ("1,234,567 listings", "1234567", "exact", ""),
        ("forty-two markets", "42", "exact", ""),
        ("Thirty-five markets", "35", "exact", ""),
        ("more than 380 million listings", "380000000", "more-than", ""),
        ("over a dozen markets", "12", "more-than", ""),
        ("at least 20 markets", "20", "more-than", ""),
        ("up to 90 percent of goods", "90", "at-most", "percent"),
        ("as many as 500 shops", "500", "at-most", ""),
        ("fewer than 10 shops", "10", "at-most", ""),
        ("about 63% of goods", "63", "about", "percent"),
        ("nearly $464 billion", "464000000000", "about", "us-dollars"),
        ("US$2.5bn", "2500000000", "exact", "us-dollars"),
        ("€1.5 million", "1500000", "exact", "euros"),
        ("RMB 18 billion", "18000000000", "exact", "yuan"),
        ("₹5 crore", "50000000", "exact", "other"),
        ("5 lakh sellers", "500000", "exact", ""),
        ("Rs 500 crore", "5000000000", "exact", "other"),
        ("Rp 15 billion", "15000000000", "exact", "other"),
        ("HK$2 million", "2000000", "exact", "other"),
        ("EUR 3 million", "3000000", "exact", "euros"),
        ("half a million sellers", "500000", "exact", ""),
        ("nearly half a trillion dollars", "500000000000", "about", ""),
        ("half a dozen sites", "6", "exact", ""),
        ("more than a million listings", "1000000", "more-than", ""),
        ("thousands of sellers", "1000", "more-than", ""),
        ("tens of thousands of sellers", "10000", "more-than", ""),
        ("2.5 per cent of sales", "2.5", "exact", "percent"),
    ],
)
def test_a_number_has_value_precision_and_kind(text: str, value: str, precision: str, kind: str) -> None:
    found = list(numbers.find(text))
    assert len(found) == 1
    number = found[0]
    assert (numbers.canonical(number.value), number.precision) == (value, precision)
    assert ("percent" if number.percent else number.currency) == kind


@pytest.mark.parametrize(
    "text",
    ["B2B", "http://a.example/42", "1.2.3.4", "10:30", "#42", "MP3", "covid-19", "1/2", "4shared", "a million-seller"],
)
def test_what_only_holds_digits_is_no_number(text: str) -> None:
    assert not list(numbers.find(text))


def test_numbers_stand_where_they_stand() -> None:
    text = "It named 42 online and thirty-five physical markets."
    assert [text[n.start : n.end] for n in numbers.find(text)] == ["42", "thirty-five"]
    assert [text[n.start : n.end] for n in numbers.find(text, 12)] == ["thirty-five"]


def test_a_value_is_written_without_exponent() -> None:
    assert numbers.canonical(Decimal("1E+9")) == "1000000000"
    assert numbers.canonical(Decimal("2.50")) == "2.5"
    assert numbers.canonical(Decimal(0)) == "0"
