"""Where jobs run: one interface for this process's pool and for a cluster of machines.

A job is a picklable value that makes one piece of a clip. Whoever runs it, the piece ends up in
the caller's store under the job's key, with checksums that were compared on the way.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from clipmaker.machine import process
from clipmaker.render.store import Entry, Store
from clipmaker.render.workers import usable_cores


@dataclass(frozen=True, kw_only=True)
class Product:
    """What a job made: files by the names they are kept under, and facts that JSON can hold."""

    files: Mapping[str, Path]
    facts: Mapping[str, Any]


class Job(Protocol):
    """One piece to make; a frozen value that can be pickled."""

    @property
    def key(self) -> str:
        """Hex digest over everything that can change the piece's bytes."""

    @property
    def name(self) -> str:
        """A short name for messages, such as ``card 3 (caption)``."""

    @property
    def files(self) -> Mapping[Path, str]:
        """The files that it reads, besides those that come with the program.

        With the hex sha256 that each had when it was probed, "" where nobody looked.
        """

    def make(self, folder: Path) -> Product:
        """Make the piece.

        Args:
            folder: where to work; must exist. Names in it begin with the job's key.

        Raises:
            ClipmakerError: it cannot be made, with the same message wherever it runs.
        """


@dataclass(frozen=True, kw_only=True)
class Done:
    """A finished job: its piece in the store, and whether that was there already."""

    job: Job
    entry: Entry
    reused: bool


class Running(Protocol):
    """Jobs that were submitted together."""

    def __iter__(self) -> Iterator[Done]:
        """Return the finished jobs as they finish; raises what the first failed one raised."""

    def cancel(self) -> None:
        """Drop what has not begun, end what has, and return when nothing runs any more."""


class Executor(Protocol):
    """Runs jobs; several threads may submit to it at once."""

    @property
    def width(self) -> int:
        """How many jobs it runs at once."""

    def submit(self, jobs: Sequence[Job], store: Store, folder: Path) -> Running:
        """Begin jobs, in the order given.

        Args:
            jobs: what to make; a piece that is in the store already is not made again.
            store: where the pieces are kept.
            folder: where to work; must exist until the jobs have ended.
        """

    def close(self) -> None:
        """End it; jobs that still run are ended first."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def kept_or_made(job: Job, store: Store, folder: Path) -> Done:
    """Return a job's piece from the store, made first when it is not there."""
    entry = store.get(job.key)
    reused = entry is not None
    if entry is None:
        product = job.make(folder)
        entry = store.put(job.key, product.files, product.facts)
    return Done(job=job, entry=entry, reused=reused)


class LocalPool:
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

    def submit(self, jobs: Sequence[Job], store: Store, folder: Path) -> Running:
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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _Local:
    """Jobs of one caller in a local pool."""

    def __init__(
        self, pool: ThreadPoolExecutor, jobs: Sequence[Job], store: Store, folder: Path
    ) -> None:
        # Made in the caller's thread: the caller's own group stops this one.
        self._group = process.Group()

        def one(job: Job) -> Done:
            with process.in_group(self._group):
                return kept_or_made(job, store, folder)

        self._futures: list[Future[Done]] = [pool.submit(one, job) for job in jobs]

    @property
    def ended(self) -> bool:
        return all(future.done() for future in self._futures)

    def __iter__(self) -> Iterator[Done]:
        for future in as_completed(self._futures):
            if future.cancelled():
                raise process.StoppedError("a job was not begun")
            yield future.result()

    def cancel(self) -> None:
        for future in self._futures:
            future.cancel()
        self._group.stop()
        for future in self._futures:
            if not future.cancelled():
                future.exception()
