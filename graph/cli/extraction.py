"""Commands on what rules find in texts: extract, review, evaluate."""

import dataclasses
import datetime
import json
from collections.abc import Sequence
from pathlib import Path

import click

from graph import corpus
from graph.cli.group import confidence_option, data_errors_exit_1, file_type, folder_of, main, sources_option
from graph.errors import NmkgError
from graph.evaluate import KINDS, evaluate
from graph.extract import read_lexicon
from graph.extract.drafts.curate import propose_file
from graph.extract.drafts.propose import Known
from graph.extract.drafts.review import dismiss, review


@main.command("extract")
@click.argument("paths", type=file_type, nargs=-1, required=True, metavar="FILE...")
@sources_option
@confidence_option
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication, where the text does not print it.")
@click.option("--publisher", default="", help="Publisher, where the text does not name it.")
@data_errors_exit_1
def extract_command(
    paths: Sequence[Path], sources: Path | None, confidence: float, date: datetime.datetime | None, publisher: str
) -> None:
    """Propose an annotation for each text: mentions, list events, ties, claims and figures, each with its words.

    FILE is plain text, HTML or PDF, in English. The annotation is written beside it, as NAME.yaml, and the text of a
    page as NAME.txt; a file that is there already is never replaced.
    """
    lexicon = read_lexicon(folder_of(sources))
    known = Known(date.date() if date else None, publisher)
    refused = 0
    for path in paths:
        try:
            done = propose_file(path, lexicon, known, confidence)
        except NmkgError as error:
            click.echo(str(error), err=True)
            refused += 1
            continue
        click.echo(f"{done.target}")
        told = f"  {done.mentions} mentions, {done.facts} facts, {done.claims} claims, {done.figures} figures"
        click.echo(f"{told}; {done.proposals} entities proposed, {done.gaps} passages not understood", err=True)
        for warning in done.warnings:
            click.echo(f"  warning: {warning}", err=True)
    if refused:
        raise SystemExit(1)


@main.command("review")
@click.argument("path", type=file_type, metavar="FILE")
@sources_option
@confidence_option
@click.option("--dismiss", "dismissing", is_flag=True, help="Note that what is new was looked at and is not wanted.")
@click.option("--all", "everything", is_flag=True, help="Show what was dismissed, too.")
@data_errors_exit_1
def review_command(path: Path, sources: Path | None, confidence: float, dismissing: bool, everything: bool) -> None:
    """Hold an annotation against what the rules find in its text now.

    FILE is the text or its annotation. Shown are entries that only the annotation has (-), that only the rules find
    (+), and that differ (~). Nothing that a person wrote is changed; --dismiss adds a list of what is not wanted.
    """
    lexicon = read_lexicon(folder_of(sources))
    found = review(path, lexicon, confidence)
    for line in found.lines(everything=everything):
        click.echo(line)
    click.echo(found.summary(), err=True)
    if dismissing:
        click.echo(f"{dismiss(path, found)} dismissed", err=True)


@main.command("evaluate")
@sources_option
@confidence_option
@click.option("--list", "listing", is_flag=True, help="List misses and false finds.")
@click.option("--kind", type=click.Choice(KINDS), help="One kind only.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@data_errors_exit_1
def evaluate_command(sources: Path | None, confidence: float, listing: bool, kind: str | None, as_json: bool) -> None:
    """Measure what the rules find against the reviewed annotations: precision, recall and F1 by kind."""
    folder = folder_of(sources)
    scores = evaluate(corpus.read(folder), read_lexicon(folder), confidence)
    scores = tuple(score for score in scores if kind in (None, score.kind))
    if as_json:
        rows = [{**dataclasses.asdict(s), "precision": s.precision, "recall": s.recall, "f1": s.f1} for s in scores]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    click.echo(f"{'kind':<12}{'expected':>9}{'found':>7}{'precision':>11}{'recall':>8}{'F1':>7}")
    for score in scores:
        numbers = f"{score.precision:>11.3f}{score.recall:>8.3f}{score.f1:>7.3f}"
        click.echo(f"{score.kind:<12}{score.expected:>9}{score.found:>7}{numbers}")
    for score in scores if listing else ():
        for sign, items in (("missed", score.misses), ("false", score.false)):
            for item in items:
                click.echo(f"{score.kind} {sign}: {item}")
