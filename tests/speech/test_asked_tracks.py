"""Nobody speaks only where nobody speaks on any track: else the story's author is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sounds import noise, silence, spoken, write_sound

from clipmaker.errors import InputError, MediaError
from clipmaker.make.asked_tracks import ask_for_tracks
from clipmaker.make.gather import Sources, gather
from clipmaker.media.sound import Samples
from clipmaker.tools.ffmpeg import run_ffmpeg

pytestmark = pytest.mark.slow

STORY = """\
version: 1
date: 2025-01-13
slug: tracks
shots:
  - kind: title
    text: A headline
  - kind: footage
    file: {file}
    credit: Somebody
    language: ru
{more}  - kind: end
    sources: [Nobody]
"""
SECONDS = 6

Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))


def fitted(sound: Samples, start_s: float = 0.0) -> Samples:
    """Place a sound in silence of 6 s."""
    whole = silence(SECONDS)
    first = round(start_s * 16_000)
    part = sound[: whole.size - first]
    whole[first : first + part.size] = part
    return whole


VOICE = spoken("Он сказал, что поезд опоздал на два часа, и никто не знал почему", "ru")
REPLY = spoken("Я спросил его, куда он едет, и он промолчал", "ru")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write footage with a track for each sound, and a story that uses it."""

    def one(
        *tracks: Samples,
        more: str = "",
        name: str = "interview.mov",
        codec: str = "pcm_s16le",
        languages: tuple[str, ...] = (),
    ) -> Path:
        files = [write_sound(tmp_path / f"{i}.wav", [track]) for i, track in enumerate(tracks)]
        inputs = [part for file in files for part in ("-i", str(file))]
        maps = [part for i in range(len(files)) for part in ("-map", f"{i + 1}:a")]
        told = [
            part
            for i, language in enumerate(languages)
            for part in (f"-metadata:s:a:{i}", f"language={language}")
        ]
        picture = ["-f", "lavfi", "-i", f"testsrc2=s=64x64:r=25:d={SECONDS}"]
        video = ["-map", "0:v", "-c:v", "mpeg4", "-c:a", codec]
        if name.endswith("mxf"):
            video[3:] = ["mpeg2video", "-c:a", codec, "-ar", "48000"]
        run_ffmpeg([*picture, *inputs, *video, *maps, *told, str(tmp_path / name)], doing="footage")
        indented = "".join(f"    {line}\n" for line in more.splitlines())
        story = tmp_path / "story.yaml"
        story.write_text(STORY.format(file=name, more=indented), encoding="utf-8")
        return story

    return one


def asked(story: Path) -> str:
    """What is asked of the author of a story, "" for nothing."""
    try:
        ask_for_tracks(gather(Sources(story=story, profile="tiny")))
    except InputError as error:
        return error.message
    return ""


@pytest.mark.parametrize("first", [silence(SECONDS), 0.2 * noise()], ids=["silent", "noise"])
@pytest.mark.parametrize("name", ["interview.mov", "interview.mxf"])
def test_a_voice_on_another_track_is_asked_about(write: Write, first: Samples, name: str) -> None:
    story = write(first, fitted(VOICE), silence(SECONDS), name=name)
    said = asked(story)
    assert said.startswith(
        f"{story}:7: shots[1].audio_track: {name}: nobody speaks on audio track 0"
    )
    assert "somebody speaks on 1 (in an unknown language, mono): write audio_track: 1" in said
    for more in ("audio_track: 1", "audio_track: 0", "audio_track: [0, 1]", "mute: true"):
        assert asked(write(first, fitted(VOICE), more=more, name=name)) == ""


def test_several_voices_elsewhere_are_all_named(write: Write) -> None:
    said = asked(write(silence(SECONDS), fitted(VOICE), fitted(REPLY, 1)))
    assert "audio_track: 1, or audio_track: [1, 2] for all of them" in said


def test_two_microphones_are_asked_about(write: Write) -> None:
    half = silence(3)
    one = np.concatenate([fitted(VOICE)[:48_000], half])
    two = np.concatenate([half, fitted(REPLY)[:48_000]])
    said = asked(write(one, two))
    assert "somebody speaks on audio track 0, and somebody else on 1" in said
    assert "audio_track: [0, 1] for all of them" in said


def test_the_same_voice_on_two_tracks_is_no_question(write: Write) -> None:
    assert asked(write(fitted(VOICE), 0.5 * fitted(VOICE))) == ""


def test_who_chooses_by_language_wants_the_others_left_away(write: Write) -> None:
    tracks = [np.concatenate([silence(3), fitted(REPLY)[:48_000]]), fitted(VOICE[:48_000])]
    assert asked(write(*tracks, languages=("eng", "rus"))) == ""
    said = asked(write(fitted(VOICE), silence(SECONDS), languages=("eng", "rus")))
    assert "nobody speaks on audio track 1" in said
    assert "somebody speaks on 0 (English, mono)" in said


def test_where_nobody_speaks_nothing_is_asked(write: Write) -> None:
    assert asked(write(silence(SECONDS), 0.2 * noise())) == ""
    assert asked(write(fitted(VOICE))) == ""


def test_sound_that_cannot_be_decoded_is_no_silence(write: Write, tmp_path: Path) -> None:
    file = tmp_path / "interview.mov"

    def unknown(story: Path, count: int) -> Path:
        file.write_bytes(file.read_bytes().replace(b"sowt", b"ac-9", count))
        return story

    said = asked(unknown(write(fitted(VOICE)), 1))
    assert "stored in a way that cannot be decoded" in said
    assert "mute: true" in said
    assert asked(unknown(write(fitted(VOICE), more="mute: true"), 1)) == ""
    said = asked(unknown(write(fitted(VOICE), silence(SECONDS)), 1))
    assert "audio track 0 is stored in a way that cannot be decoded" in said
    assert asked(unknown(write(silence(SECONDS), fitted(VOICE)), 1)) == ""


def test_a_voice_over_on_another_track_is_named(write: Write, tmp_path: Path) -> None:
    story = write(fitted(VOICE), silence(SECONDS), fitted(REPLY))
    run_ffmpeg(
        [
            *("-i", str(tmp_path / "1.wav"), "-i", str(tmp_path / "2.wav"), "-t", "2"),
            *("-map", "0", "-map", "1", str(tmp_path / "over.mka")),
        ],
        doing="a voice-over",
    )
    text = story.read_text(encoding="utf-8")
    story.write_text(
        text.replace("shots:", "voice_over: {file: over.mka}\nshots:", 1), encoding="utf-8"
    )
    said = asked(story)
    assert "over.mka: nobody speaks on audio track 0, which is heard; somebody speaks on 1" in said
    assert "write audio_track: 1 below voice_over" in said
    for chosen in ("1", "0", "[0, 1]"):
        over = f"voice_over: {{file: over.mka, audio_track: {chosen}}}\nshots:"
        story.write_text(text.replace("shots:", over, 1), encoding="utf-8")
        assert "over.mka" not in asked(story)
    missing = over.replace("[0, 1]", "7")
    story.write_text(text.replace("shots:", missing, 1), encoding="utf-8")
    with pytest.raises(MediaError, match=r"audio track 7"):
        gather(Sources(story=story, profile="tiny"))


def test_a_real_broadcast_file_is_asked_about(shared_dir: Path, tmp_path: Path) -> None:
    media = shared_dir / "cases" / "media"
    for name in ("small_voice2.mxf", "small_voice2.story.yaml"):
        (tmp_path / name).write_bytes((media / name).read_bytes())
    assert "somebody speaks on 1" in asked(tmp_path / "small_voice2.story.yaml")


def test_real_files_of_two_languages_are_no_question(shared_dir: Path, tmp_path: Path) -> None:
    name = "two_audio_tracks_ru_es.mkv"
    (tmp_path / name).write_bytes((shared_dir / "footage" / "odd" / name).read_bytes())
    story = tmp_path / "story.yaml"
    story.write_text(STORY.format(file=name, more=""), encoding="utf-8")
    assert asked(story) == ""
