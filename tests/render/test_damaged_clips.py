"""Damage that a clip would show keeps it from being final, and is told."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner
from file_kinds import damage

from clipmaker.cli import cli
from clipmaker.errors import ExitCode, MediaError
from clipmaker.make.clip import Goal, Request, make_clip
from clipmaker.make.gather import Sources
from clipmaker.render.wav import write_wav

pytestmark = pytest.mark.slow


def request(story: Path, goal: Goal) -> Request:
    sources = Sources(story=story, profile="tiny", subtitles="tiny")
    return Request(sources=sources, output=story.parent / "out", goal=goal)


def hole(file: Path, at_s: float) -> None:
    """Write zeros over two thirds of a picture."""
    with av.open(str(file)) as container:
        stream = container.streams.video[0]
        place, size = next(
            (packet.pos, packet.size)
            for packet in container.demux(stream)
            if packet.pts is not None and packet.pts * packet.time_base >= at_s
        )
    content = bytearray(file.read_bytes())
    content[place + size // 3 : place + size] = bytes(size - size // 3)
    file.write_bytes(content)


def test_damage_that_is_shown_keeps_a_clip_from_being_final(tiny_story: Path) -> None:
    hole(tiny_story.parent / "interview.mp4", 0.4)
    with pytest.raises(MediaError, match=r"interview.mp4: its picture is damaged from 0:00.4"):
        make_clip(request(tiny_story, Goal.FINAL))
    assert not (tiny_story.parent / "out").exists()
    clip = make_clip(request(tiny_story, Goal.AUTO))
    assert clip.folder.name == "draft"
    (told,) = clip.damaged
    assert "its picture is damaged from 0:00.4" in told
    assert told in (clip.folder / "manifest.json").read_text(encoding="utf-8")


def test_damage_behind_the_part_that_is_used_is_nobody_s_business(tiny_story: Path) -> None:
    hole(tiny_story.parent / "interview.mp4", 1.2)
    clip = make_clip(request(tiny_story, Goal.FINAL))
    assert clip.damaged == ()
    assert clip.folder.name == "v1"


def test_sound_that_cannot_be_decoded_is_damage_too(tiny_story: Path) -> None:
    damage(tiny_story.parent / "interview.mp4", "audio", 0.5)
    with pytest.raises(MediaError, match=r"interview.mp4: its sound is damaged from 0:00"):
        make_clip(request(tiny_story, Goal.FINAL))


def test_a_voice_over_that_stops_before_its_header_says_is_told(tiny_story: Path) -> None:
    time = np.arange(2 * 48_000) / 48_000
    over = tiny_story.parent / "over.wav"
    write_wav(over, (0.2 * np.sin(2 * np.pi * 200 * time)).astype(np.float32)[None], 48_000)
    over.write_bytes(over.read_bytes()[: -4 * 48_000])
    text = tiny_story.read_text(encoding="utf-8")
    told = "voice_over: {file: over.wav, captions: false}\nshots:"
    tiny_story.write_text(text.replace("shots:", told, 1), encoding="utf-8")
    asked = ["render", str(tiny_story), "--profile", "tiny", "--subtitle-profile", "tiny"]
    asked += ["--output", str(tiny_story.parent / "out")]
    done = CliRunner().invoke(cli, [*asked, "--final"])
    assert isinstance(done.exception, MediaError)
    said = "over.wav: its sound ends at 0:01.000, but the file says that it lasts 0:02.000"
    assert said in done.exception.message
    done = CliRunner().invoke(cli, asked)
    assert done.exit_code == ExitCode.OK
    assert f"no final: {said}" in done.stdout
