"""One mix over the whole timeline: voices in front, a bed that ducks, stings; then loudness.

The mix is made once at full precision. A second pass sets its loudness and limits its peaks and
encodes it; what comes out is measured, and corrected where the limiter or AAC moved it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from clipmaker.profile.model import DeliveryProfile
from clipmaker.timeline.model import Sound, SoundRole
from clipmaker.tools.ffmpeg import run_ffmpeg
from clipmaker.tools.graph import Option, Stream, file_input, join_filter, silence, to_file
from clipmaker.tools.loudness import LoudnessReading, measure_file, measure_stream

RATE_HZ = 48_000
AAC_FRAME = 1024
VOICE_LUFS = -16.0
MOST_GAIN_DB = 30.0
_LIMIT_HZ = 192_000
_PASSES = 6
_LIMITER_SHARE = 1.6


@dataclass(frozen=True, kw_only=True)
class SoundMix:
    """The encoded sound of a clip (an ADTS file) and what it measures."""

    file: Path
    reading: LoudnessReading


@dataclass(frozen=True, kw_only=True)
class PlacedSound:
    """A Sound with the demuxer that may read its file."""

    sound: Sound
    demuxer: str


def mix_sound(
    sounds: Sequence[PlacedSound], profile: DeliveryProfile, duck_db: float, folder: Path
) -> SoundMix:
    """Mix, level and encode all sounds of a clip.

    Args:
        sounds: what is heard; may be empty, which makes silence.
        profile: length, bit rate and loudness targets.
        duck_db: how far the bed goes down under voices, dB, negative.
        folder: where to write; must exist.
    """
    mix = folder / "mix.wav"
    samples = int(profile.frames / profile.rate * RATE_HZ)
    tracks = [silence(RATE_HZ).filter("atrim", end_sample=samples).filter("aformat", "fltp")]
    tracks += [_placed(item, sounds, profile, duck_db) for item in sounds]
    whole = join_filter(tracks, "amix", inputs=len(tracks), normalize=0, duration="first")
    whole = whole.filter("atrim", end_sample=samples)
    run_ffmpeg(to_file([whole], mix, acodec="pcm_f32le", format="wav"), doing="sound mix")
    return _master(mix, samples, profile, folder)


def _placed(
    item: PlacedSound, sounds: Sequence[PlacedSound], profile: DeliveryProfile, duck_db: float
) -> Stream:
    """Return one sound at its level and place, padded with silence before it."""
    sound = item.sound
    length = _samples(sound.frames, profile.rate)
    stream = _decoded(item, length)
    if sound.role is SoundRole.VOICE:
        stream = stream.filter("highpass", f=70).filter(
            "acompressor", threshold="-22dB", ratio=2.5, attack=8, release=160, knee=6
        )
        heard = measure_stream(stream, doing=f"sound of {sound.file.name}").integrated_lufs
        # Silent footage stays silent: lifting its noise would help nobody.
        if heard > -60:
            gain = max(-MOST_GAIN_DB, min(MOST_GAIN_DB, VOICE_LUFS - heard))
            stream = stream.filter("volume", f"{gain + sound.gain_db:.2f}dB")
    elif sound.role is SoundRole.BED:
        voices = [
            (s.sound.start_frame / profile.rate, s.sound.frames / profile.rate)
            for s in sounds
            if s.sound.role is SoundRole.VOICE
        ]
        stream = stream.filter("volume", f"{sound.gain_db:.2f}dB")
        for start_s, length_s in voices:
            stream = _duck(stream, float(start_s), float(start_s + length_s), duck_db)
    else:
        stream = stream.filter("volume", f"{sound.gain_db:.2f}dB")
    fade_out_s = 1.2 if sound.role is SoundRole.BED else 0.03
    seconds = length / RATE_HZ
    stream = stream.filter("afade", t="in", d=0.02).filter(
        "afade", t="out", st=max(0.0, seconds - fade_out_s), d=min(fade_out_s, seconds)
    )
    delay = _samples(sound.start_frame, profile.rate)
    return stream.filter("adelay", f"{delay}S", all=1) if delay else stream


def _decoded(item: PlacedSound, length: int) -> Stream:
    """Return exactly so many samples of a sound, stereo floats at 48 kHz."""
    sound = item.sound
    options: dict[str, Option] = {}
    if not sound.loops:
        options = {"ss": f"{sound.in_ms / 1000:.3f}", "t": f"{length / RATE_HZ + 0.5:.3f}"}
    source = file_input(sound.file, demuxer=item.demuxer, **options)
    stream = (
        source.audio(sound.audio_track)
        .filter("aresample", RATE_HZ, **{"async": 1, "first_pts": 0})
        .filter("aformat", sample_fmts="fltp", channel_layouts="stereo")
    )
    if sound.loops:
        stream = stream.filter("aloop", loop=-1, size=2**31 - 1)
    return stream.filter("atrim", end_sample=length).filter("asetpts", "N/SR/TB")


def _duck(stream: Stream, start_s: float, end_s: float, duck_db: float) -> Stream:
    """Lower a stream under a voice, with a ramp down before it and one up after it."""
    down_s, up_s = 0.4, 0.8
    depth = (
        f"min(clip((t-{start_s - down_s:.3f})/{down_s},0,1),"
        f"clip(({end_s + up_s:.3f}-t)/{up_s},0,1))"
    )
    return stream.filter("volume", f"pow(10,{duck_db:.2f}/20*{depth})", eval="frame")


def _samples(frames: int, rate: Fraction) -> int:
    return round(frames / rate * RATE_HZ)


def _master(mix: Path, samples: int, profile: DeliveryProfile, folder: Path) -> SoundMix:
    """Bring the mix to its loudness, encode it, and correct until what comes out measures right."""
    target = profile.loudness
    duration_s = samples / RATE_HZ
    before = measure_file(mix, demuxer="wav", doing="loudness of the mix", duration_s=duration_s)
    encoded = folder / "sound.aac"
    silent = before.integrated_lufs <= -69
    gain = 0.0 if silent else target.integrated_lufs - before.integrated_lufs
    ceiling = target.true_peak_dbtp - 0.5
    for _ in range(_PASSES):
        _encode(mix, encoded, samples, gain, ceiling, profile)
        reading = measure_file(
            encoded, demuxer="aac", doing="loudness of the sound", duration_s=duration_s
        )
        off = target.integrated_lufs - reading.integrated_lufs
        over = reading.true_peak_dbtp - target.true_peak_dbtp
        if silent or (abs(off) <= target.tolerance_lu / 2 and over <= 0):
            break
        # The limiter takes back a part of every added decibel.
        gain += off * (_LIMITER_SHARE if off > 0 else 1)
        ceiling -= max(0.0, over + 0.1) if over > 0 else 0.0
    mix.unlink()
    return SoundMix(file=encoded, reading=reading)


def _encode(
    mix: Path,
    target: Path,
    samples: int,
    gain_db: float,
    ceiling_db: float,
    profile: DeliveryProfile,
) -> None:
    """Apply gain and a true-peak limiter, and encode AAC-LC that ends with the picture.

    The encoder puts 1024 samples of priming in front, which stay audible where no edit list hides
    them, so that many are taken off the front of the mix.
    """
    whole_frames = samples // AAC_FRAME - 1
    stream = (
        file_input(mix, demuxer="wav")
        .audio()
        .filter("volume", f"{gain_db:.3f}dB")
        .filter("aresample", _LIMIT_HZ)
        .filter(
            "alimiter",
            limit=f"{10 ** (ceiling_db / 20):.5f}",
            attack=4,
            release=60,
            level=0,
            latency=1,
        )
        .filter("aresample", RATE_HZ)
        .filter("atrim", start_sample=AAC_FRAME, end_sample=AAC_FRAME * (1 + whole_frames))
        .filter("asetpts", "N/SR/TB")
    )
    args = to_file(
        [stream],
        target,
        acodec="aac",
        audio_bitrate=f"{profile.encoder.audio_kbit_s}k",
        format="adts",
        **{"flags:a": "+bitexact", "fflags": "+bitexact"},
    )
    run_ffmpeg(args, doing="encoding the sound")
