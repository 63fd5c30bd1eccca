"""The real graph and its shapes: the same report as pySHACL's, whole and with faults planted at random."""

import importlib.util
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from types import ModuleType

import pytest
from pyoxigraph import Triple

from graph import corpus, triples, vocabulary
from graph.history import history
from graph.infer import infer
from graph.model import Corpus
from graph.validate import validate
from graph.validate.hierarchy import hierarchy
from graph.validate.literals import load
from graph.validate.queries import Compiler
from graph.validate.reading import read


@pytest.fixture(scope="module")
def sources() -> Corpus:
    with as_file(files("graph").joinpath("sources")) as folder:
        return corpus.read(folder)


@pytest.fixture(scope="module")
def data(sources: Corpus) -> frozenset[Triple]:
    """All but the largest table, whose rows are alike and which takes pySHACL most of a minute."""
    return _with_conclusions(replace(sources, tables=tuple(t for t in sources.tables if t.document.id != "listings")))


def _with_conclusions(sources: Corpus) -> frozenset[Triple]:
    said = triples.merge(triples.asserted(sources))
    asserted = said | history(said)
    return asserted | infer(asserted) | triples.full_texts(sources)


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks/validate.py"
    spec = importlib.util.spec_from_file_location("benchmark_validate", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_conforms_and_so_says_pyshacl(sources: Corpus) -> None:
    whole = _with_conclusions(sources)
    report = validate(whole, vocabulary.shapes())
    assert report.conforms
    assert report == validate(whole, vocabulary.shapes(), "pyshacl")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_with_one_percent_broken_the_report_is_the_same(
    data: frozenset[Triple], benchmark: ModuleType, seed: int
) -> None:
    faulty = benchmark.broken(data, seed=seed)
    report = validate(faulty, vocabulary.shapes())
    assert not report.conforms
    assert report == validate(faulty, vocabulary.shapes(), "pyshacl")


def test_every_query_of_the_shapes_runs_once(data: frozenset[Triple]) -> None:
    loaded = load(data)
    compiler = Compiler(loaded, hierarchy(loaded.store))
    queries = [query for root in read(vocabulary.shapes()) for query in compiler.queries(root)]
    assert len(queries) > 100
    assert not [(str(query.shape.node), query.reason) for query in queries if query.reason]
