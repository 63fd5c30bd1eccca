"""Each slip of an annotation is refused: what is wrong, the line it stands on, what to do. One edit, one message."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from graph import corpus, iris
from graph.errors import CorpusError
from graph.model import Article, Corpus, Span, Statement

ONE, TWO = "articles/one.yaml", "articles/two.yaml"
SHA256 = re.compile(r"sha256: ([0-9a-f]{64})")

Edit = Callable[[str, str, str], Path]


@pytest.fixture(scope="module")
def read() -> Corpus:
    return corpus.read(Path(__file__).parents[2] / "fixtures" / "tiny")


def said(folder: Path) -> list[str]:
    with pytest.raises(CorpusError) as caught:
        corpus.read(folder)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


def line_of(path: Path, words: str) -> int:
    """The line on which words end that occur once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(words) == 1
    return text.count("\n", 0, text.index(words) + len(words)) + 1


QUOTES = [
    pytest.param(
        'evidence: "its owner slow to act."',
        'evidence: "its owner was slow to act"',
        "“its owner was slow to act” does not occur in one",
        "The nearest is on line 3: “called its owner slow to act.”.",
        id="absent",
    ),
    pytest.param(
        'evidence: "its owner slow to act."',
        'evidence: "{Brightkeel}"',
        "“{Brightkeel}” occurs 2 times in one (lines 2, 4)",
        "Quote more of the sentence and put the words meant in {braces}.",
        id="ambiguous",
    ),
    pytest.param(
        'evidence: "its owner slow to act."',
        'evidence: ""',
        "the quote is empty",
        "Quote the words as the text prints them.",
        id="empty",
    ),
    pytest.param(
        '"and called"]',
        '"and cried"]',
        "“and cried” does not occur in one",
        "The nearest is on line 3: “and called”.",
        id="attribution",
    ),
    pytest.param(
        'title: "Quaymarket put',
        'title: "Quaymarket set',
        "“Quaymarket set on the list of notorious markets” does not occur in one",
        "The nearest is on line 1: “Quaymarket put on the list of notorious markets”.",
        id="title",
    ),
    pytest.param(
        'notAfter: 2022-02-18\n    dateText: "Friday, 18 February 2022"',
        'notAfter: 2022-02-18\n    dateText: "Thursday"',
        "“Thursday” does not occur in one",
        "The nearest is on line 2: “Friday,”.",
        id="words of a date",
    ),
    pytest.param(
        'roleTitle: "president"',
        'roleTitle: "President"',
        "“President” does not occur in one",
        "The nearest is on line 4: “president”.",
        id="role in other letters",
    ),
]

NAMES = [
    pytest.param(
        "operatedMarket: market/quaymarket",
        "operatedMarket: market/quay-market",
        "“market/quay-market” is not in the registers",
        "Did you mean “market/quaymarket”?",
        id="entity",
    ),
    pytest.param(
        "speaker: association/harbour-league",
        "speaker: association/harbour league",
        "“association/harbour league” is not in the registers",
        "Did you mean “association/harbour-league”?",
        id="entity with a space",
    ),
    pytest.param(
        "market/driftstall:\n    - Driftstall",
        "market/dritfstall:\n    - Driftstall",
        "“market/dritfstall” is not in the registers",
        "Did you mean “market/driftstall”?",
        id="entity of a mention",
    ),
    pytest.param(
        "denies: [proposition/list-credible]",
        "denies: [proposition/list-credibel]",
        "“proposition/list-credibel” is not in the registers",
        "Did you mean “proposition/list-credible”?",
        id="proposition",
    ),
    pytest.param(
        "speechAct: welcomes",
        "speechAct: welcoming",
        "“welcoming” is not a concept that speechAct takes",
        "Did you mean “welcomes”?",
        id="concept",
    ),
    pytest.param(
        "quotationMode: direct",
        "quotationMode: accuses",
        "“accuses” is not a concept that quotationMode takes",
        "",
        id="concept of another scheme",
    ),
    pytest.param(
        "class: NewsArticle",
        "class: NewsArtikel",
        "“NewsArtikel” is not a class of the ontology",
        "Did you mean “NewsArticle”?",
        id="class",
    ),
    pytest.param(
        "fact: Operation",
        "fact: Operations",
        "“Operations” is not a kind of fact",
        "Did you mean “Operation”?",
        id="kind of fact",
    ),
    pytest.param(
        "rebuts: [hosts-stores]",
        "rebuts: [host-stores]",
        "there is no claim “host-stores”",
        "Did you mean “one/hosts-stores”?",
        id="claim",
    ),
    pytest.param(
        "sameStatementAs: [two/unfair]",
        "sameStatementAs: [two/unfairr]",
        "there is no claim “two/unfairr”",
        "Did you mean “two/unfair”?",
        id="claim elsewhere",
    ),
]

FIELDS = [
    pytest.param(
        'summary: "The list is honest."',
        'summary: "The list is honest."\n    sumary: "The list"',
        "“sumary” is not a field here",
        "Did you mean “summary”?",
        id="unknown",
    ),
    pytest.param(
        "operator: company/brightkeel",
        "operator: company/brightkeel\n    listingStatus: continued",
        "“listingStatus” is not a field here",
        "",
        id="of another kind of fact",
    ),
    pytest.param(
        "speechAct: welcomes",
        "speechAct: [welcomes, praises]",
        "“speechAct” takes one value only",
        "",
        id="two values",
    ),
    pytest.param(
        'hedge: "reportedly"', 'hedge: ["reportedly", "stores"]', "“hedge” takes one value only", "", id="two hedges"
    ),
    pytest.param(
        "about: [company/brightkeel]",
        "about: {company: brightkeel}",
        "must be a value or a list of values",
        "",
        id="names where values are meant",
    ),
    pytest.param(
        'publication:\n  notBefore: 2022-02-18\n  dateText: "Friday, 18 February 2022"\n  basis: implied\n'
        '  evidence: "Friday, 18 February 2022"\n'
        '  note: "The article is not earlier than the day it names; the publisher is not said."',
        "publication: not known",
        "“publication” must have named fields",
        "",
        id="a value where names are meant",
    ),
    pytest.param(
        "  slow-owner:\n    speaker",
        "  Slow owner:\n    speaker",
        "“Slow owner” cannot be a name",
        "Use a-z, 0-9 and hyphens.",
        id="name of a claim",
    ),
]

DATES_AND_NUMBERS = [
    pytest.param(
        "notAfter: 2022-02-18",
        "notAfter: 2022",
        "notAfter: “2022” is not a date (YYYY-MM-DD)",
        "For a year, give notBefore: 2022-01-01 and notAfter: 2022-12-31.",
        id="bare year",
    ),
    pytest.param(
        "notAfter: 2022-02-18",
        "notAfter: 2022-02-30",
        "notAfter: “2022-02-30” is not a date (YYYY-MM-DD)",
        "",
        id="no such day",
    ),
    pytest.param(
        "notAfter: 2022-02-18",
        "notAfter: 18 February 2022",
        "notAfter: “18 February 2022” is not a date (YYYY-MM-DD)",
        "",
        id="date in words",
    ),
    pytest.param(
        "notAfter: 2022-02-18",
        "notAfter: 20220218",
        "notAfter: “20220218” is not a date (YYYY-MM-DD)",
        "",
        id="date without hyphens",
    ),
    pytest.param("value: 1200", "value: 1_200", "value: “1_200” is not a number", "", id="number with an underscore"),
    pytest.param("value: 1200", "value: 1,200", "value: “1,200” is not a number", "", id="number with a comma"),
    pytest.param("value: 1200", "value: many", "value: “many” is not a number", "", id="number in words"),
    pytest.param("value: 1200", "value: NaN", "value: “NaN” is not a number", "", id="not a number"),
    pytest.param(
        'printed: "1,200"',
        'printed: "2021"',
        "“2021” occurs nowhere in the claim's evidence",
        "Quote the number as printed there; put it in {braces} within more words if it occurs twice.",
        id="figure printed elsewhere",
    ),
    pytest.param(
        'printed: "1,200"',
        'printed: "0"',
        "“0” occurs more than once in the claim's evidence",
        "Quote the number as printed there; put it in {braces} within more words if it occurs twice.",
        id="figure printed twice",
    ),
    pytest.param(
        'hedge: "reportedly"',
        'hedge: "allegedly"',
        "the hedge “allegedly” does not occur in the claim's paragraph",
        "Give the word as the text prints it there.",
        id="hedge",
    ),
]

MENTIONS = [
    pytest.param(
        "    - Ada Lorne",
        "    - Ada Lorne\n    - Brightkeel",
        "“Brightkeel” is given to two entities",
        "One mention names one entity; put the others in context.",
        id="a form of two entities",
    ),
    pytest.param(
        "    - Driftstall",
        '    - Driftstall\n    - "and called {its} owner"',
        "“and called {its} owner” is given to two entities",
        "One mention names one entity; put the others in context.",
        id="a place of two entities",
    ),
    pytest.param(
        "    - Driftstall",
        "    - Driftstall\n    - Drift",
        "“Drift” occurs only inside other words",
        "Quote the whole word, or put it in context.",
        id="inside a word",
    ),
    pytest.param(
        "    - Driftstall",
        "    - Driftstal",
        "“Driftstal” occurs only inside other words",
        "Quote the whole word, or put it in context.",
        id="a part of a word",
    ),
    pytest.param(
        "    - Driftstall",
        "    - Driftstahl",
        "“Driftstahl” does not occur in one",
        "The nearest is on line 2: “Driftstall,”.",
        id="absent form",
    ),
]


@pytest.mark.parametrize(("old", "new", "message", "remedy"), [*QUOTES, *NAMES, *FIELDS, *DATES_AND_NUMBERS, *MENTIONS])
def test_a_slip_is_refused_where_it_stands_with_its_remedy(
    old: str, new: str, message: str, remedy: str, edited: Edit
) -> None:
    folder = edited(ONE, old, new)
    expected = f"{message}\n    {remedy}" if remedy else message
    assert said(folder) == [f"{ONE}:{line_of(folder / ONE, new)}: {expected}"]


@pytest.mark.parametrize(
    ("record", "field"),
    [
        ("document: one", "language: en\n"),
        ("publication:\n  notBefore", "  basis: implied\n"),
        ("fact: Operation", "    operator: company/brightkeel\n"),
        ("fact: Tenure", '    roleTitle: "president"\n'),
        ("fact: Removal", '    evidence: "and dropped Driftstall, which it had named before."\n'),
        ("speaker: association/harbour-league", "    topic: [list-legitimacy]\n    summary"),
        ("speaker: association/harbour-league", '    evidence: "an honest list."\n'),
        ('printed: "1,200"', "        unit: stores\n"),
    ],
)
def test_a_missing_field_is_said_where_its_record_begins(record: str, field: str, edited: Edit) -> None:
    name = field.strip().partition(":")[0]
    folder = edited(ONE, field, "    summary" if field.endswith("summary") else "")
    assert said(folder) == [f"{ONE}:{line_of(folder / ONE, record)}: “{name}” is missing"]


def test_an_empty_list_is_a_missing_field(edited: Edit) -> None:
    folder = edited(ONE, 'evidence: "an honest list."', "evidence: []")
    line = line_of(folder / ONE, "speaker: association/harbour-league")
    assert said(folder) == [f"{ONE}:{line}: “evidence” is missing"]


def test_a_fact_must_say_its_kind(edited: Edit) -> None:
    folder = edited(ONE, "- fact: Operation\n    operatedMarket", "- operatedMarket")
    line = line_of(folder / ONE, "- operatedMarket")
    assert said(folder) == [f"{ONE}:{line}: “fact” is missing: name the kind of fact"]


def test_two_claims_of_one_speaker_may_not_have_the_same_words(edited: Edit) -> None:
    folder = edited(ONE, 'evidence: "its owner slow to act."', 'evidence: "{Quaymarket} reportedly"')
    edited(ONE, 'evidence: "Quaymarket reportedly hosts 1,200 stores that sell counterfeit shoes,"', "evidence: X")
    edited(ONE, "evidence: X", 'evidence: ["{Quaymarket} reportedly", "hosts 1,200 stores"]')
    line = line_of(folder / ONE, '["the office said", "and called"]') - 4
    assert said(folder) == [
        f"{ONE}:{line}: claim “slow-owner” has the speaker and words of another claim\n"
        "    Quote narrower words, or make one claim of both."
    ]


def test_two_speakers_may_say_the_same_words(edited: Edit) -> None:
    folder = edited(ONE, 'evidence: "an honest list."', 'evidence: "its owner slow to act."')
    speakers = {str(iri) for iri in _claims(corpus.read(folder).articles[0])}
    assert len(speakers) == 4


def test_one_number_may_not_be_described_in_two_ways(edited: Edit) -> None:
    folder = edited(ONE, "value: 1200", "value: 1300")
    edited(ONE, 'evidence: "its owner slow to act."', 'evidence: "hosts 1,200 stores"')
    figure = "figures: [{printed: '1,200', value: 1200, unit: stores, measure: closed-stores, about: list/nml}]"
    edited(ONE, 'summary: "The owner', f'{figure}\n    summary: "The owner')
    start = (folder / "articles/one.txt").read_text(encoding="utf-8").index("1,200")
    assert said(folder) == [
        f"{ONE}:1: the figure one-{start}-{start + 5} is described twice, and differently\n    Repeat it word for word."
    ]


@pytest.mark.parametrize(
    ("field", "value", "actual"), [("sha256", "0" * 64, None), ("document", "other", "one")], ids=["digest", "id"]
)
def test_an_annotation_of_another_text_is_refused(field: str, value: str, actual: str | None, edited: Edit) -> None:
    written = (Path(__file__).parents[2] / "fixtures" / "tiny" / ONE).read_text(encoding="utf-8")
    digest = SHA256.search(written)
    assert digest is not None
    actual = actual or digest[1]
    folder = edited(ONE, f"{field}: {actual}", f"{field}: {value}")
    assert said(folder) == [
        f"{ONE}:{line_of(folder / ONE, value)}: {field} is “{value}”, but the text beside it has “{actual}”\n"
        "    The annotation is for another text: check every quote against this one, then correct it."
    ]


def test_a_changed_text_no_longer_fits_its_annotation(edited: Edit) -> None:
    folder = edited("articles/one.txt", "The Harbour League,", "The Harbour League ,")
    faults = said(folder)
    assert "sha256 is “" in faults[0]
    assert any("“The Harbour League, an association of shoemakers" in fault for fault in faults)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "entities.csv",
            "country/norland,Country,",
            "country/norland,County,",
            "entities.csv:10: “County” is not a class of the ontology\n    Did you mean “Country”?",
        ),
        (
            "entities.csv",
            "list/nml,2021,,edition/2017,",
            "list/nml,2021,,edition/2016,",
            "entities.csv:13: “edition/2016” is not in the registers\n    Did you mean “edition/2017”?",
        ),
        (
            "entities.csv",
            "list/nml,2021,,edition/2017,",
            "list/nml,2021.5,,edition/2017,",
            "entities.csv:13: editionYear: “2021.5” is not a whole number",
        ),
        (
            "entities.csv",
            "country/norland,Country,Norland,",
            "country/norland,Country,Norland,,,,,,,,,,\ncountry/norland,Country,Norway,",
            "entities.csv:11: the id “country/norland” stands twice\n    One entity, one row.",
        ),
        (
            "entities.csv",
            "list/nml,MarketList,",
            "list/nml,MarketList,list,,,,,,,,,,\nmarket/Old Quay,OnlineMarket,",
            "entities.csv:12: “market/Old Quay” is not an id\n"
            "    Write kind/slug in lower-case letters, digits and hyphens: market/taobao.",
        ),
        (
            "propositions.csv",
            "list/nml,isCredible,true",
            "list/nml,listsMarket,true",
            "propositions.csv:2: “listsMarket” is not a contestable property",
        ),
        (
            "comparisons.yaml",
            "two/none-left",
            "two/none left",
            "comparisons.yaml:10: there is no claim or fact “two/none left”\n    Did you mean “two/none-left”?",
        ),
        (
            "comparisons.yaml",
            "reportedly-lost:",
            "Reportedly lost:",
            "comparisons.yaml:4: “Reportedly lost” cannot be an id\n    Use a-z, 0-9 and hyphens.",
        ),
        (
            "comparisons.yaml",
            "listed-and-answered:\n",
            "words: only words\nlisted-and-answered:\n",
            "comparisons.yaml:8: comparison “words” must have named fields",
        ),
    ],
)
def test_a_slip_in_a_register_or_comparison_is_refused(
    file: str, old: str, new: str, expected: str, edited: Edit
) -> None:
    assert said(edited(file, old, new)) == [expected]


def test_an_id_that_cannot_be_one_is_said_once_however_often_it_is_used(edited: Edit) -> None:
    edited(ONE, "  market/driftstall:", "  market/drift stall:")
    edited(ONE, "removesMarket: market/driftstall", "removesMarket: market/drift stall")
    assert said(edited("entities.csv", "market/driftstall,", "market/drift stall,")) == [
        "entities.csv:3: “market/drift stall” is not an id\n"
        "    Write kind/slug in lower-case letters, digits and hyphens: market/taobao."
    ]


def test_a_happening_needs_a_name_that_can_be_an_id(edited: Edit) -> None:
    happening = '- {fact: Happening, name: "The Listing", happeningKind: meeting, basis: stated, evidence: Driftstall}'
    folder = edited(ONE, "  - fact: Operation\n", f"  {happening}\n  - fact: Operation\n")
    line = line_of(folder / ONE, "The Listing")
    assert said(folder) == [f"{ONE}:{line}: “The Listing” cannot be an id\n    Use a-z, 0-9 and hyphens."]


def test_several_faults_in_several_files_are_all_said_at_once_in_order(edited: Edit) -> None:
    edited(TWO, "speechAct: objects", "speechAct: object")
    edited(ONE, 'hedge: "reportedly"', 'hedge: "allegedly"')
    edited(ONE, "notAfter: 2022-02-18", "notAfter: 2022")
    edited("comparisons.yaml", "comparisonKind: conflict", "comparisonKind: conflicts")
    edited(ONE, "class: NewsArticle", "class: News")
    folder = edited("entities.csv", "Country,Norland", "State,Norland")
    assert [fault.partition(": ")[0] for fault in said(folder)] == [
        f"{ONE}:3",
        f"{ONE}:{line_of(folder / ONE, 'notAfter: 2022')}",
        f"{ONE}:{line_of(folder / ONE, 'hedge')}",
        f"{TWO}:{line_of(folder / TWO, 'speechAct: object')}",
        "comparisons.yaml:9",
        "entities.csv:10",
    ]


def test_the_same_faults_are_said_in_the_same_words_each_time(edited: Edit) -> None:
    folder = edited(ONE, "listsMarket: market/quaymarket", "listsMarket: market/x")
    edited(ONE, "speechAct: accuses", "speechAct: x")
    assert said(folder) == said(folder)


def test_a_list_of_one_is_the_value(edited: Edit, read: Corpus) -> None:
    edited(ONE, "listsMarket: market/quaymarket", "listsMarket: [market/quaymarket]")
    folder = edited(ONE, "speaker: association/harbour-league", "speaker: [association/harbour-league]")
    assert corpus.read(folder).articles[0].statements == read.articles[0].statements


def test_a_claim_is_named_by_document_place_of_its_first_words_and_speaker(read: Corpus) -> None:
    text = read.articles[0].document.text
    start, end = _place(text, "The list is unfair,")
    assert _statement(read, f"claim/one-{start}-{end}-ada-lorne")


def test_a_split_quotation_has_each_of_its_parts_as_evidence(read: Corpus) -> None:
    text = read.articles[0].document.text
    start, end = _place(text, "The list is unfair,")
    claim = _statement(read, f"claim/one-{start}-{end}-ada-lorne")
    parts = (_place(text, "The list is unfair,"), _place(text, "and we have removed every such store."))
    assert _values(claim, "evidence") == [iris.excerpt("one", *part) for part in parts]


def test_claims_refer_to_claims_of_other_articles(read: Corpus) -> None:
    first, second = (article.document.text for article in read.articles)
    hosts = "Quaymarket reportedly hosts 1,200 stores that sell counterfeit shoes,"
    none_left = _statement(read, _claim_id("two", second, "not one of them is left.", "brightkeel"))
    printed = "1,200\u00a0stores on Quaymarket sell counterfeit shoes."
    assert _values(none_left, "rebuts") == [
        iris.node(_claim_id("one", first, hosts, "trade-office")),
        iris.node(_claim_id("two", second, printed, "trade-office")),
    ]


def test_one_proposition_is_affirmed_by_one_and_denied_by_others(read: Corpus) -> None:
    proposition = iris.node("proposition/list-credible")
    stances = [
        (predicate.value.removeprefix(iris.NM), iris.slug(statement.iri).partition("-")[0])
        for article in read.articles
        for statement in article.statements
        for predicate, value in statement.values
        if value == proposition
    ]
    assert stances == [("denies", "one"), ("affirms", "one"), ("denies", "two")]


def test_a_figure_keeps_what_is_printed_beside_its_value(read: Corpus) -> None:
    start, end = _place(read.articles[1].document.text, "1,200\u00a0stores")
    figure = _statement(read, f"figure/two-{start}-{end}")
    assert [_text(value) for value in _values(figure, "printed")] == ["1,200\u00a0stores"]
    assert [_text(value) for value in _values(figure, "value")] == ["1200"]


def test_two_articles_that_report_one_fact_meet_in_one_node(read: Corpus) -> None:
    tenure = iris.node("tenure/ada-lorne--brightkeel")
    assert [[s.iri for s in article.statements].count(tenure) for article in read.articles] == [1, 1]


def test_a_plain_form_is_a_mention_wherever_no_longer_form_stands(read: Corpus) -> None:
    text = read.articles[0].document.text
    assert [(span.start, span.exact) for span in _mentions(read.articles[0], "company/brightkeel")] == [
        (text.index("Brightkeel Holdings"), "Brightkeel Holdings"),
        (text.index("Brightkeel, “and"), "Brightkeel"),
    ]


def test_a_form_in_context_is_a_mention_at_that_one_place(read: Corpus) -> None:
    text = read.articles[0].document.text
    starts = [span.start for span in _mentions(read.articles[0], "market/quaymarket")]
    assert text.index("its owner") in starts
    assert text.index("its 2021 edition") not in starts


def test_a_form_in_context_wins_over_a_plain_form_on_the_same_characters(edited: Edit) -> None:
    folder = edited(ONE, "    - Driftstall\n", '    - Driftstall\n    - "{Quaymarket} reportedly"\n')
    article = corpus.read(folder).articles[0]
    at = article.document.text.index("Quaymarket reportedly")
    assert [entity for span, entity in article.mentions if span.start == at] == [iris.node("market/driftstall")]
    assert at not in [span.start for span in _mentions(article, "market/quaymarket")]


def _claims(article: Article) -> list[NamedNode]:
    return [s.iri for s in article.statements if s.iri.value.startswith(f"{iris.ID}claim/")]


def _claim_id(document: str, text: str, words: str, speaker: str) -> str:
    start, end = _place(text, words)
    return f"claim/{document}-{start}-{end}-{speaker}"


def _place(text: str, words: str) -> tuple[int, int]:
    assert text.count(words) == 1
    return text.index(words), text.index(words) + len(words)


def _statement(corpus: Corpus, name: str) -> Statement:
    found = [s for article in corpus.articles for s in article.statements if s.iri == iris.node(name)]
    assert len(found) == 1, name
    return found[0]


def _values(statement: Statement, name: str) -> list[NamedNode | Literal]:
    return [value for predicate, value in statement.values if predicate == iris.term(name)]


def _text(value: NamedNode | Literal) -> str:
    assert isinstance(value, Literal)
    return value.value


def _mentions(article: Article, entity: str) -> list[Span]:
    return [span for span, named in article.mentions if named == iris.node(entity)]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ('summary: "The list is honest."', "summary:", "summary"),
        ("speaker: association/harbour-league", "speaker:", "speaker"),
        ("language: en", "language: ''", "language"),
    ],
)
def test_a_field_that_is_left_blank_is_not_there(old: str, new: str, name: str, edited: Edit) -> None:
    (only,) = said(edited(ONE, old, new))
    assert re.match(rf"{ONE}:\d+: “{name}” is empty", only)


def test_one_id_never_stands_for_two_facts(edited: Edit) -> None:
    """Ids hold slugs: a market and a group of one slug would meet in one listing."""
    fact = """facts:
  - fact: Listing
    listsMarket: market-group/quaymarket
    inEdition: edition/2021
    basis: stated
    evidence: "The trade office listed Quaymarket"
"""
    edited(
        "entities.csv", "market/driftstall,", "market-group/quaymarket,MarketGroup,Group,,,,,,,,,,\nmarket/driftstall,"
    )
    (only,) = said(edited(ONE, "facts:\n", fact))
    assert "listing/2021/quaymarket would be both" in only


def test_numbers_are_written_the_one_way_that_the_store_keeps(edited: Edit) -> None:
    read = corpus.read(edited(ONE, "value: 1200", "value: 1200.0"))
    values = {str(v) for a in read.articles for s in a.statements for p, v in s.values if p == iris.term("value")}
    assert values == {'"1200"^^<http://www.w3.org/2001/XMLSchema#decimal>'}
