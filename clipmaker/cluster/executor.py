"""The cluster behind the interface that every clip is rendered through."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import re
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from clipmaker.cluster.connection import connect
from clipmaker.cluster.dispatch import Dispatcher
from clipmaker.cluster.task import ClusterSettings, ClusterTask
from clipmaker.errors import ClusterError
from clipmaker.machine.closing import Closing
from clipmaker.machine.process import Group, StoppedError
from clipmaker.render.executor import Done, RenderJob, RunningJobs
from clipmaker.render.store import Store

_ADDRESS = re.compile(r"(tcp|tls|ws|wss)://[^/\s]+:[0-9]+")
_LOOK_S = 0.1
_END_S = 15.0


class ClusterExecutor(Closing):
    """Runs jobs on a Dask cluster; several threads may submit at once."""

    def __init__(
        self,
        address: str,
        *,
        shared: Path,
        settings: ClusterSettings | None = None,
        notice: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Make an executor; it connects when it is first needed.

        Args:
            address: the scheduler's, such as ``tcp://studio:8786``.
            shared: the folder that all machines see, as this machine sees it.
            settings: how long to wait for what.
            notice: told, in one line each, of workers that are refused or lost.

        Raises:
            ClusterError: the address is none.
        """
        if not _ADDRESS.fullmatch(address):
            raise ClusterError(
                f"“{address}” is not the address of a scheduler",
                remedy="Write it as in tcp://studio:8786.",
            )
        self._address = address
        self._shared = shared
        self._settings = settings or ClusterSettings()
        self._notice = notice
        self._lock = threading.Lock()
        self._link: _Link | None = None

    @property
    def width(self) -> int:
        """How many jobs it runs at once.

        Raises:
            ClusterError: no scheduler, or no worker that may be given work.
        """
        return max(1, self.link().dispatcher.roster.width)

    def submit(self, jobs: Sequence[RenderJob], store: Store, folder: Path) -> RunningJobs:
        """Begin jobs; stopping the caller's group drops them.

        Raises:
            ClusterError: no scheduler, or no worker that may be given work.
        """
        return _Remote(self.link(), jobs, store, folder)

    def close(self) -> None:
        """Leave the cluster; jobs that still run are ended first."""
        with self._lock:
            link, self._link = self._link, None
        if link:
            link.close()

    def link(self) -> _Link:
        """Return the connection, made when there is none or the scheduler went."""
        with self._lock:
            if self._link and not self._link.dispatcher.roster.connected:
                self._link.close()
                self._link = None
            if self._link is None:
                self._link = _Link(self._address, self._shared, self._settings, self._notice)
            return self._link


class _Link:
    """A connection: an event loop in a thread of its own, in which a dispatcher lives."""

    dispatcher: Dispatcher

    def __init__(
        self, address: str, shared: Path, settings: ClusterSettings, notice: Callable[[str], None]
    ) -> None:
        self._loop = asyncio.new_event_loop()
        self._closing = asyncio.Event()
        started: Future[None] = Future()

        async def serve() -> None:
            async with connect(address, shared, settings, notice) as self.dispatcher:
                started.set_result(None)
                await self._closing.wait()

        def run() -> None:
            asyncio.set_event_loop(self._loop)
            # Dask leaves futures of lost connections behind (Dask distributed issue 1969);
            # asyncio would tell of each.
            self._loop.set_exception_handler(lambda _loop, _context: None)
            try:
                self._loop.run_until_complete(serve())
            except BaseException as error:
                if not started.done():
                    started.set_exception(error)
            finally:
                self._loop.close()

        self._thread = threading.Thread(target=run, name="cluster", daemon=True)
        self._thread.start()
        try:
            started.result()
        except BaseException:
            self.close()
            raise

    def take(self, tasks: list[ClusterTask]) -> None:
        """Hand jobs to the dispatcher.

        Raises:
            ClusterError: the connection is closed.
        """
        self._call(self.dispatcher.take(tasks))

    def drop(self, tasks: list[ClusterTask]) -> None:
        """Let the dispatcher forget jobs, and wait until their programs were ended."""
        with contextlib.suppress(ClusterError, TimeoutError):
            self._call(self.dispatcher.drop(tasks)).result(timeout=_END_S)

    def close(self) -> None:
        """Leave the cluster."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join(timeout=_END_S)

    def _call(self, doing: Coroutine[Any, Any, None]) -> Future[None]:
        if self._closing.is_set() or not self._thread.is_alive():
            doing.close()
            raise ClusterError("the connection to the cluster is closed")
        return asyncio.run_coroutine_threadsafe(doing, self._loop)


class _Remote:
    """Jobs of one caller on a cluster."""

    def __init__(self, link: _Link, jobs: Sequence[RenderJob], store: Store, folder: Path) -> None:
        # Made in the caller's thread: the caller's own group stops this one.
        self._group = Group()
        self._link = link
        self._arrived: queue.SimpleQueue[tuple[Done, ...] | BaseException] = queue.SimpleQueue()
        self._tasks = [
            ClusterTask(job=job, store=store, folder=folder, deliver=self._arrived.put)
            for job in jobs
        ]
        link.take(self._tasks)

    def __iter__(self) -> Iterator[Done]:
        for _ in self._tasks:
            result = self._wait()
            if isinstance(result, BaseException):
                raise result
            yield from result

    def cancel(self) -> None:
        self._group.stop()
        self._link.drop(self._tasks)

    def _wait(self) -> tuple[Done, ...] | BaseException:
        while True:
            if self._group.stopping:
                return StoppedError("stopped; nothing was published")
            try:
                return self._arrived.get(timeout=_LOOK_S)
            except queue.Empty:
                continue
