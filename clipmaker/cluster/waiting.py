"""Jobs that wait for a worker, and the news that something has changed about them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Collection, Iterator

from clipmaker.cluster.task import ClusterTask, Hand


class Waiting:
    """Jobs in the order in which they are given out; lives in one event loop."""

    def __init__(self) -> None:
        self._tasks: deque[ClusterTask] = deque()
        self._changed = asyncio.Event()

    def __iter__(self) -> Iterator[ClusterTask]:
        """Return the jobs as they are now; they may be removed meanwhile."""
        return iter(tuple(self._tasks))

    def add(self, task: ClusterTask) -> None:
        """Put a job behind the others."""
        self._tasks.append(task)
        self.tell()

    def add_first(self, task: ClusterTask) -> None:
        """Put a job before the others."""
        self._tasks.appendleft(task)
        self.tell()

    def remove(self, tasks: Collection[ClusterTask]) -> None:
        """Take jobs out, those that are there."""
        self._tasks = deque(task for task in self._tasks if task not in tasks)

    def tell(self) -> None:
        """Say that something has changed."""
        self._changed.set()

    async def news(self) -> None:
        """Return when something has changed."""
        self._changed.clear()
        await self._changed.wait()

    async def next(self, hand: Hand) -> ClusterTask:
        """Return the first job that a worker has not failed on, as soon as there is one."""
        while True:
            for task in self._tasks:
                if hand.address not in task.failed_on:
                    self._tasks.remove(task)
                    return task
            await self.news()
