"""The verdict on a graph: what follows from it, and whether it conforms to ontology and shapes."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph import iris, vocabulary
from graph.errors import Contradiction
from graph.infer import infer
from graph.model import Finding, Report
from graph.validate import Engine, validate

SH = iris.PREFIXES["sh"]
CONTRADICTION = f"{iris.NMS}Contradiction"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Conclusions, and one report on contradictions and shapes together."""

    conclusions: frozenset[Triple]
    report: Report


def judge(
    triples: frozenset[Triple],
    texts: frozenset[Triple] = frozenset(),
    *,
    with_inference: bool = True,
    engine: Engine = "sets",
    step: Callable[[str, int], None] = lambda *_: None,
) -> Verdict:
    """Draw conclusions and validate; `texts` are checked against and belong to no graph.

    `engine` says what validates: set queries, or pySHACL alone as the reference.
    `step` is told "infer" and "validate" with the number of triples as each begins.

    Shapes see the conclusions but for types: a range or domain would give a node the very class that a shape asks
    for, and a company listed by mistake would pass for a market. Contradictions are results of the report like others.
    """
    step("infer", len(triples))
    conclusions, contradictions = _infer(triples) if with_inference else (frozenset[Triple](), ())
    relations = frozenset(triple for triple in conclusions if triple.predicate != vocabulary.TYPE)
    step("validate", len(triples) + len(relations))
    report = validate(triples | relations | texts, vocabulary.shapes(), engine)
    return Verdict(conclusions, _with(report, contradictions) if contradictions else report)


def _infer(triples: frozenset[Triple]) -> tuple[frozenset[Triple], tuple[str, ...]]:
    try:
        return infer(triples), ()
    except Contradiction as error:
        return frozenset(), error.messages


def _with(report: Report, contradictions: tuple[str, ...]) -> Report:
    """Add contradictions to a report, in front, as results of a component of our own."""
    findings = tuple(Finding(focus="", shape=CONTRADICTION, message=message) for message in contradictions)
    node = next(t.subject for t in report.triples if t.predicate.value == f"{SH}conforms")
    kept = {t for t in report.triples if t.predicate.value != f"{SH}conforms"}
    kept.add(Triple(node, NamedNode(f"{SH}conforms"), Literal(value=False)))
    for number, message in enumerate(contradictions):
        result = BlankNode(f"contradiction{number}")
        kept |= {
            Triple(node, NamedNode(f"{SH}result"), result),
            Triple(result, vocabulary.TYPE, NamedNode(f"{SH}ValidationResult")),
            Triple(result, NamedNode(f"{SH}resultSeverity"), NamedNode(f"{SH}Violation")),
            Triple(result, NamedNode(f"{SH}sourceConstraintComponent"), NamedNode(CONTRADICTION)),
            Triple(result, NamedNode(f"{SH}resultMessage"), Literal(message, language="en")),
        }
    return replace(report, conforms=False, findings=findings + report.findings, triples=frozenset(kept))
