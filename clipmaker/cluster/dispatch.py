"""Gives jobs to workers that proved themselves, and gives them again where a worker fails.

Each worker pulls its next job when it has finished one. Dask carries orders and results; who
gets what, and what counts as lost, is decided here, so that a worker that stopped answering
costs its own jobs a repetition and nothing else.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

from distributed import Client, Future, wait

from clipmaker.cluster import worker
from clipmaker.cluster.admission import Admission, RefusedError
from clipmaker.cluster.errand import MOST_TRIES, Errand, Hand, Settings
from clipmaker.cluster.shared import DamagedInputError, SharedFolder
from clipmaker.cluster.travel import Parcel
from clipmaker.errors import ClipmakerError, ClusterError, DiskError, RenderError
from clipmaker.render.executor import Done

_STOP_S = 5.0


class Dispatcher:
    """Lives in one event loop; nothing here is called from another thread."""

    def __init__(
        self,
        client: Client,
        shared: SharedFolder,
        admission: Admission,
        settings: Settings,
        notice: Callable[[str], None],
    ) -> None:
        self._client = client
        self._shared = shared
        self._admission = admission
        self._settings = settings
        self._notice = notice
        self._hands: dict[str, Hand] = {}
        self._waiting: deque[Errand] = deque()
        self._changed = asyncio.Condition()
        self._loose: set[asyncio.Task[None]] = set()
        self._connected = True
        self._idle_since_s = time.monotonic()

    @property
    def width(self) -> int:
        """How many jobs run at once, once all workers that may do so proved themselves."""
        able = (h for h in self._hands.values() if not h.refused and not h.silent)
        return sum(hand.threads for hand in able)

    async def begin(self) -> None:
        """Meet the workers that are there; returns when one of them may be given work.

        Raises:
            ClusterError: all are refused, or none came in time.
        """
        self._start(self._watch(), self._loose)
        async with self._changed:
            await self._changed.wait_for(self._decided)
        if not self._active:
            raise self._nobody()

    async def take(self, errands: list[Errand]) -> None:
        """Take jobs in; pieces that are in the store are delivered at once."""
        for errand in errands:
            if errand.ended:
                continue
            try:
                entry = await asyncio.to_thread(errand.store.get, errand.job.key)
                if entry is not None:
                    errand.end(Done(job=errand.job, entry=entry, reused=True))
                    continue
                await self._share(errand)
            except Exception as error:
                errand.end(error)
                continue
            await self._queue(errand)

    async def drop(self, errands: list[Errand]) -> None:
        """Forget jobs; those that run are ended."""
        dropped = set(errands)
        for errand in errands:
            errand.ended = True
        self._waiting = deque(errand for errand in self._waiting if errand not in dropped)
        await asyncio.gather(
            *(
                self._stop(hand, errand.number)
                for hand in self._hands.values()
                for errand in hand.busy & dropped
            )
        )

    async def end(self) -> None:
        """End everything that this dispatcher does."""
        tasks = set(self._loose)
        for hand in self._hands.values():
            tasks |= hand.tasks
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # What goes on with the workers.

    async def _watch(self) -> None:
        """Look at the workers again and again: who came, who went, who fell silent."""
        while True:
            workers = await self._workers()
            if workers is None:
                self._lose_scheduler()
            else:
                self._look(workers)
            self._lose_patience()
            async with self._changed:
                self._changed.notify_all()
            await asyncio.sleep(self._settings.beat_s)

    async def _workers(self) -> dict[str, dict[str, Any]] | None:
        """Return what the scheduler knows of its workers, None when it does not answer."""
        scheduler = self._client.scheduler
        if scheduler is None or self._client.status != "running":
            return None
        try:
            async with asyncio.timeout(self._settings.connect_s):
                facts = await scheduler.identity(n_workers=-1)
        except (OSError, TimeoutError):
            return None
        return dict(facts["workers"])

    def _lose_scheduler(self) -> None:
        """Fail every job: without its scheduler a cluster is nobody."""
        if self._connected:
            self._connected = False
            self._notice("the scheduler is gone")
        error = ClusterError(
            "the scheduler of the cluster is gone",
            remedy="Start it again and run the same command: finished segments are kept.",
        )
        for hand in self._hands.values():
            for errand in list(hand.busy):
                hand.busy.discard(errand)
                errand.end(error)
        while self._waiting:
            self._waiting.popleft().end(error)

    def _look(self, workers: dict[str, dict[str, Any]]) -> None:
        now_s = time.monotonic()
        for address in set(self._hands) - set(workers):
            gone = self._hands.pop(address)
            if gone.active:
                self._notice(f"worker {gone} is gone; its jobs are done elsewhere")
            self._take_back(gone)
        for address, facts in workers.items():
            hand = self._hands.get(address)
            if hand is None:
                self._hands[address] = hand = Hand(
                    address=address,
                    name=str(facts.get("name", address)),
                    threads=int(facts["nthreads"]),
                    seen=facts["last_seen"],
                    changed_s=now_s,
                )
                self._start(self._admit(hand), hand.tasks)
            elif facts["last_seen"] != hand.seen:
                hand.seen, hand.changed_s = facts["last_seen"], now_s
                if hand.silent:
                    hand.silent = False
                    self._start(self._admit(hand), hand.tasks)
            elif now_s - hand.changed_s > self._settings.stall_s and not hand.silent:
                self._fell_silent(hand, f"has not been heard for {self._settings.stall_s:.0f} s")

    async def _admit(self, hand: Hand) -> None:
        """Let a worker prove itself, and feed it when it did."""
        try:
            async with asyncio.timeout(self._settings.prove_s):
                await self._admission.prove(hand)
        except RefusedError as error:
            self._refuse(hand, str(error))
        except TimeoutError:
            self._fell_silent(hand, f"did not prove itself in {self._settings.prove_s:.0f} s")
        else:
            hand.active = True
            for _ in range(hand.threads):
                self._start(self._feed(hand), hand.tasks)
        async with self._changed:
            self._changed.notify_all()

    def _refuse(self, hand: Hand, why: str) -> None:
        hand.refused = why
        self._notice(f"worker {hand} is refused: {why}")
        self._take_back(hand)

    def _fell_silent(self, hand: Hand, why: str) -> None:
        hand.silent = True
        self._notice(f"worker {hand} {why}; its jobs are done elsewhere")
        self._take_back(hand)

    def _take_back(self, hand: Hand) -> None:
        """Stop feeding a worker and give what it has to others."""
        hand.active = False
        own = asyncio.current_task()
        for task in hand.tasks:
            if task is not own:
                task.cancel()
        for errand in list(hand.busy):
            self._again(hand, errand, None)

    @property
    def _active(self) -> bool:
        return any(hand.active for hand in self._hands.values())

    @property
    def _impatient(self) -> bool:
        return time.monotonic() - self._idle_since_s > self._settings.patience_s

    def _lose_patience(self) -> None:
        """Fail every job when there was nobody to do it for too long."""
        if any(not hand.refused and not hand.silent for hand in self._hands.values()):
            self._idle_since_s = time.monotonic()
        elif self._waiting and self._impatient:
            error = self._nobody()
            while self._waiting:
                self._waiting.popleft().end(error)

    def _decided(self) -> bool:
        """Whether somebody may be given work, or nobody will."""
        if self._active or not self._connected:
            return True
        if self._hands and all(hand.refused for hand in self._hands.values()):
            return True
        return self._impatient

    def _nobody(self) -> ClusterError:
        address = self._client.scheduler_info().get("address", "the cluster")
        reasons = [f"{hand}: {hand.refused or 'does not answer'}" for hand in self._hands.values()]
        if not reasons:
            return ClusterError(
                f"{address} has no worker",
                remedy="Start one on each machine: clipmaker worker ADDRESS --shared FOLDER.",
            )
        return ClusterError(
            "\n".join([f"no worker of {address} can be given work", *reasons]),
            remedy="Install the same version of Clipmaker, with the same fonts and FFmpeg, on "
            "every machine, and let each see the shared folder.",
        )

    # What goes on with the jobs.

    async def _feed(self, hand: Hand) -> None:
        """Give a worker one job after another; fetching a result doesn't keep it waiting."""
        while True:
            errand = await self._next(hand)
            hand.busy.add(errand)
            future = self._client.submit(
                worker.answer,
                worker.carry_out,
                errand.begin(self._shared.folder),
                key=errand.number,
                workers=[hand.address],
                allow_other_workers=False,
                pure=False,
            )
            try:
                async with asyncio.timeout(self._settings.limit_s):
                    await wait([future])  # type: ignore[no-untyped-call]
            except TimeoutError:
                self._start(self._stop(hand, errand.number), self._loose)
                self._fell_silent(hand, f"took over {self._settings.limit_s:.0f} s for a job")
                return
            except Exception:  # noqa: S110
                pass  # Cancelled by the scheduler: fetching it says why.
            self._start(self._fetch(hand, errand, errand.number, future), hand.tasks)

    async def _next(self, hand: Hand) -> Errand:
        async with self._changed:
            while True:
                for errand in self._waiting if self._connected else ():
                    if hand.address not in errand.failed_on:
                        self._waiting.remove(errand)
                        return errand
                await self._changed.wait()

    async def _fetch(self, hand: Hand, errand: Errand, number: str, future: Future[Any]) -> None:
        """Bring a result home, compare it with its checksums and keep it."""
        try:
            answer: worker.Answer = await future
            if answer.error:
                raise answer.error
            parcel: Parcel = answer.value
            if not parcel.whole:
                self._refuse(hand, "its results arrive damaged")
                return
            done = await asyncio.to_thread(_keep, errand, parcel)
        except CancelledError:
            # By the scheduler, which lost the worker, or went itself: watching it says which.
            if errand.number == number and self._client.status == "running":
                self._again(hand, errand, None)
        except Exception as error:
            if errand.number == number:
                await self._failed(hand, errand, error)
        else:
            hand.busy.discard(errand)
            errand.end(done)
        finally:
            future.release()  # type: ignore[no-untyped-call]

    async def _failed(self, hand: Hand, errand: Errand, error: Exception) -> None:
        """Give a failed job to another worker where that can help."""
        if isinstance(error, DamagedInputError) and errand.tries == 0:
            self._shared.drop(error.digest)
            try:
                await self._share(errand)
            except ClipmakerError as worse:
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
        if isinstance(error, DiskError | DamagedInputError):
            self._refuse(hand, str(error))

    def _again(self, hand: Hand, errand: Errand, error: Exception | None) -> None:
        """Put a job that a worker did not do in front of the others, unless that is hopeless."""
        hand.busy.discard(errand)
        errand.number = ""
        errand.tries += 1
        if errand.ended:
            return
        able = {h.address for h in self._hands.values() if h.active} - errand.failed_on
        if error is not None and (errand.tries >= MOST_TRIES or not able):
            if isinstance(error, ClipmakerError):
                error = error.at(f"on worker {hand}")
            errand.end(error)
        elif errand.tries >= MOST_TRIES:
            errand.end(ClusterError(f"{errand.job.name} was lost with {errand.tries} workers"))
        else:
            self._waiting.appendleft(errand)

    async def _share(self, errand: Errand) -> None:
        """Lay a job's files into the shared folder."""
        files = errand.job.files.items()
        errand.inputs = {
            file: await asyncio.to_thread(self._shared.put, file, digest) for file, digest in files
        }

    async def _queue(self, errand: Errand) -> None:
        async with self._changed:
            self._waiting.append(errand)
            self._changed.notify_all()

    async def _stop(self, hand: Hand, number: str) -> None:
        """Let a worker end what it does for an attempt, if it still listens."""
        with contextlib.suppress(Exception):
            async with asyncio.timeout(_STOP_S):
                await self._client.run(
                    worker.stop, number, workers=[hand.address], on_error="ignore"
                )

    def _start(self, doing: Coroutine[Any, Any, None], tasks: set[asyncio.Task[None]]) -> None:
        task = asyncio.ensure_future(doing)
        tasks.add(task)
        task.add_done_callback(tasks.discard)


def _keep(errand: Errand, parcel: Parcel) -> Done:
    """Put a piece that came back into the store."""
    files: dict[str, Path] = {}
    for name, data in parcel.files.items():
        files[name] = errand.folder / f"{errand.number}-{name}"
        files[name].write_bytes(data)
    entry = errand.store.put(errand.job.key, files, parcel.facts)
    return Done(job=errand.job, entry=entry, reused=False)
