"""The command that validates anyone's data."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from graph import data, show, vocabulary
from graph.cli.group import data_errors_exit_1, file_type, main
from graph.judge import judge
from graph.model import Report
from graph.validate import ENGINES, Engine


@main.command("validate")
@click.argument("paths", type=file_type, nargs=-1, required=True, metavar="DATA...")
@click.option("--format", "format_", type=click.Choice([*show.REPORTS]), default="text", show_default=True)
@click.option("--infer/--no-infer", default=True, help="Draw OWL 2 RL conclusions first, as the build does.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="sets",
    show_default=True,
    help="sets: queries find who may offend, pySHACL judges them; pyshacl: it judges all. Same checks, same report.",
)
@data_errors_exit_1
def validate_command(paths: Sequence[Path], format_: str, infer: bool, engine: Engine) -> None:
    """Validate RDF files against the ontology and the shapes; exit 1 where they do not conform."""
    report = _validated(paths, with_inference=infer, engine=engine)
    click.echo(show.REPORTS[format_](report))
    if not report.conforms:
        sys.exit(1)


def _validated(paths: Sequence[Path], *, with_inference: bool, engine: Engine) -> Report:
    triples = data.read(paths) | vocabulary.ontology() | vocabulary.concepts()
    return judge(triples, with_inference=with_inference, engine=engine).report
