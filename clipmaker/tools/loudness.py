"""Measures sound with FFmpeg's ``ebur128`` (EBU R128) and ``silencedetect``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from clipmaker.errors import RenderError
from clipmaker.machine.process import Completed
from clipmaker.tools.ffmpeg import run_ffmpeg
from clipmaker.tools.graph import Stream, file_input, to_file

SILENCE_DB = -60
SILENCE_S = 1.5


_LIMIT_S = 300.0
"""Sound of a minute is measured in a second: what takes longer than that takes for ever."""


@dataclass(frozen=True, kw_only=True)
class LoudnessReading:
    """What a sound measures.

    Attributes:
        integrated_lufs: integrated loudness; -70 is silence.
        range_lu: loudness range.
        true_peak_dbtp: highest true peak; -inf is silence.
        silences_s: (start, end) of every stretch under -60 dB for 1.5 s and longer, seconds.
    """

    integrated_lufs: float
    range_lu: float
    true_peak_dbtp: float
    silences_s: tuple[tuple[float, float], ...]


_INTEGRATED = re.compile(r"^\s+I:\s+(-?\d+(?:\.\d+)?|-inf) LUFS", re.MULTILINE)
_RANGE = re.compile(r"^\s+LRA:\s+(-?\d+(?:\.\d+)?) LU", re.MULTILINE)
_PEAK = re.compile(r"^\s+Peak:\s+(-?\d+(?:\.\d+)?|-inf) dBFS", re.MULTILINE)
_MOMENTARY = re.compile(r"\bM:\s*(-?\d+(?:\.\d+)?)")
_RMS = re.compile(r"RMS level dB: (-?\d+(?:\.\d+)?|-inf|nan)")
_NO_SOUND_DB = -200.0
_SILENCE = re.compile(
    r"silence_start: (-?\d+(?:\.\d+)?).*?silence_end: (-?\d+(?:\.\d+)?)", re.DOTALL
)


def measure_stream(stream: Stream, *, doing: str, duration_s: float = 0.0) -> LoudnessReading:
    """Measure a stream of a graph.

    Args:
        stream: an audio stream.
        doing: what the run is for, for messages.
        duration_s: length, seconds, to close a silence that lasts to the end.
    """
    measured = stream.filter("silencedetect", noise=f"{SILENCE_DB}dB", duration=SILENCE_S).filter(
        "ebur128", peak="true", framelog="quiet"
    )
    args = to_file([measured], Path("/dev/null"), format="null")
    done = _measured(args, doing)
    return parse(done.stderr, doing=doing, duration_s=duration_s)


def measure_integrated(stream: Stream, *, doing: str) -> float:
    """Return the integrated loudness of a stream of a graph, LUFS; -70 is silence.

    That is all that is measured: true peaks alone take longer than everything else.
    """
    args = to_file([stream.filter("ebur128", framelog="quiet")], Path("/dev/null"), format="null")
    done = _measured(args, doing)
    return _integrated(done.stderr, doing)


def measure_level(
    stream: Stream, *, doing: str, duration_s: float
) -> tuple[float, tuple[tuple[float, float], ...]]:
    """Return the integrated loudness of a stream of a graph, LUFS, and its silences.

    Args:
        stream: an audio stream.
        doing: what the run is for, for messages.
        duration_s: length, seconds, to close a silence that lasts to the end.
    """
    quiet = stream.filter("silencedetect", noise=f"{SILENCE_DB}dB", duration=SILENCE_S)
    args = to_file([quiet.filter("ebur128", framelog="quiet")], Path("/dev/null"), format="null")
    said = _measured(args, doing).stderr
    return _integrated(said, doing), _silences(said, duration_s)


def measure_file(
    file: Path, *, demuxer: str, doing: str, duration_s: float = 0.0
) -> LoudnessReading:
    """Measure the first audio track of a file."""
    stream = file_input(file, demuxer=demuxer).audio()
    return measure_stream(stream, doing=doing, duration_s=duration_s)


def measure_channels(stream: Stream, *, doing: str) -> tuple[float, ...]:
    """Return the level of each channel of a stream over its whole length, dBFS (RMS).

    Raises:
        RenderError: the stream has no sound.
    """
    measured = stream.filter("astats", measure_perchannel="RMS_level", measure_overall="none")
    args = to_file([measured], Path("/dev/null"), format="null")
    done = _measured(args, doing)
    found = _RMS.findall(done.stderr)
    if not found:
        raise RenderError(f"{doing}: no sound was decoded")
    return tuple(_NO_SOUND_DB if text in ("-inf", "nan") else float(text) for text in found)


def measure_pauses(
    stream: Stream, *, noise_db: float, least_s: float, doing: str, duration_s: float
) -> tuple[tuple[float, float], ...]:
    """Return (start, end) of every pause in a stream, seconds.

    Args:
        stream: an audio stream.
        noise_db: what is quieter is a pause, dBFS.
        least_s: what is shorter is none, seconds.
        doing: what the run is for, for messages.
        duration_s: length of the stream, seconds, to close a pause that lasts to the end.
    """
    measured = stream.filter("silencedetect", noise=f"{noise_db}dB", duration=least_s)
    args = to_file([measured], Path("/dev/null"), format="null")
    return _silences(_measured(args, doing).stderr, duration_s)


def _silences(said: str, duration_s: float) -> tuple[tuple[float, float], ...]:
    silences = [(float(a), float(b)) for a, b in _SILENCE.findall(said)]
    starts = re.findall(r"silence_start: (-?\d+(?:\.\d+)?)", said)
    if len(starts) > len(silences):
        silences.append((float(starts[-1]), duration_s))
    return tuple((max(0.0, a), b) for a, b in silences)


def parse(said: str, *, doing: str, duration_s: float = 0.0) -> LoudnessReading:
    """Read the summary that FFmpeg prints.

    Raises:
        RenderError: there is no summary in it.
    """
    summary = said.rpartition("Summary:")[2]
    peak = _PEAK.search(summary)
    spread = _RANGE.search(summary)
    if not (peak and spread):
        raise RenderError(f"{doing}: FFmpeg measured no loudness")
    return LoudnessReading(
        integrated_lufs=_integrated(said, doing),
        range_lu=float(spread.group(1)),
        true_peak_dbtp=float(peak.group(1)),
        silences_s=_silences(said, duration_s),
    )


def _integrated(said: str, doing: str) -> float:
    found = _INTEGRATED.search(said.rpartition("Summary:")[2])
    if not found:
        raise RenderError(f"{doing}: FFmpeg measured no loudness")
    return max(-70.0, float(found.group(1)))


def measure_course(file: Path, *, demuxer: str, doing: str) -> tuple[float, ...]:
    """Return the momentary loudness of a file's first audio track every 100 ms, LUFS.

    Args:
        file: the file.
        demuxer: its container for FFmpeg.
        doing: what the run is for, for messages.
    """
    measured = file_input(file, demuxer=demuxer).audio().filter("ebur128", framelog="info")
    args = to_file([measured], Path("/dev/null"), format="null")
    said = _measured(args, doing).stderr
    return tuple(max(-70.0, float(text)) for text in _MOMENTARY.findall(said))


def _measured(args: list[str], doing: str) -> Completed:
    return run_ffmpeg(["-nostats", *args], doing=doing, timeout_s=_LIMIT_S)
