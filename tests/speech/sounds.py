"""Synthesized sounds, and media files that hold them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np
from synth.espeak import Voice, raw

from clipmaker.media.sound import RATE_HZ, Samples

SECONDS = 6

# Sentences of eSpeak's that Whisper base hears surely, and translates surely: the same with noise
# below them, 2 % faster or slower, at half the level, and with other processors' arithmetic.
SPANISH = "Buenos días. Mi hermano trabaja en un hospital de Barcelona."
TRANSLATED = "Good morning. My brother works in a hospital in Barcelona."
SPANISH_PACE = 120
_TIME = np.arange(SECONDS * RATE_HZ) / RATE_HZ


def tone(hz: float = 440.0, seconds: float = SECONDS, rate: int = RATE_HZ) -> Samples:
    time = np.arange(round(seconds * rate)) / rate
    return (0.3 * np.sin(2 * np.pi * hz * time)).astype(np.float32)


def silence(seconds: float = SECONDS) -> Samples:
    return np.zeros(round(seconds * RATE_HZ), np.float32)


def noise() -> Samples:
    return (0.1 * np.random.default_rng(7).standard_normal(_TIME.size)).astype(np.float32)


def music() -> Samples:
    """Struck chords over a bass, four a bar."""
    chords = [(220, 277, 330), (196, 247, 294), (175, 220, 262), (165, 208, 247)]
    sound = np.zeros(_TIME.size)
    for beat in range(SECONDS * 2):
        start = beat * RATE_HZ // 2
        time = np.arange(min(RATE_HZ, _TIME.size - start)) / RATE_HZ
        for hz in (*chords[beat // 4 % 4], chords[beat // 4 % 4][0] / 2):
            sound[start : start + time.size] += (
                0.08 * np.sin(2 * np.pi * hz * time) * np.exp(-3 * time)
            )
    return sound.astype(np.float32)


def telephone() -> Samples:
    """A ringing telephone: two tones, two seconds in every four."""
    tones = np.sin(2 * np.pi * 440 * _TIME) + np.sin(2 * np.pi * 480 * _TIME)
    return (0.2 * tones * (_TIME % 4 < 2)).astype(np.float32)


def applause() -> Samples:
    random = np.random.default_rng(3)
    sound = np.zeros(_TIME.size)
    clap = np.exp(-np.arange(400) / 80)
    for start in random.integers(0, _TIME.size - 400, 1500):
        sound[start : start + 400] += 0.06 * random.standard_normal(400) * clap
    return sound.astype(np.float32)


SPEECHLESS: dict[str, Callable[[], Samples]] = {
    "silence": silence,
    "tone": tone,
    "noise": noise,
    "music": music,
    "telephone": telephone,
    "applause": applause,
}


@cache
def spoken(text: str, language: str, words_per_minute: int = 140) -> Samples:
    """A sentence as eSpeak NG says it, whatever was said before."""
    sound, rate = raw(text, Voice(name=language, words_per_minute=words_per_minute))
    loud = np.flatnonzero(np.abs(sound) > 0.005)
    sound = sound[loud[0] : loud[-1]]
    times = np.arange(int(sound.size * RATE_HZ / rate)) * (rate / RATE_HZ)
    smooth = np.convolve(sound, [0.25, 0.5, 0.25], mode="same")
    resampled = np.interp(times, np.arange(sound.size), smooth)
    made: Samples = (0.6 * resampled / np.abs(resampled).max()).astype(np.float32)
    made.flags.writeable = False
    return made


def write_sound(
    file: Path,
    channels: list[Samples],
    *,
    layout: str = "mono",
    codec: str = "pcm_s16le",
    rate: int = RATE_HZ,
    late_s: Fraction = Fraction(0),
    hole: tuple[int, int] | None = None,
    picture_s: float = 0.0,
) -> Path:
    """Write a media file with a sound track, and a picture when that is asked for.

    Args:
        file: where; its suffix decides the container.
        channels: one array for each channel.
        layout: FFmpeg's name of the channel layout.
        codec: FFmpeg's name of the codec.
        rate: samples a second.
        late_s: how much later than the file the sound starts.
        hole: samples from the first to the second are left away, those behind keep their times.
        picture_s: length of the picture.
    """
    with av.open(str(file), "w") as out:
        video = out.add_stream("libx264", rate=25) if picture_s else None
        if video is not None:
            video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        stream = out.add_stream(codec, rate=rate, layout=layout)
        if video is not None:
            for number in range(round(picture_s * 25)):
                frame = av.VideoFrame.from_ndarray(
                    np.full((48, 64, 3), 40, np.uint8), format="rgb24"
                )
                frame.pts = number
                out.mux(video.encode(frame))
            out.mux(video.encode(None))
        samples = np.stack(channels)
        kept = [(0, samples)] if hole is None else [
            (0, samples[:, : hole[0]]), (hole[1], samples[:, hole[1] :])
        ]  # fmt: skip
        planar = "fltp" if codec == "aac" else "s16p"
        for at, part in kept:
            for start in range(0, part.shape[1], 1024):
                block = part[:, start : start + 1024]
                data = block if planar == "fltp" else (block * 32767).astype(np.int16)
                frame = av.AudioFrame.from_ndarray(
                    np.ascontiguousarray(data), format=planar, layout=layout
                )
                frame.sample_rate = rate
                frame.time_base = Fraction(1, rate)
                frame.pts = at + start + round(late_s * rate)
                out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return file
