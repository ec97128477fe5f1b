"""A folder of small stories, and the batch run on it as a person runs it."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clipmaker.cli import cli
from clipmaker.cli.edge import run
from clipmaker.tools.ffmpeg import ffmpeg_exe

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "scripts")]


@dataclass(frozen=True)
class Ran:
    """What a batch left: its exit code, what it printed, and its report."""

    code: int
    out: str
    err: str
    report: dict[str, Any]

    @property
    def states(self) -> dict[str, str]:
        return {story["story"]: story["state"] for story in self.report["stories"]}

    def story(self, name: str) -> dict[str, Any]:
        return next(story for story in self.report["stories"] if story["story"] == name)


Batch = Callable[..., Ran]


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 1.5 s with moving pictures and a tone."""
    from synth.stories import make_footage

    return make_footage(tmp_path_factory.mktemp("film") / "interview.mp4")


@pytest.fixture
def home(tmp_path: Path, known_sounds: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a cache and a configuration of the test's own."""
    shutil.copytree(known_sounds, tmp_path / "cache")
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CLIPMAKER_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def stories(home: Path, film: Path) -> Callable[..., Path]:
    """Write stories of three seconds; returns their folder."""
    from synth.stories import make_story

    def write(*names: str, first: int = 0, approved: bool = True) -> Path:
        for number, name in enumerate(names, start=first):
            make_story(home / "stories", name, number=number, approved=approved, footage=film)
        return home / "stories"

    return write


@pytest.fixture
def batch(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Batch:
    """Run ``clipmaker batch stories`` with the tiny profile.

    One worker makes all stories, since each takes seconds to start, unless a test says how many.
    """

    def call(*args: object, bulletin: str = "stories") -> Ran:
        jobs = () if "--jobs" in args else ("--jobs", "1")
        said = ["clipmaker", "batch", bulletin, "--profile", "tiny", *jobs, *map(str, args)]
        monkeypatch.setattr(sys, "argv", said)
        capsys.readouterr()
        code = run(cli)
        printed = capsys.readouterr()
        assert "bug in Clipmaker" not in printed.err, printed.err
        found = sorted((home / "output" / "bulletins").glob("*/*/bulletin.json"))
        report = json.loads(found[0].read_text()) if found else {"stories": []}
        return Ran(int(code), printed.out, printed.err, report)

    return call


@pytest.fixture
def bad_ffmpeg(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Do something, once, in place of the first stretch of footage that FFmpeg should compose.

    Or of the first run of FFmpeg whose arguments hold another word.
    """

    def put(what: str, when: str = "extractplanes") -> None:
        script = home / "ffmpeg"
        armed = home / "armed"
        armed.write_text("")
        script.write_text(
            "#!/bin/sh\n"
            f'case "$*" in *{when}*) if rm {armed} 2>/dev/null; then {what}; fi;; esac\n'
            f'exec {ffmpeg_exe()} "$@"\n'
        )
        script.chmod(0o755)
        monkeypatch.setenv("CLIPMAKER_FFMPEG", str(script))

    return put
