"""Decoding for speech engines: the right samples at the right times."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from sounds import silence, tone, write_sound

from clipmaker.errors import MediaError
from clipmaker.media.samples import Form
from clipmaker.media.sound import RATE_HZ, Samples, decode, decode_mono_16k, sound_digest
from clipmaker.render.wav import write_wav
from clipmaker.tools.ffmpeg import run_ffmpeg


def loud(samples: Samples) -> list[int]:
    """Return the first and the last millisecond that is not silent."""
    places = np.flatnonzero(np.abs(samples) > 0.02)
    return [round(int(places[0]) / 16), round(int(places[-1]) / 16)] if places.size else []


def rms(samples: Samples) -> float:
    return float(np.sqrt((samples.astype(np.float64) ** 2).mean()))


def test_the_stretch_that_was_asked_for(tmp_path: Path) -> None:
    sound = np.concatenate([silence(2), tone(seconds=1), silence(2)])
    file = write_sound(tmp_path / "a.wav", [sound])
    found = decode_mono_16k(file, 0, 1500, 2500)
    assert found.shape == (16_000,)
    assert found.dtype == np.float32
    assert loud(found) == [500, 1000]
    assert np.abs(found[8000:] - tone(seconds=1)[:8000]).max() < 1e-3


@pytest.mark.parametrize("codec", ["aac", "pcm_s16le"])
def test_other_rates_are_resampled(tmp_path: Path, codec: str) -> None:
    sound = np.concatenate([np.zeros(44_100, np.float32), tone(seconds=1, rate=44_100)])
    file = write_sound(tmp_path / "a.mkv", [sound], codec=codec, rate=44_100)
    found = decode_mono_16k(file, 0, 0, 2000)
    assert abs(loud(found)[0] - 1000) <= 25
    spectrum = np.abs(np.fft.rfft(found[20_000:28_000]))
    assert abs(spectrum.argmax() * 2 - 440) <= 2


def test_seeking_gives_what_reading_gives(tmp_path: Path) -> None:
    sound = np.concatenate([tone(200 + 50 * i, seconds=1) for i in range(20)])
    file = write_sound(tmp_path / "a.mp4", [sound], codec="aac", picture_s=20)
    whole = decode_mono_16k(file, 0, 0, 20_000)
    for start in (0, 700, 7250, 18_000):
        part = decode_mono_16k(file, 0, start, start + 1000)
        assert np.corrcoef(part, whole[start * 16 : (start + 1000) * 16])[0, 1] > 0.999


def test_sound_that_starts_late_is_late(tmp_path: Path) -> None:
    file = write_sound(tmp_path / "a.mkv", [tone(seconds=1)], late_s=Fraction(3, 2), picture_s=3)
    assert loud(decode_mono_16k(file, 0, 0, 3000)) == [1500, 2500]
    assert loud(decode_mono_16k(file, 0, 1400, 1600)) == [100, 200]


def test_a_hole_in_the_sound_is_silent(tmp_path: Path) -> None:
    file = write_sound(tmp_path / "a.mkv", [tone(seconds=3)], hole=(RATE_HZ, 2 * RATE_HZ))
    found = decode_mono_16k(file, 0, 0, 3000)
    assert rms(found[:15_000]) > 0.2
    assert rms(found[17_500:31_000]) < 0.001
    assert rms(found[33_500:]) > 0.2


@pytest.mark.parametrize(("layout", "channel"), [("stereo", 0), ("stereo", 1), ("5.1", 2)])
def test_a_voice_in_one_channel_is_heard(tmp_path: Path, layout: str, channel: int) -> None:
    count = {"stereo": 2, "5.1": 6}[layout]
    channels = [tone(seconds=1) if i == channel else silence(1) for i in range(count)]
    file = write_sound(tmp_path / "a.mkv", channels, layout=layout)
    assert rms(decode_mono_16k(file, 0, 0, 1000)) > 0.04


def test_loud_stereo_is_not_overloaded(tmp_path: Path) -> None:
    full = (tone(seconds=1) / 0.3).astype(np.float32)
    file = write_sound(tmp_path / "a.mkv", [full, full], layout="stereo")
    assert np.abs(decode_mono_16k(file, 0, 0, 1000)).max() <= 1.0


def test_beyond_the_end_there_is_silence(tmp_path: Path) -> None:
    file = write_sound(tmp_path / "a.wav", [tone(seconds=1)])
    found = decode_mono_16k(file, 0, 500, 2500)
    assert found.shape == (32_000,)
    assert loud(found) == [0, 500]


def test_a_missing_track_is_refused(tmp_path: Path) -> None:
    file = write_sound(tmp_path / "a.wav", [tone(seconds=1)])
    with pytest.raises(MediaError, match="no audio track 1; the file has 1"):
        decode_mono_16k(file, 1, 0, 1000)


def test_an_empty_stretch_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no sound from 5 to 5"):
        decode_mono_16k(tmp_path / "a.wav", 0, 5, 5)


def test_digests_tell_sounds_apart() -> None:
    assert sound_digest(tone(440)) == sound_digest(tone(440))
    assert sound_digest(tone(440)) != sound_digest(tone(441))


def test_the_right_track_of_real_footage(shared_dir: Path) -> None:
    file = shared_dir / "footage" / "odd" / "two_audio_tracks_ru_es.mkv"
    first, second = (decode_mono_16k(file, track, 0, 6000) for track in (0, 1))
    assert abs(float(np.corrcoef(first, second)[0, 1])) < 0.1


def test_a_voice_in_the_centre_of_real_footage(shared_dir: Path) -> None:
    file = shared_dir / "footage" / "odd" / "audio_5p1_centre_only_ru.mp4"
    assert rms(decode_mono_16k(file, 0, 0, 8000)) > 0.005


def test_sides_that_cancel_each_other_out_are_heard(tmp_path: Path) -> None:
    sound = tone(seconds=1)
    file = write_sound(tmp_path / "a.wav", [sound, -sound], layout="stereo")
    assert rms(decode_mono_16k(file, 0, 0, 1000)) > 0.15


def test_several_tracks_are_heard_as_one(tmp_path: Path) -> None:
    one = write_sound(tmp_path / "a.mkv", [np.concatenate([tone(seconds=1), silence(1)])])
    two = write_sound(tmp_path / "b.mkv", [np.concatenate([silence(1), tone(seconds=1)])])
    both = tmp_path / "both.mkv"
    files = ["-i", str(one), "-i", str(two), "-map", "0", "-map", "1"]
    run_ffmpeg([*files, "-c", "copy", str(both)], doing="two tracks")
    found = decode_mono_16k(both, (0, 1), 0, 2000)
    assert rms(found[:16_000]) > 0.15
    assert rms(found[16_000:]) > 0.15


def test_channels_without_places_are_all_heard(tmp_path: Path) -> None:
    channels = [tone(seconds=1) if i == 3 else silence(1) for i in range(8)]
    file = tmp_path / "a.wav"
    write_wav(file, np.stack(channels), RATE_HZ)
    assert rms(decode_mono_16k(file, 0, 0, 1000)) > 0.05


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_samples_that_are_no_sound_are_silent(tmp_path: Path, wrong: float) -> None:
    samples = tone(seconds=2)
    samples[8000:16_000] = wrong
    file = tmp_path / "a.wav"
    write_wav(file, samples[None], RATE_HZ)
    found = decode(file, 0, 0, 2000, Form(layout="mono", rate_hz=RATE_HZ))
    assert rms(found.samples[0][9000:15_000]) < 0.01
    assert rms(found.samples[0][17_000:]) > 0.15
    (lost,) = found.lost_ms
    assert lost[0] <= 500
    assert 1000 <= lost[1] < 1200


def test_what_a_header_promises_and_the_file_does_not_hold_is_lost(tmp_path: Path) -> None:
    file = write_sound(tmp_path / "a.wav", [tone(seconds=2)])
    file.write_bytes(file.read_bytes()[:-32_000])
    form = Form(layout="mono", rate_hz=RATE_HZ)
    assert decode(file, 0, 0, 2000, form).lost_ms == ((1000, 2000),)
    assert decode(file, 0, 0, 900, form).lost_ms == ()
