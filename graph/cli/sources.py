"""Commands on sources: build, check, coverage."""

import dataclasses
import json
from pathlib import Path

import click

from graph import corpus, pipeline, show
from graph.cli.group import (
    RELEASES,
    confidence_option,
    data_errors_exit_1,
    folder_of,
    folder_type,
    main,
    sources_option,
)
from graph.coverage import coverage
from graph.progress import progress

reviewed_option = click.option("--reviewed-only", is_flag=True, help="Leave out the texts that nobody has reviewed.")


@main.command()
@sources_option
@reviewed_option
@confidence_option
@click.option("--out", type=folder_type, default=RELEASES, show_default=True, help="Folder that holds the releases.")
@data_errors_exit_1
def build(sources: Path | None, out: Path, reviewed_only: bool, confidence: float) -> None:
    """Read the sources, infer, validate, and publish a release.

    A text without a reviewed annotation is understood by rules, into a graph of its own with the status `unreviewed`,
    which the default graph does not hold.
    """
    with progress(pipeline.STAGES) as told:
        folder, set_aside = pipeline.build(
            folder_of(sources), out, told, reviewed_only=reviewed_only, confidence=confidence
        )
    _say(set_aside)
    click.echo(folder)


@main.command()
@sources_option
@reviewed_option
@confidence_option
@data_errors_exit_1
def check(sources: Path | None, reviewed_only: bool, confidence: float) -> None:
    """Do all that build does but publish; this also names pairs of entities that look alike and nobody has judged."""
    with progress(pipeline.STAGES[:-1]) as told:
        checked = pipeline.check(folder_of(sources), told, reviewed_only=reviewed_only, confidence=confidence)
    _say(checked.set_aside)
    articles, rows = len(checked.corpus.articles), sum(len(table.rows) for table in checked.corpus.tables)
    sources_read = f"{articles} articles and {rows} rows of {len(checked.corpus.tables)} tables"
    click.echo(f"{sources_read}, {len(checked.merged)} triples in {len(checked.graphs)} graphs: all is well.")


@main.command("coverage")
@sources_option
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@data_errors_exit_1
def coverage_command(sources: Path | None, as_json: bool) -> None:
    """Show, per article, the share of characters that some annotation rests on, and the rest."""
    found = coverage(corpus.read(folder_of(sources)))
    if as_json:
        rows = [{**dataclasses.asdict(article), "share": round(article.share, 4)} for article in found]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for article in found:
        click.echo(show.coverage(article))


def _say(set_aside: tuple[str, ...]) -> None:
    for line in set_aside:
        click.echo(f"set aside: {line}", err=True)
