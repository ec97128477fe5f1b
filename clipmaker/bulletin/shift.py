"""The work on a bulletin's stories: who does what next, and what follows from how it went."""

from __future__ import annotations

import heapq
import time
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from clipmaker.bulletin.book import Book
from clipmaker.bulletin.log import Level
from clipmaker.bulletin.outcome import StoryState
from clipmaker.errors import ExitCode
from clipmaker.machine.closing import Closing
from clipmaker.publish.place import sweep
from clipmaker.workers.outcome import Failure
from clipmaker.workers.pool import WorkerPool
from clipmaker.workers.wire import Checked, Do, Message, WorkerTask

_PATIENCE_S = 0.25
_EDITS_AT_MOST = 5


class Shift(Closing):
    """Does tasks with a pool of workers and draws the conclusions."""

    def __init__(self, book: Book, jobs: int) -> None:
        """Begin.

        Args:
            book: the bulletin whose stories are worked on.
            jobs: how many stories are worked on at once.
        """
        self._book = book
        self._pool = WorkerPool(book.order.settings, jobs, book.order.limits)
        self._checked: dict[int, Checked] = {}
        self._begun: dict[int, float] = {}
        self._edits: dict[int, int] = {}
        self._waiting: deque[WorkerTask] = deque()
        self._later: list[tuple[float, int, WorkerTask]] = []

    def close(self) -> None:
        """End its pool; what a worker does is stopped."""
        self._pool.close()

    def check(self, places: Sequence[int]) -> None:
        """Check stories; mistakes settle them, also those that are not due yet."""
        for i in places:
            if found := self._book.records.checked(self._book.results[i].item):
                self._checked[i] = found
                sweep(self._clip_dir(found))
        self._do(self._pool, [self._task(i, Do.CHECK) for i in places if i not in self._checked])
        self._refuse_twins()

    def make(self, places: list[int]) -> None:
        """Hear what is spoken in stories, then make their clips."""
        speaking = [i for i in places if self._checked[i].speaks]
        if speaking:
            # One model, used by one worker for all of them, gone before rendering begins.
            with WorkerPool(self._book.order.settings, 1, self._book.order.limits) as ear:
                self._do(ear, [self._task(i, Do.HEAR) for i in speaking])
        due = [i for i in places if self._book.results[i].state is StoryState.WAITING]
        self._do(self._pool, [self._task(i, Do.MAKE) for i in due])

    def _task(self, i: int, do: Do) -> WorkerTask:
        item = self._book.results[i].item
        known = self._checked.get(i)
        return WorkerTask(
            number=i,
            do=do,
            story=item.story,
            brand=item.brand,
            inputs=known.inputs if known else (),
        )

    def _do(self, pool: WorkerPool, tasks: Iterable[WorkerTask]) -> None:
        """Do tasks, and what follows from them, until nothing is left."""
        self._waiting.extend(tasks)
        doing: dict[int, WorkerTask] = {}
        while self._waiting or self._later or pool.busy:
            while self._later and self._later[0][0] <= time.monotonic():
                self._waiting.appendleft(heapq.heappop(self._later)[2])
            while self._waiting and pool.free:
                task = self._waiting.popleft()
                doing[task.number] = task
                self._begin(task)
                pool.give(task)
            for said in pool.news(_PATIENCE_S):
                self._hear(doing[said.number], said)
            self._book.report()

    def _begin(self, task: WorkerTask) -> None:
        self._begun[task.number] = time.monotonic()
        result = self._book.results[task.number]
        if task.do is Do.MAKE:
            self._book.settle(task.number, state=StoryState.WORKING, attempts=result.attempts + 1)

    def _hear(self, task: WorkerTask, said: Message) -> None:
        i = task.number
        if not said.done:
            if said.news and said.message:
                self._book.say(f"{said.stage}: {said.message}", Level.DETAIL, self._book.results[i])
            return
        spent = time.monotonic() - self._begun[i]
        self._book.results[i] = replace(
            self._book.results[i], seconds=self._book.results[i].seconds + spent
        )
        if said.failure:
            self._failed(task, said)
        elif said.checked:
            self._checked[i] = said.checked
            self._book.records.keep_checked(self._book.results[i].item, said.checked)
            sweep(self._clip_dir(said.checked))
            if self._edits.get(i):
                self._waiting.appendleft(self._task(i, Do.MAKE))
        elif said.made and said.made.moved and self._edited(i):
            self._waiting.appendleft(self._task(i, Do.CHECK))
        elif said.made:
            self._book.records.keep(self._book.results[i].item, said.made)
            state = StoryState.UNCHANGED if said.made.unchanged else StoryState.MADE
            self._book.settle(i, state=state, clip=said.made.clip, failure=None)

    def _failed(self, task: WorkerTask, said: Message) -> None:
        """Try again where that can help; else that is what became of the story."""
        i = task.number
        result, failure = self._book.results[i], said.failure
        assert failure is not None
        if i in self._checked:
            sweep(self._clip_dir(self._checked[i]))
        if task.do is Do.MAKE and failure.exit_code == ExitCode.MEDIA and not said.lasting:
            # Its files were edited under it; only a new check can say what it is made from now.
            if self._edited(i):
                self._waiting.appendleft(self._task(i, Do.CHECK))
                return
            said = replace(said, lasting=True)
        tries = result.attempts if task.do is Do.MAKE else result.attempts + 1
        wait_s = self._book.order.retries.wait_s(said, tries)
        if wait_s is not None:
            what = failure.message.partition("\n")[0]
            self._book.say(f"{what}; again in {wait_s:g} s", Level.WARNING, result)
            if task.do is not Do.MAKE:
                self._book.results[i] = replace(self._book.results[i], attempts=tries)
            heapq.heappush(self._later, (time.monotonic() + wait_s, i, task))
            return
        held = result.state in (StoryState.HELD, StoryState.EMBARGOED)
        state = result.state if held else StoryState.FAILED
        self._book.settle(i, state=state, failure=failure)

    def _edited(self, i: int) -> bool:
        """Whether a story that was edited while it was made is made once more."""
        self._edits[i] = self._edits.get(i, 0) + 1
        again = self._edits[i] <= _EDITS_AT_MOST
        if again:
            self._book.say("edited while it was made: once more", result=self._book.results[i])
        return again

    def _clip_dir(self, checked: Checked) -> Path:
        return self._book.order.settings.output / checked.day.isoformat() / checked.slug

    def _refuse_twins(self) -> None:
        """Refuse a story that would publish into the folder of another one before it."""
        first: dict[object, int] = {}
        for i in range(len(self._book.results)):
            checked = self._checked.get(i)
            clip = self._book.results[i].clip
            name = (checked.day, checked.slug) if checked else clip and (clip.day, clip.slug)
            if not name or (other := first.setdefault(name, i)) == i:
                continue
            day, slug = name
            failure = Failure(
                stage="check",
                message=f"“{self._book.results[other].item.name}” in the same bulletin has "
                f"the same date and name: both would be published as {day}/{slug}",
                remedy="Give one of the two another slug.",
                exit_code=ExitCode.INPUT,
            )
            self._book.settle(i, state=StoryState.FAILED, failure=failure)
