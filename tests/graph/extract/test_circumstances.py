"""To whom and when a claim is made."""

import datetime
from functools import cache
from pathlib import Path

import pytest

from graph.extract import read_lexicon, understand
from graph.extract.found import Claim
from graph.extract.lexicon import Lexicon

DAY = datetime.date(2022, 2, 20)


@cache
def lexicon() -> Lexicon:
    return read_lexicon(Path(__file__).parents[2] / "fixtures" / "extract")


def claims(text: str) -> list[Claim]:
    return [c for c in understand("x", text, lexicon(), DAY, 0.5).claims if c.mode != "narration"]


TOLD = {
    "AAFA urged the U.S. government to put Shopee on the list.": ["government/us-government"],
    "The USTR has called on China to punish counterfeiters.": ["government/china-government"],
    "The IACC asked Alibaba Group President Michael Evans to drop Shopee.": ["person/michael-evans"],
    "Alibaba told Reuters that the list was unfair.": ["publisher/reuters"],
    "Alibaba told the Reuters news agency the list was unfair.": ["publisher/reuters"],
    "Alibaba said to Reuters on Monday that the list was unfair.": ["publisher/reuters"],
    "In a letter to the U.S. Trade Representative, Tencent said that WeChat removes fakes.": ["government/ustr"],
    "Tencent sent a formal letter to the USTR, noting that WeChat removes fakes.": ["government/ustr"],
    "In comments submitted to the USTR, the MPA said that VK does little.": ["government/ustr"],
    "“We do more than others,” Tencent wrote in its letter to the USTR. “We close shops.”": ["government/ustr"] * 2,
    "“We do more than others,” Tencent wrote to the USTR.\n\n“We close many shops every day.”": ["government/ustr"] * 2,
    "In an email to CNN, Tencent said that it opposes the list, while Alibaba said that it would act.": [
        "publisher/cnn", "",
    ],
    "Speaking to World Trademark Review, Alibaba argued that the list is political. It added that it did much.": [
        "publisher/wtr", "publisher/wtr",
    ],
    "Asked by Reuters, Baidu said that the claim was false.": ["publisher/reuters"],
    "“We urge the US side to stop this,” the Chinese Foreign Ministry said.": ["government/us-government"],
    "The Chinese Foreign Ministry hit back at Washington.": ["government/us-government"],
    "The USTR urged WeChat to remove fakes. WeChat is operated by Tencent.": ["company/tencent"],
}  # fmt: skip
NOBODY = [
    "Alibaba criticized AAFA's letter to the USTR, saying that the group knew better.",
    "Alibaba's response to the USTR was short: it said that the list was unfair.",
    "Alibaba told sellers that they must leave.",
    "Alibaba told Reuters reporters that the list was unfair.",
    "Alibaba said that AAFA had sent a letter to the USTR.",
    "Speaking to reporters, Alibaba said that the list was unfair.",
    "Alibaba asked for a meeting with the USTR.",
    "Tencent rejected the USTR's accusation and criticized the list.",
    "AAFA urged the USTR's critics to read the list.",
]


@pytest.mark.parametrize("text", TOLD)
def test_who_is_spoken_to_is_the_addressee(text: str) -> None:
    assert [claim.addressee for claim in claims(text)] == TOLD[text]


@pytest.mark.parametrize("text", NOBODY)
def test_who_is_only_named_is_not_spoken_to(text: str) -> None:
    assert claims(text)
    assert {claim.addressee for claim in claims(text)} == {""}


def test_another_occasion_has_other_hearers() -> None:
    text = "Alibaba told Reuters that the list was unfair. In a separate statement, Alibaba said that it did much."
    assert [claim.addressee for claim in claims(text)] == ["publisher/reuters", ""]


DATED = {
    "On Monday, Alibaba said that the list was unfair.": "Monday",
    "Alibaba said on Friday, February 18 that the list was unfair.": "Friday, February 18",
    "Alibaba, in a statement to Reuters last week, said that the list was unfair.": "last week",
    "In January 2022, Alibaba said that the list was unfair.": "January 2022",
    "Days after the report was issued, Alibaba said that the list was unfair.": "Days after the report was issued",
    "Alibaba said that Taobao was removed on Monday.": "",
    "Alibaba, which was criticized on Monday, said that the list was unfair.": "",
    "Alibaba, listed on Monday, said that the list was unfair.": "",
}


@pytest.mark.parametrize("text", DATED)
def test_the_day_is_that_of_the_saying(text: str) -> None:
    found = claims(text)[-1].date
    assert (text[slice(*found)] if found else "") == DATED[text]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Tencent said that it had closed shops.", {"company/tencent"}),
        ("Tencent promised to close shops.", {"company/tencent"}),
        ("“We close shops every day,” said Tencent.", {"company/tencent"}),
        ("Tencent said that WeChat closed shops.", {"market/wechat"}),
        ("Tencent did not respond to a request for comment.", {"edition/2021"}),
    ],
)
def test_who_speaks_of_itself_is_the_subject(text: str, subjects: set[str]) -> None:
    assert {about for claim in claims(text) for about in claim.about} == subjects


@pytest.mark.parametrize(
    ("words", "subjects"),
    [
        ("sellers on WeChat, a service run by Tencent, trade in fakes", {"market/wechat"}),
        ("China's Tencent let sellers trade in fakes", {"company/tencent"}),
        ("China was slow to act", {"country/china"}),
    ],
)
def test_who_only_tells_one_subject_from_another_is_none(words: str, subjects: set[str]) -> None:
    assert {about for claim in claims(f"Rick Helfenbein said that {words}.") for about in claim.about} == subjects
