"""Commands on sources: build, check, extract, coverage."""

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path

import click

from graph import corpus, pipeline, show
from graph.cli.group import RELEASES, data_errors_exit_1, file_type, folder_of, folder_type, main, sources_option
from graph.coverage import coverage
from graph.errors import NmkgError
from graph.extract import extract
from graph.progress import progress


@main.command()
@sources_option
@click.option("--out", type=folder_type, default=RELEASES, show_default=True, help="Folder that holds the releases.")
@data_errors_exit_1
def build(sources: Path | None, out: Path) -> None:
    """Read the sources, infer, validate, and publish a release."""
    with progress(pipeline.STAGES) as told:
        folder = pipeline.build(folder_of(sources), out, told)
    click.echo(folder)


@main.command()
@sources_option
@data_errors_exit_1
def check(sources: Path | None) -> None:
    """Do all that build does but publish; this also names pairs of entities that look alike and nobody has judged."""
    with progress(pipeline.STAGES[:-1]) as told:
        checked = pipeline.check(folder_of(sources), told)
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


@main.command("extract")
@click.argument("paths", type=file_type, nargs=-1, required=True, metavar="FILE...")
@sources_option
@data_errors_exit_1
def extract_command(paths: Sequence[Path], sources: Path | None) -> None:
    """Propose an annotation for each text: digest, title, mentions of known entities, quotes and numbers to cover.

    It is written beside the text, as NAME.yaml; one that is there already is never replaced.
    """
    for path in paths:
        target = path.with_suffix(".yaml")
        proposal = extract(path, folder_of(sources))
        try:
            with target.open("x", encoding="utf-8") as file:
                file.write(proposal)
        except FileExistsError as error:
            raise NmkgError(f"{target}: is there already; move it away to have a new one proposed") from error
        except OSError as error:
            raise NmkgError(f"{target}: cannot be written: {error.strerror or error}") from error
        click.echo(target)
