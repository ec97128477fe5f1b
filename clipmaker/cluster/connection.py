"""Joins a cluster: connects, makes the canary here, and meets the workers."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from distributed import Client

from clipmaker.cluster.admission import Admission, canary_prints
from clipmaker.cluster.dispatch import Dispatcher
from clipmaker.cluster.kit import own_kit
from clipmaker.cluster.shared import SharedFolder
from clipmaker.cluster.task import ClusterSettings
from clipmaker.errors import ClusterError
from clipmaker.resources import cache_dir


@contextlib.asynccontextmanager
async def connect(
    address: str, shared: Path, settings: ClusterSettings, notice: Callable[[str], None]
) -> AsyncIterator[Dispatcher]:
    """Give a dispatcher with at least one worker that proved itself.

    Raises:
        ClusterError: no scheduler, or no worker that may be given work.
    """
    # What Dask has to say about lost connections is said here in our own words.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = await Client(  # type: ignore[no-untyped-call]
            address, asynchronous=True, set_as_default=False, timeout=settings.connect_s
        )
    except (OSError, TypeError, ValueError, RuntimeError) as error:
        raise ClusterError(
            f"no scheduler answers at {address}: {error}",
            remedy="Start one with “dask scheduler”; for tls:// addresses Dask's own "
            "configuration names the certificates.",
        ) from error
    try:
        folder = SharedFolder(shared)
        kit = await asyncio.to_thread(own_kit)
        jobs, prints = await asyncio.to_thread(canary_prints, cache_dir())
        admission = await asyncio.to_thread(Admission, client, kit, jobs, prints, folder)
        dispatcher = Dispatcher(client, folder, admission, settings, notice)
        try:
            await dispatcher.begin()
            yield dispatcher
        finally:
            await dispatcher.end()
            await asyncio.to_thread(folder.clean)
    finally:
        await client.close()
