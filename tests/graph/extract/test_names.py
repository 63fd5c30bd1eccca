"""Known entities by name, in a register made for the purpose."""

from pathlib import Path

import pytest

from graph.corpus.records import Mapping, Scalar
from graph.errors import Place
from graph.extract import Lexicon, compile_lexicon
from graph.extract.mentions import names
from graph.extract.text import Text

PLACE = Place(Path("entities.csv"), 1)
ROWS = (
    ("market/quay", "OnlineMarket", "Quay"),
    ("market/quay-market", "PhysicalMarket", "Quay Market"),
    ("market/deals", "OnlineMarket", "Deals"),
    ("market/iquay", "OnlineMarket", "iQuay"),
    ("market/boats", "OnlineMarket", "boats.example"),
    ("company/harbour", "Company", "Harbour"),
    ("company/rowe-co", "Company", "Rowe & Co"),
    ("association/bba", "TradeAssociation", "BBA"),
    ("country/us", "Country", "US"),
    ("country/ruritania", "Country", "Ruritania"),
    ("person/ada-lorne", "Person", "Ada Lorne"),
    ("person/bo-stern", "Person", "Bo Stern"),
    ("government/trade-ruritania", "GovernmentBody", "Ministry of Trade of Ruritania"),
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    def row(iri: str, cls: str, label: str) -> Mapping:
        cells = {"id": iri, "class": cls, "prefLabel": label}
        if iri.startswith("government/"):
            cells["country"] = "country/ruritania"
        return Mapping({key: Scalar(value, PLACE) for key, value in cells.items()}, PLACE)

    return compile_lexicon(tuple(row(*cells) for cells in ROWS))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quay's rivals met.", ["Quay"]),
        ("QUAY MARKET IS LISTED", ["QUAY MARKET"]),
        ("Quay Market and Quay", ["Quay Market", "Quay"]),
        ("The Quay\nMarket", ["Quay"]),
        ("It is a quay in the harbour.", []),
        ("Great deals on iquay.", ["iquay"]),
        ("Harbour Holdings Ltd said", ["Harbour Holdings Ltd"]),
        ("Rowe & Co and Rowe and Co", ["Rowe & Co", "Rowe and Co"]),
        ("Visit boats.example or mail us@boats.example", ["boats.example"]),
        ("https://www.boats.example/quay/deals", []),
        ("the bba said; the BBA said", ["BBA"]),
        ("U.S. and US rules", ["U.S.", "US"]),
        ("CONTACT US TODAY", []),
    ],
)
def test_a_name_is_known_as_it_may_be_printed(text: str, expected: list[str], lexicon: Lexicon) -> None:
    assert [text[m.start : m.end] for m in names.find(Text(text), lexicon)] == expected


@pytest.mark.parametrize(
    ("text", "form", "entity", "rule"),
    [
        ("The Boat Builders Association (BBA) met.", "Boat Builders Association", "association/bba", "spelt-out-name"),
        ("Harbour (HRB) rose. Later HRB fell.", "HRB", "company/harbour", "introduced-name"),
        ("Ada Lorne spoke. Lorne said no.", "Lorne", "person/ada-lorne", "surname"),
        ("Mr. Stern said no.", "Stern", "person/bo-stern", "titled-surname"),
        (
            "Ruritania objected. The Ministry of Trade said so.", "Ministry of Trade", "government/trade-ruritania",
            "body-without-country",
        ),
    ],
)  # fmt: skip
def test_a_text_may_shorten_a_name(text: str, form: str, entity: str, rule: str, lexicon: Lexicon) -> None:
    found = {(text[m.start : m.end], m.entity, m.rule) for m in names.find(Text(text), lexicon)}
    assert (form, entity, rule) in found


def test_a_surname_alone_and_a_body_of_no_country_are_nobody(lexicon: Lexicon) -> None:
    assert not names.find(Text("Lorne said no. The Ministry of Trade agreed."), lexicon)
