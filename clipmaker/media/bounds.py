"""What is refused for its sheer size."""

from __future__ import annotations

from pathlib import Path

from clipmaker.errors import MediaError

MAX_SIDE_PX = 8192
MAX_PIXELS = 50_000_000
MAX_DURATION_S = 12 * 3600
MAX_STREAMS = 64


def check_size(file: Path, width: int, height: int) -> None:
    """Refuse a picture beyond the bounds; sizes in pixels.

    Raises:
        MediaError: it is too large.
    """
    if max(width, height) > MAX_SIDE_PX or width * height > MAX_PIXELS:
        raise MediaError(
            f"{file}: the picture has {width}x{height} pixels, more than {MAX_SIDE_PX} to a side "
            f"or {MAX_PIXELS // 1_000_000} million in all: make it smaller first"
        )
