"""A job on its way through a cluster, and what is known about each worker."""

from __future__ import annotations

import asyncio
import pickle
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clipmaker.cluster.shared import SharedInput
from clipmaker.cluster.travel import Parcel, TravelOrder
from clipmaker.render.executor import Done, RenderJob
from clipmaker.render.store import Store

MOST_TRIES = 3


@dataclass(frozen=True, kw_only=True)
class ClusterSettings:
    """How long a cluster is waited for, seconds.

    Attributes:
        connect_s: for the scheduler to answer.
        prove_s: for a worker to tell its kit and make the canary.
        beat_s: between two looks at the workers.
        stall_s: without a heartbeat, after which a worker's jobs are done elsewhere.
        limit_s: for one job, after which it is done elsewhere.
        again_s: until a worker that was refused for what may pass proves itself again.
        patience_s: with jobs waiting and no worker to give them to.
    """

    connect_s: float = 8.0
    prove_s: float = 120.0
    beat_s: float = 0.5
    stall_s: float = 20.0
    limit_s: float = 600.0
    again_s: float = 30.0
    patience_s: float = 60.0


@dataclass(kw_only=True, eq=False)
class ClusterTask:
    """A job until its pieces are delivered; lives in the dispatcher's event loop.

    Attributes:
        job: what to make.
        store: where the pieces are kept.
        folder: where to work on this machine.
        deliver: called once, from another thread, with the pieces or with what went wrong.
        inputs: the job's files in the shared folder.
        number: name of the attempt that counts; results of others are ignored.
        failed_on: addresses of workers that could not do it.
        tries: how often it was lost or failed.
        said: how it failed the last time, None when it did not.
        ended: whether something was delivered, or nobody waits any more.
    """

    job: RenderJob
    store: Store
    folder: Path
    deliver: Callable[[tuple[Done, ...] | BaseException], None]
    inputs: Mapping[Path, SharedInput] = field(default_factory=dict)
    number: str = ""
    failed_on: set[str] = field(default_factory=set)
    tries: int = 0
    said: Exception | None = None
    ended: bool = False

    def begin(self, shared: Path) -> bytes:
        """Return the order of a fresh attempt, pickled."""
        self.number = f"clipmaker-{uuid.uuid4().hex}"
        return pickled(self.job, self.inputs, shared, self.number)

    def end(self, result: tuple[Done, ...] | BaseException) -> None:
        """Deliver, unless that was done."""
        if not self.ended:
            self.ended = True
            self.deliver(result)

    def kept(self, number: str, parcels: Sequence[Parcel]) -> tuple[Done, ...]:
        """Put the pieces that an attempt brought into the store; called in another thread.

        Raises:
            OSError: they cannot be written.
        """
        return tuple(self._kept(number, parcel) for parcel in parcels)

    def _kept(self, number: str, parcel: Parcel) -> Done:
        files: dict[str, Path] = {}
        for name, data in parcel.files.items():
            files[name] = self.folder / f"{number}-{parcel.key}-{name}"
            files[name].write_bytes(data)
        entry = self.store.put(parcel.key, files, parcel.facts)
        return Done(job=self.job, key=parcel.key, entry=entry, reused=False)


@dataclass(kw_only=True, eq=False)
class Hand:
    """A worker as the dispatcher sees it.

    Attributes:
        address: its address.
        name: what people call it.
        threads: how many jobs it does at once.
        seen: when the scheduler last heard it, by the scheduler's clock.
        changed_s: when that was noticed, by this process's clock.
        refused: why it gets no work, "" when that is not so.
        again_at_s: when it may prove itself again, by this process's clock; None for never.
        told: the last thing that was said about it.
        silent: whether it is not heard any more, or does not answer.
        active: whether it may be given jobs.
        tasks: what the dispatcher does with it: proving it, feeding it, fetching from it.
        busy: jobs that it has.
    """

    address: str
    name: str
    threads: int
    seen: float
    changed_s: float
    refused: str = ""
    again_at_s: float | None = None
    told: str = ""
    silent: bool = False
    active: bool = False
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    busy: set[ClusterTask] = field(default_factory=set)

    @property
    def able(self) -> bool:
        """Whether it is given jobs, or will be once it proved itself."""
        return not self.refused and not self.silent

    def __str__(self) -> str:
        return self.name if self.name == self.address else f"{self.name} ({self.address})"


def pickled(job: RenderJob, inputs: Mapping[Path, SharedInput], shared: Path, number: str) -> bytes:
    """Return an order as it travels."""
    return pickle.dumps(TravelOrder(number=number, job=job, inputs=inputs, shared=str(shared)))
