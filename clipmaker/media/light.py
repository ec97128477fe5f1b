"""How light a clip is, frame by frame: luma of a grid of cells, from which flashes are counted."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import av.error
import numpy as np
from numpy.typing import NDArray

from clipmaker.errors import MediaError
from clipmaker.media.own import open_own

ROWS, COLUMNS = 16, 9
_SAMPLES = 4
"""Samples of a cell across and down."""

Light: TypeAlias = NDArray[np.uint8]
"""Frames x cells of luma, 16 to 235."""


def light_of(luma: NDArray[np.uint8]) -> Light:
    """Return the mean luma of every cell of a picture of any size, from samples of it."""
    height, width = luma.shape
    down = np.arange(ROWS * _SAMPLES) * height // (ROWS * _SAMPLES)
    across = np.arange(COLUMNS * _SAMPLES) * width // (COLUMNS * _SAMPLES)
    samples = luma[down][:, across].astype(np.uint32)
    cells = samples.reshape(ROWS, _SAMPLES, COLUMNS, _SAMPLES).sum(axis=(1, 3))
    mean: Light = ((cells + _SAMPLES * _SAMPLES // 2) // (_SAMPLES * _SAMPLES)).astype(np.uint8)
    return mean.ravel()


def packed(light: Sequence[Light]) -> str:
    """Return the light of some frames as text, for notes beside a segment."""
    return base64.b64encode(zlib.compress(np.array(light, np.uint8).tobytes(), 6)).decode("ascii")


def unpacked(text: str) -> Light:
    """Return the light that :func:`packed` wrote.

    Raises:
        ValueError: it did not.
    """
    try:
        data = zlib.decompress(base64.b64decode(text, validate=True))
    except zlib.error as error:
        raise ValueError("this is no light of frames") from error
    return np.frombuffer(data, np.uint8).reshape(-1, ROWS * COLUMNS)


def read_light(file: Path) -> Light:
    """Decode a whole clip and return its light; about five seconds of work for a minute.

    Raises:
        MediaError: a picture cannot be decoded.
    """
    found = []
    with open_own(file) as media:
        stream = media.streams.video[0]
        stream.thread_type = "AUTO"
        try:
            for frame in media.decode(stream):
                plane = frame.planes[0]
                rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
                found.append(light_of(rows[: plane.height, : plane.width]))
        except av.error.FFmpegError as error:
            raise MediaError(
                f"{file.name}: the file is damaged: its picture {len(found) + 1} cannot be decoded",
                remedy="Get or export the file anew.",
            ) from error
    return np.array(found, np.uint8).reshape(-1, ROWS * COLUMNS)
