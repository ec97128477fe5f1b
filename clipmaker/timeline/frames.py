"""Conversion between the text's milliseconds and the picture's whole frames, in one place."""

from __future__ import annotations

from fractions import Fraction


def ms_to_frame(ms: int, rate: Fraction) -> int:
    """Return the frame boundary nearest to a time."""
    return round(Fraction(ms, 1000) * rate)


def frame_to_ms(frame: int, rate: Fraction) -> int:
    """Return the time of a frame boundary in ms, rounded to the nearest."""
    return round(frame / rate * 1000)


def clock(ms: int) -> str:
    """Return a time as ``m:ss.mmm``."""
    minutes, rest = divmod(ms, 60_000)
    return f"{minutes}:{rest // 1000:02d}.{rest % 1000:03d}"
