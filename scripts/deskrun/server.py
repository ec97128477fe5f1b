"""A desk as a process of its own, as a user starts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread


@dataclass(frozen=True)
class Running:
    """A desk that listens: its process and its address, without a slash at the end."""

    process: subprocess.Popen[str]
    address: str

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def start(*args: object, env: Mapping[str, str]) -> Running:
    """Start a desk on a free port and wait until it says where it is."""
    process = subprocess.Popen(
        [sys.executable, "-m", "clipmaker", "desk", "--port", "0", *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **env},
    )
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "http://" in line:
            # What it says later must not fill the pipe.
            Thread(target=process.stdout.read, daemon=True).start()
            return Running(process, line.split()[-1].rstrip("/"))
    raise RuntimeError("the desk did not start:\n" + "".join(said))


@contextmanager
def desk(*args: object, env: Mapping[str, str]) -> Iterator[Running]:
    """Run a desk while the block runs."""
    running = start(*args, env=env)
    try:
        yield running
    finally:
        running.process.terminate()
        try:
            running.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            running.kill()
