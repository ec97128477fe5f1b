"""Frames of texts that are not saved: drawn two at a time, on threads of their own.

Each thread that has drawn keeps memory of the C library's: forty of them came to 850 MB, which was
never given back. Two are as quick as this machine's cores, and stay near 250 MB.
"""

from __future__ import annotations

import asyncio
import ctypes
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_AT_ONCE = 2
_TRIM_EVERY = 20
Drawn = TypeVar("Drawn")


class Drawing:
    """Threads that draw, and give memory back now and then."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="desk-drawing")
        self._drawn = 0

    async def run(self, draw: Callable[[], Drawn]) -> Drawn:
        """Return what a function draws."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._do, draw)

    def stop(self) -> None:
        """Draw no more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _do(self, draw: Callable[[], Drawn]) -> Drawn:
        try:
            return draw()
        finally:
            self._drawn += 1
            if self._drawn % _TRIM_EVERY == 0:
                give_back()


def give_back() -> None:
    """Give memory that is free back to the system, where the C library can."""
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return
    trim(0)
