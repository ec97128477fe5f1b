"""What can be laid over the picture: safe areas of platforms, and the texts that were checked."""

from __future__ import annotations

from typing import Any

from clipmaker.canvas.areas import mirrored
from clipmaker.desk.known import ClipVersion
from clipmaker.desk.measures import measures
from clipmaker.languages import reads_from_right
from clipmaker.profile.load import load_safe_area
from clipmaker.profile.model import CANVAS_WIDTH
from clipmaker.render.store import Store
from clipmaker.resources import cache_dir

PLATFORMS = ("tiktok", "reels", "shorts")


def overlays(made: ClipVersion, audience: str) -> dict[str, Any]:
    """Return rectangles as left, top, right, bottom in units of the picture's pixels.

    Args:
        made: the version that is watched.
        audience: language code; areas are mirrored for those who read from the right.
    """
    video = measures(made)
    height = CANVAS_WIDTH * video.height_px / video.width_px
    scale = video.width_px / CANVAS_WIDTH
    areas = {name: load_safe_area(name) for name in PLATFORMS}
    if reads_from_right(audience):
        areas = {name: mirrored(area) for name, area in areas.items()}
    store = Store(cache_dir() / "segments")
    segments = []
    known = True
    for segment in made.manifest["segments"]:
        entry = store.get(segment["key"])
        known = known and entry is not None
        boxes = [_box(text, scale) for text in entry.facts["texts"]] if entry else []
        segments.append(
            {"start": segment["start_frame"], "frames": segment["frames"], "boxes": boxes}
        )
    return {
        "width": CANVAS_WIDTH,
        "height": round(height),
        "rate": float(video.rate),
        "frames": video.frames,
        "areas": {
            name: [[r.left, r.top, r.right, r.bottom] for r in area] for name, area in areas.items()
        },
        "segments": segments,
        "known": known,
    }


def _box(text: dict[str, Any], scale: float) -> dict[str, Any]:
    edges = (text[f"{edge}_px"] for edge in ("left", "top", "right", "bottom"))
    return {
        "at": [round(edge / scale, 1) for edge in edges],
        "must_read": bool(text.get("must_read", True)),
        "contrast": round(text["contrast"], 1),
    }
