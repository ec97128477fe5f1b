"""Gives jobs to workers that proved themselves, and gives them again where a worker fails.

Each worker pulls its next job when it has finished one. Dask carries orders and results; who
gets what, and what counts as lost, is decided here, so that a worker that stopped answering
costs its own jobs a repetition and nothing else.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import Any

from distributed import Client, Future, wait

from clipmaker.cluster import worker
from clipmaker.cluster.admission import Admission
from clipmaker.cluster.roster import Roster
from clipmaker.cluster.shared import DamagedInputError, SharedFolder
from clipmaker.cluster.task import MOST_TRIES, ClusterSettings, ClusterTask, Hand
from clipmaker.cluster.travel import Parcel
from clipmaker.cluster.waiting import Waiting
from clipmaker.errors import ClipmakerError, ClusterError, DiskError, RenderError
from clipmaker.render.executor import Done, kept_pieces

_STOP_S = 5.0


class Dispatcher:
    """Lives in one event loop; nothing here is called from another thread."""

    def __init__(
        self,
        client: Client,
        shared: SharedFolder,
        admission: Admission,
        settings: ClusterSettings,
        notice: Callable[[str], None],
    ) -> None:
        self._client = client
        self._shared = shared
        self._settings = settings
        self._waiting = Waiting()
        self._laying = asyncio.Lock()
        self._watching: asyncio.Task[None] | None = None
        self.roster = Roster(
            client,
            admission,
            settings,
            notice,
            joined=self._joined,
            left=self._left,
            looked=self._looked,
        )

    async def begin(self) -> None:
        """Meet the workers that are there; returns when one of them may be given work.

        Raises:
            ClusterError: all are refused, or none came in time.
        """
        self._watching = asyncio.create_task(self.roster.watch())
        while not self.roster.decided:
            await self._waiting.news()
        if not self.roster.active:
            raise self.roster.nobody()

    async def take(self, tasks: list[ClusterTask]) -> None:
        """Take jobs in; pieces that are in the store are delivered at once."""
        for task in tasks:
            if task.ended:
                continue
            try:
                if there := await asyncio.to_thread(kept_pieces, task.job, task.store):
                    task.end(there)
                    continue
                await self._share(task)
            except Exception as error:
                task.end(error)
                continue
            if not task.ended:
                self._waiting.add(task)

    async def drop(self, tasks: list[ClusterTask]) -> None:
        """Forget jobs; those that run are ended."""
        dropped = set(tasks)
        for task in tasks:
            task.ended = True
        self._waiting.remove(dropped)
        await asyncio.gather(
            *(
                self._stop(hand, task.number)
                for hand in self.roster.hands.values()
                for task in hand.busy & dropped
            )
        )

    async def end(self) -> None:
        """End everything that this dispatcher does."""
        if self._watching:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await self.roster.end()

    def _joined(self, hand: Hand) -> None:
        for _ in range(hand.threads):
            self.roster.start(hand, self._feed(hand))

    def _left(self, hand: Hand) -> None:
        for task in list(hand.busy):
            self._again(hand, task, None)

    def _looked(self) -> None:
        """Fail every job when there is nobody to do it."""
        if not self.roster.connected:
            for hand in self.roster.hands.values():
                for task in hand.busy:
                    self._waiting.add(task)
                hand.busy.clear()
        if not self.roster.connected or self.roster.hopeless:
            error = self.roster.nobody()
            for task in self._waiting:
                self._waiting.remove({task})
                task.end(error)
        for task in self._waiting:
            if task.said and self._tried_by_all(task):
                self._waiting.remove({task})
                task.end(task.said)
        self._waiting.tell()

    def _tried_by_all(self, task: ClusterTask) -> bool:
        """Whether every worker that there is could not do a job: those that could have gone."""
        able = {hand.address for hand in self.roster.hands.values() if hand.able}
        return bool(able) and able <= task.failed_on

    async def _feed(self, hand: Hand) -> None:
        """Give a worker one job after another; fetching a result doesn't keep it waiting."""
        while True:
            task = await self._waiting.next(hand)
            hand.busy.add(task)
            try:
                future = self._send(hand, task)
            except Exception as error:
                hand.busy.discard(task)
                task.end(error)
                continue
            number = task.number
            try:
                with self._client.as_current():
                    async with asyncio.timeout(self._settings.limit_s):
                        await wait([future])  # type: ignore[no-untyped-call]
            except TimeoutError:
                if task.number != number:
                    continue
                await self._overdue(hand, task)
                return
            except CancelledError:
                pass  # By the scheduler: fetching it says why.
            self.roster.start(hand, self._fetch(hand, task, number, future))

    async def _overdue(self, hand: Hand, task: ClusterTask) -> None:
        """End a job that takes too long; its worker does not get it again."""
        number, why = task.number, f"took over {self._settings.limit_s:.0f} s for a job"
        task.failed_on.add(hand.address)
        self._again(hand, task, RenderError(f"{task.job.name}: the worker {why}"))
        self.roster.silence(hand, why)
        await self._stop(hand, number)

    def _send(self, hand: Hand, task: ClusterTask) -> Future[Any]:
        """Give a job to one worker and nobody else."""
        order = task.begin(self._shared.folder)
        return self._client.submit(
            worker.answer,
            worker.carry_out,
            order,
            key=task.number,
            workers=[hand.address],
            allow_other_workers=False,
            pure=False,
        )

    async def _fetch(self, hand: Hand, task: ClusterTask, number: str, future: Future[Any]) -> None:
        """Bring a result home and compare it with its checksums."""
        try:
            answer: worker.Answer = await future
        except CancelledError:
            # By the scheduler, which lost the worker, or went itself: the roster learns which.
            if task.number == number and self._client.status == "running":
                self._again(hand, task, None)
            return
        except Exception as error:
            answer = worker.Answer(error=error)
        finally:
            future.release()  # type: ignore[no-untyped-call]
        if task.number != number:
            return
        if answer.error:
            await self._failed(hand, task, answer.error)
        elif not all(parcel.whole for parcel in answer.value):
            self.roster.refuse(hand, "its results arrive damaged", lasting=False)
        else:
            await self._keep(hand, task, answer.value)

    async def _keep(self, hand: Hand, task: ClusterTask, parcels: tuple[Parcel, ...]) -> None:
        """Put the pieces that came back into the store."""
        result: tuple[Done, ...] | Exception
        try:
            result = await asyncio.to_thread(task.kept, task.number, parcels)
        except OSError as error:
            result = DiskError(
                f"{task.job.name} could not be written: {error.strerror}",
                remedy="Free some space and run the same command again; nothing was lost.",
            )
        except Exception as error:
            result = error
        hand.busy.discard(task)
        task.end(result)

    async def _failed(self, hand: Hand, task: ClusterTask, error: Exception) -> None:
        """Give a failed job to another worker where that can help."""
        damaged = isinstance(error, DamagedInputError)
        if isinstance(error, DamagedInputError) and task.tries == 0:
            try:
                await self._lay_again(task, error.digest)
            except Exception as worse:
                hand.busy.discard(task)
                task.end(worse)
                return
            self._again(hand, task, error)
            return
        if isinstance(error, ClipmakerError) and not isinstance(error, RenderError | DiskError):
            hand.busy.discard(task)
            task.end(error)
            return
        task.failed_on.add(hand.address)
        self._again(hand, task, error)
        if damaged or isinstance(error, DiskError):
            self.roster.refuse(hand, str(error), lasting=False)

    def _again(self, hand: Hand, task: ClusterTask, error: Exception | None) -> None:
        """Put a job that a worker did not do in front of the others, unless that is hopeless."""
        hand.busy.discard(task)
        task.number = ""
        task.tries += 1
        if task.ended:
            return
        if isinstance(error, ClipmakerError):
            error = error.at(f"on worker {hand}")
        task.said = error or task.said
        if error is not None and (
            task.tries >= MOST_TRIES or not self.roster.active - task.failed_on
        ):
            task.end(error)
        elif task.tries >= MOST_TRIES:
            task.end(ClusterError(f"{task.job.name} was lost with {task.tries} workers"))
        else:
            self._waiting.add_first(task)

    async def _lay_again(self, task: ClusterTask, digest: str) -> None:
        """Lay a job's damaged input down again, unless that was done for another job meanwhile.

        Removed a second time, it would be missing for the job that already uses the new one.
        """
        async with self._laying:
            for item in task.inputs.values():
                if item.digest == digest and not await asyncio.to_thread(self._shared.holds, item):
                    self._shared.drop(digest)
            await self._share(task)

    async def _share(self, task: ClusterTask) -> None:
        """Lay a job's files into the shared folder."""
        files = task.job.files.items()
        task.inputs = {
            file: await asyncio.to_thread(self._shared.put, file, digest) for file, digest in files
        }

    async def _stop(self, hand: Hand, number: str) -> None:
        """Let a worker end what it does for an attempt, if it still listens."""
        with contextlib.suppress(OSError, TimeoutError, RuntimeError):
            async with asyncio.timeout(_STOP_S):
                await self._client.run(
                    worker.stop, number, workers=[hand.address], on_error="ignore"
                )
