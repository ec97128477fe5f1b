"""Brings a finished mix to its loudness and encodes it.

A true-peak limiter, the encoder and the gain move each other, so what comes out is measured and
corrected until the encoded sound itself is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clipmaker.profile.model import DeliveryProfile
from clipmaker.render.voice import RATE_HZ
from clipmaker.tools.ffmpeg import run_ffmpeg
from clipmaker.tools.graph import file_input, to_file
from clipmaker.tools.loudness import LoudnessReading, measure_file

AAC_FRAME = 1024
_LIMIT_HZ = 192_000
_PASSES = 6
_LIMITER_SHARE = 1.6


@dataclass(frozen=True, kw_only=True)
class SoundMix:
    """The encoded sound of a clip (an ADTS file) and what it measures."""

    file: Path
    reading: LoudnessReading


def master(mix: Path, samples: int, profile: DeliveryProfile, folder: Path) -> SoundMix:
    """Bring a mix to the profile's loudness and encode it.

    Args:
        mix: a WAV file; it is removed.
        samples: its length.
        profile: bit rate and loudness targets.
        folder: where to write; must exist.
    """
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
