"""Knows the workers of a cluster: who came, proved itself, fell silent, went."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

from distributed import Client

from clipmaker.cluster.admission import Admission, RefusedError
from clipmaker.cluster.task import ClusterSettings, Hand
from clipmaker.errors import ClusterError


class Roster:
    """Lives in one event loop; tells its owner of workers that may be given jobs, or no longer.

    Args:
        client: the connection.
        admission: what a worker must show.
        settings: how long to wait for what.
        notice: told, in one line each, of workers that are refused or lost.
        joined: called with a worker that proved itself.
        left: called with a worker whose jobs are to be done elsewhere.
        looked: called after every look at the workers.
    """

    def __init__(
        self,
        client: Client,
        admission: Admission,
        settings: ClusterSettings,
        notice: Callable[[str], None],
        *,
        joined: Callable[[Hand], None],
        left: Callable[[Hand], None],
        looked: Callable[[], None],
    ) -> None:
        self._client = client
        self._admission = admission
        self._settings = settings
        self._notice = notice
        self._joined = joined
        self._left = left
        self._looked = looked
        self._idle_since_s = time.monotonic()
        self.hands: dict[str, Hand] = {}
        self.connected = True

    @property
    def width(self) -> int:
        """How many jobs run at once, once all workers that may do so proved themselves."""
        return sum(hand.threads for hand in self.hands.values() if hand.able)

    @property
    def active(self) -> set[str]:
        """Addresses of the workers that may be given jobs."""
        return {hand.address for hand in self.hands.values() if hand.active}

    @property
    def hopeless(self) -> bool:
        """Whether there was nobody to give jobs to for as long as patience lasts."""
        return time.monotonic() - self._idle_since_s > self._settings.patience_s

    @property
    def decided(self) -> bool:
        """Whether somebody may be given jobs, or nobody will."""
        refused = [hand.refused for hand in self.hands.values()]
        return bool(
            self.active or not self.connected or (refused and all(refused)) or self.hopeless
        )

    async def watch(self) -> None:
        """Look at the workers again and again."""
        while True:
            workers = await self._ask()
            if workers is None:
                if self.connected:
                    self.connected = False
                    self._notice("the scheduler is gone")
            else:
                self._look(workers)
            if any(hand.able for hand in self.hands.values()):
                self._idle_since_s = time.monotonic()
            self._looked()
            await asyncio.sleep(self._settings.beat_s)

    def refuse(self, hand: Hand, why: str, *, lasting: bool) -> None:
        """Give a worker no more jobs; unless that is lasting, it proves itself again later."""
        hand.refused = why
        hand.again_at_s = None if lasting else time.monotonic() + self._settings.again_s
        self._tell(hand, f"worker {hand} is refused: {why}")
        self._leave(hand)

    def silence(self, hand: Hand, why: str) -> None:
        """Give a worker no more jobs until it is heard again and proves itself anew."""
        hand.silent = True
        self._tell(hand, f"worker {hand} {why}; its jobs are done elsewhere")
        self._leave(hand)

    def nobody(self) -> ClusterError:
        """Return the error that says why nobody can be given jobs."""
        if not self.connected:
            return ClusterError(
                "the scheduler of the cluster is gone",
                remedy="Start it again and run the same command: finished segments are kept.",
            )
        if not self.hands:
            return ClusterError(
                "the cluster has no worker",
                remedy="Start one on each machine: clipmaker worker ADDRESS --shared FOLDER.",
            )
        reasons = [f"{hand}: {hand.refused or 'does not answer'}" for hand in self.hands.values()]
        return ClusterError(
            "\n".join(["no worker of the cluster can be given work", *reasons]),
            remedy="Install the same version of Clipmaker, with the same fonts and FFmpeg, on "
            "every machine, and let each see the shared folder.",
        )

    def start(self, hand: Hand, doing: Coroutine[Any, Any, None]) -> None:
        """Do something with a worker that ends when it leaves."""
        task = asyncio.ensure_future(doing)
        hand.tasks.add(task)
        task.add_done_callback(hand.tasks.discard)

    async def end(self) -> None:
        """End everything that is done with workers."""
        tasks = {task for hand in self.hands.values() for task in hand.tasks}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _ask(self) -> dict[str, dict[str, Any]] | None:
        """Return what the scheduler knows of its workers, None when it does not answer."""
        scheduler = self._client.scheduler
        if scheduler is None or self._client.status != "running":
            return None
        try:
            async with asyncio.timeout(self._settings.connect_s):
                facts = await scheduler.identity(n_workers=-1)
            return dict(facts["workers"])
        except (OSError, TimeoutError):  # Dask's own for a closed connection is an OSError.
            return None

    def _look(self, workers: dict[str, dict[str, Any]]) -> None:
        now_s = time.monotonic()
        for address in set(self.hands) - set(workers):
            gone = self.hands.pop(address)
            if gone.active:
                self._notice(f"worker {gone} is gone; its jobs are done elsewhere")
            self._leave(gone)
        for address, facts in workers.items():
            hand = self.hands.get(address)
            if hand is None:
                self.hands[address] = hand = Hand(
                    address=address,
                    name=str(facts.get("name", address)),
                    threads=int(facts["nthreads"]),
                    seen=facts["last_seen"],
                    changed_s=now_s,
                )
                self.start(hand, self._admit(hand))
            elif facts["last_seen"] != hand.seen:
                hand.seen, hand.changed_s = facts["last_seen"], now_s
                if hand.refused and hand.again_at_s is not None and now_s > hand.again_at_s:
                    hand.refused, hand.silent = "", True
                if hand.silent and not hand.refused:
                    hand.silent = False
                    self.start(hand, self._admit(hand))
            elif hand.able and now_s - hand.changed_s > self._settings.stall_s:
                self.silence(hand, f"has not been heard for {self._settings.stall_s:.0f} s")

    async def _admit(self, hand: Hand) -> None:
        """Let a worker prove itself."""
        try:
            async with asyncio.timeout(self._settings.prove_s):
                await self._admission.prove(hand)
        except RefusedError as error:
            self.refuse(hand, str(error), lasting=error.lasting)
        except TimeoutError:
            self.silence(hand, f"did not prove itself in {self._settings.prove_s:.0f} s")
        else:
            hand.active = True
            self._joined(hand)
        self._looked()

    def _tell(self, hand: Hand, line: str) -> None:
        """Say something about a worker, once until it is something else."""
        if line != hand.told:
            hand.told = line
            self._notice(line)

    def _leave(self, hand: Hand) -> None:
        hand.active = False
        own = asyncio.current_task()
        for task in hand.tasks:
            if task is not own:
                task.cancel()
        self._left(hand)
