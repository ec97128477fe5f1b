"""Voices of footage and voice-overs: decoded in time, heard on both sides, at one level."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from clipmaker.errors import MediaError
from clipmaker.media.disguise import disguise
from clipmaker.media.samples import Form, Planes
from clipmaker.media.sound import decode, together
from clipmaker.render.wav import write_wav
from clipmaker.timeline.frames import clock
from clipmaker.timeline.model import Sound
from clipmaker.tools.graph import Stream, file_input
from clipmaker.tools.loudness import measure_channels, measure_integrated

RATE_HZ = 48_000
VOICE_LUFS = -16.0
MOST_GAIN_DB = 36.0

_NOTHING_LUFS = -60.0
"""What is quieter is nobody's voice; lifting its noise would help nobody."""
_EVEN_LUFS = -20.0
"""Level at which voices meet the compressor, whose threshold is absolute."""
_ONE_SIDE_DB = 14.0
_REVERSED_DB = 12.0
_TONE_HZ = 1000
_TONE_DB = -20.0
"""A sine of so many dBFS on both sides measures as many LUFS: a little below the voice."""
_RAMP_S = 0.005


@dataclass(frozen=True, kw_only=True)
class PlacedSound:
    """A Sound with the facts of its file.

    Attributes:
        sound: what is heard.
        number: its number in the mix; tells apart sounds that are otherwise the same.
    """

    sound: Sound
    number: int


def decoded(item: PlacedSound, length: int, folder: Path) -> Stream:
    """Return exactly so many samples of a sound from its place in the file, stereo at 48 kHz.

    It is decoded once, into a file, since recordings may change their rate or their channels on
    the way, which a graph does not survive. Sound that starts late in the file, or has holes,
    comes with the silence that is heard there.

    Args:
        item: what is heard.
        length: how many samples of each side.
        folder: where the file is written; must exist.

    Raises:
        MediaError: nothing of it can be decoded there.
    """
    sound = item.sound
    end_ms = sound.in_ms + Fraction(1000 * length, RATE_HZ)
    form = Form(layout="stereo", rate_hz=RATE_HZ)
    found = [decode(sound.file, track, sound.in_ms, end_ms, form) for track in sound.audio_tracks]
    if all(one.lost_ms and not one.channels for one in found):
        raise MediaError(
            f"{sound.file.name}: the file is damaged: its sound cannot be decoded from "
            f"{clock(sound.in_ms)} on",
            remedy="Use another part of it, get the file again, or write mute: true.",
        )
    samples = together([one.samples for one in found])
    if sound.disguise:
        # Before anything of it is written, be it only for a moment.
        samples = disguise(samples)
    if sound.loops:
        samples = _looped(samples, max(one.end for one in found))
    file = folder / f"sound-{item.number}.wav"
    write_wav(file, samples, RATE_HZ)
    return file_input(file, demuxer="wav").audio()


def _looped(samples: Planes, end: int) -> Planes:
    """Repeat what a file holds to the length of its samples."""
    return np.resize(samples[:, :end].T, samples.T.shape).T if end else samples


def voice(item: PlacedSound, length: int, folder: Path) -> Stream | None:
    """Return so many samples of a voice, on both sides and at the level of every voice.

    Args:
        item: what is heard.
        length: how many samples of each side.
        folder: where its decoded sound is written, to be measured; must exist.

    Returns:
        None where the file holds nothing but silence.

    Raises:
        MediaError: its sound cannot be decoded there.
    """
    name = item.sound.file.name
    stream = _both_sides(decoded(item, length, folder), name).filter("highpass", f=70)
    levelled = _levelled(stream, name)
    return _bleeped(levelled, item.sound) if levelled else None


def _both_sides(stream: Stream, name: str) -> Stream:
    """Return a voice that is heard on one side only, or vanishes in mono, on both sides."""
    parts = "4.0|c0=c0|c1=c1|c2=0.5*c0+0.5*c1|c3=0.5*c0-0.5*c1"
    left, right, middle, sides = measure_channels(
        stream.filter("pan", args=parts), doing=f"sound of {name}"
    )
    if left - right > _ONE_SIDE_DB or sides - middle > _REVERSED_DB:
        return stream.filter("pan", args="stereo|c0=c0|c1=c0")
    if right - left > _ONE_SIDE_DB:
        return stream.filter("pan", args="stereo|c0=c1|c1=c1")
    return stream


def _levelled(stream: Stream, name: str) -> Stream | None:
    """Bring a voice to its level; loud and soft words come nearer to each other."""
    heard = measure_integrated(stream, doing=f"sound of {name}")
    if heard <= _NOTHING_LUFS:
        return None
    stream = _gain(stream, min(MOST_GAIN_DB, _EVEN_LUFS - heard)).filter(
        "acompressor", threshold="-22dB", ratio=2.5, attack=8, release=160, knee=6
    )
    heard = measure_integrated(stream, doing=f"sound of {name}")
    return _gain(stream, min(-_EVEN_LUFS, VOICE_LUFS - heard))


def _gain(stream: Stream, db: float) -> Stream:
    return stream.filter("volume", f"{db:.2f}dB")


def _bleeped(stream: Stream, sound: Sound) -> Stream:
    """Replace spans by a tone, with ramps outside of them so that nothing of a word is left."""
    if not sound.bleeps:
        return stream
    spans = [((a - sound.in_ms) / 1000, (b - sound.in_ms) / 1000) for a, b in sound.bleeps]
    ramps = (
        f"clip(min((t-{a - _RAMP_S:.3f})/{_RAMP_S},({b + _RAMP_S:.3f}-t)/{_RAMP_S}),0,1)"
        for a, b in spans
    )
    share = f"min(1,{'+'.join(ramps)})"
    tone = f"{10 ** (_TONE_DB / 20):.5f}*sin(2*PI*{_TONE_HZ}*t)"
    sides = (f"st(0,{share})*{tone}+(1-ld(0))*val({i})" for i in range(2))
    return stream.filter("aeval", exprs="|".join(sides), c="same")
