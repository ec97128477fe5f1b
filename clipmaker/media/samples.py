"""Frames of sound as samples of one form, whatever form they come in, also one that changes.

Imports PyAV and NumPy, as `clipmaker.media.sound`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

import av
import av.error
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet

Planes: TypeAlias = npt.NDArray[np.float32]
"""Sound as one row of samples for each channel."""

EARLIER_S = Fraction(1, 2)
"""Decoding begins so much earlier: decoders and the resampler need a run-up."""
_HOLE_S = Fraction(1, 20)
"""Timestamps jitter; only a jump larger than this is a hole (or an overlap)."""
_LOUDEST = 1000.0
"""Sound in floating point may be louder than full scale, but nobody's by 60 dB."""
_PLACED = {1: "mono", 2: "stereo"}
_FLOATS = ("flt", "fltp", "dbl", "dblp")


@dataclass(frozen=True, kw_only=True)
class Form:
    """What sound is brought to.

    Attributes:
        layout: FFmpeg's name of the channel layout.
        rate_hz: samples a second.
        whole: whether samples are of 16 bits on the way: FFmpeg then mixes channels without
            overload, as Whisper's own loader has it.
    """

    layout: str
    rate_hz: int
    whole: bool = False

    @property
    def channels(self) -> int:
        """How many channels it has."""
        return {"mono": 1, "stereo": 2}[self.layout]


@dataclass
class SampleRun:
    """What came of decoding a stretch.

    Attributes:
        channels: most channels that a frame had; 0 where nothing could be decoded.
        end_s: when the last that was read ends, seconds from the start of the file.
        stopped: whether there was more than was wanted.
        lost: spans of which nothing that can be heard was decoded, seconds likewise.
    """

    channels: int = 0
    end_s: Fraction = Fraction(0)
    stopped: bool = False
    lost: list[tuple[Fraction, Fraction]] = field(default_factory=list)


def frames_of(
    container: InputContainer,
    stream: AudioStream,
    origin_s: Fraction,
    start_s: Fraction,
    end_s: Fraction,
    run: SampleRun,
) -> Iterator[tuple[Fraction, AudioFrame]]:
    """Yield decoded frames with their times; what is damaged leaves silence and is noted.

    Args:
        container: the opened file.
        stream: the track.
        origin_s: when the file starts on its own clock, seconds.
        start_s: first second wanted, counted from there.
        end_s: first second no longer wanted.
        run: what was lost and seen on the way is noted here.
    """
    for packet in _packets(container, stream, end_s, run):
        told = None if packet.pts is None else packet.pts * packet.time_base - origin_s
        length_s = (packet.duration or 0) * packet.time_base
        try:
            frames = packet.decode()
        except av.error.FFmpegError:
            if told is not None:
                run.lost.append((told, told + length_s))
            continue
        if told is not None:
            run.end_s = max(run.end_s, told + length_s)
        for frame in frames:
            if frame.pts is None or frame.time_base is None or not frame.sample_rate:
                continue
            at_s = frame.pts * frame.time_base - origin_s
            after_s = at_s + Fraction(frame.samples, frame.sample_rate)
            if at_s >= end_s:
                run.stopped = True
                return
            run.end_s = max(run.end_s, after_s)
            if after_s < start_s - EARLIER_S:
                continue
            if frame.is_corrupt:
                run.lost.append((at_s, after_s))
            run.channels = max(run.channels, frame.layout.nb_channels)
            yield at_s, frame


def _packets(
    container: InputContainer,
    stream: AudioStream,
    end_s: Fraction,
    run: SampleRun,
) -> Iterator[Packet[AudioStream]]:
    """Yield packets for as long as the file can be read."""
    try:
        yield from container.demux(stream)
    except av.error.ExitError:
        raise
    except av.error.FFmpegError:
        run.lost.append((run.end_s, end_s))


def runs(
    frames: Iterator[tuple[Fraction, AudioFrame]], form: Form, run: SampleRun
) -> Iterator[tuple[Fraction, Planes]]:
    """Yield stretches without a hole in the form that is wanted, each with its first time.

    A recording may change its rate or its channels on the way: each stretch is of one kind.
    """
    parts: list[Planes] = []
    begun_s = next_s = Fraction(0)
    shape: object = None
    resampler = _resampler(form)
    for at_s, frame in frames:
        found = (frame.sample_rate, frame.layout.name, frame.format.name)
        if parts and (found != shape or abs(at_s - next_s) > _HOLE_S):
            parts += _flushed(resampler, shape)
            yield begun_s, np.concatenate(parts, axis=1)
            parts, resampler = [], _resampler(form)
        if not parts:
            begun_s, next_s, shape = at_s, at_s, found
            parts = [np.zeros((form.channels, 0), dtype=np.float32)]
        length_s = Fraction(frame.samples, frame.sample_rate)
        next_s += length_s
        if _as_wanted(frame, form):
            rows, whole = _sane(_rows(frame))
            parts.append(rows)
        else:
            clean, whole = _clean(frame, form)
            clean.pts = None
            parts += _planes(resampler.resample(clean))
        if not whole:
            run.lost.append((at_s, at_s + length_s))
    if parts:
        parts += _flushed(resampler, shape)
        yield begun_s, np.concatenate(parts, axis=1)


def _as_wanted(frame: AudioFrame, form: Form) -> bool:
    """Whether a frame's samples are those that are wanted: a resampler would pass them on."""
    shape = (frame.format.name, frame.layout.nb_channels, frame.sample_rate)
    return not form.whole and shape == ("fltp", form.channels, form.rate_hz)


def _sane(rows: Planes) -> tuple[Planes, bool]:
    """Return samples with silence for what is no number or no sound, and whether none was."""
    sane = np.isfinite(rows) & (np.abs(rows) < _LOUDEST)
    whole = bool(sane.all())
    return (rows if whole else np.where(sane, rows, np.float32(0))), whole


def _clean(frame: AudioFrame, form: Form) -> tuple[AudioFrame, bool]:
    """Return a frame that can be resampled, and whether all of its samples were sound.

    What is no number, or no sound, is silence. Channels without places are mixed evenly; for
    speech a voice on one of many is not made so quiet that nobody is heard.
    """
    unplaced = frame.layout.name.endswith(" channels") and frame.layout.nb_channels > 2
    if not unplaced and frame.format.name not in _FLOATS:
        return frame, True
    rows, whole = _sane(_rows(frame))
    layout = _PLACED.get(frame.layout.nb_channels, frame.layout.name)
    if whole and not unplaced and (frame.format.name, frame.layout.name) == ("fltp", layout):
        return frame, True
    # Frames of one run are all of one form.
    if unplaced:
        gain = len(rows) ** (-0.5 if form.whole else -1)
        rows, layout = gain * rows.sum(axis=0, keepdims=True), "mono"
    made = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(rows, dtype=np.float32), format="fltp", layout=layout
    )
    made.sample_rate, made.time_base = frame.sample_rate, frame.time_base
    return made, whole


def _rows(frame: AudioFrame) -> Planes:
    """Return one row of samples a channel, from -1 to 1."""
    values = frame.to_ndarray()
    if not frame.format.is_planar:
        values = values.reshape(-1, frame.layout.nb_channels).T
    if values.dtype.kind == "f":
        with np.errstate(over="ignore", invalid="ignore"):
            return values.astype(np.float32)
    zero, full = (128, 128) if values.dtype == np.uint8 else (0, 1 << 8 * values.itemsize - 1)
    return ((values.astype(np.float64) - zero) / full).astype(np.float32)


def _resampler(form: Form) -> av.AudioResampler:
    return av.AudioResampler(
        format="s16" if form.whole else "fltp", layout=form.layout, rate=form.rate_hz
    )


def _flushed(resampler: av.AudioResampler, shape: object) -> list[Planes]:
    return _planes(resampler.resample(None)) if shape else []


def _planes(frames: list[AudioFrame]) -> list[Planes]:
    return [_rows(frame) for frame in frames]
