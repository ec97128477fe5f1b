"""Size, rate and length of a version's video, whatever profile it was made by."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from clipmaker.desk.known import ClipVersion
from clipmaker.profile.load import load_delivery


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Size in pixels, frames a second, and length in frames."""

    width_px: int
    height_px: int
    rate: Fraction
    frames: int


def measures(made: ClipVersion) -> Measures:
    """Return the measures of a version, from its manifest.

    Raises:
        InputError: its manifest is of an older version that tells none, and its profile is gone.
    """
    said = made.manifest["profile"]
    if "frames" in said:
        return Measures(
            width_px=said["width_px"],
            height_px=said["height_px"],
            rate=Fraction(said["rate"]),
            frames=said["frames"],
        )
    profile = load_delivery(said["name"])
    return Measures(
        width_px=profile.width_px,
        height_px=profile.height_px,
        rate=profile.rate,
        frames=profile.frames,
    )
