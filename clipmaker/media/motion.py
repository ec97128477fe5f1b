"""What a stretch of picture does, frame by frame: the facts that tell black and frozen apart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PictureMotion:
    """Brightness and change, measured on a small grey version of a picture.

    Attributes:
        luma: mean brightness of each frame, 0 to 255.
        change: mean absolute difference from the frame before, 0 to 255; 0 for the first.
    """

    luma: tuple[float, ...]
    change: tuple[float, ...]
