"""What is refused for its sheer size."""

from __future__ import annotations

from pathlib import Path

from clipmaker.errors import MediaError

MAX_SIDE_PX = 8192
MAX_PIXELS = 50_000_000
DECODER_PIXELS = MAX_PIXELS + 128 * MAX_SIDE_PX
"""What FFmpeg is told: it counts rows and columns of its own, which it rounds up."""
MAX_SEE_THROUGH_PIXELS = 16_000_000
"""Transparent parts are laid on white at the size that the file has, in several copies."""
MIN_SIDE_PX = 8
MAX_SHAPE = 20
"""A strip that is so many times as long as it is wide is seen as a line."""
MAX_DURATION_S = 12 * 3600
MAX_STREAMS = 64


def check_size(file: Path, width: int, height: int) -> None:
    """Refuse a picture beyond the bounds; sizes in pixels.

    Raises:
        MediaError: it is too large, too small, or a strip.
    """
    if max(width, height) > MAX_SIDE_PX or width * height > MAX_PIXELS:
        raise MediaError(
            f"{file}: the picture has {width}x{height} pixels, more than {MAX_SIDE_PX} to a side "
            f"or {MAX_PIXELS // 1_000_000} million in all: make it smaller first"
        )
    if not width or not height:
        return
    if min(width, height) < MIN_SIDE_PX:
        raise MediaError(
            f"{file}: the picture has {width}x{height} pixels, fewer than {MIN_SIDE_PX} to a side: "
            "use a larger copy of it"
        )
    if max(width, height) > MAX_SHAPE * min(width, height):
        raise MediaError(
            f"{file}: the picture has {width}x{height} pixels: a strip more than {MAX_SHAPE} times "
            "as long as it is wide cannot be shown; cut out a part of it"
        )


def check_see_through(file: Path, width: int, height: int) -> None:
    """Refuse a picture with transparent parts beyond its bound; sizes in pixels.

    Raises:
        MediaError: it is too large.
    """
    if width * height > MAX_SEE_THROUGH_PIXELS:
        raise MediaError(
            f"{file}: the picture has {width}x{height} pixels and may be transparent; such footage "
            f"may have {MAX_SEE_THROUGH_PIXELS // 1_000_000} million in all: make it smaller, or "
            "save it without transparency"
        )
