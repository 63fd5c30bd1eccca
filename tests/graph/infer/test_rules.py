"""Each rule of OWL 2 RL/RDF on a case of its own.

A file holds ontology and facts in its default graph, and in `:concluded` all that follows or in `:contradiction` what
the message must say. Where owlrl finds something else, the graph `:owlrl` says why, and the test proves that it does.
"""

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Triple, parse

from graph.errors import Contradiction
from graph.infer import Selection, engine, reference
from graph.infer.terms import OWL

EXAMPLE = "http://example.org/"
EVERYTHING = Selection(subjects=EXAMPLE, terms=(EXAMPLE, f"{OWL}sameAs"), literals=True)
CASES = sorted((Path(__file__).parent / "rules").glob("*.trig"))


def read(path: Path) -> dict[str, frozenset[Triple]]:
    graphs: dict[str, set[Triple]] = {"": set()}
    text = path.read_text(encoding="utf-8")
    for name in ("concluded", "contradiction", "owlrl"):
        if f"GRAPH :{name} " in text:
            graphs[name] = set()
    for quad in parse(text, format=RdfFormat.TRIG):
        graph = quad.graph_name
        name = "" if isinstance(graph, DefaultGraph) else str(graph.value).removeprefix(EXAMPLE)
        graphs[name].add(quad.triple)
    return {name: frozenset(triples) for name, triples in graphs.items()}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_engine_follows_the_specification(path: Path) -> None:
    case = read(path)
    if "contradiction" in case:
        (message,) = case["contradiction"]
        with pytest.raises(Contradiction, match=message.object.value):
            engine.infer(case[""], EVERYTHING)
    else:
        assert engine.infer(case[""], EVERYTHING) == case["concluded"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_owlrl_says_the_same_but_where_it_errs(path: Path) -> None:
    case = read(path)
    try:
        found = reference.infer(case[""], EVERYTHING)
    except Contradiction:
        found = None
    agrees = found == case.get("concluded")
    assert agrees is ("owlrl" not in case)


def test_each_rule_has_a_case() -> None:
    names = {path.stem for path in CASES}
    made = {"eq-sym", "eq-trans", "eq-rep-s", "eq-rep-o", "prp-fp", "prp-ifp", "prp-key", "cls-maxc2", "cls-maxqc3"}
    assert made <= names
    assert NamedNode(f"{OWL}sameAs").value in EVERYTHING.terms
