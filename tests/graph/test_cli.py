"""The command line as a program sees it: output, exit status, what goes to stderr."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph

from graph.pipeline import Checked
from graph.release import Release, publish

CONTRADICTORY_FACTS = """facts:
  - fact: Removal
    removesMarket: market/quaymarket
    inEdition: edition/2021
    basis: stated
    evidence: "The trade office listed Quaymarket"
"""
LABEL_EDIT = ("market/driftstall,OnlineMarket,Driftstall,", "market/driftstall,OnlineMarket,Drift Stall,")
INVALID = """
@prefix nm: <https://w3id.org/notorious-markets/ontology#> .
@prefix id: <https://w3id.org/notorious-markets/id/> .
<https://w3id.org/notorious-markets/id/listing/2021/x> a nm:Listing .
"""
VALID = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/notorious-markets/id/company/x> a <https://w3id.org/notorious-markets/ontology#Company> ;
    skos:prefLabel "X"@en .
"""


def nmkg(*arguments: object, cwd: Path | None = None, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "server", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, input=stdin, env=environment, timeout=300)


@pytest.fixture(scope="module")
def tiny_release(tiny_checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("releases")
    return publish(out, tiny_checked.graphs, tiny_checked.merged, tiny_checked.report)


def test_build_publishes_and_prints_the_folder(tiny: Path, tmp_path: Path) -> None:
    done = nmkg("build", "--sources", tiny, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()) == (tmp_path / "out" / "current").resolve()
    stages = [line.split("] ")[1].split()[0] for line in done.stderr.splitlines()]
    assert stages == ["read", "triples", "infer", "validate", "publish"]


def test_check_does_all_but_publish(tiny: Path, tmp_path: Path) -> None:
    done = nmkg("check", "--sources", tiny, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "2 articles" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["sources"]


def test_a_fault_of_the_sources_ends_with_1_and_says_file_line_and_remedy(
    edited: Callable[[str, str, str], Path], tmp_path: Path
) -> None:
    sources = edited("articles/one.yaml", "fact: Listing", "fact: Listng")
    done = nmkg("build", "--sources", sources, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert re.search(r"one\.yaml:\d+: .*Listng", done.stderr)
    assert "Did you mean “Listing”?" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_graph_that_breaks_a_shape_is_not_published(edited: Callable[[str, str, str], Path], tmp_path: Path) -> None:
    """A removal and a listing of one market in one edition: well formed, but not both true."""
    sources = edited("articles/one.yaml", "facts:\n", CONTRADICTORY_FACTS)
    done = nmkg("build", "--sources", sources, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "nothing was published" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments", [["build", "--nonsense"], ["validate"], ["query"], ["nothing"], ["serve", "--port", "0"]]
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    done = nmkg(*arguments)
    assert done.returncode == 2
    assert "Usage:" in done.stderr


def test_validate_in_the_terminal_names_node_shape_and_remedy(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(INVALID)
    done = nmkg("validate", data)
    assert done.returncode == 1
    assert "id/listing/2021/x" in done.stdout
    assert "shapes#" in done.stdout
    assert "does not conform" in done.stdout


def test_validate_as_turtle_is_a_shacl_report(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(INVALID)
    done = nmkg("validate", data, "--format", "turtle")
    report = Graph().parse(data=done.stdout, format="turtle")
    asked = (
        "PREFIX sh: <http://www.w3.org/ns/shacl#> ASK { ?r a sh:ValidationReport ; sh:conforms false ; sh:result ?x }"
    )
    assert done.returncode == 1
    assert report.query(asked, initNs={"sh": "http://www.w3.org/ns/shacl#"}).askAnswer


def test_validate_as_json_conforms(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(VALID)
    done = nmkg("validate", data, "--format", "json")
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout) == {"conforms": True, "results": []}


def test_validate_finds_a_contradiction_by_inference_and_by_shape_without(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(VALID.replace(" ;\n", " , <https://w3id.org/notorious-markets/ontology#OnlineMarket> ;\n"))
    with_inference = nmkg("validate", data)
    assert with_inference.returncode == 1
    assert "company/x" in with_inference.stdout
    assert "nm:Agent and nm:ListingTarget" in with_inference.stdout
    assert nmkg("validate", data, "--no-infer").returncode == 1
    report = Graph().parse(data=nmkg("validate", data, "--format", "turtle").stdout, format="turtle")
    asked = """ASK { ?r sh:conforms false ;
        sh:result [ sh:sourceConstraintComponent nms:Contradiction ; sh:resultMessage ?m ] }"""
    names = {"sh": "http://www.w3.org/ns/shacl#", "nms": "https://w3id.org/notorious-markets/shapes#"}
    assert report.query(asked, initNs=names).askAnswer


def test_validate_finds_a_wrong_class_though_inference_would_supply_it(tmp_path: Path) -> None:
    """A range makes whatever it is given a country; that must not satisfy the shape that asks for one."""
    data = tmp_path / "data.ttl"
    country = "<https://w3id.org/notorious-markets/ontology#country> <https://w3id.org/notorious-markets/id/company/x>"
    data.write_text(VALID.replace('"X"@en .', f'"X"@en ; {country} .'))
    done = nmkg("validate", data)
    assert done.returncode == 1
    assert "nm:Country" in done.stdout


def test_validate_keeps_the_blank_nodes_of_two_files_apart(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.ttl").write_text("_:a a <https://w3id.org/notorious-markets/ontology#Claim> .")
    one = json.loads(nmkg("validate", tmp_path / "a.ttl", "--format", "json").stdout)
    both = json.loads(nmkg("validate", tmp_path / "a.ttl", tmp_path / "b.ttl", "--format", "json").stdout)
    assert len(both["results"]) == 2 * len(one["results"]) > 0


@pytest.mark.parametrize("term", ["<<( <http://a> <http://b> <http://c> )>>", '"x"@en--ltr'])
def test_validate_refuses_rdf_1_2_in_words(term: str, tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(f"<http://a> <http://b> {term} .")
    done = nmkg("validate", data)
    assert done.returncode == 1
    assert "use RDF 1.1" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_date_that_is_none_is_said_by_its_shape_and_nothing_else(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(
        """@prefix nm: <https://w3id.org/notorious-markets/ontology#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <https://w3id.org/notorious-markets/id/happening/x> a nm:Happening ; nm:notBefore "2016"^^xsd:date ."""
    )
    done = nmkg("validate", data)
    assert done.returncode == 1
    assert "shapes#Dated-notBefore" in done.stdout
    assert "Traceback" not in done.stderr


def test_validate_says_where_a_file_is_not_rdf(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text("<a> <b> \n nonsense .")
    done = nmkg("validate", data)
    assert done.returncode == 1
    assert re.search(r"data\.ttl:2", done.stderr)


def test_the_published_merge_conforms_without_the_article_texts(release: Release) -> None:
    done = nmkg("validate", release.folder / "nmkg.ttl", "--no-infer")
    assert done.returncode == 0, done.stdout


def test_query_answers_in_csv_and_knows_our_prefixes(tiny_release: Path) -> None:
    done = nmkg("query", "--release", tiny_release, "SELECT (COUNT(*) AS ?n) { ?c a nm:Claim }")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["n", str(_claims(tiny_release))]


def test_query_reads_stdin_and_answers_in_json_and_turtle(tiny_release: Path) -> None:
    asked = nmkg("query", "--release", tiny_release, "--file", "-", "--format", "json", stdin="ASK { ?c a nm:Claim }")
    assert json.loads(asked.stdout)["boolean"] is True
    built = nmkg("query", "--release", tiny_release, "CONSTRUCT { ?c a nm:Claim } WHERE { ?c a nm:Claim }")
    assert len(Graph().parse(data=built.stdout, format="turtle")) == _claims(tiny_release)


def test_query_runs_examples_by_name(release: Release) -> None:
    assert "list-series-start: In which year" in nmkg("query", "--examples").stdout
    done = nmkg("query", "--release", release.folder, "--example", "list-series-start")
    assert done.stdout.split() == ["y", "2011"]


def test_query_that_is_not_sparql_ends_with_1_and_the_place(tiny_release: Path) -> None:
    done = nmkg("query", "--release", tiny_release, "SELECT ?x {\n ?x ?y }")
    assert done.returncode == 1
    assert "line 2, column 8" in done.stderr
    assert "\n        ^" in done.stderr or "\n       ^" in done.stderr


@pytest.mark.parametrize(
    ("form", "asked"),
    [("csv", "CONSTRUCT WHERE { ?c a nm:Claim }"), ("json", "DESCRIBE ed:2021"), ("csv", "ASK {}"), ("tsv", "ASK {}")],
)
def test_query_refuses_a_format_that_the_answer_has_not(form: str, asked: str, tiny_release: Path) -> None:
    done = nmkg("query", "--release", tiny_release, "--format", form, asked)
    assert (done.returncode, done.stdout) == (2, "")
    assert "leave --format out" in done.stderr


def test_explain_walks_from_a_fact_to_the_words_in_their_context(release: Release) -> None:
    done = nmkg("explain", "--release", release.folder, "listing/2021/taobao")
    assert done.returncode == 0, done.stderr
    assert "document 004, characters 806-854" in done.stdout
    assert "platforms from China «“continue to be listed,” corresponding to Taobao», one other" in done.stdout


def test_explain_walks_from_a_claim_to_words_attribution_and_figure(release: Release) -> None:
    done = nmkg(
        "query", "--release", release.folder, 'SELECT ?c { ?c nm:figure/nm:printed "67%" ; nm:speaker assoc:aafa }'
    )
    claim = done.stdout.split()[1]
    explained = json.loads(nmkg("explain", "--release", release.folder, "--json", claim).stdout)
    passages = {passage["role"]: passage for passage in explained["passages"]}
    assert passages["figure"]["exact"] == "67%"
    assert passages["attribution"]["exact"] == "The AAFA referenced"
    assert passages["evidence"]["before"].endswith("The AAFA referenced ")
    assert passages["evidence"]["document"] == "002"


def test_explain_shows_no_context_from_another_text(release: Release, tiny: Path) -> None:
    """The tiny folder has no text with the digest that the release names."""
    (tiny / "articles" / "004.txt").write_text("Another text altogether.", encoding="utf-8")
    done = nmkg("explain", "--release", release.folder, "--sources", tiny, "--json", "listing/2021/taobao")
    passages = json.loads(done.stdout)["passages"]
    assert [(p["before"], p["after"]) for p in passages] == [("", "")] * 3
    assert passages[1]["exact"] == "“continue to be listed,” corresponding to Taobao"


def test_explain_shows_the_row_of_a_table_and_the_page_it_was_read_on(release: Release) -> None:
    done = nmkg("explain", "--release", release.folder, "--json", "listing/2012/rutracker")
    (passage,) = json.loads(done.stdout)["passages"]
    assert passage["exact"].startswith("2012,Rutracker,online,RU")
    assert passage["pages"] == [passage["exact"].split(",")[-2]]
    assert (
        f"read on {passage['pages'][0]}"
        in nmkg("explain", "--release", release.folder, "listing/2012/rutracker").stdout
    )


def test_explain_shows_the_context_at_the_very_beginning_of_a_text(release: Release) -> None:
    done = nmkg("explain", "--release", release.folder, "--json", "listing/2016/taobao")
    first = json.loads(done.stdout)["passages"][0]
    assert (first["start"], first["before"]) == (39, "Alibaba labels itself a “scapegoat” as ")


@pytest.mark.parametrize("name", ["market:tao bao", "<no iri>", "a:b c"])
def test_explain_refuses_what_is_no_iri(name: str, tiny_release: Path, tiny: Path) -> None:
    done = nmkg("explain", "--release", tiny_release, "--sources", tiny, name)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_explain_of_an_unknown_iri_ends_with_1(tiny_release: Path, tiny: Path) -> None:
    done = nmkg("explain", "--release", tiny_release, "--sources", tiny, "market/unheard-of")
    assert done.returncode == 1
    assert "says nothing of" in done.stderr


def test_coverage_tells_share_and_gaps(tiny: Path) -> None:
    rows = json.loads(nmkg("coverage", "--json").stdout)
    assert [row["document"] for row in rows] == ["000", "001", "002", "003", "004"]
    assert all(row["share"] >= 0.85 for row in rows)
    text = nmkg("coverage", "--sources", tiny).stdout
    assert re.search(r"^one: \d+\.\d% of \d+ characters", text)


def test_diff_shows_what_one_edit_changed(
    edited: Callable[[str, str, str], Path], tiny_release: Path, tmp_path: Path
) -> None:
    sources = edited("entities.csv", *LABEL_EDIT)
    built = nmkg("build", "--sources", sources, "--out", tmp_path / "new")
    assert built.returncode == 0, built.stderr
    done = nmkg("diff", tiny_release, built.stdout.strip())
    changed = [line for line in done.stdout.splitlines() if "prefLabel" in line]
    assert [line[0] for line in changed] == ["-", "+"]
    assert nmkg("diff", tiny_release, tiny_release).stdout == ""


def _claims(folder: Path) -> int:
    return (folder / "nmkg.nt").read_text().count("#type> <https://w3id.org/notorious-markets/ontology#Claim> .")


TEXT = """Harbour League pleased

The trade office put Quaymarket back on its list of notorious markets for 2021.

“We sold 1,200 shoes to buyers everywhere,” said Ada Lorne, the president of Brightkeel. “The list is unfair,”
said Bob Stranger, a lawyer.
"""


@pytest.fixture
def third(tiny: Path) -> Path:
    text = tiny / "articles" / "three.txt"
    text.write_text(TEXT, encoding="utf-8")
    return text


def test_extract_proposes_an_annotation_that_a_check_accepts(third: Path, tiny: Path) -> None:
    done = nmkg("extract", third, "--sources", tiny)
    assert done.returncode == 0, done.stderr
    assert "1 entities proposed" in done.stderr
    proposed = third.with_suffix(".yaml").read_text(encoding="utf-8")
    for line in ("status: unreviewed", "person/ada-lorne:", "fact: Listing", "value: 1200", "id: person/bob-stranger"):
        assert line in proposed
    checked = nmkg("check", "--sources", tiny)
    assert checked.returncode == 0, checked.stderr
    assert "3 articles" in checked.stdout
    assert "set aside" not in checked.stderr


def test_extract_writes_the_text_of_a_page_beside_it(tiny: Path) -> None:
    page = tiny / "articles" / "three.html"
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT.split("\n\n"))
    page.write_text(f"<html lang='en'><body><article>{paragraphs}</article></body></html>", encoding="utf-8")
    assert nmkg("extract", page, "--sources", tiny).returncode == 0
    assert "Quaymarket back on its list" in page.with_suffix(".txt").read_text(encoding="utf-8")
    assert nmkg("check", "--sources", tiny).returncode == 0


def test_extract_says_of_each_file_what_is_wrong_and_does_the_others(third: Path, tiny: Path) -> None:
    (tiny / "articles" / "four.txt").write_text("Das ist nicht die Liste und der Markt ist nicht auf der Liste. " * 9)
    done = nmkg("extract", tiny / "articles" / "four.txt", third, "--sources", tiny)
    assert done.returncode == 1
    assert "four.txt: is in German" in done.stderr
    assert third.with_suffix(".yaml").exists()
    assert not (tiny / "articles" / "four.yaml").exists()


def test_review_shows_old_against_new_and_keeps_what_people_decided(third: Path, tiny: Path) -> None:
    assert nmkg("extract", third, "--sources", tiny).returncode == 0
    notes = third.with_suffix(".yaml")
    text = notes.read_text(encoding="utf-8")
    corrected = text.replace("listingStatus: relisted", "listingStatus: continued").replace("    - Ada Lorne\n", "")
    corrected = corrected.replace('    - "Ada Lorne"\n', "    []\n").replace(
        "person/ada-lorne:\n    []\n", "person/ada-lorne: []\n"
    )
    assert corrected != text
    notes.write_text(corrected, encoding="utf-8")
    first = nmkg("review", third, "--sources", tiny)
    assert first.returncode == 0, first.stderr
    assert "+ mention person/ada-lorne" in first.stdout
    assert "~ fact Listing market/quaymarket edition/2021: listingStatus continued (rules: relisted)" in first.stdout
    assert nmkg("review", third, "--dismiss", "--sources", tiny).returncode == 0
    assert notes.read_text(encoding="utf-8").startswith(corrected.rstrip())
    again = nmkg("review", third, "--sources", tiny)
    assert "+ " not in again.stdout
    assert "x mention person/ada-lorne" in nmkg("review", third, "--all", "--sources", tiny).stdout


def test_evaluate_measures_by_kind_and_lists_what_was_missed(tiny: Path) -> None:
    shown = nmkg("evaluate", "--list", "--sources", tiny)
    assert shown.returncode == 0, shown.stderr
    assert [line.split()[0] for line in shown.stdout.splitlines()[1:12]] == [
        "mention", "list-event", "operation", "tie", "claim", "act", "addressee", "subject", "hedge", "date", "figure",
    ]  # fmt: skip
    rows = json.loads(nmkg("evaluate", "--json", "--kind", "operation", "--sources", tiny).stdout)
    assert [(row["kind"], row["expected"], row["f1"]) for row in rows] == [("operation", 1, 1.0)]


def test_extract_never_replaces_an_annotation(tiny: Path) -> None:
    written = (tiny / "articles" / "one.yaml").read_bytes()
    done = nmkg("extract", tiny / "articles" / "one.txt", "--sources", tiny)
    assert done.returncode == 1
    assert "is there already" in done.stderr
    assert (tiny / "articles" / "one.yaml").read_bytes() == written


def test_extract_refuses_an_empty_text(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("\n")
    done = nmkg("extract", tmp_path / "empty.txt")
    assert done.returncode == 1
    assert "empty.txt: is empty" in done.stderr
