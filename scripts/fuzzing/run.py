"""Runs a case in a process of its own, with bounds, and judges how it ended."""

from __future__ import annotations

import atexit
import os
import random
import re
import resource
import shutil
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fuzzing.areas import AREAS, HEARD, UNJUDGED, Seeds
from fuzzing.desk_door import DESK, serve_and_ask
from fuzzing.half import half_made
from fuzzing.listener import Listener

HANG_S = 10
MOST_BYTES = 2 * 1000**3
_FUSE_S = 600
"""Nobody waits longer for a case on a busy machine; what counts are its processor's seconds."""
_BUG = 1
_CODES = (0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)
_COMMANDS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xad\xae]")


@dataclass(frozen=True)
class Case:
    """A case by its number: the same number and seed make the same files and command."""

    seed: int
    number: int
    area: str

    @property
    def name(self) -> str:
        return f"{self.seed}:{self.number}:{self.area}"


@dataclass(frozen=True)
class Ended:
    """How a command ended.

    Attributes:
        code: its exit code, negative for the signal that ended it.
        printed: both streams.
        cpu_s: seconds of processor time, its children's with it.
        peak_bytes: the most memory that it had.
        stray: files that were made, changed or removed outside its place.
        half: what is not whole of what it published, or lies where it published nothing.
    """

    code: int
    printed: bytes
    cpu_s: float
    peak_bytes: int
    stray: tuple[str, ...] = ()
    half: tuple[str, ...] = ()


def faults(ended: Ended) -> list[str]:
    """Return what is wrong with how a command ended; nothing where it ended well."""
    found = []
    if ended.code == _BUG:
        found.append("a bug: exit code 1")
    elif ended.code not in _CODES:
        found.append(f"ended with {ended.code}")
    if b"Traceback (most recent" in ended.printed:
        found.append("a traceback")
    if match := _COMMANDS.search(ended.printed):
        found.append(f"{match[0]!r} reached the terminal")
    if ended.printed.count(b"\n") > 200:
        found.append(f"{ended.printed.count(bytes([10]))} lines")
    if ended.cpu_s > HANG_S:
        found.append(f"{ended.cpu_s:.0f} s of processor time")
    if ended.peak_bytes > MOST_BYTES:
        found.append(f"{ended.peak_bytes / 1e9:.1f} GB of memory")
    found += [f"written outside its place: {name}" for name in ended.stray]
    return found + [f"half made: {what}" for what in ended.half]


def make_case(case: Case, seeds: Seeds, folder: Path) -> list[str]:
    """Write a case's files into a folder that is not there yet; returns the command's arguments."""
    shutil.copytree(seeds.story, folder)
    chance = random.Random(case.name)
    return AREAS[case.area](seeds, folder, chance)


def run_case(case: Case, seeds: Seeds, root: Path) -> tuple[Ended, list[str]]:
    """Run a case in a folder; returns how it ended, and its arguments.

    The program is imported already: a fork of this process runs it.
    """
    _emptied(root)
    work = root / "case"
    for name in ("home", "config", "outside"):
        (root / name).mkdir(parents=True)
    cache = root.parent / "cache"
    cache.mkdir(exist_ok=True)
    (root / "outside" / "canary").write_text("untouched")
    arguments = make_case(case, seeds, work)
    before = _listing(root)
    if case.area in HEARD:
        heard = _LISTENER.run(root, arguments, _FUSE_S)
        code, cpu_s, peak_bytes = heard.code, heard.cpu_s, heard.peak_bytes
    else:
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            _become(root, arguments)
        code, used = _waited(child, started + _FUSE_S)
        cpu_s, peak_bytes = used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
    return Ended(
        code=code,
        printed=(root / "printed").read_bytes(),
        cpu_s=cpu_s,
        peak_bytes=peak_bytes,
        stray=_changed(before, _listing(root)),
        half=() if case.area in UNJUDGED else tuple(half_made(work / "output", code)),
    ), arguments


def _emptied(root: Path) -> None:
    """Remove a folder, into which what the case before has started may still write for a moment."""
    until = time.monotonic() + _FUSE_S
    while root.exists() and time.monotonic() < until:
        shutil.rmtree(root, ignore_errors=True)
        time.sleep(0.01)


def _become(root: Path, arguments: list[str]) -> None:
    """Be the program: in a group of its own, bound in time and memory; never returns."""
    code = 99
    try:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (HANG_S * 2, HANG_S * 2 + 2))
        code = act(root, arguments)
    finally:
        os._exit(code)


def act(root: Path, arguments: list[str]) -> int:
    """Do a case in this process, bound in memory; returns its exit code."""
    os.chdir(root / "case")
    cache = root.parent / "cache"
    os.environ.update(
        HOME=str(root / "home"),
        CLIPMAKER_CACHE=str(cache),
        CLIPMAKER_CONFIG=str(root / "config"),
        XDG_STATE_HOME=str(cache),
        TMPDIR=str(cache),
        NO_COLOR="1",
    )
    handle = os.open(root / "printed", os.O_WRONLY | os.O_CREAT)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, handle), (2, handle)):
        os.dup2(source, target)
    os.close(handle)
    os.close(nothing)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES * 3, MOST_BYTES * 3))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        if arguments[0] == DESK:
            return serve_and_ask(Path(arguments[1]).resolve(), arguments[2])
        from clipmaker.cli import cli
        from clipmaker.cli.edge import run

        sys.argv = ["clipmaker", *arguments]
        return run(cli)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


_LISTENER = Listener(act)
atexit.register(_LISTENER.close)


def _waited(child: int, until: float) -> tuple[int, resource.struct_rusage]:
    """Wait for a case and end what it left; returns its exit code and what it used."""
    while True:
        found, status, used = os.wait4(child, os.WNOHANG)
        if found or time.monotonic() > until:
            break
        time.sleep(0.01)
    _end_group(child)
    if not found:
        _, status, used = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), used


def _end_group(child: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)


_PLACES = ("case/", "printed")
"""Where a command may write, besides its cache."""


def _listing(root: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            file = Path(folder, name)
            status = file.lstat()
            found[str(file.relative_to(root))] = (status.st_size, status.st_mtime_ns)
    return found


def _changed(
    before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]
) -> tuple[str, ...]:
    names = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    return tuple(sorted(name for name in names if not name.startswith(_PLACES)))
