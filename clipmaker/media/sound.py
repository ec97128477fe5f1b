"""Decodes a stretch of a file's sound: one channel for speech engines, two for the clip.

Times are those of the picture: 0 is the start of the file as players count it, so sound that
starts late or has holes comes with the silence that is heard there.
Imports PyAV and NumPy: import this module only where sound is decoded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import av
import av.error
import numpy as np
import numpy.typing as npt

from clipmaker.errors import MediaError
from clipmaker.media.length import promised_end, told_end
from clipmaker.media.opening import opened
from clipmaker.media.samples import EARLIER_S, Form, Planes, SampleRun, frames_of, runs
from clipmaker.media.sniff import sniff

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

Samples: TypeAlias = npt.NDArray[np.float32]
"""Sound as one channel of samples from -1 to 1, 16000 a second."""

RATE_HZ = 16_000
PER_MS = RATE_HZ // 1000

_FOR_SPEECH = Form(layout="mono", rate_hz=RATE_HZ, whole=True)
_SIDES = Form(layout="stereo", rate_hz=RATE_HZ)
_VANISHED = 10 ** (-12 / 20)
"""Sides whose mix has so little of the louder one's level cancel each other out."""
_TAIL_S = Fraction(1, 10)


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """A stretch of one audio track.

    Attributes:
        samples: one row for each channel.
        end: how many samples of a row come before the last that the file holds.
        channels: how many channels the track has, the most where that changes; 0 where nothing of
            it could be decoded.
        lost_ms: spans of the file of which nothing could be decoded, or that it promises and does
            not hold, ms, half-open, in order.
    """

    samples: Planes
    end: int
    channels: int = 0
    lost_ms: tuple[tuple[int, int], ...] = ()


def decode_mono_16k(
    file: Path, audio_tracks: int | Iterable[int], start_ms: int, end_ms: int
) -> Samples:
    """Return a stretch of a file's sound, all channels mixed into one.

    Where sides cancel each other out, as with a cable whose poles are swapped, the louder one
    stands for both.

    Args:
        file: the media file.
        audio_tracks: index among its audio tracks, 0-based, or several that are mixed.
        start_ms: first millisecond, counted from the start of the file.
        end_ms: first millisecond no longer wanted.

    Returns:
        exactly ``(end_ms - start_ms) * 16`` samples; silence where the file holds no sound.

    Raises:
        MediaError: the file cannot be read or has no such track.
        ValueError: the stretch is empty or begins before the file.
    """
    tracks = (audio_tracks,) if isinstance(audio_tracks, int) else tuple(audio_tracks)
    mixed = [_one_channel(file, track, start_ms, end_ms) for track in tracks]
    return together(mixed)


def decode(
    file: Path, audio_track: int, start_ms: int | Fraction, end_ms: int | Fraction, form: Form
) -> Decoded:
    """Return a stretch of an audio track in the form that is wanted.

    Args:
        file: the media file.
        audio_track: index among its audio tracks, 0-based.
        start_ms: first millisecond, counted from the start of the file.
        end_ms: first millisecond no longer wanted.
        form: layout and rate of what is returned.

    Raises:
        MediaError: the file cannot be read or has no such track.
        ValueError: the stretch is empty or begins before the file.
    """
    if not 0 <= start_ms < end_ms:
        raise ValueError(f"no sound from {start_ms} to {end_ms} ms")
    kind = sniff(file)
    try:
        with opened(file, kind) as container:
            tracks = container.streams.audio
            if audio_track >= len(tracks):
                raise MediaError(
                    f"{file}: there is no audio track {audio_track}; the file has {len(tracks)}"
                )
            span_s = Fraction(start_ms) / 1000, Fraction(end_ms) / 1000
            stream = tracks[audio_track]
            promised_s = promised_end(file, container, kind.demuxer, stream)
            told_s = told_end(container, kind.demuxer, stream)
            return _stretch(container, stream, span_s, (promised_s, told_s), form)
    except av.error.FFmpegError as error:
        raise MediaError(f"{file}: the sound cannot be decoded: {error.strerror}") from error


def sound_digest(samples: Samples) -> str:
    """Return the hex sha256 of decoded sound."""
    return hashlib.sha256(np.ascontiguousarray(samples, dtype="<f4").tobytes()).hexdigest()


def together(tracks: Sequence[npt.NDArray[np.float32]]) -> npt.NDArray[np.float32]:
    """Return several stretches of the same length and form as one: all are heard."""
    mixed = tracks[0].copy()
    for other in tracks[1:]:
        mixed += other
    return mixed


def rms(samples: npt.NDArray[np.float32]) -> float:
    """Return the level of samples: the root of their mean square."""
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if samples.size else 0.0


def _one_channel(file: Path, track: int, start_ms: int, end_ms: int) -> Samples:
    """Return a stretch of one track in one channel."""
    found = decode(file, track, start_ms, end_ms, _FOR_SPEECH)
    mixed: Samples = found.samples[0]
    if found.channels < 2:
        return mixed
    sides = decode(file, track, start_ms, end_ms, _SIDES).samples
    louder: Samples = max(sides, key=rms)
    if rms(mixed) >= _VANISHED * rms(louder):
        return mixed
    return np.clip(louder, np.float32(-1), np.float32(1))


def _stretch(
    container: InputContainer,
    stream: AudioStream,
    span_s: tuple[Fraction, Fraction],
    ends_s: tuple[Fraction | None, Fraction | None],
    form: Form,
) -> Decoded:
    """Lay decoded runs on a canvas of silence, each where its timestamps say."""
    origin_s = Fraction(container.start_time or 0, av.time_base)
    start_s, end_s = span_s
    samples = np.zeros((form.channels, round((end_s - start_s) * form.rate_hz)), dtype=np.float32)
    end = 0
    run = SampleRun()
    _seek(container, stream, origin_s + start_s - EARLIER_S)
    frames = frames_of(container, stream, origin_s, start_s, end_s, run)
    for at_s, planes in runs(frames, form, run):
        first = round((at_s - start_s) * form.rate_hz)
        skipped = max(0, -first)
        part = planes[:, skipped : max(skipped, samples.shape[1] - first)]
        if part.shape[1]:
            end = max(end, first + skipped + part.shape[1])
            samples[:, first + skipped : end] = part
    return Decoded(
        samples=samples,
        end=end,
        channels=run.channels,
        lost_ms=(*_within(run.lost, start_s, end_s), *_lacking(run, origin_s, ends_s)),
    )


def _lacking(
    run: SampleRun, origin_s: Fraction, ends_s: tuple[Fraction | None, Fraction | None]
) -> Iterator[tuple[int, int]]:
    """Yield what comes after the last that the file holds, where it promises more.

    Args:
        run: what was decoded.
        origin_s: when the file starts on its own clock, seconds.
        ends_s: when the track ends by a header that may promise too much, and by any.
    """
    # A track of which nothing comes at all holds less than any header says.
    told_s = ends_s[0] if run.channels else ends_s[1]
    if told_s is not None and not run.stopped and told_s - origin_s - run.end_s > _TAIL_S:
        yield round(run.end_s * 1000), round((told_s - origin_s) * 1000)


def _within(
    lost: list[tuple[Fraction, Fraction]], start_s: Fraction, end_s: Fraction
) -> tuple[tuple[int, int], ...]:
    """Return spans in whole ms inside of a part, those joined that meet."""
    found: list[tuple[int, int]] = []
    for one_s, other_s in sorted(lost):
        first, end = round(max(one_s, start_s) * 1000), round(min(other_s, end_s) * 1000)
        if first >= end:
            continue
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((first, end))
    return tuple(found)


def _seek(container: InputContainer, stream: AudioStream, to_s: Fraction) -> None:
    """Go to shortly before a time; a file that cannot be sought in is read from its start."""
    if to_s <= 0 or not stream.time_base:
        return
    try:
        container.seek(int(to_s / stream.time_base), stream=stream, backward=True)
    except av.error.FFmpegError:
        container.seek(0, stream=stream, backward=True)
