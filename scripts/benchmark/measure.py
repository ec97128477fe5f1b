"""Runs one command and measures it with everything that it starts.

Wall time by a clock that never jumps, processor time as the system accounts it to the command and
all its descendants, memory as the highest sum over the process tree, sampled. Memory that several
processes share (code, the picture of a fork) is counted once where the system tells it (Linux).
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_EVERY_S = 0.05


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a run took.

    Attributes:
        wall_s: seconds from start to end.
        cpu_s: processor seconds of the whole process tree.
        peak_mb: highest memory of the whole process tree, MB; 0 when it was too short to sample.
        output: what it printed.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float
    output: str


def run(
    command: Sequence[str], *, env: Mapping[str, str] | None = None, cores: int | None = None
) -> Reading:
    """Run a command to its end.

    Args:
        command: program and arguments.
        env: more variables for its environment.
        cores: how many cores it may use; None for all.

    Raises:
        RuntimeError: it failed; the message is what it said.
    """
    start = time.perf_counter()
    child = subprocess.Popen(
        list(command),
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=(lambda: _limit(cores)) if cores else None,
    )
    peak = _Peak(child.pid)
    assert child.stdout is not None
    said = child.stdout.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(child.pid, 0)
    wall_s = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    peak.stop()
    if child.returncode:
        raise RuntimeError(f"{' '.join(command)}\nfailed with {child.returncode}:\n{said[-2000:]}")
    return Reading(
        wall_s=wall_s, cpu_s=usage.ru_utime + usage.ru_stime, peak_mb=peak.mb, output=said
    )


def clipmaker(*args: str, cache: Path, cores: int | None = None) -> Reading:
    """Run Clipmaker's command line with a cache of its own."""
    return run(
        [sys.executable, "-m", "clipmaker", *args],
        env={"CLIPMAKER_CACHE": str(cache)},
        cores=cores,
    )


def _limit(cores: int | None) -> None:
    if cores and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])


class _Peak(threading.Thread):
    """Samples the memory of a process tree until it is stopped."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._root = psutil.Process(pid)
        self._ended = threading.Event()
        self.mb = 0.0
        self.start()

    def run(self) -> None:
        while not self._ended.wait(_EVERY_S):
            with contextlib.suppress(psutil.Error):
                tree = [self._root, *self._root.children(recursive=True)]
                self.mb = max(self.mb, sum(map(_bytes, tree)) / 1e6)

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _bytes(one: psutil.Process) -> int:
    """Return a process's memory, its share of what is shared; 0 when it has ended."""
    with contextlib.suppress(psutil.Error, OSError, ValueError):
        text = Path(f"/proc/{one.pid}/smaps_rollup").read_text(encoding="ascii")
        line = next(line for line in text.splitlines() if line.startswith("Pss:"))
        return int(line.split()[1]) * 1024
    with contextlib.suppress(psutil.Error):
        return int(one.memory_info().rss)
    return 0
