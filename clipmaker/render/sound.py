"""One mix over the whole timeline: voices in front, a bed that ducks, stings; then loudness.

The mix is made once at full precision. A second pass sets its loudness and limits its peaks and
encodes it; what comes out is measured, and corrected where the limiter or AAC moved it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from clipmaker.media.model import MediaInfo
from clipmaker.profile.model import DeliveryProfile
from clipmaker.render.master import SoundMix, master
from clipmaker.render.voice import RATE_HZ, PlacedSound, decoded, voice
from clipmaker.timeline.model import Sound, SoundRole
from clipmaker.tools.ffmpeg import run_ffmpeg
from clipmaker.tools.graph import Stream, join_filter, silence, to_file
from clipmaker.tools.loudness import measure_pauses

_LIFT_DB = 4.0
"""How far music comes forward under pictures that have no sound of their own."""
_UNDER_DB = -18.0
"""How far footage goes down under a voice-over: to be sensed, not to be followed."""
_DOWN_S, _UP_S = 0.4, 0.8
_PAUSE_DB, _PAUSE_S = -42.0, 0.6
_CLICK_S = 0.02
_BED_OUT_S = 1.2
_STEP = 240
"""Samples between two values of a moving level: 5 ms, too short to be heard as steps."""
_LIMIT_S, _LIMIT_PER_S = 120, 10

Seconds = tuple[float, float]
"""A half-open span of the clip, seconds."""


@dataclass(frozen=True, kw_only=True)
class _Levels:
    """When something else is heard, by what gives way to it.

    Attributes:
        duck_db: how far music goes down under voices, dB, negative.
        over_footage: when a voice-over speaks.
        over_music: when any voice is heard.
    """

    duck_db: float
    over_footage: tuple[Seconds, ...]
    over_music: tuple[Seconds, ...]


def mix_sound(
    sounds: Sequence[Sound],
    media: Mapping[Path, MediaInfo],
    profile: DeliveryProfile,
    duck_db: float,
    folder: Path,
) -> SoundMix:
    """Mix, level and encode all sounds of a clip.

    Args:
        sounds: what is heard; may be empty, which makes silence.
        media: facts of every file that is heard.
        profile: length, bit rate and loudness targets.
        duck_db: how far the bed goes down under voices, dB, negative.
        folder: where to write; must exist.

    Raises:
        RenderError: a file cannot be decoded.
    """
    mix = folder / "mix.wav"
    samples = int(profile.frames / profile.rate * RATE_HZ)
    rate = profile.rate
    bare = [
        (sound, _bare(PlacedSound(sound=sound, media=media[sound.file]), rate)) for sound in sounds
    ]
    levels = _levels(bare, rate, duck_db)
    tracks = [silence(RATE_HZ).filter("atrim", end_sample=samples).filter("aformat", "fltp")]
    tracks += [_placed(sound, stream, rate, levels) for sound, stream in bare]
    whole = join_filter(tracks, "amix", inputs=len(tracks), normalize=0, duration="first")
    whole = whole.filter("atrim", end_sample=samples)
    run_ffmpeg(
        to_file([whole], mix, acodec="pcm_f32le", format="wav"),
        doing="sound mix",
        timeout_s=_LIMIT_S + _LIMIT_PER_S * float(profile.duration_s),
    )
    return master(mix, samples, profile, folder)


def _bare(item: PlacedSound, rate: Fraction) -> Stream:
    """Return a sound by itself, from its own start."""
    length = _samples(item.sound.frames, rate)
    spoken = item.sound.role in (SoundRole.VOICE, SoundRole.NARRATION)
    return voice(item, length) if spoken else decoded(item, length)


def _levels(bare: Sequence[tuple[Sound, Stream]], rate: Fraction, duck_db: float) -> _Levels:
    narrated = [
        span
        for sound, stream in bare
        if sound.role is SoundRole.NARRATION
        for span in _speaking(sound, stream, rate)
    ]
    voices = [
        (float(sound.start_frame / rate), float((sound.start_frame + sound.frames) / rate))
        for sound, _ in bare
        if sound.role is SoundRole.VOICE
    ]
    return _Levels(
        duck_db=duck_db, over_footage=_joined(narrated), over_music=_joined(narrated + voices)
    )


def _speaking(sound: Sound, stream: Stream, rate: Fraction) -> list[Seconds]:
    """Return when a voice-over speaks, in seconds of the clip."""
    end_s = float(sound.frames / rate)
    pauses = measure_pauses(
        stream,
        noise_db=_PAUSE_DB,
        least_s=_PAUSE_S,
        doing=f"pauses of {sound.file.name}",
        duration_s=end_s,
    )
    edges = [0.0, *(edge for pause in pauses for edge in pause), end_s]
    spans = zip(edges[::2], edges[1::2], strict=True)
    start_s = float(sound.start_frame / rate)
    return [(start_s + a, start_s + b) for a, b in spans if b - a > _CLICK_S]


def _joined(spans: Iterable[Seconds]) -> tuple[Seconds, ...]:
    """Return spans in order, those joined between which a level could not come back."""
    found: list[Seconds] = []
    for start, end in sorted(spans):
        if found and start - found[-1][1] < _DOWN_S + _UP_S:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _placed(sound: Sound, stream: Stream, rate: Fraction, levels: _Levels) -> Stream:
    """Return a sound at its level and place, padded with silence before it."""
    seconds = _samples(sound.frames, rate) / RATE_HZ
    out_s = _BED_OUT_S if sound.role is SoundRole.BED else 0.03
    fade_in_s = min(max(_CLICK_S, sound.fade_in_ms / 1000), seconds)
    fade_out_s = min(max(out_s, sound.fade_out_ms / 1000), seconds)
    stream = (
        stream.filter("volume", f"{sound.gain_db:.2f}dB")
        .filter("afade", t="in", d=f"{fade_in_s:.3f}")
        .filter("afade", t="out", st=f"{seconds - fade_out_s:.3f}", d=f"{fade_out_s:.3f}")
    )
    delay = _samples(sound.start_frame, rate)
    if delay:
        stream = stream.filter("adelay", f"{delay}S", all=1)
    if sound.role is SoundRole.VOICE:
        return _moved(stream, levels.over_footage, _UNDER_DB)
    if sound.role is SoundRole.BED:
        lifts = _joined((float(a / rate), float(b / rate)) for a, b in sound.lifts)
        return _moved(_moved(stream, levels.over_music, levels.duck_db), lifts, _LIFT_DB)
    return stream


def _moved(stream: Stream, spans: Sequence[Seconds], db: float) -> Stream:
    """Move a stream's level over spans, with a ramp before each and one after it."""
    if not spans:
        return stream
    depth = "+".join(
        f"min(clip((t-{start - _DOWN_S:.3f})/{_DOWN_S},0,1),"
        f"clip(({end + _UP_S:.3f}-t)/{_UP_S},0,1))"
        for start, end in spans
    )
    return stream.filter("asetnsamples", n=_STEP, p=0).filter(
        "volume", f"pow(10,{db / 20:.4f}*({depth}))", eval="frame"
    )


def _samples(frames: int, rate: Fraction) -> int:
    return round(frames / rate * RATE_HZ)
