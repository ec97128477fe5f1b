"""Media files written and read with the FFmpeg of the imageio-ffmpeg package, and loudness."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clipmaker.machine.process import run
from synth.waves import RATE, Signal

PATIENCE_S = 6 * 3600.0
"""How long drawing a film may take: its frames are drawn while FFmpeg waits for them."""

RAW = ("-f", "f32le", "-ar", str(RATE), "-ac", "2", "-i", "-")
"""FFmpeg's words for the sound that ``raw`` gives, on standard input."""


@dataclass(frozen=True, kw_only=True)
class Level:
    """Loudness by EBU R128: integrated and loudest moments in LUFS, true peak in dBTP."""

    integrated_lufs: float
    momentary_lufs: float
    short_term_lufs: float
    true_peak_dbtp: float


def ffmpeg(args: Sequence[str], feed: Iterable[bytes] | None = None) -> str:
    """Run FFmpeg, with chunks for its standard input if any, and return what it said.

    Raises:
        RuntimeError: FFmpeg failed; the message is its own.
    """
    import imageio_ffmpeg

    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-y", *args]
    done = run(command, feed=feed, timeout_s=PATIENCE_S)
    if done.code:
        raise RuntimeError(f"{' '.join(done.args)}\n{done.stderr}")
    return done.stderr


def raw(signal: Signal) -> list[bytes]:
    """Return a stereo sound as FFmpeg reads it with ``RAW``."""
    return [signal.astype("<f4").tobytes()]


def measure(signal: Signal) -> Level:
    """Return the loudness of a sound; silence is put behind it, so that short ones count too."""
    padded = np.vstack([signal, np.zeros((3 * RATE, 2))])
    graph = "ebur128=peak=true:framelog=verbose"
    said = ffmpeg(["-v", "verbose", *RAW, "-af", graph, "-f", "null", "-"], raw(padded))
    moments = np.array(re.findall(r"M:\s*(\S+)\s+S:\s*(\S+)", said), dtype=float)
    integrated = re.findall(r"I:\s+(-?[\d.]+) LUFS", said)[-1]
    peak = re.findall(r"Peak:\s+(-?[\d.]+) dBFS", said)[-1]
    return Level(
        integrated_lufs=float(integrated),
        momentary_lufs=float(np.nanmax(moments[:, 0])),
        short_term_lufs=float(np.nanmax(moments[:, 1])),
        true_peak_dbtp=float(peak),
    )


def write_sound(file: Path, signal: Signal, quality: str) -> None:
    """Write Ogg Vorbis, which gives back exactly as many samples as it was given.

    The serial number of the stream and the encoder's name are fixed, so that the same sound
    makes the same file.
    """
    settings = ["-c:a", "libvorbis", "-q:a", quality, "-serial_offset", "1"]
    plain = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]
    ffmpeg([*RAW, *settings, *plain, "-f", "ogg", str(file)], raw(signal))


def read_sound(file: Path) -> Signal:
    """Return a file's first audio track as stereo at 48 kHz."""
    import imageio_ffmpeg

    args = ["-v", "error", "-i", str(file), "-f", "f32le", "-ar", str(RATE), "-ac", "2", "-"]
    done = run([imageio_ffmpeg.get_ffmpeg_exe(), *args])
    if done.code:
        raise RuntimeError(done.stderr)
    return np.frombuffer(done.stdout, "<f4").reshape(-1, 2).astype(np.float64)
