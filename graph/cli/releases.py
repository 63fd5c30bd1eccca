"""Commands on releases: query, explain, diff."""

import dataclasses
import json
from pathlib import Path
from typing import TextIO

import click
from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples

from graph import corpus, query, show
from graph.cli.group import data_errors_exit_1, folder_of, folder_type, main, release_of, release_option, sources_option
from graph.diff import diff
from graph.errors import NmkgError
from graph.explain import explain
from graph.release import open_release
from graph.release.serialise import turtle
from graph.sparql import diagnose

RESULTS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}


@main.command("query")
@click.argument("sparql", required=False)
@click.option("--file", "file", type=click.File(encoding="utf-8"), help="Read the query from a file; - is stdin.")
@click.option("--example", help="Run an example question by name; list them with --examples.")
@click.option("--examples", is_flag=True, help="List the example questions.")
@click.option(
    "--format", "format_", type=click.Choice([*RESULTS]), help="Of rows, csv by default; true or false as json, xml."
)
@release_option
@data_errors_exit_1
def query_command(
    sparql: str | None, file: TextIO | None, example: str | None, examples: bool, format_: str | None,
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
        raise NmkgError(str(diagnose(given[0], str(error.msg)))) from error
    except (OSError, RuntimeError) as error:
        raise NmkgError(f"the query could not be evaluated: {error}") from error
    if isinstance(results, QueryTriples):
        if format_:
            raise click.UsageError("CONSTRUCT and DESCRIBE answer in Turtle; leave --format out.")
        click.echo(turtle(results), nl=False)
    elif isinstance(results, QueryBoolean) and format_ not in ("json", "xml"):
        if format_:
            raise click.UsageError(
                f"{format_} has no form for true and false; take json or xml, or leave --format out."
            )
        click.echo(str(bool(results)).lower())
    else:
        click.echo(results.serialize(format=RESULTS[format_ or "csv"]))


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
@click.argument("old", type=folder_type)
@click.argument("new", type=folder_type)
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
