"""Who gets a worker next."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from server.limits import Limits
from server.pool.turns import Busy, Turns

LIMITS = replace(Limits(), workers=4, queue=4, patience=0.2)


def played(game: Callable[[Turns[int]], Awaitable[None]], *workers: int, limits: Limits = LIMITS) -> None:
    async def play() -> None:
        turns: Turns[int] = Turns(limits, lambda worker: worker > 0)
        for worker in workers:
            turns.add(worker)
        await game(turns)

    asyncio.run(play())


def test_slow_requests_take_half_of_the_workers_and_the_others_all() -> None:
    async def game(turns: Turns[int]) -> None:
        first, second = await turns.take(slow=True), await turns.take(slow=True)
        third = asyncio.ensure_future(turns.take(slow=True))
        await asyncio.sleep(0)
        assert (len(turns.idle), third.done()) == (2, False)
        quick = [await turns.take(slow=False), await turns.take(slow=False)]
        assert {first, second, *quick} == {1, 2, 3, 4}
        turns.done(quick[0], slow=False)
        await asyncio.sleep(0)
        assert not third.done(), "a worker that a quick one gave back is not for a third slow one"
        assert await turns.take(slow=False) == quick[0]
        turns.done(first, slow=True)
        assert await third == first

    played(game, 1, 2, 3, 4)


def test_one_worker_does_slow_requests_too() -> None:
    async def game(turns: Turns[int]) -> None:
        assert await turns.take(slow=True) == 1

    played(game, 1, limits=replace(LIMITS, workers=1))


def test_slow_requests_take_half_of_the_queue() -> None:
    async def game(turns: Turns[int]) -> None:
        slow = [asyncio.ensure_future(turns.take(slow=True)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await turns.take(slow=True)
        quick = [asyncio.ensure_future(turns.take(slow=False)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await turns.take(slow=False)
        turns.add(7)
        assert await slow[0] == 7
        for waiting in (*slow[1:], *quick):
            with pytest.raises(Busy):
                await waiting
        assert turns.waiting == []

    played(game)


def test_who_waits_is_served_in_turn_and_who_leaves_gives_its_turn_up() -> None:
    async def game(turns: Turns[int]) -> None:
        first, second = (asyncio.ensure_future(turns.take(slow=False)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        turns.add(5)
        with pytest.raises(asyncio.CancelledError):
            await first
        assert await second == 5

    played(game)


def test_a_worker_handed_to_who_has_just_left_goes_to_the_next() -> None:
    async def game(turns: Turns[int]) -> None:
        first, second = (asyncio.ensure_future(turns.take(slow=True)) for _ in range(2))
        await asyncio.sleep(0)
        turns.add(5)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        assert await second == 5
        turns.done(5, slow=True)
        assert await turns.take(slow=True) == 5

    played(game, limits=replace(LIMITS, workers=2))


def test_what_has_ended_is_not_handed_out_and_all_can_be_sent_away() -> None:
    async def game(turns: Turns[int]) -> None:
        waiting = asyncio.ensure_future(turns.take(slow=False))
        await asyncio.sleep(0)
        turns.add(-1)
        assert turns.idle == []
        turns.send_away()
        with pytest.raises(Busy):
            await waiting

    played(game)
