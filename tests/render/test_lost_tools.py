"""An FFmpeg that is killed, hangs, crashes or talks nonsense: the footage is not to blame."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from clipmaker.errors import ExitCode, LostToolError, MediaError, MissingToolError, RenderError
from clipmaker.machine import process
from clipmaker.media.probe import probe
from clipmaker.render.grid import refuse_damaged, run_on_footage
from clipmaker.render.voice import PlacedSound, voice
from clipmaker.timeline.model import Sound, SoundRole
from clipmaker.tools.ffmpeg import ffmpeg_exe, ffmpeg_version, run_ffmpeg

Fake = Callable[[str], Path]
REAL = ffmpeg_exe()


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    """Put a shell script in FFmpeg's place; ``"$REAL" "$@"`` in it runs the real one."""

    def place(script: str) -> Path:
        file = tmp_path / "ffmpeg"
        file.write_text(f"#!/bin/sh\nREAL='{REAL}'\n{script}\n", encoding="utf-8")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("CLIPMAKER_FFMPEG", str(file))
        ffmpeg_exe.cache_clear()
        return file

    yield place
    ffmpeg_exe.cache_clear()


LOST = {
    "killed": ("kill -9 $$", "FFmpeg was ended from outside (SIGKILL), perhaps because"),
    "killed inside": ('sh -c "kill -9 \\$\\$"; exit 137', "ended from outside (SIGKILL)"),
    "asked to end": (
        "echo 'Input #0, mov' >&2; echo 'Exiting normally, received signal 15.' >&2; exit 255",
        "FFmpeg was ended from outside (SIGTERM)",
    ),
    "crashed": ("kill -SEGV $$", "FFmpeg crashed (SIGSEGV)"),
    "says nothing": ("exit 0", "FFmpeg answered nothing that can be understood (code 0)"),
    "fails and says nothing": ("exit 1", "answered nothing that can be understood (code 1)"),
    "garbage": ("head -c 20000 /dev/urandom >&2; exit 1", "answered nothing that can be"),
    "endless messages": ("yes abcdefghijklmnop >&2", "wrote more than 1 MB of messages"),
    "endless output": ("yes abcdefghijklmnop", "wrote more than 1 MB of messages"),
}


@pytest.mark.parametrize(("script", "said"), LOST.values(), ids=LOST)
def test_it_is_never_the_footage(
    fake: Fake,
    tiny_footage: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    script: str,
    said: str,
) -> None:
    media = probe(tiny_footage)
    sound = Sound(
        role=SoundRole.VOICE, file=tiny_footage, audio_tracks=(0,), start_frame=0, frames=30
    )
    fake(script)
    monkeypatch.setattr(process, "MOST_BYTES", 1_000_000)
    for work in (
        lambda: voice(PlacedSound(sound=sound, number=0), 48_000, tmp_path),
        lambda: refuse_damaged(media, media.start_s),
        lambda: run_on_footage([], media, (media.start_s, media.start_s + 1), doing="a", written=9),
    ):
        with pytest.raises(LostToolError) as caught:
            work()
        assert said in caught.value.message
        assert "damaged" not in str(caught.value)
        assert len(str(caught.value)) < 2000
        assert caught.value.exit_code is ExitCode.RENDER


def test_one_that_hangs_is_ended_with_what_it_started(fake: Fake) -> None:
    """A script around FFmpeg is killed as well as what it runs, which holds the pipes."""
    fake("sleep 600 & echo $! >&2; wait")
    with pytest.raises(LostToolError, match="took longer than 1 s"):
        run_ffmpeg(["-i", "a"], doing="a", timeout_s=1)
    mine = psutil.Process().children(recursive=True)
    assert not [one for one in mine if "sleep" in one.name()]


def test_a_failure_of_the_real_one_is_still_told_with_its_words(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("no media", encoding="utf-8")
    for args in (
        ["-i", f"file:{text}", "-f", "null", "-"],
        ["-i", f"file:{tmp_path}/nowhere", "-f", "null", "-"],
        ["-nonsense"],
        ["-f", "lavfi", "-i", "sine=d=1", "-af", "nonsense", "-f", "null", "-"],
        ["-f", "lavfi", "-i", "sine=d=1", "-c:a", "nonsense", "-f", "null", "-"],
    ):
        with pytest.raises(RenderError, match="FFmpeg failed with code") as caught:
            run_ffmpeg(args, doing="a")
        assert not isinstance(caught.value, LostToolError)


def test_real_damage_is_still_the_footage(tiny_footage: Path, tmp_path: Path) -> None:
    media = probe(tiny_footage)
    file = tmp_path / "a.mp4"
    content = bytearray(tiny_footage.read_bytes())
    place = content.index(b"mdat") + 8
    content[place : place + 60_000] = bytes(len(content[place : place + 60_000]))
    file.write_bytes(content)
    with pytest.raises(MediaError, match="the file is damaged"):
        refuse_damaged(replace(media, file=file), media.start_s)


@pytest.mark.parametrize("variable", ["CLIPMAKER_FFMPEG", "IMAGEIO_FFMPEG_EXE"])
def test_a_bare_name_is_looked_for_on_the_path(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    fake('exec "$REAL" "$@"')
    monkeypatch.delenv("CLIPMAKER_FFMPEG")
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv(variable, "ffmpeg")
    ffmpeg_version.cache_clear()
    assert ffmpeg_exe() == str(tmp_path / "ffmpeg")
    assert ffmpeg_version().startswith("ffmpeg version")
    for named, said in (
        ("ffmpeg-of-nobody", "is neither a file nor a program on the PATH"),
        (f"{tmp_path}/nowhere/ffmpeg", "is not a file"),
        (str(tmp_path), "is not a file"),
    ):
        monkeypatch.setenv(variable, named)
        ffmpeg_exe.cache_clear()
        with pytest.raises(MissingToolError) as caught:
            ffmpeg_exe()
        assert caught.value.message == f"{variable} names {named}, which {said}"
    ffmpeg_version.cache_clear()


@pytest.mark.parametrize("script", ["kill -9 $$", "yes ffmpeg", "echo hello", "exit 3"])
def test_one_that_cannot_tell_its_version_is_named(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(process, "MOST_BYTES", 1_000_000)
    fake(script)
    ffmpeg_version.cache_clear()
    with pytest.raises(MissingToolError, match="FFmpeg"):
        ffmpeg_version()
    ffmpeg_version.cache_clear()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc on this system")
def test_four_hundred_megabytes_take_no_memory() -> None:
    """What a program writes beyond all measure is not kept, and the program is ended."""
    code = (
        "import re\nfrom clipmaker.machine import process\n"
        "try: process.run(['sh', '-c', 'yes abcdefghijklmnopqrstuvwxyz | head -c 400000000 >&2'])\n"
        "except process.ProcessFloodedError: pass\n"
        "else: raise SystemExit('not noticed')\n"
        # Not getrusage: a program begins with the peak of the one that started it.
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 250
