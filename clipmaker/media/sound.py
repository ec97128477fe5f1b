"""Decodes a stretch of a file's sound for speech engines: one channel, 16 kHz, floating point.

Times are those of the picture: 0 is the start of the file as players count it, so sound that
starts late or has holes comes with the silence that is heard there.
Imports PyAV and NumPy: import this module only where sound is decoded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import av
import av.error
import numpy as np
import numpy.typing as npt

from clipmaker.errors import MediaError
from clipmaker.media.sniff import DEMUXERS, sniff

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer

Samples: TypeAlias = npt.NDArray[np.float32]
"""Sound as one channel of samples from -1 to 1, 16000 a second."""

RATE_HZ = 16_000
PER_MS = RATE_HZ // 1000

_EARLIER_S = Fraction(1, 2)
"""Decoding begins so much earlier: decoders and the resampler need a run-up."""
_HOLE_S = Fraction(1, 20)
"""Timestamps jitter; only a jump larger than this is a hole (or an overlap)."""
_TIMEOUT_S = 60.0


def decode_mono_16k(file: Path, audio_track: int, start_ms: int, end_ms: int) -> Samples:
    """Return a stretch of a file's sound, all channels mixed into one.

    Args:
        file: the media file.
        audio_track: index among its audio tracks, 0-based.
        start_ms: first millisecond, counted from the start of the file.
        end_ms: first millisecond no longer wanted.

    Returns:
        exactly ``(end_ms - start_ms) * 16`` samples; silence where the file holds no sound.

    Raises:
        MediaError: the file cannot be read or has no such track.
        ValueError: the stretch is empty or begins before the file.
    """
    if not 0 <= start_ms < end_ms:
        raise ValueError(f"no sound from {start_ms} to {end_ms} ms")
    kind = sniff(file)
    options = {"protocol_whitelist": "file", "format_whitelist": ",".join(DEMUXERS)}
    try:
        with av.open(
            f"file:{file.resolve()}",
            "r",
            format=kind.demuxer,
            options=options,
            metadata_errors="replace",
            timeout=_TIMEOUT_S,
        ) as container:
            tracks = container.streams.audio
            if audio_track >= len(tracks):
                raise MediaError(
                    f"{file}: there is no audio track {audio_track}; the file has {len(tracks)}"
                )
            return _stretch(container, tracks[audio_track], start_ms, end_ms)
    except av.error.FFmpegError as error:
        raise MediaError(f"{file}: the sound cannot be decoded: {error.strerror}") from error


def sound_digest(samples: Samples) -> str:
    """Return the hex sha256 of decoded sound."""
    return hashlib.sha256(np.ascontiguousarray(samples, dtype="<f4").tobytes()).hexdigest()


def _stretch(container: InputContainer, stream: AudioStream, start_ms: int, end_ms: int) -> Samples:
    """Lay decoded runs on a canvas of silence, each where its timestamps say."""
    origin_s = Fraction(container.start_time or 0, av.time_base)
    start_s, end_s = Fraction(start_ms, 1000), Fraction(end_ms, 1000)
    samples = np.zeros((end_ms - start_ms) * PER_MS, dtype=np.float32)
    _seek(container, stream, origin_s + start_s - _EARLIER_S)
    for at_s, run in _runs(_frames(container, stream, origin_s, start_s, end_s)):
        first = round((at_s - start_s) * RATE_HZ)
        skipped = max(0, -first)
        part = run[skipped : max(skipped, samples.size - first)]
        samples[first + skipped : first + skipped + part.size] = part
    return samples


def _seek(container: InputContainer, stream: AudioStream, to_s: Fraction) -> None:
    """Go to shortly before a time; a file that cannot be sought in is read from its start."""
    if to_s <= 0 or not stream.time_base:
        return
    try:
        container.seek(int(to_s / stream.time_base), stream=stream, backward=True)
    except av.error.FFmpegError:
        container.seek(0, stream=stream, backward=True)


def _frames(
    container: InputContainer,
    stream: AudioStream,
    origin_s: Fraction,
    start_s: Fraction,
    end_s: Fraction,
) -> Iterator[tuple[Fraction, AudioFrame]]:
    """Yield decoded frames with their times; damaged packets leave silence."""
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            continue
        for frame in frames:
            if frame.pts is None or frame.time_base is None:
                continue
            at_s = frame.pts * frame.time_base - origin_s
            if at_s >= end_s:
                return
            if at_s + Fraction(frame.samples, frame.sample_rate) >= start_s - _EARLIER_S:
                yield at_s, frame


def _runs(frames: Iterator[tuple[Fraction, AudioFrame]]) -> Iterator[tuple[Fraction, Samples]]:
    """Yield stretches without a hole, resampled, each with the time of its first sample."""
    parts: list[Samples] = []
    begun_s = next_s = Fraction(0)
    shape: object = None
    resampler = _resampler()
    for at_s, frame in frames:
        found = (frame.sample_rate, frame.layout.name, frame.format.name)
        if parts and (found != shape or abs(at_s - next_s) > _HOLE_S):
            parts += _arrays(resampler.resample(None))
            yield begun_s, np.concatenate(parts)
            parts, resampler = [], _resampler()
        if not parts:
            begun_s, next_s, shape = at_s, at_s, found
            parts = [np.zeros(0, dtype=np.float32)]
        next_s += Fraction(frame.samples, frame.sample_rate)
        frame.pts = None
        parts += _arrays(resampler.resample(frame))
    if parts:
        parts += _arrays(resampler.resample(None))
        yield begun_s, np.concatenate(parts)


def _resampler() -> av.AudioResampler:
    # 16-bit samples make FFmpeg mix channels without overload, as Whisper's own loader has it.
    return av.AudioResampler(format="s16", layout="mono", rate=RATE_HZ)


def _arrays(frames: list[AudioFrame]) -> list[Samples]:
    return [
        frame.to_ndarray().reshape(-1).astype(np.float32) / np.float32(32768) for frame in frames
    ]
