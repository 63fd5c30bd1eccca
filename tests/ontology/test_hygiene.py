"""Hygiene of the ontology.

Each query beside this file is one rule: its first line says the rule, its rows are the offenders. Each file
of ``offenders`` is named after a rule, with a case where the rule has several, and breaks that rule.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store, parse
from rdflib import Graph

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ONTOLOGY = sorted((ROOT / "ontology").glob("*.ttl"))
SHAPES = sorted((ROOT / "shapes").glob("*.ttl"))
RULES = sorted(HERE.glob("*.rq"))
OFFENDERS = sorted((HERE / "offenders").glob("*.ttl"))

PREFIX = re.compile(r"^\s*@?prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
RULE_HEAD = re.compile(r"# \S.*\.\n#\n# Problem: \S.*\.\n# Solution: \S.*\.\n\n")

BASE = "https://w3id.org/notorious-markets/"
ANYWHERE = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/2001/XMLSchema#",
    "http://www.w3.org/2004/02/skos/core#",
    "http://purl.org/dc/terms/",
)
HEADER_ONLY = (
    "http://purl.org/vocab/vann/",
    "http://www.w3.org/ns/owl-profile/RL",
    "https://creativecommons.org/licenses/",
)


def stem(path: Path) -> str:
    return path.stem


def load(paths: Iterable[Path]) -> Store:
    store = Store()
    for path in paths:
        store.load(path=path, format=RdfFormat.TURTLE)
    return store


def offenders(rule: Path, store: Store) -> list[str]:
    rows = store.query(rule.read_text(encoding="utf-8"))
    assert isinstance(rows, QuerySolutions)
    return [" ".join(str(term) for term in row) for row in rows]


def clashes(texts: Iterable[str]) -> list[str]:
    """Prefixes that stand for two IRIs, and IRIs that two prefixes stand for."""
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    names: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts:
        for prefix, iri in PREFIX.findall(text):
            meanings[prefix].add(iri)
            names[iri].add(prefix)
    return sorted(key for table in (meanings, names) for key, values in table.items() if len(values) > 1)


def closure_errors(turtle: Iterable[str]) -> list[str]:
    """What owlrl, the reference reasoner, finds inconsistent in the closure of the axioms."""
    graph = Graph()
    for text in turtle:
        graph.parse(data=text, format="turtle")
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return [str(message) for _, predicate, message in graph if str(predicate).endswith("agent-ont#error")]


@pytest.fixture(scope="module")
def ontology() -> Store:
    return load(ONTOLOGY)


@pytest.mark.parametrize("rule", RULES, ids=stem)
def test_rule_holds(rule: Path, ontology: Store) -> None:
    sentence = rule.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
    found = offenders(rule, ontology)
    assert not found, "\n".join([sentence, *found])


@pytest.mark.parametrize("offender", OFFENDERS, ids=stem)
def test_rule_finds_its_offender(offender: Path) -> None:
    rule = HERE / f"{offender.name.partition('.')[0]}.rq"
    assert offenders(rule, load([*ONTOLOGY, offender]))


def test_every_rule_has_an_offender() -> None:
    assert {rule.stem for rule in RULES} == {offender.name.partition(".")[0] for offender in OFFENDERS}


@pytest.mark.parametrize("rule", RULES, ids=stem)
def test_rule_says_what_it_asks_and_why(rule: Path) -> None:
    assert RULE_HEAD.match(rule.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", ONTOLOGY, ids=stem)
def test_file_parses_alone(path: Path) -> None:
    assert list(parse(path=path, format=RdfFormat.TURTLE))


@pytest.mark.parametrize("path", [path for path in ONTOLOGY if path.stem != "alignment"], ids=stem)
def test_only_the_alignment_ties_to_outside_terms(path: Path) -> None:
    allowed = (BASE, *ANYWHERE, *(HEADER_ONLY if path.stem == "header" else ()))
    outside = {
        term.value
        for quad in parse(path=path, format=RdfFormat.TURTLE)
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, NamedNode) and not term.value.startswith(allowed)
    }
    assert not outside


def test_prefixes_mean_one_thing() -> None:
    assert not clashes(path.read_text(encoding="utf-8") for path in [*ONTOLOGY, *SHAPES])


@pytest.mark.parametrize(
    ("other", "clash"),
    [
        ("@prefix dcterms: <http://purl.org/dc/terms#> .", "dcterms"),
        ("PREFIX dct: <http://purl.org/dc/terms/>", "http://purl.org/dc/terms/"),
    ],
)
def test_prefixes_that_clash_are_found(other: str, clash: str) -> None:
    assert clashes(["@prefix dcterms: <http://purl.org/dc/terms/> .", other]) == [clash]


def test_closure_is_consistent() -> None:
    assert not closure_errors(path.read_text(encoding="utf-8") for path in ONTOLOGY)


def test_closure_finds_a_company_that_is_listed() -> None:
    listed_company = f"""
        @prefix nm: <{BASE}ontology#> .
        <{BASE}id/company/alibaba-group> a nm:Company .
        <{BASE}id/listing/2012/alibaba-group> nm:listsMarket <{BASE}id/company/alibaba-group> .
    """
    texts = [path.read_text(encoding="utf-8") for path in ONTOLOGY if path.stem != "concepts"]
    assert any("disjoint" in error.lower() for error in closure_errors([*texts, listed_company]))
