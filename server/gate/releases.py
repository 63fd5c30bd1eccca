"""The release that is served now; a newer one takes its place without a request being lost."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from graph.errors import NmkgError
from server.gate.metrics import Reading
from server.gate.served import Served, load
from server.gate.wsgi import Application
from server.limits import Limits
from server.site import Site
from server.source import Source

LOOK_EVERY = 1.0
_TRY_AGAIN_AFTER = 30.0
_LOG = logging.getLogger("nmkg")


class Releases:
    """Loads, watches and replaces what is served."""

    def __init__(self, source: Source, limits: Limits, create: Callable[[Site], Application]) -> None:
        """Serve the source; `create` makes the application of a release."""
        self._source = source
        self._limits = limits
        self._create = create
        self._current: Served | None = None
        self._watching: asyncio.Task[None] | None = None
        self._switches = 0
        self._replaced_before = 0

    async def start(self) -> None:
        """Load the release and begin to watch for the next. Raises NmkgError where it cannot be loaded."""
        self._current = await load(self._source, self._limits, self._create)
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    def enter(self) -> Served | None:
        """Give what is served now to a request, which must `leave` it."""
        if self._current is not None:
            self._current.users += 1
        return self._current

    async def close(self) -> None:
        """End everything."""
        if self._watching:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        if self._current:
            await self._current.pool.close()
            self._current = None

    def state(self) -> Iterable[Reading]:
        """Read the state for the metrics."""
        served = self._current
        if served is None:
            return
        pool = served.pool
        yield "nmkg_queries_waiting", "Queries waiting for a worker.", pool.waiting, {}
        yield "nmkg_queries_running", "Queries in progress.", pool.busy, {}
        restarts = self._replaced_before + pool.replaced
        yield "nmkg_worker_restarts_total", "Workers ended and replaced.", restarts, {}
        yield "nmkg_cache_bytes", "Bytes of answers kept.", served.cache.size, {}
        yield "nmkg_triples", "Triples of the merge.", served.site.triples, {}
        yield "nmkg_release", "The release that is served.", 1, {"release": served.site.release}
        yield "nmkg_release_switches_total", "Releases that took the place of another.", self._switches, {}

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            if self._current is not None and self._is_stale(self._current):
                try:
                    await self._switch()
                except (NmkgError, OSError) as error:
                    _LOG.error("the new release is not served, the old one still is: %s", error)
                    # A zygote that has ended replaces no worker any more, so then there is no time to lose.
                    await asyncio.wait([self._current.pool.zygote.gone], timeout=_TRY_AGAIN_AFTER)

    def _is_stale(self, served: Served) -> bool:
        if served.pool.zygote.gone.done():
            return True
        with suppress(NmkgError, OSError):
            folder: Path | None = self._source.fixed().folder()
            return folder != served.site.folder
        return False

    async def _switch(self) -> None:
        fresh = await load(self._source, self._limits, self._create)
        old, self._current = self._current, fresh
        assert old is not None  # noqa: S101 - start() has run
        self._switches += 1
        self._replaced_before += old.pool.replaced
        _LOG.info("serving release %s, %d triples", fresh.site.release, fresh.site.triples)
        await old.retire()
