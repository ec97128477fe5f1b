"""Frames of a card for the encoder, in its own planes.

A held frame is the very same object as the one before. Where only ring, number and bar move, only
those few pixels are blended and converted. A drifting picture is copied for every frame.
"""

from __future__ import annotations

from collections.abc import Iterator

from clipmaker.paint.backdrop import Backdrop, Passing
from clipmaker.paint.blend import Stamp
from clipmaker.paint.chrome import ChromeStrip
from clipmaker.paint.motion import Motion, played
from clipmaker.paint.moving import MovingPage
from clipmaker.paint.page import Painting
from clipmaker.paint.yuv import Samples, Window
from clipmaker.profile.model import DeliveryProfile


def card_frames(
    painting: Painting,
    chrome: ChromeStrip | None,
    profile: DeliveryProfile,
    *,
    shot_start_frame: int,
    shot_frames: int,
    first: int,
    count: int,
    backdrop: Backdrop | None = None,
    passing: Passing | None = None,
) -> Iterator[Samples]:
    """Yield frames of a card as raw ``yuv420p`` pictures, BT.709, limited range.

    A frame that is the same as the one before is the same object.

    Args:
        painting: the painted card.
        chrome: ring, bar and mark; None shows none.
        profile: size and rate.
        shot_start_frame: frame of the clip on which the card begins.
        shot_frames: length of the card.
        first: first frame wanted, counted from the card's beginning.
        count: how many.
        backdrop: what is behind it, where that is at hand already.
        passing: the shot before, whose picture dissolves into this one's; None begins with a cut.
    """
    behind, page = (
        backdrop or Backdrop(painting, shot_frames),
        MovingPage(profile.width_px, profile.height_px),
    )
    last = shot_start_frame + shot_frames >= profile.frames
    motion = Motion(painting, profile, None if last else shot_frames)
    behind.begin(first, count)
    veil = [(behind.veil, 0, 0)] if behind.veil else []
    strip: Stamp | None = None
    stood = None
    data: Samples = b""
    for frame in played(profile, first, count):
        now = chrome.stamp(shot_start_frame + frame) if chrome else None
        changed: tuple[Window, ...] = page.bands if frame == first else ()
        if frame > 0 and motion.moves(frame):
            changed += motion.touched(frame)
        if chrome and now is not strip:
            changed += chrome.windows
        strip = now
        if changed:
            page.cover(changed, [*veil, *motion.shown(frame), *([(strip, 0, 0)] if strip else [])])
        place = (behind.place(frame), bool(passing and passing.seen(frame)))
        if changed or place != stood or place[1]:
            below = behind.at(frame)
            if passing and passing.seen(frame):
                below = passing.over(frame, below)
            data = page.frame(below)
        stood = place
        yield data
