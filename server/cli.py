"""The command line with `serve` added."""

from pathlib import Path

import click

from graph.cli import RELEASES, data_errors_exit_1, main, release_option
from graph.release import current
from server.serve import serve as run_server

__all__ = ["main"]


@main.command()
@release_option
@click.option(
    "--data", type=click.Path(path_type=Path, exists=True, dir_okay=False), multiple=True, metavar="FILE",
    help="Serve RDF files instead of a release; repeatable.",
)  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@data_errors_exit_1
def serve(release: Path | None, data: tuple[Path, ...], host: str, port: int) -> None:
    """Serve a release over HTTP: SPARQL, dumps, and a page for every IRI."""
    if data and release:
        raise click.UsageError("Give --release or --data, not both.")
    source = data or (release if release is not None else current(RELEASES))
    run_server(source, host, port)
