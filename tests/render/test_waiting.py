"""Jobs that wait for a worker of a cluster."""

import asyncio
from pathlib import Path
from typing import Any

from clipmaker.cluster.task import ClusterTask, Hand
from clipmaker.cluster.waiting import Waiting


def task(**more: Any) -> ClusterTask:
    nothing: Any = None
    return ClusterTask(job=nothing, store=nothing, folder=Path(), deliver=lambda _: None, **more)


def hand(address: str) -> Hand:
    return Hand(address=address, name=address, threads=1, seen=0.0, changed_s=0.0)


def test_a_worker_gets_the_first_job_that_it_has_not_failed_on() -> None:
    async def given() -> None:
        waiting = Waiting()
        refused, later, urgent = task(failed_on={"a"}), task(), task()
        waiting.add(refused)
        waiting.add(later)
        assert await waiting.next(hand("a")) is later
        waiting.add_first(urgent)
        assert await waiting.next(hand("b")) is urgent
        assert tuple(waiting) == (refused,)
        waiting.remove({refused, later})
        assert tuple(waiting) == ()

    asyncio.run(given())


def test_all_who_wait_learn_of_news_and_a_job_goes_to_one_of_them() -> None:
    async def given() -> None:
        waiting, only = Waiting(), task()
        hands = [asyncio.create_task(waiting.next(hand(name))) for name in "ab"]
        await asyncio.sleep(0)
        waiting.add(only)
        done, still = await asyncio.wait(hands, return_when=asyncio.FIRST_COMPLETED)
        assert [one.result() for one in done] == [only]
        for one in still:
            one.cancel()
        await asyncio.gather(*still, return_exceptions=True)
        assert len(still) == 1

    asyncio.run(given())
