"""The five articles: no quotation and no number is left out, and all words stand where they are said to stand.

What is checked here is worked out from the texts by patterns, not by the program that reads the annotations.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml
from pyoxigraph import Literal, NamedNode, Triple

from graph import corpus, iris, triples, vocabulary
from graph.corpus.fields import FACTS
from graph.model import Article, Corpus, Span, Statement
from graph.pipeline import Checked

ROOT = Path(__file__).parents[3]
ARTICLES = ROOT / "graph" / "sources" / "articles"
SEEDS = ROOT.parent / "shared" / "seeds"
NAMES = ("000", "001", "002", "003", "004")

# An opening curly quote without a closing one before the next paragraph opens again: one quotation over paragraphs.
QUOTATIONS = {
    "curly double": re.compile(r"“([^“”]*?)(?:”|(?=\s*\n\s*“)|\Z)"),
    "straight double": re.compile(r'"([^"]*)"'),
    "curly single": re.compile(r"(?<!\w)‘([^‘“”\n]*?)’(?!\w)"),
}

ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
MANY = "hundred|thousand|million|billion|trillion|dozen"
NUMBER = re.compile(
    rf"\$?\d+(?:[.,:]\d+)*%?(?: (?:{MANY}))?"
    rf"|\b(?:(?:a|{ONES}) )?(?:{MANY})s?\b"
    rf"|\b(?:{ONES}|{TENS}|a couple|couple|pair|half|quarter|twice|first|second|third)\b",
    re.IGNORECASE,
)
# Words that look like numbers and count nothing: the document, the words, and what they are instead.
NO_NUMBERS = {
    ("001", "First affiliate"): "the order in which the article tells things",
    ("002", "quarter ended"): "three months of a financial year, the period of the revenue",
    ("003", "for the first time"): "said by the listing status of the two markets",
    ("004", "one other well-known"): "“another”, replaced by a synonym",
    ("004", "the number one source"): "a rank, which says largest",
}
# Words within a quotation that belong to no claim: the document, the words, and why.
JOINTS = {("004", "and are committed"): "“and” joins an objection and a promise, which are two claims"}


@pytest.fixture(scope="module")
def read() -> Corpus:
    return corpus.read(ROOT / "graph" / "sources")


@pytest.fixture(scope="module", params=NAMES)
def article(request: pytest.FixtureRequest, read: Corpus) -> Article:
    return next(article for article in read.articles if article.document.id == request.param)


def text_of(name: str) -> str:
    return (ARTICLES / f"{name}.txt").read_bytes().decode("utf-8")


def quotations(text: str) -> Iterator[tuple[int, int]]:
    for pattern in QUOTATIONS.values():
        for match in pattern.finditer(text):
            yield match.span(1)


def types(statement: Statement) -> set[str]:
    return {value.value.removeprefix(iris.NM) for predicate, value in statement.values if predicate == vocabulary.TYPE}


def values(statement: Statement, *names: str) -> list[str]:
    predicates = {iris.term(name) for name in names}
    return [value.value for predicate, value in statement.values if predicate in predicates]


def spans(article: Article, statements: Iterable[Statement]) -> list[tuple[int, int]]:
    """The places of all evidence of some statements, read from the excerpts' own names."""
    found = []
    for statement in statements:
        for excerpt in values(statement, "evidence"):
            match = re.fullmatch(rf"{re.escape(iris.ID)}document/{article.document.id}#char=(\d+),(\d+)", excerpt)
            assert match is not None
            found.append((int(match[1]), int(match[2])))
    return found


def claims(article: Article) -> list[Statement]:
    return [statement for statement in article.statements if "Claim" in types(statement)]


def figures(article: Article) -> list[Statement]:
    return [statement for statement in article.statements if "Figure" in types(statement)]


def facts(article: Article) -> list[Statement]:
    return [statement for statement in article.statements if types(statement) & {*FACTS, "Publication"}]


def mentions(article: Article) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span, _ in article.mentions]


def dates(article: Article) -> list[tuple[int, int]]:
    """The words of dates and periods, and the evidence of facts that have a date or belong to an edition."""
    text = article.document.text
    dated = [fact for fact in facts(article) if values(fact, "notBefore", "notAfter", "inEdition")]
    words = {word for statement in article.statements for word in values(statement, "dateText", "periodText")}
    places = [match.span() for word in words for match in re.finditer(re.escape(word), text)]
    return [*spans(article, dated), *places]


def places_of(exceptions: Iterable[tuple[str, str]], article: Article) -> list[tuple[int, int]]:
    text = article.document.text
    return [(text.index(w), text.index(w) + len(w)) for name, w in exceptions if name == article.document.id]


def uncovered(text: str, start: int, end: int, covers: Iterable[tuple[int, int]]) -> str:
    """The letters and digits of a passage on which none of the spans lies."""
    covers = [cover for cover in covers if cover[0] < end and cover[1] > start]
    return "".join(
        text[at] for at in range(start, end) if text[at].isalnum() and not any(a <= at < b for a, b in covers)
    )


def test_the_articles_are_the_five_seeds(read: Corpus) -> None:
    assert tuple(article.document.id for article in read.articles) == NAMES
    assert sorted(path.stem for path in ARTICLES.glob("*.txt")) == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_text_has_the_digest_that_its_annotation_was_made_for(name: str) -> None:
    notes = yaml.load((ARTICLES / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    assert notes["document"] == name
    assert notes["sha256"] == hashlib.sha256((ARTICLES / f"{name}.txt").read_bytes()).hexdigest()


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles do not lie beside the checkout (../shared/seeds)")
@pytest.mark.parametrize("name", NAMES)
def test_a_text_is_byte_for_byte_the_seed(name: str) -> None:
    seeds = list(SEEDS.glob(f"{name}_*.txt"))
    assert len(seeds) == 1
    assert (ARTICLES / f"{name}.txt").read_bytes() == seeds[0].read_bytes()


def test_no_quotation_mark_of_the_texts_is_overlooked() -> None:
    """Each mark begins or ends a quotation that the next test looks at; the single ’ is an apostrophe elsewhere."""
    for name in NAMES:
        text = text_of(name)
        edges = {edge for start, end in quotations(text) for edge in (start - 1, end)}
        marks = {match.start() for match in re.finditer(r'[“”"‘]', text)}
        assert marks <= edges, (name, [text[mark - 10 : mark + 20] for mark in sorted(marks - edges)])
    assert [len(list(quotations(text_of(name)))) for name in NAMES] == [8, 8, 4, 3, 15]


def test_a_quotation_may_run_over_paragraphs() -> None:
    text = "“One.\n\n“Two,” he said. “Three.”\n\n‘Four’ isn’t “Five”"
    assert sorted(text[start:end] for start, end in quotations(text)) == ["Five", "Four", "One.", "Three.", "Two,"]


def test_all_words_between_quotation_marks_belong_to_a_claim_or_a_mention(article: Article) -> None:
    text = article.document.text
    covers = [*spans(article, claims(article)), *mentions(article), *places_of(JOINTS, article)]
    left = {text[start:end]: uncovered(text, start, end, covers) for start, end in quotations(text)}
    assert {passage: rest for passage, rest in left.items() if rest} == {}


def test_all_numbers_are_figures_dates_or_mentions(article: Article) -> None:
    text = article.document.text
    places = [*spans(article, figures(article)), *dates(article), *mentions(article), *places_of(NO_NUMBERS, article)]
    numbers = [match.span() for match in NUMBER.finditer(text)]
    left = [(s, e) for s, e in numbers if not any(a <= s and e <= b for a, b in places)]
    assert [text[max(0, s - 20) : e + 20] for s, e in left] == []


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("up 59% to $4.84 billion", ["59%", "$4.84 billion"]),
        ("180,000 stores, 380 million listings", ["180,000", "380 million"]),
        ("a 56-page report at 09:28:59", ["56", "09:28:59"]),
        ("One million people, hundreds, over a dozen nations", ["One million", "hundreds", "a dozen"]),
        ("two sites, nine markets, a couple of weeks", ["two", "nine", "a couple"]),
        ("someone is done, often", []),
    ],
)
def test_numbers_are_seen_in_digits_and_in_words(words: str, numbers: list[str]) -> None:
    assert [match[0] for match in NUMBER.finditer(words)] == numbers


@pytest.mark.parametrize(("name", "words"), [*NO_NUMBERS, *JOINTS])
def test_each_exception_stands_in_its_text_once_and_holds_at_most_one_number(name: str, words: str) -> None:
    assert text_of(name).count(words) == 1
    assert len(NUMBER.findall(words)) == ((name, words) in NO_NUMBERS)


def test_words_of_a_direct_quotation_stand_between_quotation_marks(article: Article) -> None:
    text = article.document.text
    direct = [claim for claim in claims(article) if iris.concept("direct").value in values(claim, "quotationMode")]
    # A signed comment in the first person needs no marks.
    signed = [claim for claim in direct if iris.node("person/rob-holmes").value in values(claim, "speaker")]
    places = spans(article, (claim for claim in direct if claim not in signed))
    inside = list(quotations(text))
    assert [text[a:b] for a, b in places if not any(s <= a and b <= e for s, e in inside)] == []


def test_at_least_85_percent_of_each_text_lies_in_excerpts(article: Article) -> None:
    text = article.document.text
    covered: set[int] = set()
    for span in (*article.excerpts, *(span for span, _ in article.mentions)):
        covered.update(range(span.start, span.end))
    assert len(covered) >= 0.85 * len(text)


def test_every_claim_fact_and_figure_has_evidence_that_is_an_excerpt(article: Article) -> None:
    excerpts = {(span.start, span.end) for span in article.excerpts}
    datings = [statement for statement in article.statements if "Dating" in types(statement)]
    stated = [*claims(article), *facts(article), *figures(article), *datings]
    assert len(stated) == len(article.statements) - 1  # the rest is the document's own record
    assert [statement.iri for statement in stated if not spans(article, [statement])] == []
    assert set(spans(article, stated)) <= excerpts


def test_every_excerpt_and_mention_is_what_the_text_has_at_its_place(article: Article) -> None:
    text = text_of(article.document.id)
    marked = [*article.excerpts, *article.rests, *(span for span, _ in article.mentions)]
    assert len(marked) > 50
    for span in marked:
        assert (span.document, text[span.start : span.end]) == (article.document.id, span.exact)
        assert 0 <= span.start < span.end <= len(text)


def test_every_excerpt_in_the_graph_is_what_the_file_has_at_its_place(read: Corpus) -> None:
    found = 0
    for name in NAMES:
        graph = triples.asserted(read)[iris.named_graph(f"source/{name}")]
        nodes: dict[NamedNode, dict[str, str]] = {}
        for triple in graph:
            if isinstance(triple.subject, NamedNode) and not isinstance(triple.object, Triple):
                nodes.setdefault(triple.subject, {})[triple.predicate.value] = triple.object.value
        for iri, node in nodes.items():
            if f"{iris.NM}exact" in node:
                start, end = int(node[f"{iris.NM}start"]), int(node[f"{iris.NM}end"])
                assert iri.value == f"{node[f'{iris.NM}inDocument']}#char={start},{end}"
                assert text_of(name)[start:end] == node[f"{iris.NM}exact"]
                found += 1
    assert found > 500


def test_the_listing_of_taobao_in_2021_rests_on_two_known_places(read: Corpus) -> None:
    listing = iris.node("listing/2021/taobao")
    found = {
        (article.document.id, start, end, text_of(article.document.id)[start:end])
        for article in read.articles
        for start, end in spans(article, (s for s in article.statements if s.iri == listing))
    }
    assert found == {
        ("003", 685, 767, "Chinese online markets Wangwan, DHGate, Pinduoduo, and Taobao are also on the list"),
        ("004", 806, 854, "“continue to be listed,” corresponding to Taobao"),
    }


def test_what_can_be_disputed_is_described_in_propositions_and_never_asserted(checked: Checked) -> None:
    contested = {iris.term(name) for name in vocabulary.read().contestable}
    assert len(contested) >= 3
    assert [triple for triple in checked.merged if triple.predicate in contested] == []
    named = {t.subject for t in checked.merged if t.predicate == iris.term("propPredicate") and t.object in contested}
    assert {str(subject).split("/")[-2] for subject in named} == {"proposition"}


def test_a_title_is_printed_in_its_article(article: Article) -> None:
    document = next(s for s in article.statements if s.iri == iris.document(article.document.id))
    titles = [value for predicate, value in document.values if predicate == vocabulary.TITLE]
    assert len(titles) == 1
    assert isinstance(titles[0], Literal)
    assert Span(article.document.id, *_place(article.document.text, titles[0].value)) in article.rests


def _place(text: str, words: str) -> tuple[int, int, str]:
    start = text.index(words)
    return start, start + len(words), words
