"""Each rule of OWL 2 RL/RDF on a case of its own.

A file holds ontology and facts in its default graph, and in `:concluded` all that follows or in `:contradiction` what
the message must say. Where owlrl finds something else, the graph `:owlrl` says why, and the test proves that it does.
"""

import ast
import inspect
import re
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, Triple, parse

from graph.errors import Contradiction
from graph.infer import Selection, axioms, contradictions, engine, equality, reference, rules, schema, terms
from graph.infer.nodes import Nodes
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


# Rules of the tables that others imply: eq-rep-o on owl:sameAs itself; cls-hv1, prp-spo1 and cls-hv2.
IMPLIED = {"eq-trans", "scm-hv"}


def made() -> set[str]:
    """Find the names of all rules that the engine can make, where it makes them."""
    constants = {
        node.value
        for module in (contradictions, equality, rules)
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {name for name in constants if re.fullmatch(r"(eq|prp|cls|cax|dt)-[a-z]+[0-9]?", name)}


def outcome(triples: frozenset[Triple]) -> object:
    try:
        return engine.infer(triples, EVERYTHING)
    except Contradiction as error:
        return error.messages


def test_the_rules_are_found() -> None:
    assert {"eq-sym", "prp-key", "prp-npa2", "cls-maxqc4", "cax-adc", "prp-spo2"} <= made()


@pytest.mark.parametrize("name", sorted(made() | {rule[0] for rule in schema.COMPARING}))
def test_each_rule_has_a_case_that_comes_out_otherwise_without_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [read(path)[""] for path in CASES if re.fullmatch(rf"{name}(-[a-z-]+)?", path.stem)]
    assert cases
    before = [*map(outcome, cases)]
    for maker in ("rules", "equalities", "clashes"):
        original = getattr(engine, maker)
        monkeypatch.setattr(engine, maker, lambda *given, of=original: tuple(r for r in of(*given) if r.name != name))
    monkeypatch.setattr(engine, "CARRY", tuple(rule for rule in engine.CARRY if rule.name != name))
    assert ([*map(outcome, cases)] != before) is (name not in IMPLIED)


# Table 9: an ontology, and what follows from it; owlrl agrees on it in test_random.py.
ON_AXIOMS = {
    "scm-cls": (":A a owl:Class .", ":A rdfs:subClassOf owl:Thing"),
    "scm-sco": (":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", ":A rdfs:subClassOf :C"),
    "scm-eqc1": (":A owl:equivalentClass :B .", ":B rdfs:subClassOf :A"),
    "scm-eqc2": (":A rdfs:subClassOf :B . :B rdfs:subClassOf :A .", ":B owl:equivalentClass :A"),
    "scm-op": (":p a owl:ObjectProperty .", ":p rdfs:subPropertyOf :p"),
    "scm-dp": (":p a owl:DatatypeProperty .", ":p rdfs:subPropertyOf :p"),
    "scm-spo": (":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .", ":p rdfs:subPropertyOf :r"),
    "scm-eqp1": (":p owl:equivalentProperty :q .", ":q rdfs:subPropertyOf :p"),
    "scm-eqp2": (":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p .", ":q owl:equivalentProperty :p"),
    "scm-dom1": (":p rdfs:domain :A . :A rdfs:subClassOf :B .", ":p rdfs:domain :B"),
    "scm-dom2": (":p rdfs:domain :A . :q rdfs:subPropertyOf :p .", ":q rdfs:domain :A"),
    "scm-rng1": (":p rdfs:range :A . :A rdfs:subClassOf :B .", ":p rdfs:range :B"),
    "scm-rng2": (":p rdfs:range :A . :q rdfs:subPropertyOf :p .", ":q rdfs:range :A"),
    "scm-hv": (
        ":A owl:hasValue :x ; owl:onProperty :p . :B owl:hasValue :x ; owl:onProperty :q . :p rdfs:subPropertyOf :q .",
        ":A rdfs:subClassOf :B",
    ),
    "scm-svf1": (
        ":A owl:someValuesFrom :C ; owl:onProperty :p . :B owl:someValuesFrom :D ; owl:onProperty :p ."
        ":C rdfs:subClassOf :D .",
        ":A rdfs:subClassOf :B",
    ),
    "scm-svf2": (
        ":A owl:someValuesFrom :C ; owl:onProperty :p . :B owl:someValuesFrom :C ; owl:onProperty :q ."
        ":p rdfs:subPropertyOf :q .",
        ":A rdfs:subClassOf :B",
    ),
    "scm-avf1": (
        ":A owl:allValuesFrom :C ; owl:onProperty :p . :B owl:allValuesFrom :D ; owl:onProperty :p ."
        ":C rdfs:subClassOf :D .",
        ":A rdfs:subClassOf :B",
    ),
    "scm-avf2": (
        ":A owl:allValuesFrom :C ; owl:onProperty :p . :B owl:allValuesFrom :C ; owl:onProperty :q ."
        ":p rdfs:subPropertyOf :q .",
        ":B rdfs:subClassOf :A",
    ),
}  # fmt: skip


def test_each_rule_on_axioms_has_a_case() -> None:
    assert {rule.name for rule in schema.RULES} == {*ON_AXIOMS}


@pytest.mark.parametrize(("name", "case"), ON_AXIOMS.items(), ids=ON_AXIOMS)
def test_axioms_are_closed_by_the_rule_and_not_without_it(
    name: str, case: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ontology, (conclusion,) = map(turtle, case)
    assert Quad(*conclusion) in closed(ontology)
    monkeypatch.setattr(schema, "RULES", tuple(rule for rule in schema.RULES if rule.name != name))
    assert Quad(*conclusion) not in closed(ontology)


def turtle(text: str) -> list[Triple]:
    prefixes = {"": EXAMPLE, "owl": terms.OWL, "rdfs": terms.RDFS}
    named = "".join(f"@prefix {name}: <{namespace}> . " for name, namespace in prefixes.items())
    return [quad.triple for quad in parse(f"{named}{text.removesuffix('.')} .", format=RdfFormat.TURTLE)]


def closed(ontology: list[Triple]) -> Store:
    return schema.closed(ontology, axioms.read(ontology, Nodes()))
