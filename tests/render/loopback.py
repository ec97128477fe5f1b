"""A real scheduler and real workers, as processes on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil


class Cluster:
    """A scheduler and the workers that were started for it."""

    def __init__(self, folder: Path, protocol: str = "tcp", **environment: str) -> None:
        self.folder = folder
        self._environment = environment
        self.shared = folder / "shared"
        self.shared.mkdir()
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        file = folder / "scheduler.json"
        self._scheduler = self._dask(
            "scheduler", "scheduler", "--scheduler-file", str(file), "--protocol", protocol
        )
        while not file.exists() or not file.read_text():
            assert self._scheduler.poll() is None, (folder / "scheduler.log").read_text()
            time.sleep(0.05)
        self.address: str = json.loads(file.read_text())["address"]

    def start(self, name: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker of one thread that nobody starts again when it dies."""
        options = ["--no-nanny", "--nthreads", "1", "--name", name, "--host", "127.0.0.1"]
        local = ["--local-directory", str(self.folder / name)]
        child = self._dask(name, "worker", self.address, *options, *local, **environment)
        self.workers[name] = child
        while "Registered to" not in self.log(name):
            assert child.poll() is None, self.log(name)
            time.sleep(0.05)
        return child

    def stop(self, child: subprocess.Popen[bytes]) -> None:
        with suppress(psutil.NoSuchProcess):
            programs = psutil.Process(child.pid).children(recursive=True)
            child.send_signal(signal.SIGCONT)
            child.kill()
            for program in programs:
                with suppress(psutil.NoSuchProcess):
                    program.kill()
        child.wait(timeout=30)

    def stop_workers(self) -> None:
        for child in self.workers.values():
            self.stop(child)
        self.workers.clear()

    def close(self) -> None:
        self.stop_workers()
        self.stop(self._scheduler)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(encoding="utf-8")

    def _dask(self, log: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments]
        if arguments[0] == "scheduler":
            command += ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        with (self.folder / f"{log}.log").open("wb") as stream:
            return subprocess.Popen(
                command,
                stdout=stream,
                stderr=stream,
                env={
                    **os.environ,
                    "CLIPMAKER_CACHE": str(self.folder / "cache"),
                    **self._environment,
                    **environment,
                },
            )
