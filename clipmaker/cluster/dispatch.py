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

    async def take(self, errands: list[ClusterTask]) -> None:
        """Take jobs in; pieces that are in the store are delivered at once."""
        for errand in errands:
            if errand.ended:
                continue
            try:
                if there := await asyncio.to_thread(kept_pieces, errand.job, errand.store):
                    errand.end(there)
                    continue
                await self._share(errand)
            except Exception as error:
                errand.end(error)
                continue
            if not errand.ended:
                self._waiting.add(errand)

    async def drop(self, errands: list[ClusterTask]) -> None:
        """Forget jobs; those that run are ended."""
        dropped = set(errands)
        for errand in errands:
            errand.ended = True
        self._waiting.remove(dropped)
        await asyncio.gather(
            *(
                self._stop(hand, errand.number)
                for hand in self.roster.hands.values()
                for errand in hand.busy & dropped
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
        for errand in list(hand.busy):
            self._again(hand, errand, None)

    def _looked(self) -> None:
        """Fail every job when there is nobody to do it."""
        if not self.roster.connected:
            for hand in self.roster.hands.values():
                for errand in hand.busy:
                    self._waiting.add(errand)
                hand.busy.clear()
        if not self.roster.connected or self.roster.hopeless:
            error = self.roster.nobody()
            for errand in self._waiting:
                self._waiting.remove({errand})
                errand.end(error)
        for errand in self._waiting:
            if errand.said and self._tried_by_all(errand):
                self._waiting.remove({errand})
                errand.end(errand.said)
        self._waiting.tell()

    def _tried_by_all(self, errand: ClusterTask) -> bool:
        """Whether every worker that there is could not do a job: those that could have gone."""
        able = {hand.address for hand in self.roster.hands.values() if hand.able}
        return bool(able) and able <= errand.failed_on

    async def _feed(self, hand: Hand) -> None:
        """Give a worker one job after another; fetching a result doesn't keep it waiting."""
        while True:
            errand = await self._waiting.next(hand)
            hand.busy.add(errand)
            try:
                future = self._send(hand, errand)
            except Exception as error:
                hand.busy.discard(errand)
                errand.end(error)
                continue
            number = errand.number
            try:
                with self._client.as_current():
                    async with asyncio.timeout(self._settings.limit_s):
                        await wait([future])  # type: ignore[no-untyped-call]
            except TimeoutError:
                if errand.number != number:
                    continue
                await self._overdue(hand, errand)
                return
            except CancelledError:
                pass  # By the scheduler: fetching it says why.
            self.roster.start(hand, self._fetch(hand, errand, number, future))

    async def _overdue(self, hand: Hand, errand: ClusterTask) -> None:
        """End a job that takes too long; its worker does not get it again."""
        number, why = errand.number, f"took over {self._settings.limit_s:.0f} s for a job"
        errand.failed_on.add(hand.address)
        self._again(hand, errand, RenderError(f"{errand.job.name}: the worker {why}"))
        self.roster.silence(hand, why)
        await self._stop(hand, number)

    def _send(self, hand: Hand, errand: ClusterTask) -> Future[Any]:
        """Give a job to one worker and nobody else."""
        order = errand.begin(self._shared.folder)
        return self._client.submit(
            worker.answer,
            worker.carry_out,
            order,
            key=errand.number,
            workers=[hand.address],
            allow_other_workers=False,
            pure=False,
        )

    async def _fetch(
        self, hand: Hand, errand: ClusterTask, number: str, future: Future[Any]
    ) -> None:
        """Bring a result home and compare it with its checksums."""
        try:
            answer: worker.Answer = await future
        except CancelledError:
            # By the scheduler, which lost the worker, or went itself: the roster learns which.
            if errand.number == number and self._client.status == "running":
                self._again(hand, errand, None)
            return
        except Exception as error:
            answer = worker.Answer(error=error)
        finally:
            future.release()  # type: ignore[no-untyped-call]
        if errand.number != number:
            return
        if answer.error:
            await self._failed(hand, errand, answer.error)
        elif not all(parcel.whole for parcel in answer.value):
            self.roster.refuse(hand, "its results arrive damaged", lasting=False)
        else:
            await self._keep(hand, errand, answer.value)

    async def _keep(self, hand: Hand, errand: ClusterTask, parcels: tuple[Parcel, ...]) -> None:
        """Put the pieces that came back into the store."""
        result: tuple[Done, ...] | Exception
        try:
            result = await asyncio.to_thread(errand.kept, errand.number, parcels)
        except OSError as error:
            result = DiskError(
                f"{errand.job.name} could not be written: {error.strerror}",
                remedy="Free some space and run the same command again; nothing was lost.",
            )
        except Exception as error:
            result = error
        hand.busy.discard(errand)
        errand.end(result)

    async def _failed(self, hand: Hand, errand: ClusterTask, error: Exception) -> None:
        """Give a failed job to another worker where that can help."""
        damaged = isinstance(error, DamagedInputError)
        if isinstance(error, DamagedInputError) and errand.tries == 0:
            try:
                await self._lay_again(errand, error.digest)
            except Exception as worse:
                hand.busy.discard(errand)
                errand.end(worse)
                return
            self._again(hand, errand, error)
            return
        if isinstance(error, ClipmakerError) and not isinstance(error, RenderError | DiskError):
            hand.busy.discard(errand)
            errand.end(error)
            return
        errand.failed_on.add(hand.address)
        self._again(hand, errand, error)
        if damaged or isinstance(error, DiskError):
            self.roster.refuse(hand, str(error), lasting=False)

    def _again(self, hand: Hand, errand: ClusterTask, error: Exception | None) -> None:
        """Put a job that a worker did not do in front of the others, unless that is hopeless."""
        hand.busy.discard(errand)
        errand.number = ""
        errand.tries += 1
        if errand.ended:
            return
        if isinstance(error, ClipmakerError):
            error = error.at(f"on worker {hand}")
        errand.said = error or errand.said
        if error is not None and (
            errand.tries >= MOST_TRIES or not self.roster.active - errand.failed_on
        ):
            errand.end(error)
        elif errand.tries >= MOST_TRIES:
            errand.end(ClusterError(f"{errand.job.name} was lost with {errand.tries} workers"))
        else:
            self._waiting.add_first(errand)

    async def _lay_again(self, errand: ClusterTask, digest: str) -> None:
        """Lay a job's damaged input down again, unless that was done for another job meanwhile.

        Removed a second time, it would be missing for the job that already uses the new one.
        """
        async with self._laying:
            for item in errand.inputs.values():
                if item.digest == digest and not await asyncio.to_thread(self._shared.holds, item):
                    self._shared.drop(digest)
            await self._share(errand)

    async def _share(self, errand: ClusterTask) -> None:
        """Lay a job's files into the shared folder."""
        files = errand.job.files.items()
        errand.inputs = {
            file: await asyncio.to_thread(self._shared.put, file, digest) for file, digest in files
        }

    async def _stop(self, hand: Hand, number: str) -> None:
        """Let a worker end what it does for an attempt, if it still listens."""
        with contextlib.suppress(OSError, TimeoutError, RuntimeError):
            async with asyncio.timeout(_STOP_S):
                await self._client.run(
                    worker.stop, number, workers=[hand.address], on_error="ignore"
                )
