"""Exact frames out of a finished clip. Imports PyAV and NumPy when used."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.media.own import decoder_of, open_own

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

    from clipmaker.paint.blend import Pixels

_AT_ONCE = 4
"""Frames that are decoded beside each other; each takes the memory of a decoder."""


def read_frames(file: Path, numbers: Sequence[int], rate: Fraction) -> dict[int, Pixels]:
    """Return frames of a clip of our own as RGB arrays, by number.

    Args:
        file: an MP4 whose frames stand at equal steps from zero.
        numbers: 0-based frame numbers.
        rate: frames a second.
    """
    wanted = sorted(set(numbers))
    found = read_each([(file, number) for number in wanted], rate)
    return {n: frame for n, frame in zip(wanted, found, strict=True) if frame is not None}


def read_each(places: Sequence[tuple[Path, int]], rate: Fraction) -> list[Pixels | None]:
    """Return frames of several files, each as :func:`read_frames` would; None past a file's end.

    Args:
        places: files, and the number of the frame that is wanted of each.
        rate: frames a second.
    """
    from concurrent.futures import ThreadPoolExecutor

    # A frame is decoded from the key frame before it: several at a time use all cores.
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(lambda place: _read_frame(place[0], place[1], rate), places))


def _read_frame(file: Path, number: int, rate: Fraction) -> Pixels | None:
    with open_own(file) as media:
        video = media.streams.video[0]
        base = video.time_base or Fraction(1)
        wanted = round(number / rate / base)
        media.seek(wanted, stream=video)
        decoder = decoder_of(video)
        for packet in media.demux(video):
            # Frames before it are only decoded where others refer to them.
            early = packet.pts is not None and packet.pts < wanted
            decoder.skip_frame = "NONREF" if early else "DEFAULT"
            for frame in decoder.decode(packet if packet.size else None):
                if frame.pts is not None and frame.pts >= wanted:
                    return _rgb(frame)
    return None


def rgb_of_planes(planes: bytes | memoryview, width_px: int, height_px: int) -> Pixels:
    """Return raw ``yuv420p`` (BT.709, limited range) as RGB, as :func:`read_frames` would."""
    import av
    import numpy as np

    rows = np.frombuffer(planes, np.uint8).reshape(height_px * 3 // 2, width_px)
    return _rgb(av.VideoFrame.from_ndarray(rows, format="yuv420p"))


def _rgb(frame: VideoFrame) -> Pixels:
    import numpy as np

    # Our clips are BT.709, which the conversion must be told.
    picture = frame.reformat(format="rgb24", src_colorspace="ITU709", interpolation="BICUBIC")
    return np.asarray(picture.to_ndarray(), np.uint8)
