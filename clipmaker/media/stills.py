"""Exact frames out of a finished clip. Imports PyAV and NumPy when used."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def read_frames(file: Path, numbers: Sequence[int], rate: Fraction) -> dict[int, NDArray[np.uint8]]:
    """Return frames of a clip of our own as RGB arrays, by number.

    Args:
        file: an MP4 whose frames stand at equal steps from zero.
        numbers: 0-based frame numbers.
        rate: frames a second.
    """
    import av
    import numpy as np

    found: dict[int, NDArray[np.uint8]] = {}
    with av.open(f"file:{file.absolute()}") as media:
        video = media.streams.video[0]
        video.thread_type = "AUTO"
        base = video.time_base or Fraction(1)
        for number in sorted(set(numbers)):
            wanted = round(number / rate / base)
            media.seek(wanted, stream=video)
            for frame in media.decode(video):
                if frame.pts is not None and frame.pts >= wanted:
                    # Our clips are BT.709, which the conversion must be told.
                    picture = frame.reformat(
                        format="rgb24", src_colorspace="ITU709", interpolation="BICUBIC"
                    )
                    found[number] = np.asarray(picture.to_ndarray(), np.uint8)
                    break
    return found
