"""How many things may run at once on this machine."""

from __future__ import annotations

import os
from pathlib import Path


def usable_cores() -> int:
    """Return the cores this process may really use: affinity and container limits count."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:
        cores = os.cpu_count() or 1
    return max(1, min(cores, _quota() or cores))


def _quota() -> int | None:
    """Return the container's limit in whole cores (cgroup v2), None for a machine without one."""
    try:
        limit, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    if limit == "max":
        return None
    return max(1, int(limit) // int(period))
