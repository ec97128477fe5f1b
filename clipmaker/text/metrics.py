"""Vertical measures of a style's main font."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz as hb

from clipmaker.text.faces import EM, face_key, shaping_font
from clipmaker.text.fonts import candidates
from clipmaker.text.model import TextStyle


@dataclass(frozen=True, kw_only=True)
class Metrics:
    """Distances from the baseline, pixels, all positive."""

    ascent_px: float
    descent_px: float
    cap_height_px: float
    x_height_px: float


def metrics(style: TextStyle) -> Metrics:
    """Return the measures of the style's own family at its size."""
    up, down, cap, x = _ems(style.family, style.weight, style.optical_size)
    return Metrics(
        ascent_px=up * style.size_px,
        descent_px=down * style.size_px,
        cap_height_px=cap * style.size_px,
        x_height_px=x * style.size_px,
    )


@lru_cache(maxsize=256)
def _ems(family: str, weight: int, optical_size: int) -> tuple[float, float, float, float]:
    font = shaping_font(face_key(candidates(family, "")[0], weight, optical_size))
    extents = font.get_font_extents("ltr")
    cap = font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
    x_height = font.get_metric_position_with_fallback(hb.OTMetricsTag.X_HEIGHT)
    return extents.ascender / EM, -extents.descender / EM, cap / EM, x_height / EM
