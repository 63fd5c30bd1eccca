"""The command line with `serve` added."""

from pathlib import Path

import click

from graph.cli import RELEASES, data_errors_exit_1, main, release_option
from server.limits import MEGABYTE, Limits
from server.serve import serve as run_server
from server.source import Source

__all__ = ["main"]

_DEFAULT = Limits()


@main.command()
@release_option
@click.option(
    "--data", type=click.Path(path_type=Path, exists=True, dir_okay=False), multiple=True, metavar="FILE",
    help="Serve RDF files instead of a release; repeatable.",
)  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--workers", type=click.IntRange(1, 256), default=_DEFAULT.workers, show_default="one a core, at least 2",
    help="Queries that run at the same time.",
)  # fmt: skip
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=_DEFAULT.timeout, show_default=True, metavar="SECONDS",
    help="How long a query may run.",
)  # fmt: skip
@click.option(
    "--memory", type=click.IntRange(16), default=_DEFAULT.memory // MEGABYTE, show_default=True, metavar="MB",
    help="What a query may take.",
)  # fmt: skip
@click.option(
    "--max-result", type=click.IntRange(1), default=_DEFAULT.result // MEGABYTE, show_default=True, metavar="MB",
    help="How large a result may be.",
)  # fmt: skip
@click.option(
    "--queue", type=click.IntRange(0), default=_DEFAULT.queue, show_default=True,
    help="Queries that wait for a worker; one more is answered 503.",
)  # fmt: skip
@click.option(
    "--patience", type=click.FloatRange(0.1), default=_DEFAULT.patience, show_default=True, metavar="SECONDS",
    help="How long a query waits for a worker before it is answered 503.",
)  # fmt: skip
@click.option(
    "--max-upload", type=click.IntRange(1), default=_DEFAULT.upload // MEGABYTE, show_default=True, metavar="MB",
    help="Size of a document sent to be validated.",
)  # fmt: skip
@click.option(
    "--cache", type=click.IntRange(0), default=_DEFAULT.cache // MEGABYTE, show_default=True, metavar="MB",
    help="Answers kept to be sent again.",
)  # fmt: skip
@click.option(
    "--allow-service", "services", multiple=True, metavar="IRI",
    help="Beginning of the addresses that SERVICE may ask; repeatable.  [default: none]",
)  # fmt: skip
@click.option("--access-log/--no-access-log", default=True, show_default=True, help="A line of JSON for each request.")
@click.option(
    "--behind-proxy", is_flag=True,
    help="Believe X-Forwarded-Proto and X-Forwarded-For; only where a proxy of yours sets them.",
)  # fmt: skip
@data_errors_exit_1
def serve(
    release: Path | None, data: tuple[Path, ...], host: str, port: int, workers: int, timeout: float, memory: int,
    max_result: int, queue: int, patience: float, max_upload: int, cache: int, services: tuple[str, ...],
    access_log: bool, behind_proxy: bool,
) -> None:  # fmt: skip
    """Serve a release over HTTP: SPARQL, dumps, and a page for every IRI.

    Without --release the newest release of releases/ is served, and a newer one as soon as it is published.
    """
    if data and release:
        raise click.UsageError("Give --release or --data, not both.")
    limits = Limits(
        workers=workers, queue=queue, patience=patience, timeout=timeout, memory=memory * MEGABYTE,
        result=max_result * MEGABYTE, upload=max_upload * MEGABYTE, cache=cache * MEGABYTE, services=services,
    )  # fmt: skip
    source = Source(None if data or release else RELEASES, release, data)
    run_server(source, host, port, limits, access_log=access_log, behind_proxy=behind_proxy)
