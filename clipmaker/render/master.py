"""Brings a finished mix to its loudness and encodes it.

A true-peak limiter, the encoder and the gain move each other. How loud a gain comes out of the
limiter is found without encoding; then what was encoded is measured, and corrected until that
itself is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clipmaker.profile.model import DeliveryProfile
from clipmaker.render.voice import RATE_HZ
from clipmaker.tools.ffmpeg import run_ffmpeg
from clipmaker.tools.graph import Stream, file_input, to_file
from clipmaker.tools.loudness import LoudnessReading, measure_file, measure_integrated

AAC_FRAME = 1024
_LIMIT_HZ = 192_000
_PASSES = 6
_TRIES = 5
_NEAR_LU = 0.1
"""What is measured comes in tenths."""
_LIMITER_SHARE = 1.6
_ENCODER_ADDS_DB = 1.6
"""By so much AAC raises the highest true peak, mostly; starting with less costs another pass."""


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
    doing = "loudness of the mix"
    before = measure_integrated(file_input(mix, demuxer="wav").audio(), doing=doing)
    encoded = folder / "sound.aac"
    silent = before <= -69
    gain = 0.0 if silent else target.integrated_lufs - before
    ceiling, wanted = target.true_peak_dbtp - _ENCODER_ADDS_DB, target.integrated_lufs
    for _ in range(_PASSES):
        gain = gain if silent else _gain_for(wanted, mix, gain, ceiling)
        _encode(mix, encoded, samples, gain, ceiling, profile)
        reading = measure_file(
            encoded,
            demuxer="aac",
            doing="loudness of the sound",
            duration_s=samples / RATE_HZ,
        )
        off = target.integrated_lufs - reading.integrated_lufs
        over = reading.true_peak_dbtp - target.true_peak_dbtp
        if silent or (abs(off) <= target.tolerance_lu / 2 and over <= 0):
            break
        wanted += off
        ceiling -= max(0.0, over + 0.1) if over > 0 else 0.0
    mix.unlink()
    return SoundMix(file=encoded, reading=reading)


def _gain_for(wanted_lufs: float, mix: Path, gain_db: float, ceiling_db: float) -> float:
    """Return the gain with which a mix comes out of the limiter with a loudness.

    Args:
        wanted_lufs: the loudness.
        mix: a WAV file.
        gain_db: where to begin.
        ceiling_db: what the limiter lets through.
    """
    for _ in range(_TRIES):
        # Not oversampled: that decides about true peaks, and not about loudness.
        limited = _limited(file_input(mix, demuxer="wav").audio(), gain_db, ceiling_db)
        off = wanted_lufs - measure_integrated(limited, doing="loudness of the limited mix")
        if abs(off) < _NEAR_LU:
            break
        # The limiter takes back a part of every added decibel.
        gain_db += off * (_LIMITER_SHARE if off > 0 else 1)
    return gain_db


def _limited(sound: Stream, gain_db: float, ceiling_db: float) -> Stream:
    """Return sound with a gain, whose samples stay under a ceiling, dBFS."""
    return sound.filter("volume", f"{gain_db:.3f}dB").filter(
        "alimiter",
        limit=f"{10 ** (ceiling_db / 20):.5f}",
        attack=4,
        release=60,
        level=0,
        latency=1,
    )


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
    oversampled = file_input(mix, demuxer="wav").audio().filter("aresample", _LIMIT_HZ)
    stream = (
        _limited(oversampled, gain_db, ceiling_db)
        .filter("aresample", RATE_HZ)
        .filter("atrim", start_sample=AAC_FRAME, end_sample=AAC_FRAME * (1 + whole_frames))
        .filter("asetpts", "round(N/SR/TB)")
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
