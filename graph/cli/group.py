"""The command `nmkg`, and what its subcommands have in common."""

import logging
import sys
from collections.abc import Callable
from functools import wraps
from importlib.resources import as_file, files
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from graph import pipeline
from graph.errors import NmkgError
from graph.release import Release, current, open_release
from graph.version import VERSION

P = ParamSpec("P")
R = TypeVar("R")

RELEASES = Path("releases")
folder_type = click.Path(path_type=Path, file_okay=False)
file_type = click.Path(path_type=Path, exists=True, dir_okay=False)
sources_option = click.option(
    "--sources",
    type=folder_type,
    help="Folder with articles/ and registers.  [default: those shipped]",
)
confidence_option = click.option(
    "--min-confidence",
    "confidence",
    type=click.FloatRange(0, 1),
    default=pipeline.CONFIDENCE,
    show_default=True,
    help="Of what rules found, keep what is at least as sure as this.",
)
release_option = click.option(
    "--release", type=folder_type, help="Release folder.  [default: releases/current]", metavar="DIR"
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
