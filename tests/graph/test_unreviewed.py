"""What nobody has reviewed: in a graph of its own, marked, checked, and never in the merge."""

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions

from graph import corpus, iris, pipeline, query
from graph.corpus.records import read_yaml
from graph.corpus.unreviewed import settle
from graph.extract.drafts.batch import drafter
from graph.release import open_release, publish

TEXT = """Brightkeel angry

The trade office removed Quaymarket from its list of notorious markets for 2021.

“We are very pleased with this decision,” said Ada Lorne, the president of Brightkeel. “We sold 500 fakes,”
said Bob Stranger, a lawyer.
"""
RULE, CONFIDENCE, STATUS = iris.term("foundByRule"), iris.term("confidence"), iris.term("reviewStatus")


@pytest.fixture
def unread(tiny: Path) -> Path:
    (tiny / "articles" / "three.txt").write_text(TEXT, encoding="utf-8")
    return tiny


def test_an_unread_text_has_a_graph_with_rule_confidence_and_status(unread: Path) -> None:
    checked = pipeline.check(unread)
    graph = checked.graphs[iris.named_graph("source/three")]
    claims = {t.subject for t in graph if t.object == iris.term("Claim")}
    mentions = {t.subject for t in graph if t.object == iris.term("Mention")}
    assert claims
    assert mentions
    for node in claims | mentions:
        assert [t for t in graph if t.subject == node and t.predicate == RULE]
        assert [t for t in graph if t.subject == node and t.predicate == CONFIDENCE]
    provenance = checked.graphs[iris.named_graph("provenance")]
    status = {t.subject.value.rpartition("/")[2]: t.object for t in provenance if t.predicate == STATUS}  # type: ignore[union-attr]
    unreviewed, reviewed = iris.concept("unreviewed"), iris.concept("reviewed")
    assert status == {"one": reviewed, "two": reviewed, "three": unreviewed}


def test_the_merge_holds_only_what_was_reviewed(unread: Path, tiny_checked: pipeline.Checked) -> None:
    checked = pipeline.check(unread)
    assert not [t for t in checked.merged if t.predicate in (RULE, CONFIDENCE)]
    assert not [t for t in checked.merged if isinstance(t.subject, NamedNode) and "document/three" in t.subject.value]
    inferred = iris.named_graph("inferred")
    same = {graph for graph in tiny_checked.graphs if not graph.value.endswith(("/provenance", "/inferred"))}
    assert all(checked.graphs[graph] == tiny_checked.graphs[graph] for graph in same)
    about = {t for t in checked.graphs[inferred] if "three" in str(t.subject)}
    assert not {t for t in about if "mentionedIn" in str(t.predicate)}


def test_reviewed_only_leaves_unread_texts_out(unread: Path, tiny_checked: pipeline.Checked) -> None:
    checked = pipeline.check(unread, reviewed_only=True)
    assert checked.graphs == tiny_checked.graphs
    assert checked.merged == tiny_checked.merged


def test_who_is_only_proposed_says_nothing_in_the_graph(unread: Path) -> None:
    graph = pipeline.check(unread).graphs[iris.named_graph("source/three")]
    assert not [t for t in graph if "stranger" in str(t.subject) or "stranger" in str(t.object)]
    assert [t for t in graph if t.object == iris.node("person/ada-lorne")]


def test_the_least_confidence_chooses(unread: Path) -> None:
    def size(confidence: float) -> int:
        graph = pipeline.check(unread, confidence=confidence).graphs[iris.named_graph("source/three")]
        return len([t for t in graph if t.object == iris.term("Claim")])

    assert size(0.99) < size(0.5)


def test_a_reviewed_annotation_wins_over_the_rules(unread: Path) -> None:
    read = corpus.read(unread, draft=drafter(unread, 0.5))
    assert [(a.document.id, a.reviewed) for a in read.articles] == [("one", True), ("two", True), ("three", False)]


def test_what_cannot_be_understood_is_set_aside_and_said(unread: Path) -> None:
    (unread / "articles" / "four.txt").write_text("Der Markt ist nicht auf der Liste und das ist gut so. " * 9)
    checked = pipeline.check(unread)
    assert sum("four.txt: is in German" in said for said in checked.set_aside) == 1


def test_what_is_at_odds_with_reviewed_sources_is_left_out_and_said(unread: Path) -> None:
    listed = pipeline.check(unread)
    graph = listed.graphs[iris.named_graph("source/three")]
    removal = iris.node("removal/2021/quaymarket")
    assert not [t for t in graph if t.subject == removal]
    assert any("quaymarket" in said for said in listed.set_aside)


def test_many_texts_in_many_processes_give_the_same_in_the_same_order(tiny: Path) -> None:
    for number in range(50):
        text = TEXT.replace("500 fakes", f"{500 + number} fakes").replace("Bob Stranger, a lawyer", "Ada Lorne")
        (tiny / "articles" / f"unread{number:03}.txt").write_text(text, encoding="utf-8")
    documents = [d for name, d in sorted(corpus.texts(tiny).items()) if name.startswith("unread")]
    assert list(drafter(tiny, 0.5, processes=2)(documents)) == list(drafter(tiny, 0.5, processes=1)(documents))


def test_both_can_be_asked_for(unread: Path, tmp_path: Path) -> None:
    text = TEXT.replace("removed Quaymarket from its", "kept Quaymarket on its")
    (unread / "articles" / "three.txt").write_text(text, encoding="utf-8")
    checked = pipeline.check(unread)
    release = open_release(publish(tmp_path / "out", checked.graphs, checked.merged, checked.report))
    store = release.load()
    question = next(q for q in query.questions() if q.name == "sources-unreviewed-too")
    results = query.run(store, question.query)
    assert isinstance(results, QuerySolutions)
    found = {(str(row["source"]).rpartition("/")[2], str(row["status"]).rpartition("/")[2]) for row in results}
    assert found == {("one>", "reviewed>"), ("three>", "unreviewed>")}
    assert not list(store.quads_for_pattern(None, RULE, None, DefaultGraph()))
    assert list(store.quads_for_pattern(None, RULE, None, iris.named_graph("source/three")))


def test_settling_keeps_a_strangers_claim_for_whom_he_speaks(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    tree = read_yaml(
        path, "claims:\n  a:\n    speaker: person/x\n    onBehalfOf: company/y\n    about: [company/y, market/z]\n"
    )
    settled = settle(tree, {"company/y"})
    assert "person/x" not in str(settled.entries["claims"]).replace("Said by person/x", "")
    assert "market/z" not in str(settled.entries["claims"])


def test_settling_keeps_a_claim_to_a_stranger_without_the_stranger(tmp_path: Path) -> None:
    written = "claims:\n  a:\n    speaker: company/y\n    addressee: person/x\n    about: [company/y]\n"
    settled = settle(read_yaml(tmp_path / "x.yaml", written), {"company/y"})
    assert "company/y" in str(settled.entries["claims"])
    assert "person/x" not in str(settled.entries["claims"])
