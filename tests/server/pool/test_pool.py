"""The pool with workers that do what they are told: deadlines, limits, cancellation, deaths, and the queue."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from running import eventually, runs

from graph.errors import NmkgError
from server.limits import Limits
from server.pool.channel import Channel, Message
from server.pool.pool import Busy, Ended, Pool, Unanswered
from server.pool.worker import SECONDS
from server.pool.zygote_client import Zygote

LIMITS = Limits(workers=2, queue=2, patience=0.5, timeout=5)
Test = Callable[[Pool], Awaitable[None]]


@pytest.fixture(autouse=True)
def _toys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2] / "helpers"))


def with_pool(test: Test, limits: Limits = LIMITS) -> None:
    """Run a test with a pool, and demand that nothing of it is left."""

    async def run() -> int:
        pool = Pool(await Zygote.start("toy_jobs", "well"), limits)
        zygote: int = pool.zygote._process.pid
        await pool.start()
        try:
            await asyncio.wait_for(test(pool), 30)
        finally:
            await pool.close()
        return zygote

    before = set(Path("/proc/self/fd").iterdir())
    zygote = asyncio.run(run())
    assert eventually(lambda: not runs(zygote))
    assert len(set(Path("/proc/self/fd").iterdir()) - before) == 0


async def pids(pool: Pool) -> set[int]:
    """The workers, each asked while the others are."""
    told = await asyncio.gather(*(pool.run({"do": "sleep", "for": 0.2}) for _ in range(LIMITS.workers)))
    return {reply.header["pid"] for reply in told}


async def why(pool: Pool, **header: object) -> Ended:
    with pytest.raises(Unanswered) as ended:
        await pool.run(header)
    return ended.value.why


def test_a_message_is_answered_whole_whatever_its_size() -> None:
    async def test(pool: Pool) -> None:
        for size in (0, 1, 65_536, 65_537, 3_000_000):
            for long in ("", "x" * 65_536, "ä" * 200_000):
                reply = await pool.run({"do": "echo", "long": long}, b"b" * size)
                assert reply.header["heard"] == {"do": "echo", "long": long}
                assert reply.read() == b"b" * size
        assert len((await pool.run({"do": "file", "bytes": 5_000_000})).read()) == 5_000_000
        assert pool.zygote.facts == {"loaded": "well"}

    with_pool(test)


def test_as_many_work_at_once_as_there_are_workers() -> None:
    async def test(pool: Pool) -> None:
        first = await pids(pool)
        assert len(first) == 2
        assert await pids(pool) == first, "workers are used again"
        began = time.monotonic()
        await asyncio.gather(*(pool.run({"do": "sleep", "for": 0.2}) for _ in range(4)))
        assert 0.4 <= time.monotonic() - began < 0.8
        assert (pool.busy, pool.waiting, pool.replaced) == (0, 0, 0)

    with_pool(test)


@pytest.mark.parametrize("work", [{"do": "sleep", "for": 60}, {"do": "spin"}])
def test_work_past_its_deadline_is_ended_whatever_it_does(work: dict[str, object]) -> None:
    async def test(pool: Pool) -> None:
        before = await pids(pool)
        began = time.monotonic()
        with pytest.raises(Unanswered) as ended:
            await pool.run(work, timeout=0.3)
        assert ended.value.why is Ended.TIMEOUT
        assert 0.3 <= time.monotonic() - began < 0.8
        after = await pids(pool)
        assert len(before & after) == 1
        assert pool.replaced == 1
        (gone,) = before - after
        assert not runs(gone)

    with_pool(test)


def test_a_death_is_told_by_its_cause() -> None:
    async def test(pool: Pool) -> None:
        assert await why(pool, do="abort") is Ended.MEMORY
        assert await why(pool, do="fault") is Ended.CRASH
        assert await why(pool, do="raise") is Ended.CRASH
        assert await why(pool, do="eat", bytes=1 << 30) is Ended.CRASH, "Python says MemoryError, and the job tells it"
        assert len(await pids(pool)) == 2
        assert pool.replaced == 4

    with_pool(test)


def test_what_a_handler_did_not_expect_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    async def test(pool: Pool) -> None:
        await why(pool, do="raise")

    with_pool(test)
    assert "ValueError: told to" in capfd.readouterr().err


def test_a_caller_that_gives_up_ends_the_work() -> None:
    async def test(pool: Pool) -> None:
        before = await pids(pool)
        task = asyncio.create_task(pool.run({"do": "spin"}))
        await asyncio.sleep(0.2)
        assert pool.busy == 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert pool.busy == 0
        assert len(before & await pids(pool)) == 1

    with_pool(test)


def test_the_queue_has_an_end_and_patience_too() -> None:
    async def test(pool: Pool) -> None:
        running = [asyncio.create_task(pool.run({"do": "sleep", "for": 2})) for _ in range(2)]
        await asyncio.sleep(0.1)
        waiting = [asyncio.create_task(pool.run({"do": "echo"})) for _ in range(2)]
        await asyncio.sleep(0.1)
        assert (pool.busy, pool.waiting) == (2, 2)
        began = time.monotonic()
        with pytest.raises(Busy):
            await pool.run({"do": "echo"})
        assert time.monotonic() - began < 0.1, "at once"
        for task in waiting:
            with pytest.raises(Busy):
                await task
        assert 0.2 < time.monotonic() - began < 0.8, "after patience"
        assert pool.waiting == 0
        await asyncio.gather(*running)

    with_pool(test)


def test_who_waits_is_served_in_order_and_who_leaves_the_queue_takes_nothing_with_him() -> None:
    async def test(pool: Pool) -> None:
        order: list[str] = []

        async def ask(name: str) -> None:
            await pool.run({"do": "sleep", "for": 0.1})
            order.append(name)

        running = [asyncio.create_task(pool.run({"do": "sleep", "for": 0.3})) for _ in range(2)]
        await asyncio.sleep(0.1)
        one, two = (asyncio.create_task(ask(name)) for name in ("one", "two"))
        await asyncio.sleep(0.05)
        one.cancel()
        await asyncio.sleep(0)
        three = asyncio.create_task(ask("three"))
        await asyncio.gather(*running, two, three)
        assert sorted(order) == ["three", "two"]
        assert (pool.busy, pool.waiting, pool.replaced) == (0, 0, 0)

    with_pool(test)


def test_a_worker_given_to_one_who_leaves_at_that_moment_is_not_lost() -> None:
    async def test(pool: Pool) -> None:
        for _ in range(30):
            running = [asyncio.create_task(pool.run({"do": "sleep", "for": 0.02})) for _ in range(2)]
            await asyncio.sleep(0.005)
            leaving = [asyncio.create_task(pool.run({"do": "echo"})) for _ in range(2)]
            await asyncio.wait(running)
            for task in leaving:
                task.cancel()
            await asyncio.gather(*leaving, return_exceptions=True)
            await asyncio.gather(*running)
        assert len(await pids(pool)) == 2
        assert (pool.busy, pool.waiting) == (0, 0)

    with_pool(test)


def test_an_idle_worker_that_is_killed_is_not_noticed() -> None:
    async def test(pool: Pool) -> None:
        for _ in range(5):
            for pid in await pids(pool):
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)  # so that the next is sent to a dead one, before the loop has looked
            assert (await pool.run({"do": "echo"}, b"x")).read() == b"x"
        assert len(await pids(pool)) == 2

    with_pool(test)


def test_a_worker_that_keeps_much_is_replaced_after_its_answer() -> None:
    async def test(pool: Pool) -> None:
        seen = set()
        for _ in range(6):
            reply = await pool.run({"do": "eat", "bytes": 120 << 20})
            assert "last" not in reply.header
            seen.add(reply.header["pid"])
        assert len(seen) == 6
        assert pool.replaced == 6

    with_pool(test)


def test_when_the_zygote_is_killed_the_workers_go_on() -> None:
    async def test(pool: Pool) -> None:
        before = await pids(pool)
        busy = asyncio.create_task(pool.run({"do": "sleep", "for": 0.5}))
        await asyncio.sleep(0.1)
        os.kill(pool.zygote._process.pid, signal.SIGKILL)
        await asyncio.wait_for(asyncio.shield(pool.zygote.gone), 2)
        assert (await busy).header["pid"] in before
        assert await pids(pool) == before
        with pytest.raises(NmkgError, match="has ended"):
            await pool.zygote.fork()
        began = time.monotonic()
        assert await why(pool, do="fault") is Ended.KILLED, "as far as anybody can tell"
        assert time.monotonic() - began < 0.5, "nobody waits for what a dead zygote cannot tell"
        assert (await pool.run({"do": "echo"})).header["pid"] in before

    with_pool(test)


ORPHAN = """
import re, socket, sys
from server.pool import worker
from server.pool.channel import Channel, Message
worker._GRACE = 0
worker.work(Channel(socket.socket(fileno=int(sys.argv[1]))), lambda _: re.match("(a+)+$", "a" * 60 + "!"), 1 << 30)
"""


def test_a_worker_that_nobody_ends_has_an_alarm() -> None:
    """Should both the front and the zygote be killed, a busy worker does not work for ever."""
    ours, theirs = Channel.pair()
    descriptor = theirs.socket.fileno()
    process = subprocess.Popen([sys.executable, "-c", ORPHAN, str(descriptor)], pass_fds=[descriptor])
    theirs.close()
    ours.send(Message({SECONDS: 0.5}))
    ours.close()
    assert process.wait(10) == -signal.SIGALRM


def test_a_zygote_that_is_left_ends_well_though_workers_ended_at_the_same_time() -> None:
    async def run() -> int:
        zygote = await Zygote.start("toy_jobs", "well")
        forked = [await zygote.fork() for _ in range(3)]
        zygote._process.send_signal(signal.SIGSTOP)
        for pid, channel in forked[:2]:
            os.kill(pid, signal.SIGKILL)
            channel.close()
        assert eventually(lambda: not any(runs(pid) for pid, _ in forked[:2]))
        zygote._end()
        zygote._process.send_signal(signal.SIGCONT)
        status = await asyncio.to_thread(zygote._process.wait, 5)
        forked[2][1].close()
        assert eventually(lambda: not runs(forked[2][0]))
        return status

    assert asyncio.run(run()) == 0


def test_a_zygote_that_cannot_load_says_why() -> None:
    for what, reason in (("fails", "nothing there to load"), ("ends", "ended")):
        with pytest.raises(NmkgError, match=reason):
            asyncio.run(Zygote.start("toy_jobs", what))


def test_giving_up_while_it_loads_ends_it() -> None:
    async def run() -> None:
        task = asyncio.create_task(Zygote.start("toy_jobs", "slow"))
        await asyncio.sleep(0.5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
