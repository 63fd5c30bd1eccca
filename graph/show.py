"""How answers look in a terminal."""

import dataclasses
import json

import click

from graph.coverage import Coverage
from graph.explain import Explanation
from graph.model import Report
from graph.release.serialise import turtle


def coverage(article: Coverage) -> str:
    """Show an article's share, and each gap with its line."""
    gaps = (f"  line {gap.line}: {' '.join(gap.text.split())}" for gap in article.gaps)
    return "\n".join([f"{article.document}: {article.share:.1%} of {article.characters} characters", *gaps])


def explanation(found: Explanation) -> str:
    """Show what the graph says of a node and in which named graphs, what was inferred from what, and the words."""
    lines = [found.iri, ""]
    for said in found.said:
        lines.append(f"  {said.predicate}  {said.value}  [{', '.join(said.graphs)}]")
    if found.inferred:
        lines += ["", "  inferred, each from what stands below it:"]
    for derivation in found.inferred:
        lines += [f"    {line}" for line in derivation.lines()]
    for passage in found.passages:
        lines += ["", f"  {passage.role}, document {passage.document}, characters {passage.start}-{passage.end}"]
        lines += [f"    {passage.title}"] if passage.title else []
        lines += [f"    read on {page}" for page in passage.pages]
        words = click.style(passage.exact, bold=True)
        before, after = (f"…{passage.before}", f"{passage.after}…") if passage.before or passage.after else ("", "")
        lines.append(f"    {' '.join(f'{before}«{words}»{after}'.split())}")
    return "\n".join(lines)


def report_as_text(report: Report) -> str:
    """Show each result as the broken node, the message with its remedy, and the shape."""
    if report.conforms:
        return "conforms"
    lines = [f"{f.severity}: {f.focus}\n  {f.message}\n  shape {f.shape}" for f in report.findings]
    return "\n".join([*lines, f"does not conform: {len(report.findings)} results"])


def report_as_turtle(report: Report) -> str:
    """Write the report as SHACL has it."""
    return turtle(report.triples).decode()


def report_as_json(report: Report) -> str:
    """Write the verdict and the results for programs."""
    rows = [dataclasses.asdict(finding) for finding in report.findings]
    return json.dumps({"conforms": report.conforms, "results": rows}, indent=2, ensure_ascii=False)


REPORTS = {"text": report_as_text, "turtle": report_as_turtle, "json": report_as_json}
