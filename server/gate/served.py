"""A release while it is served: its pool, its application, its cache. It ends when its last request has ended."""

import asyncio
import json
import logging
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from graph.version import VERSION
from server import exceeded
from server.gate.cache import Cache
from server.gate.wsgi import Application
from server.jobs import SLOW
from server.limits import Limits
from server.pool.channel import Message
from server.pool.pool import Busy, Ended, Pool, Unanswered
from server.pool.zygote_client import Zygote
from server.problem import Problem, too_busy
from server.site import Site, answered
from server.source import Source

_LOG = logging.getLogger("nmkg")


@dataclass(eq=False, slots=True)
class Served:
    """One release, loaded. `application` answers what the gate does not answer itself."""

    site: Site
    pool: Pool
    application: Application
    cache: Cache
    version: str
    """What tells this release from others in an ETag."""
    users: int = field(default=0)
    retired: bool = field(default=False)

    async def job(self, header: dict[str, Any], body: bytes = b"") -> Message:
        """Have a job done. Raises Problem, also where no worker is free or the worker was ended."""
        return answered(await _asked(self.pool, self.site.limits, header, body))

    async def leave(self) -> None:
        """Say that a request has ended; the last one of a retired release ends its workers."""
        self.users -= 1
        await self._end_if_unused()

    async def retire(self) -> None:
        """Take no more requests, and end when those in progress have ended."""
        self.retired = True
        await self._end_if_unused()

    async def _end_if_unused(self) -> None:
        if self.retired and not self.users:
            await self.pool.close()


async def load(source: Source, limits: Limits, create: Callable[[Site], Application]) -> Served:
    """Load what the source is now and start its workers. Raises NmkgError where it cannot be loaded."""
    settings = json.dumps({"source": source.fixed().as_json(), "limits": asdict(limits)})
    zygote = await Zygote.start("server.jobs", settings)
    pool = Pool(zygote, limits)
    await pool.start()
    loop = asyncio.get_running_loop()

    def ask(header: dict[str, Any], body: bytes) -> Message:
        return asyncio.run_coroutine_threadsafe(_asked(pool, limits, header, body), loop).result()

    folder: Path | None = source.fixed().folder()
    site = Site(zygote.facts["release"], zygote.facts["triples"], folder, limits, ask)
    # Plain files have no id: what was made of them before this start is not taken for the same.
    version = f"{VERSION} {site.release or secrets.token_hex(8)}"
    return Served(site, pool, create(site), Cache(limits.cache), version)


async def _asked(pool: Pool, limits: Limits, header: dict[str, Any], body: bytes) -> Message:
    job = header["job"]
    try:
        return await pool.run(header, body, slow=job in SLOW)
    except Busy:
        raise too_busy("All workers are busy and the queue is full.") from None
    except Unanswered as ended:
        _LOG.warning("a worker was ended (%s) with this job in hand: %s", ended.why.value, job)
        raise _told(ended.why, job, limits) from None


def _told(why: Ended, job: str, limits: Limits) -> Problem:
    if why is Ended.TIMEOUT:
        return exceeded.time(job, limits)
    if why is Ended.MEMORY:
        return exceeded.memory(job, limits)
    if why is Ended.KILLED:
        return too_busy("The process that did the work was ended from outside; another has taken its place.")
    return Problem(500, "The process that did the work ended unexpectedly; another has taken its place.")
