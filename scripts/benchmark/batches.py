"""Batches run as a newsroom runs them, and watched from outside: log, processor time, memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clipmaker.machine.family import Member, family

ROOT = Path(__file__).resolve().parents[2]
_EVERY_S = 0.2


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What a batch and everything that it started had used and held at a moment.

    ``ready`` counts the threads that ran or waited for a core: what others do on the machine
    makes them wait longer, but never fewer.
    """

    at_s: float
    processor_s: float
    memory_bytes: int
    largest_bytes: int
    ready: int


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A finished batch.

    Attributes:
        code: its exit code.
        wall_s: how long it took.
        processor_s: seconds of processor time, of everything that it started too.
        segments: when each segment was finished that had to be rendered, seconds from the start.
        samples: what it used and held while it ran.
        report: its report.
        errors: its error stream.
    """

    code: int
    wall_s: float
    processor_s: float
    segments: Sequence[float]
    samples: Sequence[Sample]
    report: Mapping[str, Any] = field(repr=False)
    errors: str = field(repr=False)

    @property
    def most_memory_bytes(self) -> int:
        """The most that all its processes held together."""
        return max((sample.memory_bytes for sample in self.samples), default=0)

    @property
    def largest_process_bytes(self) -> int:
        """The most that one of its processes held."""
        return max((sample.largest_bytes for sample in self.samples), default=0)

    def share(self, cores: int) -> float:
        """Return how busy the cores were from the first to the last segment, 0 to 1."""
        first, last = self.segments[0], self.segments[-1]
        inside = [sample for sample in self.samples if first <= sample.at_s <= last]
        used = inside[-1].processor_s - inside[0].processor_s
        return used / (inside[-1].at_s - inside[0].at_s) / cores

    def ready(self, cores: int) -> float:
        """Return how many of the cores had something to run meanwhile, 0 to 1."""
        first, last = self.segments[0], self.segments[-1]
        inside = [min(s.ready, cores) for s in self.samples if first <= s.at_s <= last]
        return sum(inside) / len(inside) / cores


def batch_command(bulletin: Path, output: Path, profile: str, *options: str) -> list[str]:
    """Return the call of a batch."""
    return [
        *(sys.executable, "-m", "clipmaker", "batch", str(bulletin)),
        *("--output", str(output), "--profile", profile, *options),
    ]


def environment(cache: Path) -> dict[str, str]:
    """Return the environment of a batch with a cache of its own."""
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    return {**os.environ, "CLIPMAKER_CACHE": str(cache), "PYTHONPATH": path}


def watched(bulletin: Path, output: Path, cache: Path, profile: str, *options: str) -> Watched:
    """Run a batch to its end and watch it."""
    command = batch_command(bulletin, output, profile, "--log", "json", "-v", "--json", *options)
    begun = time.monotonic()
    child = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(cache),
    )
    assert child.stdout is not None
    assert child.stderr is not None
    errors: list[str] = []
    segments: list[float] = []
    said: list[str] = []

    def listen(stream: Any) -> None:
        for line in stream:
            errors.append(line)
            if '"render: rendered ' in line:
                segments.append(time.monotonic() - begun)

    threads = [
        threading.Thread(target=listen, args=(child.stderr,)),
        threading.Thread(target=lambda: said.append(child.stdout.read())),
    ]
    for thread in threads:
        thread.start()
    samples = []
    before = os.times()
    while child.poll() is None:
        members = family(child.pid)
        samples.append(_sample(members, time.monotonic() - begun))
        time.sleep(_EVERY_S)
    wall_s = time.monotonic() - begun
    for thread in threads:
        thread.join()
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    return Watched(
        code=child.returncode,
        wall_s=wall_s,
        processor_s=used,
        segments=segments,
        samples=samples,
        report=json.loads(said[0]) if said and said[0].strip() else {},
        errors="".join(errors),
    )


def _sample(members: Sequence[Member], at_s: float) -> Sample:
    return Sample(
        at_s=at_s,
        processor_s=sum(member.processor_s for member in members),
        memory_bytes=sum(member.memory_bytes for member in members),
        largest_bytes=max((member.memory_bytes for member in members), default=0),
        ready=sum(_ready(member.pid) for member in members),
    )


def _ready(pid: int) -> int:
    """Return how many threads of a process run, or wait for a core or for a disk."""
    count = 0
    for file in Path(f"/proc/{pid}/task").glob("*/stat"):
        try:
            count += file.read_text(errors="replace").rpartition(")")[2].split()[0] in "RD"
        except OSError:
            continue
    return count


def bytes_below(folder: Path) -> int:
    """Return what the files below a folder take."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
