"""Where footage cuts from one shot to another, found on small grey pictures.

Imports PyAV and NumPy: import this module only where footage is decoded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import av
import av.error
import numpy as np
import numpy.typing as npt

from clipmaker.media.opening import opened
from clipmaker.media.sniff import sniff

_Grey: TypeAlias = npt.NDArray[np.int16]

_WIDTH, _HEIGHT = 64, 36
CHANGED = 18.0
"""Mean difference of grey values (0 to 255) from which on a frame may begin a shot."""
_SUDDEN = 2.5
"""It must differ so many times more than the frames around it do: fast motion is no cut."""


def shot_changes(file: Path, start_ms: int, end_ms: int) -> tuple[int, ...]:
    """Return the first moments of new shots in a stretch of footage, ms of the file, in order.

    Hard cuts only: a dissolve has no moment, and a flash that shows the same picture again is
    none. Empty where the picture cannot be decoded, since nothing depends on it but looks.

    Args:
        file: the media file.
        start_ms: first millisecond looked at.
        end_ms: first millisecond no longer looked at.
    """
    times: list[int] = []
    pictures: list[_Grey] = []
    for time_ms, picture in _greys(file, start_ms, end_ms):
        times.append(time_ms)
        pictures.append(picture)
    return cuts_among(times, pictures)


def cuts_among(times: Iterable[int], pictures: Sequence[_Grey]) -> tuple[int, ...]:
    """Return those times at which a small grey picture begins a new shot, in order.

    Args:
        times: when each is shown, in any unit.
        pictures: small grey pictures of one film in order, all of one size. One that is shown
            again counts once, as frames of a slower film on a faster grid are.
    """
    shown: list[tuple[int, _Grey]] = []
    for time, picture in zip(times, pictures, strict=True):
        if not shown or not np.array_equal(shown[-1][1], picture):
            shown.append((time, picture))
    steps = [0.0, *(difference(a[1], b[1]) for a, b in pairwise(shown)), 0.0]
    found = []
    for i in range(1, len(shown)):
        around = max(steps[i - 1], steps[i + 1])
        stays = i + 1 >= len(shown) or difference(shown[i - 1][1], shown[i + 1][1]) > CHANGED
        if steps[i] > CHANGED and steps[i] > _SUDDEN * around and stays:
            found.append(shown[i][0])
    return tuple(found)


def difference(one: _Grey, other: _Grey) -> float:
    """Return by how much two small grey pictures of one size differ, 0 to 255."""
    return float(np.abs(one - other).mean())


def _greys(file: Path, start_ms: int, end_ms: int) -> Iterator[tuple[int, _Grey]]:
    """Yield frames as small grey pictures with their times, ms."""
    try:
        with opened(file, sniff(file)) as container:
            stream = next(iter(container.streams.video), None)
            if stream is None or not stream.time_base:
                return
            stream.thread_type = "AUTO"
            origin_s = Fraction(container.start_time or 0, av.time_base)
            wanted_s = origin_s + Fraction(start_ms, 1000)
            container.seek(int(wanted_s / stream.time_base), stream=stream, backward=True)
            for frame in container.decode(stream):
                if frame.pts is None:
                    continue
                time_ms = round((frame.pts * stream.time_base - origin_s) * 1000)
                if time_ms >= end_ms:
                    return
                if time_ms >= start_ms:
                    grey = frame.reformat(
                        _WIDTH, _HEIGHT, format="gray", interpolation="FAST_BILINEAR"
                    )
                    yield time_ms, grey.to_ndarray().astype(np.int16)
    except av.error.FFmpegError:
        return
