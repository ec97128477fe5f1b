"""A process that hears many cases one after the other, with a model that is loaded once."""

from __future__ import annotations

import json
import os
import resource
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Act = Callable[[Path, list[str]], int]
"""Does a case in its folder; returns its exit code."""


@dataclass(frozen=True)
class Heard:
    """How a case ended: its exit code, negative for the signal that ended the process."""

    code: int
    cpu_s: float
    peak_bytes: int


class Listener:
    """Starts its process with the first case, and another after one that ended it."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._child = 0
        self._ask = self._answer = -1
        self._used_s = 0.0

    def run(self, root: Path, arguments: list[str], fuse_s: float) -> Heard:
        """Do a case; a process that says nothing for so long is ended."""
        if not self._child:
            self._start()
        os.write(self._ask, json.dumps([str(root), arguments]).encode() + b"\n")
        ready, _, _ = select.select([self._answer], [], [], fuse_s)
        if ready and (line := os.read(self._answer, 4096)):
            code, used_s, peak_bytes = json.loads(line)
            before_s, self._used_s = self._used_s, used_s
            return Heard(code, used_s - before_s, peak_bytes)
        return self._ended()

    def close(self) -> None:
        """End the process."""
        if self._child:
            self._ended()

    def _ended(self) -> Heard:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._child, signal.SIGKILL)
        _, status, used = os.wait4(self._child, 0)
        os.close(self._ask)
        os.close(self._answer)
        self._child = 0
        code = os.waitstatus_to_exitcode(status)
        # The cases before it used the rest.
        cpu_s = used.ru_utime + used.ru_stime - self._used_s
        return Heard(code, cpu_s, used.ru_maxrss * 1024)

    def _start(self) -> None:
        heard, self._ask = os.pipe()
        self._answer, told = os.pipe()
        self._used_s = 0.0
        self._child = os.fork()
        if self._child:
            os.close(heard)
            os.close(told)
            return
        try:
            os.setpgid(0, 0)
            os.close(self._ask)
            os.close(self._answer)
            self._serve(heard, told)
        finally:
            os._exit(99)

    def _serve(self, asked: int, told: int) -> None:
        from clipmaker.speech.loaded import one_model

        with one_model(), os.fdopen(asked) as cases:
            for line in cases:
                root, arguments = json.loads(line)
                code = self._act(Path(root), arguments)
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
                answer = [code, _cpu_s(), peak]
                os.write(told, json.dumps(answer).encode() + b"\n")


def _cpu_s() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)
