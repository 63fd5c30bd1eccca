"""The rules against the five articles, on odd input, and on registers of any size."""

import datetime
import random
import time
from pathlib import Path

import pytest

from graph import corpus
from graph.corpus.records import Mapping, Scalar
from graph.errors import Place
from graph.evaluate import evaluate
from graph.extract import KINDS, Lexicon, compile_lexicon, read_lexicon, understand

SOURCES = Path(__file__).parents[3] / "graph" / "sources"
LEAST = {
    "mention": 0.95, "list-event": 0.9, "operation": 0.85, "tie": 0.7, "claim": 0.8, "act": 0.55, "addressee": 0.95,
    "subject": 0.7, "hedge": 0.95, "date": 0.6, "figure": 0.9,
}  # fmt: skip


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon(SOURCES)


def test_the_five_articles_are_understood_as_well_as_promised(lexicon: Lexicon) -> None:
    scores = evaluate(corpus.read(SOURCES), lexicon, 0.5)
    for score in scores:
        assert score.f1 >= LEAST[score.kind], "\n".join([score.kind, *score.misses, *score.false])
    assert sum(score.expected for score in scores) > 450


def test_rules_name_no_article_and_no_offset() -> None:
    rules = "".join(p.read_text(encoding="utf-8") for p in (SOURCES.parent / "extract").rglob("*.py"))
    assert not [name for name in ("document/000", "document/001", "sha256: ", "9aea44c7") if name in rules]


def test_the_kinds_of_understanding_are_a_literal_list() -> None:
    assert [name for name, _ in KINDS] == [
        "names", "references", "proposals", "events", "ties", "figures", "claims", "narration",
    ]  # fmt: skip


ODD = {
    "one endless line": "Alibaba said that Taobao was fine and " * 3000,
    "no spaces": "a" * 200_000,
    "control characters": "\x00\x01\x02 said Alibaba\x1b " * 5000,
    "mixed scripts": "Привет 你好 said مرحبا the Taobao " * 5000,
    "quotation marks": '"a" ' * 20_000,
    "marks that never close": '“ ‘ " ' * 20_000,
    "brackets": "({[" * 30_000,
    "numbers": "1,234 56% $5 " * 5000,
    "names": "Taobao, Alibaba and USTR, " * 5000,
    "empty lines": "\n" * 200_000,
    "exclamation marks": "!" * 200_000,
    "the list, again and again": "the list of notorious markets " * 20_000,
    "private use": "\ue000\ue001\ue0ff Taobao \ue010 said " * 3000,
    "surrogates of emphasis": "𝐓𝐚𝐨𝐛𝐚𝐨 said ﬁne İstanbul ß " * 5000,
}


@pytest.mark.parametrize("name", sorted(ODD))
def test_odd_input_takes_time_in_proportion_and_breaks_nothing(name: str, lexicon: Lexicon) -> None:
    began = time.process_time()
    found = understand("odd", ODD[name], lexicon)
    assert time.process_time() - began < 30  # a guard against cost that grows with the square, not a measurement
    for mention in found.mentions:
        assert 0 <= mention.start < mention.end <= len(ODD[name])


def test_offsets_count_the_characters_of_the_text_as_received(lexicon: Lexicon) -> None:
    text = "İİİ “Fakes\u00a0are unacceptable to all of us,” Alibaba said.\r\n"
    found = understand("x", text, lexicon)
    assert [text[m.start : m.end] for m in found.mentions] == ["Alibaba"]
    assert [text[slice(*c.evidence[0])] for c in found.claims] == ["Fakes\u00a0are unacceptable to all of us,"]


def test_a_name_costs_the_same_in_a_large_register() -> None:
    rng = random.Random(7)
    syllables = ["ba", "ko", "ti", "ra", "me", "lu", "no", "si", "da", "vo"]
    place = Place(Path("entities.csv"), 1)

    def row(number: int) -> Mapping:
        name = " ".join("".join(rng.choice(syllables) for _ in range(3)).title() for _ in range(2))
        cells = {"id": f"market/m{number}", "class": "OnlineMarket", "prefLabel": name}
        return Mapping({key: Scalar(value, place) for key, value in cells.items()}, place)

    rows = tuple(row(number) for number in range(20_000))
    lexicon = compile_lexicon(rows)
    known = next(iter(lexicon.forms["market/m77"]))
    found = understand("x", f"The list includes {known}, which is large.", lexicon)
    assert [m.entity for m in found.mentions] == ["market/m77"]
    assert max(len(names) for begun in lexicon.names.values() for names in begun.values()) < 5


@pytest.mark.parametrize(
    ("text", "date", "year"),
    [
        ("The latest notorious markets list names Taobao.", "2018-01-15", "2017"),
        ("The 2022 Notorious Markets List, released in January 2023, names Taobao.", "2023-02-01", "2022"),
        ("The 2022 notorious markets list names Taobao.", "2022-02-20", "2021"),
        ("The notorious markets list names 42 online and 35 physical markets. The list names Taobao.", "", "2021"),
        ("The 2013 notorious markets list names Taobao.", "", "2013"),
        ("The notorious markets list names Taobao.", "", ""),
    ],
)
def test_the_edition_is_told_by_name_date_or_numbers(text: str, date: str, year: str) -> None:
    lexicon = read_lexicon(Path(__file__).parents[2] / "fixtures" / "extract")
    found = understand("x", text, lexicon, datetime.date.fromisoformat(date) if date else None)
    listed = {fact.get("inEdition") for fact in found.facts if fact.get("listsMarket") == "market/taobao"}
    assert listed == ({f"edition/{year}"} if year else set())
    assert bool(found.gaps) == (not year)


def test_strangers_are_proposed_with_their_words_and_never_minted(lexicon: Lexicon) -> None:
    text = "“We object to the notorious markets list,” said Ada Lorne, a lawyer. The list names Quaymarket."
    found = understand("x", text, lexicon)
    proposed = {p.id: text[slice(*p.evidence)] for p in found.proposals}
    assert proposed == {"person/ada-lorne": "Ada Lorne", "market/quaymarket": "Quaymarket"}
    assert all(m.kind == "\ue009" for m in found.mentions if m.entity in proposed)
    assert not any("quaymarket" in value for fact in found.facts for _, value in fact.fields)
