"""Where jobs run: one interface for this process's pool and for a cluster of machines.

A job is a picklable value that makes pieces of a clip. Whoever runs it, each piece ends up in the
caller's store under its key, with checksums that were compared on the way.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from clipmaker.machine import process
from clipmaker.machine.closing import Closing
from clipmaker.render.store import Store, StoreEntry
from clipmaker.render.workers import usable_cores


@dataclass(frozen=True, kw_only=True)
class Product:
    """A piece that a job made: files by the names they are kept under, and facts for JSON."""

    key: str
    files: Mapping[str, Path]
    facts: Mapping[str, Any]


class RenderJob(Protocol):
    """Pieces to make, of which each can be made only with the others before it; can be pickled."""

    @property
    def keys(self) -> tuple[str, ...]:
        """For every piece, a hex digest over everything that can change its bytes."""

    @property
    def name(self) -> str:
        """A short name for messages, such as ``card 3 (caption)``."""

    @property
    def files(self) -> Mapping[Path, str]:
        """The files that it reads, besides those that come with the program.

        With the hex sha256 that each had when it was probed, "" where nobody looked.
        """

    def make(self, folder: Path) -> Iterator[Product]:
        """Make the pieces, and yield each when it is done, in the order of their keys.

        Args:
            folder: where to work; must exist. Names in it begin with a key of the job.

        Raises:
            ClipmakerError: it cannot be made, with the same message wherever it runs.
        """


@dataclass(frozen=True, kw_only=True)
class Done:
    """A finished piece: its job, its key, the entry in the store, and whether that was there."""

    job: RenderJob
    key: str
    entry: StoreEntry
    reused: bool


class RunningJobs(Protocol):
    """Jobs that were submitted together."""

    def __iter__(self) -> Iterator[Done]:
        """Return the pieces as they are finished; raises what the first failed job raised."""

    def cancel(self) -> None:
        """Drop what has not begun, end what has, and return when nothing runs any more."""


class Executor(AbstractContextManager["Executor", None], Protocol):
    """Runs jobs; several threads may submit to it at once."""

    @property
    def width(self) -> int:
        """How many jobs it runs at once."""

    def submit(self, jobs: Sequence[RenderJob], store: Store, folder: Path) -> RunningJobs:
        """Begin jobs, in the order given.

        Args:
            jobs: what to make; a piece that is in the store already is not made again.
            store: where the pieces are kept.
            folder: where to work; must exist until the jobs have ended.
        """

    def close(self) -> None:
        """End it; jobs that still run are ended first."""


def kept_pieces(job: RenderJob, store: Store) -> tuple[Done, ...]:
    """Return a job's pieces when they are all in the store, otherwise nothing."""
    found = []
    for key in job.keys:
        if (entry := store.get(key)) is None:
            return ()
        found.append(Done(job=job, key=key, entry=entry, reused=True))
    return tuple(found)


def kept_or_made(job: RenderJob, store: Store, folder: Path) -> Iterator[Done]:
    """Yield a job's pieces from the store, made first when they are not there."""
    if there := kept_pieces(job, store):
        yield from there
        return
    for product in job.make(folder):
        entry = store.put(product.key, product.files, product.facts)
        yield Done(job=job, key=product.key, entry=entry, reused=False)


class LocalPool(Closing):
    """Runs jobs in threads of this process; the programs that they start use the cores."""

    def __init__(self, width: int | None = None) -> None:
        """Open a pool.

        Args:
            width: how many jobs to run at once; None for as many as there are usable cores.
        """
        self._width = width or usable_cores()
        self._pool = ThreadPoolExecutor(self._width, thread_name_prefix="job")
        self._lock = threading.Lock()
        self._running: list[_Local] = []

    @property
    def width(self) -> int:
        """How many jobs it runs at once."""
        return self._width

    def submit(self, jobs: Sequence[RenderJob], store: Store, folder: Path) -> RunningJobs:
        """Begin jobs; programs that they start belong to the caller's group."""
        running = _Local(self._pool, jobs, store, folder)
        with self._lock:
            self._running = [one for one in self._running if not one.ended]
            self._running.append(running)
        return running

    def close(self) -> None:
        """End it; jobs that still run are ended first."""
        with self._lock:
            running, self._running = self._running, []
        for one in running:
            one.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)


class _Local:
    """Jobs of one caller in a local pool."""

    def __init__(
        self, pool: ThreadPoolExecutor, jobs: Sequence[RenderJob], store: Store, folder: Path
    ) -> None:
        # Made in the caller's thread: the caller's own group stops this one.
        self._group = process.Group()

        self._arrived: queue.SimpleQueue[Done | Future[None]] = queue.SimpleQueue()

        def one(job: RenderJob) -> None:
            with process.in_group(self._group):
                for done in kept_or_made(job, store, folder):
                    self._arrived.put(done)

        # Each job knows whose clip it is for, as its caller does.
        self._futures: list[Future[None]] = [
            pool.submit(copy_context().run, one, job) for job in jobs
        ]
        for future in self._futures:
            future.add_done_callback(self._arrived.put)

    @property
    def ended(self) -> bool:
        return all(future.done() for future in self._futures)

    def __iter__(self) -> Iterator[Done]:
        left = len(self._futures)
        while left:
            arrived = self._arrived.get()
            if isinstance(arrived, Done):
                yield arrived
                continue
            if arrived.cancelled():
                raise process.StoppedError("a job was not begun")
            arrived.result()
            left -= 1

    def cancel(self) -> None:
        for future in self._futures:
            future.cancel()
        self._group.stop()
        for future in self._futures:
            if not future.cancelled():
                future.exception()
