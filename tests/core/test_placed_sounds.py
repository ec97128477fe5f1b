"""Which sounds a clip has, where they stand, and which keys they change."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from builders import card, footage, profile

from clipmaker.brand.model import Music
from clipmaker.errors import MediaError
from clipmaker.media.model import AudioFacts, MediaInfo, VideoFacts
from clipmaker.story.model import Footage, FootageSound
from clipmaker.story.whole_clip import VoiceOver
from clipmaker.timeline.model import Shot, Sound, SoundRole
from clipmaker.timeline.sounds import place_sounds
from clipmaker.timeline.tracks import as_footage, heard_tracks

FILE = footage().file
BED, STING, OVER = Path("/b/bed.ogg"), Path("/b/sting.ogg"), Path("/story/over.wav")
MUSIC = Music(bed=BED, sting_in=STING, sting_out=STING, bed_gain_db=-2.0)


def track(index: int, language: str = "") -> AudioFacts:
    return AudioFacts(
        index=index,
        codec="aac",
        sample_rate_hz=48_000,
        channels=2,
        layout="stereo",
        language=language,
    )


def info(*tracks: AudioFacts, file: Path = FILE, duration_ms: int = 30_000) -> MediaInfo:
    video = VideoFacts(
        codec="h264", width_px=64, height_px=36, display_width_px=64, display_height_px=36
    )
    return MediaInfo(
        file=file,
        digest="d",
        container="mov",
        duration_ms=duration_ms,
        video=video,
        audio=tracks,
    )


def placed(item: Footage, media: MediaInfo, over: VoiceOver | None = None) -> dict[str, Sound]:
    shots = [
        Shot(index=0, item=card("title", 3), start_frame=0, frames=90),
        Shot(index=1, item=item, start_frame=90, frames=600),
        Shot(index=2, item=card("end", 3), start_frame=690, frames=1110),
    ]
    known = {FILE: media, OVER: info(track(0), file=OVER, duration_ms=42_000)}
    sounds = place_sounds(shots, over, MUSIC, known, profile())
    return {sound.role.value: sound for sound in sounds}


def with_sound(**written: object) -> Footage:
    return replace(footage(), sound=FootageSound(**written))  # type: ignore[arg-type]


def test_a_voice_lies_under_its_pictures_as_the_story_says() -> None:
    item = replace(with_sound(volume_db=-6.0, fade_in_ms=500, bleeps=((3000, 4000),)), in_ms=2000)
    voice = placed(item, info(track(0)))["voice"]
    assert (voice.start_frame, voice.frames, voice.in_ms) == (90, 600, 2000)
    assert (voice.gain_db, voice.fade_in_ms, voice.bleeps) == (-6.0, 500, ((3000, 4000),))


def test_music_comes_forward_under_pictures_without_sound() -> None:
    assert placed(footage(), info(track(0)))["bed"].lifts == ()
    for sounds in (placed(footage(), info()), placed(with_sound(mute=True), info(track(0)))):
        assert "voice" not in sounds
        assert sounds["bed"].lifts == ((90, 690),)


def test_a_bleep_past_the_end_is_refused() -> None:
    with pytest.raises(MediaError, match=r"from 0:21.000 to 0:22.000, which is to be bleeped"):
        placed(with_sound(bleeps=((1000, 2000), (21_000, 22_000))), info(track(0)))


def test_a_voice_over_begins_with_the_clip() -> None:
    over = placed(footage(), info(track(0)), VoiceOver(file=OVER, volume_db=2.0))["narration"]
    assert over.role is SoundRole.NARRATION
    assert (over.start_frame, over.frames, over.gain_db) == (0, 1260, 2.0)


@pytest.mark.parametrize(
    ("chosen", "language", "heard"),
    [((), "en", (0,)), ((1,), "en", (1,)), ((0, 1), "en", (0, 1)), ((), "fr", (1,))],
)
def test_a_voice_over_has_the_track_that_the_story_chooses(
    chosen: tuple[int, ...], language: str, heard: tuple[int, ...]
) -> None:
    media = {OVER: info(track(0, "de"), track(1, "fr"), file=OVER, duration_ms=9_000)}
    shot = Shot(index=0, item=card("title", 3), start_frame=0, frames=1800)
    over = VoiceOver(file=OVER, tracks=chosen)
    (voice,) = place_sounds([shot], over, Music(), media, profile(), language)
    assert voice.audio_tracks == heard
    assert as_footage(over, language).sound.tracks == chosen


def test_a_voice_over_longer_than_the_clip_is_refused() -> None:
    shot = Shot(index=0, item=card("title", 3), start_frame=0, frames=1800)
    media = {OVER: info(track(0), file=OVER, duration_ms=61_000)}
    with pytest.raises(MediaError, match=r"lasts 1:01.000, the clip 1:00.000"):
        place_sounds([shot], VoiceOver(file=OVER), Music(), media, profile())


@pytest.mark.parametrize(
    ("item", "tracks", "heard"),
    [
        (footage(), [], ()),
        (footage(), [track(0, "ru"), track(1, "es")], (0,)),
        (footage(), [track(0, "ru"), track(1, "ko")], (1,)),
        (replace(footage(), language=""), [track(0), track(1)], (0,)),
        (footage(), [track(2, "ru")], (2,)),
        (with_sound(tracks=(1,)), [track(0, "ko"), track(1, "ru")], (1,)),
        (with_sound(tracks=(0, 1)), [track(0, "ko"), track(1, "ru")], (0, 1)),
        (with_sound(track_language="es"), [track(0, "ko"), track(1, "es")], (1,)),
    ],
)
def test_the_track_that_is_heard(
    item: Footage, tracks: list[AudioFacts], heard: tuple[int, ...]
) -> None:
    assert heard_tracks(item, info(*tracks)) == heard


@pytest.mark.parametrize(
    ("item", "tracks", "said"),
    [
        (
            with_sound(tracks=(2,)),
            [track(0, "ru"), track(1)],
            "no audio track 2; the file has 0 (Rus",
        ),
        (with_sound(track_language="es"), [track(0, "ru")], "no audio track in Spanish"),
        (with_sound(tracks=(0,)), [], "the file has no sound"),
    ],
)
def test_a_track_that_is_not_there_is_refused_with_those_that_are(
    item: Footage, tracks: list[AudioFacts], said: str
) -> None:
    with pytest.raises(MediaError) as caught:
        heard_tracks(item, info(*tracks))
    assert said in caught.value.message


def test_lengths_are_whole_frames_of_any_rate() -> None:
    rate = Fraction(30_000, 1001)
    shot = Shot(index=0, item=footage(), start_frame=0, frames=600)
    whole = replace(profile(), rate=rate)
    (voice,) = place_sounds([shot], None, Music(), {FILE: info(track(0))}, whole)
    assert voice.frames == 600
