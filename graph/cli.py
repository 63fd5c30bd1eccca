"""The command line: reads arguments, calls one function, prints its answer.

Exit status 0: done. 1: the data is at fault, said on stderr with its place. 2: wrong usage.
"""

import dataclasses
import json
import logging
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from importlib.resources import as_file, files
from pathlib import Path
from typing import ParamSpec, TextIO, TypeVar

import click
from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples

from graph import corpus, data, pipeline, query, show, vocabulary
from graph.coverage import coverage
from graph.diff import diff
from graph.errors import NmkgError
from graph.explain import explain
from graph.extract import extract
from graph.judge import judge
from graph.model import Report
from graph.progress import progress
from graph.release import Release, current, open_release
from graph.release.serialise import turtle
from graph.version import VERSION

P = ParamSpec("P")
R = TypeVar("R")

RELEASES = Path("releases")
RESULTS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}

_folder = click.Path(path_type=Path, file_okay=False)
_file = click.Path(path_type=Path, exists=True, dir_okay=False)
sources_option = click.option(
    "--sources", type=_folder, help="Folder with articles/, entities.csv, propositions.csv.  [default: those shipped]"
)
release_option = click.option(
    "--release", type=_folder, help="Release folder.  [default: releases/current]", metavar="DIR"
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(VERSION, prog_name="nmkg")
def main() -> None:
    """Build, check, query and serve the Notorious Markets Knowledge Graph."""
    # rdflib logs a traceback for each literal that is no value of its datatype; the shapes say it better.
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)


def data_errors_exit_1(command: Callable[P, R]) -> Callable[P, R]:
    """Print faults of the data on stderr and end with status 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except NmkgError as error:
            click.echo(str(error), err=True)
            sys.exit(1)

    return run


def folder_of(sources: Path | None) -> Path:
    """Give the sources folder: the one named, or the one shipped with the package."""
    if sources is not None:
        return sources
    with as_file(files("graph").joinpath("sources")) as shipped:
        return shipped


def release_of(folder: Path | None) -> Release:
    """Open the release named, or the current one."""
    return open_release(folder if folder is not None else current(RELEASES))


@main.command()
@sources_option
@click.option("--out", type=_folder, default=RELEASES, show_default=True, help="Folder that holds the releases.")
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
    """Do all that build does but publish."""
    with progress(pipeline.STAGES[:-1]) as told:
        checked = pipeline.check(folder_of(sources), told)
    articles = len(checked.corpus.articles)
    click.echo(f"{articles} articles, {len(checked.merged)} triples in {len(checked.graphs)} graphs: all is well.")


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
@click.argument("paths", type=_file, nargs=-1, required=True, metavar="FILE...")
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


@main.command("validate")
@click.argument("paths", type=_file, nargs=-1, required=True, metavar="DATA...")
@click.option("--format", "format_", type=click.Choice([*show.REPORTS]), default="text", show_default=True)
@click.option("--infer/--no-infer", default=True, help="Draw OWL 2 RL conclusions first, as the build does.")
@data_errors_exit_1
def validate_command(paths: Sequence[Path], format_: str, infer: bool) -> None:
    """Validate RDF files against the ontology and the shapes; exit 1 where they do not conform."""
    report = _validated(paths, with_inference=infer)
    click.echo(show.REPORTS[format_](report))
    if not report.conforms:
        sys.exit(1)


def _validated(paths: Sequence[Path], *, with_inference: bool) -> Report:
    triples = data.read(paths) | vocabulary.ontology() | vocabulary.concepts()
    return judge(triples, with_inference=with_inference).report


@main.command("query")
@click.argument("sparql", required=False)
@click.option("--file", "file", type=click.File(encoding="utf-8"), help="Read the query from a file; - is stdin.")
@click.option("--example", help="Run an example question by name; list them with --examples.")
@click.option("--examples", is_flag=True, help="List the example questions.")
@click.option("--format", "format_", type=click.Choice([*RESULTS]), default="csv", show_default=True)
@release_option
@data_errors_exit_1
def query_command(
    sparql: str | None, file: TextIO | None, example: str | None, examples: bool, format_: str,
    release: Path | None,
) -> None:  # fmt: skip
    """Ask a release in SPARQL; our prefixes are known. CONSTRUCT and DESCRIBE answer in Turtle."""
    if examples:
        for question in query.questions():
            click.echo(f"{question.name}: {question.text}")
        return
    given = [text for text in (sparql, _read(file), _example(example)) if text is not None]
    if len(given) != 1:
        raise click.UsageError("Give one query: as an argument, with --file, or with --example.")
    try:
        results = query.run(release_of(release).load(), given[0])
    except SyntaxError as error:
        raise NmkgError(f"the query is not SPARQL: {error}") from error
    except (OSError, RuntimeError) as error:
        raise NmkgError(f"the query could not be evaluated: {error}") from error
    if isinstance(results, QueryTriples):
        click.echo(turtle(results), nl=False)
    elif isinstance(results, QueryBoolean) and format_ in ("csv", "tsv"):
        click.echo(str(bool(results)).lower())
    else:
        click.echo(results.serialize(format=RESULTS[format_]))


def _read(file: TextIO | None) -> str | None:
    try:
        return file.read() if file else None
    except UnicodeDecodeError as error:
        raise NmkgError(f"the query is not UTF-8: {error}") from error


def _example(name: str | None) -> str | None:
    if name is None:
        return None
    found = {question.name: question.query for question in query.questions()}
    if name not in found:
        raise click.UsageError(f"There is no example “{name}”; list them with --examples.")
    return found[name]


@main.command("explain")
@click.argument("iri")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@sources_option
@release_option
@data_errors_exit_1
def explain_command(iri: str, as_json: bool, sources: Path | None, release: Path | None) -> None:
    """Walk from a fact or claim to the quoted words in their context.

    IRI may be whole, prefixed (market:taobao) or an id (listing/2021/taobao). The context comes from the articles in
    the sources folder: a release holds excerpts only.
    """
    opened = release_of(release)
    explanation = explain(opened.load(), iri, corpus.texts(folder_of(sources)))
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(explanation), indent=2, ensure_ascii=False))
    else:
        click.echo(show.explanation(explanation))


@main.command("diff")
@click.argument("old", type=_folder)
@click.argument("new", type=_folder)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@data_errors_exit_1
def diff_command(old: Path, new: Path, as_json: bool) -> None:
    """Show what changed between two releases, as N-Quads marked - and +."""
    difference = diff(open_release(old), open_release(new))
    if as_json:
        rows = {"removed": [str(q) for q in difference.removed], "added": [str(q) for q in difference.added]}
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for mark, quads in (("-", difference.removed), ("+", difference.added)):
        for quad in quads:
            click.echo(f"{mark} {quad} .")
    click.echo(f"{len(difference.removed)} removed, {len(difference.added)} added", err=True)
