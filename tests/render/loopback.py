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

NURSERY = """
import json, os, signal, sys
import dask.__main__, distributed.cli.dask_worker, distributed.nanny
import clipmaker.cluster.worker, clipmaker.cluster.canary, clipmaker.render.jobs
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in iter(sys.stdin.readline, ""):
    order = json.loads(line)
    if child := os.fork():
        print(child, flush=True)
        continue
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(order["environment"])
    # It is a fork: what the environment adds to where modules are found was not read by Python.
    sys.path[:0] = [place for place in os.environ.get("PYTHONPATH", "").split(os.pathsep) if place]
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.argv = ["dask", *order["arguments"]]
    sys.exit(dask.__main__.main())
"""
"""Starts workers as ``python -m dask`` does, without importing the same modules for each."""


class Nursery:
    """A process that has imported what workers need and becomes one when it is asked."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", NURSERY],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment},
        )

    def start(self, arguments: list[str], log: Path, environment: dict[str, str]) -> psutil.Process:
        order = {"arguments": arguments, "log": str(log), "environment": environment}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        log.write_text("")
        print(json.dumps(order), file=self._process.stdin, flush=True)
        return psutil.Process(int(self._process.stdout.readline()))

    def close(self) -> None:
        self._process.communicate()


class Cluster:
    """A scheduler and the workers that were started for it."""

    def __init__(self, folder: Path, protocol: str = "tcp", **environment: str) -> None:
        self.folder = folder
        self._environment = environment
        self.shared = folder / "shared"
        self.shared.mkdir()
        self.workers: dict[str, psutil.Process] = {}
        self._nursery = Nursery(environment)
        file = folder / "scheduler.json"
        self._scheduler = self._dask(
            "scheduler", "scheduler", "--scheduler-file", str(file), "--protocol", protocol
        )
        while not file.exists() or not file.read_text():
            assert self._scheduler.is_running(), (folder / "scheduler.log").read_text()
            time.sleep(0.05)
        self.address: str = json.loads(file.read_text())["address"]

    def start(self, name: str, **environment: str) -> psutil.Process:
        """Start a worker of one thread that nobody starts again when it dies."""
        options = ["--no-nanny", "--nthreads", "1", "--name", name, "--host", "127.0.0.1"]
        local = ["--local-directory", str(self.folder / name)]
        child = self._dask(name, "worker", self.address, *options, *local, **environment)
        self.workers[name] = child
        while "Registered to" not in self.log(name):
            assert child.is_running(), self.log(name)
            time.sleep(0.05)
        return child

    def stop(self, child: psutil.Process) -> None:
        with suppress(psutil.NoSuchProcess):
            programs = child.children(recursive=True)
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
        self._nursery.close()

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(encoding="utf-8")

    def _dask(self, log: str, *arguments: str, **environment: str) -> psutil.Process:
        if arguments[0] == "scheduler":
            arguments += ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        cache = {"CLIPMAKER_CACHE": str(self.folder / "cache")}
        return self._nursery.start(
            list(arguments),
            self.folder / f"{log}.log",
            {**os.environ, **cache, **self._environment, **environment},
        )
