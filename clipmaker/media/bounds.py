"""What is refused for its sheer size."""

from __future__ import annotations

MAX_SIDE_PX = 8192
MAX_PIXELS = 50_000_000
MAX_DURATION_S = 12 * 3600
MAX_STREAMS = 64
