"""What nobody has reviewed, at scale and at odds: what is at fault goes, and nothing else."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from graph import iris, pipeline, vocabulary
from graph.model import Graphs
from graph.sift import documents, sift
from graph.triples import merge

LISTED = "The trade office listed {} in its list of notorious markets for {}."
REMOVED = "The trade office removed {} from its list of notorious markets for {}."
SAID = "“We have closed {} fake shops,” said Ada Lorne, the president of Brightkeel."
COUNTED = "The trade office said that the 2021 list names 42 online and 35 physical markets, {} markets in all."
COUNT = 60


def texts() -> Iterator[tuple[str, str]]:
    """Make texts: sound ones, a few at odds with what was reviewed, and one at odds with five others."""
    for number in range(COUNT):
        event = LISTED.format("Quaymarket", 2021)
        if number % 20 == 7:
            event = REMOVED.format("Quaymarket", 2021)
        elif number % 20 == 8:
            event = LISTED.format("Driftstall", 2021)
        elif number in (31, 32, 33):
            event = LISTED.format("Driftstall", 2017)
        elif number == 34:
            event = REMOVED.format("Driftstall", 2017)
        counted = COUNTED.format(80 if number == 6 else 77) if number < 10 else ""
        words = (f"Notorious markets, part {number}", event, SAID.format(100 + number), counted)
        yield f"made{number:02}", "\n\n".join(words).strip() + "\n"


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tiny = Path(__file__).parents[2] / "fixtures" / "tiny"
    folder = Path(shutil.copytree(tiny, tmp_path_factory.mktemp("sift") / "sources"))
    for name, text in texts():
        (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def checked(sources: Path) -> pipeline.Checked:
    return pipeline.check(sources)


def told(checked: pipeline.Checked, node: str) -> set[int]:
    """Give the numbers of the texts whose graphs speak of a node."""
    wanted = iris.node(node)
    prefix = iris.named_graph("source/made").value
    return {
        int(graph.value.removeprefix(prefix))
        for graph, found in checked.graphs.items()
        if graph.value.startswith(prefix) and any(t.subject == wanted for t in found)
    }


def test_what_is_at_odds_with_reviewed_sources_costs_its_own_statement_only(checked: pipeline.Checked) -> None:
    assert told(checked, "removal/2021/quaymarket") == set()
    assert told(checked, "listing/2021/driftstall") == set()
    at_odds = {n for n in range(COUNT) if n % 20 in (7, 8)}
    assert told(checked, "listing/2021/quaymarket") == set(range(COUNT)) - at_odds - {31, 32, 33, 34}
    claims = [
        {t.subject for t in checked.graphs[iris.named_graph(f"source/made{n:02}")] if t.object == iris.term("Claim")}
        for n in range(COUNT)
    ]
    assert all(claims)
    assert [line for line in checked.set_aside if "removal/2021/quaymarket" in line and "3 documents" in line]


def test_of_what_cannot_both_be_the_one_that_fewer_tell_of_goes(checked: pipeline.Checked) -> None:
    assert told(checked, "listing/2017/driftstall") == {31, 32, 33}
    assert told(checked, "removal/2017/driftstall") == set()


def test_the_default_graph_is_as_if_nobody_had_sent_them(
    checked: pipeline.Checked, tiny_checked: pipeline.Checked
) -> None:
    def reviewed(triples: frozenset[Triple]) -> frozenset[Triple]:
        return frozenset(t for t in triples if "made" not in str(t) and "activity/" not in str(t))

    assert reviewed(checked.merged) == reviewed(tiny_checked.merged)
    assert checked.report.conforms


def parts(checked: pipeline.Checked) -> tuple[frozenset[Triple], dict[NamedNode, frozenset[Triple]]]:
    prefix = iris.named_graph("source/made").value
    mine = {graph: found for graph, found in checked.graphs.items() if graph.value.startswith(prefix)}
    return merge({graph: found for graph, found in checked.graphs.items() if graph not in mine}), mine


def some(graphs: Graphs, count: int) -> dict[NamedNode, frozenset[Triple]]:
    return dict(sorted(graphs.items(), key=lambda item: item[0].value)[:count])


def test_one_process_and_two_leave_out_the_same(checked: pipeline.Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    reviewed, mine = parts(checked)
    monkeypatch.setattr(documents, "_WORTH_IT", 2)
    claim = next(t.subject for t in mine[iris.named_graph("source/made03")] if t.object == iris.term("Claim"))
    bad = some(mine, 4) | {
        iris.named_graph("source/made03"): mine[iris.named_graph("source/made03")]
        | {Triple(claim, iris.term("speaker"), iris.node("market/quaymarket"))}
    }
    one = documents.sift(reviewed, bad, frozenset(), processes=1)
    assert one == documents.sift(reviewed, bad, frozenset(), processes=2)
    assert any(iris.shorten(claim.value) in line for line in one[1])  # type: ignore[union-attr]
    assert one[0].keys() == bad.keys()
    assert not [t for t in one[0][iris.named_graph("source/made03")] if t.subject == claim]


def test_a_contradiction_costs_what_brings_it_about_and_not_the_build(checked: pipeline.Checked) -> None:
    reviewed, mine = parts(checked)
    graph = iris.named_graph("source/made05")
    wrong = Triple(iris.node("market/quaymarket"), vocabulary.TYPE, iris.term("Company"))
    kept, said = sift(reviewed, some(mine, 8) | {graph: mine[graph] | {wrong}}, frozenset())
    assert kept == some(mine, 8)
    assert any("market/quaymarket" in line for line in said)


def test_a_number_that_does_not_add_up_goes_and_those_that_most_tell_of_stay(checked: pipeline.Checked) -> None:
    mine, value = parts(checked)[1], iris.term("value")
    totals = {
        graph.value[-2:]: {t.object.value for t in found if t.predicate == value and t.subject in of_all}
        for graph, found in some(mine, 10).items()
        for of_all in [{t.subject for t in found if t.object == iris.concept("listed-markets")}]
    }
    assert totals == {f"{number:02}": set() if number == 6 else {"77"} for number in range(10)}
    assert len([line for line in checked.set_aside if "figure/made06" in line and "CountsAddUp" in line]) == 1
    assert len([line for line in checked.set_aside if "figure/" in line]) == 1
