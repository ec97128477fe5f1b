"""What a story says of sound: levels, fades, bleeps, tracks, a voice-over."""

from collections.abc import Callable
from pathlib import Path

import pytest
from kinds import SPECS

from clipmaker.errors import InputError
from clipmaker.story.load import load_story
from clipmaker.story.model import Footage, FootageSound
from clipmaker.story.whole_clip import VoiceOver

Write = Callable[[str], Path]


def text(keys: str, top: str = "") -> str:
    return (
        f"version: 1\ndate: 2025-01-13\nslug: s\n{top}shots:\n  - {{kind: end, sources: [A]}}\n"
    ).replace(
        "shots:\n",
        "shots:\n  - kind: footage\n    file: interview.mp4\n    credit: AFP\n"
        + "".join(f"    {line}\n" for line in keys.splitlines()),
    )


def footage(file: Path) -> Footage:
    (shot, _) = load_story(file, specs=SPECS).shots
    assert isinstance(shot, Footage)
    return shot


def problem(file: Path) -> str:
    with pytest.raises(InputError) as caught:
        load_story(file, specs=SPECS)
    (only,) = caught.value.problems
    return str(only).removeprefix(f"{file}:")


def test_nothing_written_is_nothing_changed(write: Write) -> None:
    shot = footage(write(text("")))
    assert shot.sound == FootageSound()
    assert shot.subtitles


def test_everything_written_is_kept(write: Write) -> None:
    keys = (
        'volume: -6\nfade_in: "0:00.5"\nfade_out: "0:01"\naudio_track: 1\n'
        "bleep: ['0:04-0:04.5', 0:03.2-0:03.9, '0:03.8 – 0:04.1']"
    )
    assert footage(write(text(keys))).sound == FootageSound(
        volume_db=-6.0,
        fade_in_ms=500,
        fade_out_ms=1000,
        bleeps=((3200, 4500),),
        tracks=(1,),
    )


def test_muted_footage_has_no_subtitles_unless_they_are_asked_for(write: Write) -> None:
    assert not footage(write(text("mute: true"))).subtitles
    assert footage(write(text("mute: true\nsubtitles: true"))).subtitles
    assert footage(write(text("mute: false"))).subtitles


def test_tracks_that_are_heard_together(write: Write) -> None:
    assert footage(write(text("audio_track: [1, 0]"))).sound.tracks == (0, 1)


def test_track_by_language(write: Write) -> None:
    assert footage(write(text("audio_language: es"))).sound.track_language == "es"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("volume: loud", "expected a number of decibels from -60 to 20"),
        ("volume: 21", "expected a number of decibels from -60 to 20"),
        ("volume: true", "expected a number of decibels"),
        ("mute: 1", "expected true or false"),
        ("subtitles:", "expected true or false"),
        ("fade_in: 2", "expected a time in quotes"),
        ("audio_track: -1", "expected the number of an audio track, 0 for the first"),
        ("audio_track: es", "expected the number of an audio track"),
        ("audio_track: []", "a list of those that are heard together as in [0, 1]"),
        ("audio_track: [0, true]", "expected the number of an audio track"),
        ("audio_track: [1, 1]", "names the same audio track twice"),
        ("audio_language: spanish", "expected a language code"),
        ("audio_track: 0\naudio_language: es", "not by both"),
        ('bleep: "0:03-0:04"', "expected a list of 1 to 30 spans"),
        ("bleep: []", "expected a list of 1 to 30 spans"),
        ('bleep: ["0:03"]', 'expected a span of the file such as "0:03.2-0:03.9"'),
        ('bleep: ["0:04-0:03"]', "must end after it starts"),
        ('in: "0:05"\nbleep: ["0:03-0:04"]', "lies outside the part of the file that is used"),
        ('out: "0:05"\nbleep: ["0:05-0:06"]', "lies outside the part of the file that is used"),
    ],
)
def test_mistakes_are_named(write: Write, keys: str, said: str) -> None:
    assert said in problem(write(text(keys)))


def test_voice_over(write: Write) -> None:
    file = write(text("", "voice_over: {file: interview.mp4, credit: A. Kim, volume: 2}\n"))
    assert load_story(file, specs=SPECS).voice_over == VoiceOver(
        file=file.parent / "interview.mp4", credit="A. Kim", volume_db=2.0
    )
    assert load_story(write(text("")), specs=SPECS).voice_over is None


def test_voice_over_needs_its_file(write: Write) -> None:
    assert "voice_over.file" in problem(write(text("", "voice_over: {credit: A. Kim}\n")))
    assert "gone.wav" in problem(write(text("", "voice_over: {file: gone.wav}\n")))
