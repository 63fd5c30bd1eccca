"""The SHACL test suite of W3C: verdict and results of the set queries are pySHACL's own, test by test."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from graph.errors import NmkgError
from graph.model import Report
from graph.validate import reference, validate

SUITE = next((p / "shared/w3c/shacl" for p in Path(__file__).parents if (p / "shared/w3c/shacl").is_dir()), None)
# pySHACL has no $shapesGraph, and takes "1" for true.
WRONG = {"shapesGraph-001", "uniqueLang-002"}
SHT = "http://www.w3.org/ns/shacl-test#"
SH = "http://www.w3.org/ns/shacl#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"


def entries() -> list[pytest.param]:
    """List each test with its data and its shapes."""
    found = []
    for path in sorted(SUITE.rglob("*.ttl")) if SUITE else []:
        triples = graph(path)
        for triple in triples:
            if triple.predicate.value.endswith("#type") and triple.object == NamedNode(SHT + "Validate"):
                action = one(triples, triple.subject, MF + "action")
                data, shapes = (one(triples, action, SHT + name) for name in ("dataGraph", "shapesGraph"))
                found.append(pytest.param(path, data.value, shapes.value, id=f"{path.parent.name}/{path.stem}"))
    return found


def one(triples: frozenset[Triple], subject: object, predicate: str) -> NamedNode:
    """Give the one object of subject and predicate."""
    (value,) = (t.object for t in triples if t.subject == subject and t.predicate.value == predicate)
    return value


def graph(path: Path) -> frozenset[Triple]:
    """Read a file of the suite."""
    return frozenset(q.triple for q in parse(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri()))


Validator = Callable[[frozenset[Triple], frozenset[Triple]], Report]


def outcome(validator: Validator, data: frozenset[Triple], shapes: frozenset[Triple]) -> Report | str:
    """Validate; a failure is an outcome too, with its words."""
    try:
        return validator(data, shapes)
    except NmkgError as error:
        return str(error)


def expected(path: Path) -> bool | None:
    """Give the verdict that the suite asks for; None where it asks for a failure."""
    triples = graph(path)
    (result,) = (t.object for t in triples if t.predicate.value == MF + "result")
    failure = result == NamedNode(SHT + "Failure")
    return None if failure else one(triples, result, SH + "conforms").value in ("true", "1")


@pytest.mark.skipif(SUITE is None, reason="needs the W3C suite at shared/w3c/shacl beside the checkout")
def test_the_suite_is_whole() -> None:
    assert len(entries()) == 121


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("path", "data", "shapes"), entries())
def test_report_is_that_of_pyshacl(path: Path, data: str, shapes: str) -> None:
    graphs = [graph(Path(iri.removeprefix("file://"))) for iri in (data, shapes)]
    found = outcome(validate, *graphs)
    assert found == outcome(reference.validate, *graphs)
    verdict = found.conforms if isinstance(found, Report) else None
    assert (verdict == expected(path)) is (path.stem not in WRONG)
