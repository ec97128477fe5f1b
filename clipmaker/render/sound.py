"""One mix over the whole timeline: voices in front, a bed that ducks, stings; then loudness.

The mix is made once at full precision. A second pass sets its loudness and limits its peaks and
encodes it; what comes out is measured, and corrected where the limiter or AAC moved it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from clipmaker.profile.model import DeliveryProfile
from clipmaker.render.master import SoundMix, master
from clipmaker.render.voice import RATE_HZ, PlacedSound, decoded, voice
from clipmaker.timeline.model import Sound, SoundRole
from clipmaker.tools.ffmpeg import run_ffmpeg
from clipmaker.tools.graph import Stream, join_filter, silence, to_file
from clipmaker.tools.loudness import measure_integrated, measure_pauses

_REST_DB = -70.0
"""How far down a stem goes where it is silent."""
_LIFT_DB = 4.0
"""How far music comes forward under pictures that have no sound of their own."""
_UNDER_DB = -18.0
"""How far footage goes down under a voice-over: to be sensed, not to be followed."""
_DOWN_S, _UP_S = 0.4, 0.8
_PAUSE_DB, _PAUSE_S = -42.0, 0.6
_CLICK_S = 0.02
_BED_OUT_S = 1.2
_BED_LUFS, _QUIETEST_LUFS = -24.0, -60.0
"""Level of a bed; what is quieter than the other is not lifted further."""
_STEP = 240
"""Samples between two values of a moving level: 5 ms, too short to be heard as steps."""
_LIMIT_S, _LIMIT_PER_S = 120, 10

Seconds = tuple[float, float]
"""A half-open span of the clip, seconds."""


@dataclass(frozen=True, kw_only=True)
class _Part:
    """A sound of the clip.

    Attributes:
        sound: what it is and where it stands.
        stream: it by itself, from its own start; None for a voice that is only silence.
        span: when it is heard, seconds of the clip.
    """

    sound: Sound
    stream: Stream | None
    span: Seconds


@dataclass(frozen=True, kw_only=True)
class _Levels:
    """When music and footage give way to something else, or come forward.

    Attributes:
        duck_db: how far music goes down under voices, dB, negative.
        narrated: when a voice-over speaks.
        spoken: when any voice is heard.
        wordless: when pictures are seen that have nothing to say.
    """

    duck_db: float
    narrated: tuple[Seconds, ...]
    spoken: tuple[Seconds, ...]
    wordless: tuple[Seconds, ...]


def mix_sound(
    sounds: Sequence[Sound],
    profile: DeliveryProfile,
    duck_db: float,
    folder: Path,
) -> SoundMix:
    """Mix, level and encode all sounds of a clip.

    Args:
        sounds: what is heard; may be empty, which makes silence.
        profile: length, bit rate and loudness targets.
        duck_db: how far the bed goes down under voices, dB, negative.
        folder: where to write; must exist.

    Raises:
        RenderError: a file cannot be decoded.
    """
    mix = folder / "mix.wav"
    samples = int(profile.frames / profile.rate * RATE_HZ)
    rate = profile.rate
    placed = (PlacedSound(sound=sound, number=number) for number, sound in enumerate(sounds))
    parts = [_part(item, rate, folder) for item in placed]
    levels = _levels(parts, rate, duck_db)
    tracks = [silence(RATE_HZ).filter("atrim", end_sample=samples).filter("aformat", "fltp")]
    tracks += [_placed(part.sound, part.stream, rate, levels) for part in parts if part.stream]
    whole = join_filter(tracks, "amix", inputs=len(tracks), normalize=0, duration="first")
    whole = whole.filter("atrim", end_sample=samples)
    run_ffmpeg(
        to_file([whole], mix, acodec="pcm_f32le", format="wav"),
        doing="sound mix",
        timeout_s=_LIMIT_S + _LIMIT_PER_S * float(profile.duration_s),
    )
    return master(mix, samples, profile, folder)


def _part(item: PlacedSound, rate: Fraction, folder: Path) -> _Part:
    sound = item.sound
    length = _samples(sound.frames, rate)
    speaks = sound.role in (SoundRole.VOICE, SoundRole.NARRATION)
    stream = voice(item, length, folder) if speaks else decoded(item, length, folder)
    if stream and sound.levelled:
        level = measure_integrated(stream, doing=f"loudness of {sound.file.name}")
        stream = stream.filter("volume", f"{_BED_LUFS - max(level, _QUIETEST_LUFS):.2f}dB")
    return _Part(sound=sound, stream=stream, span=_seconds(sound.start_frame, sound.frames, rate))


def _levels(parts: Sequence[_Part], rate: Fraction, duck_db: float) -> _Levels:
    voices = [part for part in parts if part.sound.role is SoundRole.VOICE]
    over = [part for part in parts if part.sound.role is SoundRole.NARRATION]
    narrated = [span for part in over for span in _speaking(part)]
    wordless = [part.span for part in voices if part.stream is None]
    for part in parts:
        wordless += [_seconds(first, end - first, rate) for first, end in part.sound.lifts]
    return _Levels(
        duck_db=duck_db,
        narrated=_joined(narrated),
        spoken=_joined(narrated + [part.span for part in voices if part.stream]),
        wordless=() if over else _joined(wordless),
    )


def _speaking(part: _Part) -> list[Seconds]:
    """Return when a voice-over speaks, in seconds of the clip."""
    if part.stream is None:
        return []
    start_s, end_s = part.span
    pauses = measure_pauses(
        part.stream,
        noise_db=_PAUSE_DB,
        least_s=_PAUSE_S,
        doing=f"pauses of {part.sound.file.name}",
        duration_s=end_s - start_s,
    )
    edges = [0.0, *(edge for pause in pauses for edge in pause), end_s - start_s]
    spans = zip(edges[::2], edges[1::2], strict=True)
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
        return _moved(stream, levels.narrated, _UNDER_DB)
    if sound.role is SoundRole.BED:
        stream = _moved(stream, levels.spoken, levels.duck_db)
        stream = _moved(stream, levels.wordless, _LIFT_DB)
        return _moved(stream, [_seconds(a, b - a, rate) for a, b in sound.rests], _REST_DB)
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
        "volume", volume=f"pow(10,{db / 20:.4f}*({depth}))", eval="frame"
    )


def _seconds(first: int, frames: int, rate: Fraction) -> Seconds:
    return float(first / rate), float((first + frames) / rate)


def _samples(frames: int, rate: Fraction) -> int:
    return round(frames / rate * RATE_HZ)
