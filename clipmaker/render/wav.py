"""Writes sound at full precision for FFmpeg to read."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FLOATS = 3
"""The number by which WAV knows samples in floating point."""


def write_wav(file: Path, samples: NDArray[np.float32], rate_hz: int) -> None:
    """Write samples, one row for each channel, as a WAV file of 32-bit floating point."""
    channels, length = samples.shape
    frame = 4 * channels
    size = frame * length
    form = struct.pack("<HHIIHH", _FLOATS, channels, rate_hz, rate_hz * frame, frame, 32)
    parts = (b"WAVEfmt ", struct.pack("<I", len(form)), form, b"data", struct.pack("<I", size))
    head = b"".join(parts)
    with file.open("wb") as out:
        out.write(b"RIFF" + struct.pack("<I", len(head) + size) + head)
        out.write(samples.T.astype("<f4").tobytes())
