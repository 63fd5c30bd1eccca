"""What a release promises: whole, traceable, the same in every format, nothing that belongs to others."""

import gzip
import hashlib
import json
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import zstandard
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, QuerySolutions, RdfFormat, Store, Triple, parse
from rdflib import Graph, Namespace

from graph import iris, query, vocabulary
from graph.errors import ReleaseError
from graph.pipeline import Checked
from graph.release import Release, current, open_release, publish

MERGED = {
    "nmkg.ttl": RdfFormat.TURTLE,
    "nmkg.nt": RdfFormat.N_TRIPLES,
    "nmkg.jsonld": RdfFormat.JSON_LD,
    "nmkg.rdf": RdfFormat.RDF_XML,
}
BY_GRAPH = {"nmkg.nq": RdfFormat.N_QUADS, "nmkg.trig": RdfFormat.TRIG}


@pytest.mark.parametrize("name", MERGED)
def test_every_triple_format_holds_the_merge_term_for_term(name: str, release: Release, checked: Checked) -> None:
    parsed = {quad.triple for quad in parse(path=str(release.folder / name), format=MERGED[name])}
    assert _grounded(parsed) == _grounded(checked.merged)
    assert len(parsed) == len(checked.merged) == release.triples


@pytest.mark.parametrize("name", BY_GRAPH)
def test_every_quad_format_holds_the_graphs_term_for_term(name: str, release: Release, checked: Checked) -> None:
    quads = list(parse(path=str(release.folder / name), format=BY_GRAPH[name]))
    for graph, triples in checked.graphs.items():
        assert _grounded(q.triple for q in quads if q.graph_name == graph) == _grounded(triples)
    assert {quad.graph_name for quad in quads} == set(checked.graphs)


def test_every_graph_is_a_file_of_its_own(release: Release, checked: Checked) -> None:
    for graph, triples in checked.graphs.items():
        name = graph.value.removeprefix(iris.GRAPH).replace("/", "-")
        parsed = {q.triple for q in parse(path=str(release.folder / "graphs" / f"{name}.ttl"))}
        assert _grounded(parsed) == _grounded(triples)


def test_the_endpoint_holds_term_for_term_what_the_dumps_hold(store: Store, checked: Checked) -> None:
    """The store turns some literals into others; none of ours may be one of them."""
    served = {quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph())}
    assert _grounded(served) == _grounded(checked.merged)


def test_compressed_files_hold_the_same_bytes(release: Release) -> None:
    for path in release.folder.glob("nmkg.*"):
        if path.suffix == ".gz":
            assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()
        if path.suffix == ".zst":
            assert zstandard.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()
    assert len(list(release.folder.glob("nmkg.*"))) == 3 * (len(MERGED) + len(BY_GRAPH))


def test_sha256sum_agrees(release: Release) -> None:
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=release.folder, capture_output=True)
    assert done.returncode == 0, done.stdout.decode()


def test_manifest_and_description_count_right(release: Release, checked: Checked) -> None:
    manifest = json.loads((release.folder / "manifest.json").read_text())
    assert manifest["release"] == release.id == release.folder.name
    assert manifest["graphs"] == {graph.value: len(triples) for graph, triples in checked.graphs.items()}
    for name, record in manifest["files"].items():
        data = (release.folder / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (record["bytes"], record["sha256"])
    void = Store()
    void.load(path=str(release.folder / "void.ttl"), format=RdfFormat.TURTLE)
    asked = """PREFIX void: <http://rdfs.org/ns/void#> SELECT ?class ?n {
        ?d void:classPartition [ void:class ?class ; void:entities ?n ] }"""
    rows = void.query(asked)
    assert isinstance(rows, QuerySolutions)
    counted = {row["class"].value: int(row["n"].value) for row in rows}
    assert counted[f"{iris.NM}Claim"] == len(
        [t for t in checked.merged if (t.predicate, t.object) == (vocabulary.TYPE, iris.term("Claim"))]
    )
    assert len(list(void.quads_for_pattern(None, NamedNode("http://www.w3.org/ns/dcat#downloadURL"), None))) == len(
        [name for name in manifest["files"] if name != "void.ttl"]
    )


def test_description_counts_the_triples_of_the_whole_and_of_each_graph(release: Release, checked: Checked) -> None:
    void = Store()
    void.load(path=str(release.folder / "void.ttl"), format=RdfFormat.TURTLE)
    rows = void.query("PREFIX void: <http://rdfs.org/ns/void#> SELECT ?d ?n { ?d a void:Dataset ; void:triples ?n }")
    assert isinstance(rows, QuerySolutions)
    counted = {row["d"].value: int(row["n"].value) for row in rows}
    expected = {graph.value: len(triples) for graph, triples in checked.graphs.items()}
    assert counted == {**expected, f"{iris.ID}dataset/nmkg": len(checked.merged)}


def test_compressed_distributions_say_how_they_are_packed(release: Release) -> None:
    described = Graph().parse(release.folder / "void.ttl")
    dcat = Namespace("http://www.w3.org/ns/dcat#")
    packed = {
        str(s).rpartition(".")[2]: str(o).rpartition("/")[2] for s, o in described.subject_objects(dcat.compressFormat)
    }
    assert packed == {"gz": "gzip", "zst": "zstd"}


def test_provenance_names_the_digest_of_each_input(release: Release, store: Store, sources: Path) -> None:
    for name in ("000", "001", "002", "003", "004"):
        digest = hashlib.sha256((sources / "articles" / f"{name}.yaml").read_bytes()).hexdigest()
        asked = f"""ASK {{ gr:source\\/{name} prov:wasDerivedFrom doc:{name} , ?annotation ; prov:wasGeneratedBy ?run .
            ?annotation dcterms:identifier "sha256:{digest}" . ?run prov:wasAssociatedWith ?program }}"""
        assert bool(query.run(store, asked)), name
    graphs = json.loads((release.folder / "manifest.json").read_text())["graphs"]
    for graph in graphs:
        assert bool(query.run(store, f"ASK {{ <{graph}> prov:wasGeneratedBy ?run }}")), graph


def test_a_release_can_be_read_by_others_than_its_builder(release: Release) -> None:
    for path in (release.folder, *release.folder.rglob("*")):
        assert path.stat().st_mode & 0o044 == 0o044


def test_data_has_no_blank_nodes(checked: Checked) -> None:
    for graph, triples in checked.graphs.items():
        if graph != iris.named_graph("ontology"):
            assert not [t for t in triples if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)]


def test_a_merged_triple_is_counted_once(store: Store) -> None:
    """Two sources support Taobao's listing of 2021; the default graph has it once, the named graphs twice."""
    asked = "SELECT (COUNT(*) AS ?n) { listing:taobao nm:listsMarket ?m }"
    assert _number(store, asked) == 1
    assert _number(store, asked.replace("{ listing", "{ GRAPH ?g { listing").replace("?m }", "?m } }")) == 2


def test_a_blank_node_is_one_node_in_its_graph_and_in_the_merge(store: Store) -> None:
    joined = "ASK { ?list rdf:first ?x . GRAPH ?g { ?list rdf:first ?x } FILTER(isBlank(?list)) }"
    assert store.query(joined, prefixes=iris.PREFIXES)


def test_no_article_leaves_the_build(release: Release, checked: Checked, sources: Path) -> None:
    """No triple carries a full text, and no file holds one, nor a whole long paragraph."""
    assert not [triple for triple in checked.merged if triple.predicate == iris.term("fullText")]
    texts = [path.read_text(encoding="utf-8") for path in (sources / "articles").glob("*.txt")]
    assert len(texts) == 5
    for path in release.folder.rglob("*"):
        if path.is_file() and path.suffix not in (".gz", ".zst"):
            content = path.read_text(encoding="utf-8")
            assert not [text for text in texts if text in content]
            assert not [part for text in texts for part in _paragraphs(text) if len(part) > 600 and part in content]


def test_every_fact_and_claim_leads_to_an_excerpt(store: Store) -> None:
    facts = _number(store, "SELECT (COUNT(DISTINCT ?x) AS ?n) { VALUES ?c { nm:Fact nm:Claim } ?x a ?c }")
    shown = _number(
        store,
        "SELECT (COUNT(DISTINCT ?x) AS ?n) { VALUES ?c { nm:Fact nm:Claim } ?x a ?c ; nm:evidence/nm:exact ?words }",
    )
    assert facts == shown > 150


def test_every_published_excerpt_equals_the_characters_of_its_article(store: Store, sources: Path) -> None:
    rows = query.run(store, "SELECT ?x ?d ?s ?e ?q { ?x nm:inDocument ?d ; nm:start ?s ; nm:end ?e ; nm:exact ?q }")
    assert isinstance(rows, QuerySolutions)
    checked = 0
    for row in rows:
        name = row["d"].value.rpartition("/")[2]
        text = (sources / "articles" / f"{name}.txt").read_bytes().decode("utf-8")
        start, end = int(row["s"].value), int(row["e"].value)
        assert text[start:end] == row["q"].value
        assert row["x"].value.endswith(f"document/{name}#char={start},{end}")
        checked += 1
    assert checked > 400


def test_conclusions_are_kept_apart_from_what_was_asserted(checked: Checked) -> None:
    inferred = checked.graphs[iris.named_graph("inferred")]
    asserted = frozenset().union(*(t for g, t in checked.graphs.items() if g != iris.named_graph("inferred")))
    assert inferred
    assert not inferred & asserted


def test_the_same_release_published_twice_changes_nothing(release: Release, checked: Checked) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in release.folder.rglob("*"))
    again = publish(release.folder.parent, checked.graphs, checked.merged, checked.report)
    assert again == release.folder
    assert before == sorted((path, path.stat().st_mtime_ns) for path in release.folder.rglob("*"))
    assert {path.name for path in release.folder.parent.iterdir()} == {release.id, "current"}


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: (folder / "nmkg.nt").write_bytes(b"x"), "nmkg.nt: differs from its digest"),
        (lambda folder: (folder / "graphs" / "inferred.ttl").unlink(), "graphs/inferred.ttl: is missing"),
        (lambda folder: (folder / "stray.txt").write_text("x"), "stray.txt: is not in SHA256SUMS"),
        (lambda folder: (folder / "SHA256SUMS").write_bytes(b"\xff"), "SHA256SUMS: cannot be read"),
        (lambda folder: (folder / "SHA256SUMS").write_text(""), "does not list manifest.json"),
        (lambda folder: (folder / "SHA256SUMS").unlink(), "is not a release"),
    ],
)
def test_a_damaged_release_is_refused_with_the_name_of_the_file(
    harm: Callable[[Path], object], said: str, tiny_checked: Checked, tmp_path: Path
) -> None:
    folder = publish(tmp_path, tiny_checked.graphs, tiny_checked.merged, tiny_checked.report)
    harm(folder)
    with pytest.raises(ReleaseError, match=said):
        open_release(folder)


def test_a_damaged_release_is_replaced_by_the_next_build(tiny_checked: Checked, tmp_path: Path) -> None:
    folder = publish(tmp_path, tiny_checked.graphs, tiny_checked.merged, tiny_checked.report)
    (folder / "nmkg.nt").write_bytes(b"damaged")
    assert publish(tmp_path, tiny_checked.graphs, tiny_checked.merged, tiny_checked.report) == folder
    assert open_release(current(tmp_path)).triples == len(tiny_checked.merged)
    assert {path.name for path in tmp_path.iterdir()} == {folder.name, "current"}


def test_no_release_yet_is_said_with_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="nmkg build"):
        current(tmp_path)


def _grounded(triples: Iterable[Triple]) -> set[str]:
    """Write triples with blank nodes unnamed; the ontology's own are the only ones."""
    return {" ".join("_" if isinstance(term, BlankNode) else str(term) for term in triple) for triple in triples}


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n") if part.strip()]


def _number(store: Store, text: str) -> int:
    rows = query.run(store, text)
    assert isinstance(rows, QuerySolutions)
    value = next(iter(rows))["n"]
    assert isinstance(value, Literal)
    return int(value.value)
