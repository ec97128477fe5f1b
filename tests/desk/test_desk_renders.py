"""Renders run beside the desk: one that breaks costs its clip, and nothing else."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from desk_help import copy_example, tiny_desk, tiny_story
from deskrun.server import Running, desk

from clipmaker.machine.family import Member, family, running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for programs in /proc"),
]
PATH = "/api/clips/2025-01-13"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stories of the tiny profile, an output folder, a cache."""
    place = tmp_path_factory.mktemp("renders")
    tiny_story(place / "stories" / "broken-off", "broken-off")
    return place


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Running]:
    """A desk over these stories."""
    args, env = tiny_desk(folder)
    with desk(*args, env=env) as running:
        yield running


def ask(server: Running, method: str, path: str) -> Any:
    address = urlsplit(server.address)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=60)
    headers = {"origin": server.address, "content-type": "application/json"}
    body = "{}" if method == "POST" else None
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    said = json.loads(answer.read())
    connection.close()
    assert answer.status < 400, said
    return said


def until(server: Running, name: str, right: Callable[[Any], bool]) -> Any:
    """Wait until the job of a clip is as wanted; returns the clip."""
    for _ in range(1200):
        clip = ask(server, "GET", f"{PATH}/{name}")
        if clip["job"] and right(clip["job"]):
            return clip
        time.sleep(0.1)
    raise AssertionError(f"never: {clip['job']}")


def worker(server: Running) -> int:
    """Return the process that renders for a desk."""
    started = [one for one in family(server.process.pid) if one.parent == server.process.pid]
    (found,) = [one.pid for one in started if b"worker" in command(one.pid)]
    return found


def command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_a_render_that_is_killed_costs_its_clip_alone(server: Running) -> None:
    ask(server, "POST", f"{PATH}/broken-off/render")
    until(server, "broken-off", lambda job: job["state"] == "running" and job["share"] > 0.2)
    os.kill(worker(server), signal.SIGKILL)
    clip = until(server, "broken-off", lambda job: job["state"] == "failed")
    assert "was broken off" in clip["job"]["message"]
    assert "ended unexpectedly" in clip["reason"]
    assert clip["versions"] == []
    ask(server, "POST", f"{PATH}/broken-off/render")
    clip = until(server, "broken-off", lambda job: job["state"] == "done")
    assert [made["name"] for made in clip["versions"]] == ["draft"]
    assert len(clip["job"]["segments"]) == clip["job"]["count"] > 3


def test_a_cancelled_render_publishes_nothing(tmp_path: Path) -> None:
    # Of full length, so that no machine has made it before it is cancelled.
    copy_example(tmp_path / "stories" / "captured-soldier")
    place = (tmp_path / "stories", "--output", tmp_path / "output")
    _, env = tiny_desk(tmp_path)
    with desk(*place, env=env) as server:
        name = "captured-soldier"
        first = ask(server, "POST", f"{PATH}/{name}/render")["number"]
        until(server, name, lambda job: job["state"] == "running" and job["share"] > 0.0)
        second = ask(server, "POST", f"{PATH}/{name}/render")["number"]
        clip = until(server, name, lambda job: job["state"] == "running" and job["share"] > 0.0)
        assert clip["job"]["number"] == second > first
        assert ask(server, "POST", f"{PATH}/{name}/cancel") == {"ended": True}
        clip = until(server, name, lambda job: job["state"] == "cancelled")
        assert clip["versions"] == []
        assert not list((tmp_path / "output" / ".desk").glob("*.json"))
        left = family(server.process.pid)
        until(server, name, lambda _: not ffmpegs(left))


def ffmpegs(members: list[Member]) -> list[Member]:
    """Return those encoders that still run."""
    now = running()
    return [m for m in members if m.pid in now and b"ffmpeg" in command(m.pid)]
