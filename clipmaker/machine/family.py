"""A program and everything that it started: which processes they are, what they hold, their end."""

from __future__ import annotations

import contextlib
import os
import signal
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from clipmaker.machine import process

_PROC = Path("/proc")


@dataclass(frozen=True, kw_only=True)
class Member:
    """A running process.

    Attributes:
        pid: its number.
        parent: the number of the process that started it.
        started: when, in the system's own count; 0 where it does not say. Numbers are given
            again, but not with the same start.
        memory_bytes: what it holds in memory; pages shared with others count in each.
        processor_s: seconds of processor time that it and what it waited for have used; 0 where
            the system does not say.
    """

    pid: int
    parent: int
    started: int
    memory_bytes: int
    processor_s: float = 0.0


def alive(pid: int) -> bool:
    """Return whether a process of that number runs on this machine."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def running() -> dict[int, Member]:
    """Return every process of this machine that can be seen, by number."""
    return _from_proc() if (_PROC / "self" / "stat").exists() else _from_ps()


def family(pid: int, everybody: Mapping[int, Member] | None = None) -> list[Member]:
    """Return a process and everything that it started, directly or not; parents come first."""
    members = running() if everybody is None else everybody
    children = defaultdict(list)
    for member in members.values():
        children[member.parent].append(member)
    found = [members[pid]] if pid in members else []
    for member in found:
        found += children[member.pid]
    return found


def kill(members: Iterable[Member]) -> None:
    """End processes at once, unless they are gone and their numbers are others' now."""
    now = running()
    for member in members:
        there = now.get(member.pid)
        if there and there.started == member.started:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(member.pid, signal.SIGKILL)


def _from_proc() -> dict[int, Member]:
    page, tick = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")
    found = {}
    for folder in _PROC.iterdir():
        if not folder.name.isdigit():
            continue
        try:
            said = (folder / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        # The program's name stands in brackets and may hold anything, also brackets.
        fields = said.rpartition(")")[2].split()
        found[int(folder.name)] = Member(
            pid=int(folder.name),
            parent=int(fields[1]),
            started=int(fields[19]),
            memory_bytes=int(fields[21]) * page,
            processor_s=sum(map(int, fields[11:15])) / tick,
        )
    return found


def _from_ps() -> dict[int, Member]:
    done = process.run(["ps", "-axo", "pid=,ppid=,rss="], timeout_s=30)
    rows = [list(map(int, line.split())) for line in done.stdout.decode().splitlines()]
    return {
        pid: Member(pid=pid, parent=parent, started=0, memory_bytes=kilobytes * 1024)
        for pid, parent, kilobytes in rows
    }
