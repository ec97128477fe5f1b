"""Subtitles as one film for FFmpeg: a picture for every change, held until the next.

A graph then has one input for all of them, however many words are lit one after another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from clipmaker.paint.yuv import Window, overlay_arrays

if TYPE_CHECKING:
    from clipmaker.paint.overlay import Overlay
    from clipmaker.render.words import FootageWords

_MARGIN_PX = 2


@dataclass(frozen=True, kw_only=True)
class SubtitleReel:
    """Raw ``yuva420p`` pictures, one after another.

    Attributes:
        file: the pictures.
        window: where they lie on the canvas.
        changes: the frames on which each begins.
    """

    file: Path
    window: Window
    changes: tuple[int, ...]


def write_reel(words: Sequence[FootageWords], file: Path) -> SubtitleReel:
    """Write what is shown one after another; where nothing is, an empty picture.

    Args:
        words: at least one, in order; none begins before the one before has ended.
        file: where to write.
    """
    window = _around([one.overlay for one in words])
    shown = list(_shown(words))
    with file.open("wb") as out:
        for _, overlay in shown:
            out.write(_planes(overlay, window))
    return SubtitleReel(file=file, window=window, changes=tuple(first for first, _ in shown))


def _shown(words: Sequence[FootageWords]) -> Iterator[tuple[int, Overlay | None]]:
    """Yield what is shown from which frame on."""
    at = 0
    for one in words:
        first, end = one.frames
        if at < first:
            yield at, None
        yield first, one.overlay
        at = end
    yield at, None


def _around(overlays: Sequence[Overlay]) -> Window:
    """Return a window that holds all of them and more to their right and below.

    FFmpeg blends the last row and column of chroma in another way than the others. Nothing may
    stand there, or a picture would depend on what else is shown in the same film.
    """
    return Window(
        min(one.left_px for one in overlays),
        min(one.top_px for one in overlays),
        max(one.left_px + one.image.width for one in overlays) + _MARGIN_PX,
        max(one.top_px + one.image.height for one in overlays) + _MARGIN_PX,
    )


def _planes(overlay: Overlay | None, window: Window) -> bytes:
    """Return a picture as large as a window, transparent where nothing lies."""
    full = (window.bottom - window.top, window.right - window.left)
    half = (full[0] // 2, full[1] // 2)
    planes = [np.zeros(size, np.uint8) for size in (full, half, half, full)]
    if overlay is not None:
        left, top = overlay.left_px - window.left, overlay.top_px - window.top
        part = Window(left, top, left + overlay.image.width, top + overlay.image.height)
        for plane, drawn, where in zip(
            planes,
            overlay_arrays(np.asarray(overlay.image)),
            (part, part.halved, part.halved, part),
            strict=True,
        ):
            plane[where.rows, where.columns] = drawn
    return b"".join(plane.tobytes() for plane in planes)
