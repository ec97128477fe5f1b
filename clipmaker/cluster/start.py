"""Starts workers on this machine and keeps them until they are told to go."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from clipmaker.cluster.quiet import calm
from clipmaker.errors import ClusterError
from clipmaker.resources import cache_dir

_END_S = 10.0
_SOON_S = 5.0


def serve(
    address: str,
    *,
    name: str,
    processes: int,
    shared: Path | None,
    connect_s: float = 60.0,
    tell: Callable[[str], None],
) -> None:
    """Run workers, each a process with one thread, until Ctrl-C or SIGTERM.

    A process that dies is started again. The first that cannot reach the scheduler ends all.

    Args:
        address: the scheduler's, such as ``tcp://studio:8786``.
        name: of this machine; workers are called NAME-1, NAME-2 and so on.
        processes: how many.
        shared: the shared folder as this machine sees it, None for the same path as the
            machine that sends jobs.
        connect_s: how long to wait for the scheduler, seconds.
        tell: told one line once the workers are there.

    Raises:
        ClusterError: no scheduler answers.
    """
    environment = {"CLIPMAKER_SHARED": str(shared.resolve())} if shared else {}
    try:
        asyncio.run(_serve(address, name, processes, environment, connect_s, tell))
    except (OSError, TypeError, ValueError, TimeoutError) as error:
        raise ClusterError(
            f"no scheduler answers at {address}: {error}",
            remedy="Start one with “dask scheduler”, or correct the address.",
        ) from error


async def _serve(
    address: str,
    name: str,
    processes: int,
    environment: Mapping[str, str],
    connect_s: float,
    tell: Callable[[str], None],
) -> None:
    from distributed import Nanny

    calm()
    await _reached(address, connect_s, tell)
    folder = cache_dir() / "workers"
    folder.mkdir(parents=True, exist_ok=True)
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    nannies = [
        Nanny(
            address,
            nthreads=1,
            name=f"{name}-{i + 1}",
            local_directory=str(folder),
            env=dict(environment),
            death_timeout=connect_s,
            dashboard=False,
            silence_logs=logging.WARNING,
        )
        for i in range(processes)
    ]
    try:
        waiting = asyncio.create_task(ended.wait())
        starting = [asyncio.ensure_future(nanny) for nanny in nannies]
        await _first_of(waiting, asyncio.gather(*starting))
        if waiting.done():
            return
        plural = "s" if processes > 1 else ""
        tell(f"{processes} worker{plural} of {name} at {address}; Ctrl-C ends them")
        gone = [nanny.finished() for nanny in nannies]  # type: ignore[no-untyped-call]
        await _first_of(waiting, *gone)
    finally:
        # Each is closed whatever the others say; what went wrong before is told, not this.
        closing = (nanny.close(timeout=_END_S) for nanny in nannies)
        await asyncio.gather(*closing, return_exceptions=True)


async def _reached(address: str, connect_s: float, tell: Callable[[str], None]) -> None:
    """Wait for the scheduler: workers that cannot reach it fail with much ado.

    Raises:
        OSError: it does not answer in time.
    """
    from distributed.comm.core import connect
    from distributed.security import Security

    # What Dask has to say about it is said here in our own words.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    how = Security().get_connection_args("worker")  # type: ignore[no-untyped-call]
    try:
        comm = await connect(  # type: ignore[no-untyped-call]
            address, timeout=min(_SOON_S, connect_s), **how
        )
    except OSError:
        if connect_s <= _SOON_S:
            raise
        tell(f"{address} does not answer yet; it is waited for, {connect_s:.0f} s at most")
        comm = await connect(  # type: ignore[no-untyped-call]
            address, timeout=connect_s - _SOON_S, **how
        )
    await comm.close()


async def _first_of(*waited: Awaitable[Any]) -> None:
    """Wait for the first of several; raises what it raised."""
    futures = [asyncio.ensure_future(one) for one in waited]
    done, _ = await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)
    for future in done:
        future.result()
