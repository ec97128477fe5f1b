"""Frames of a card for the encoder: a moving picture is converted where it moved, a held one once.

A held frame is the very same bytes object as the one before. Where only ring, number and bar
move, only those few pixels are blended and converted. A drifting picture is copied for every frame.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from clipmaker.paint.blend import Pixels, Stamp, lay
from clipmaker.paint.chrome import ChromeStrip
from clipmaker.paint.motion import Motion, moving_pictures
from clipmaker.paint.moving import moving_frames
from clipmaker.paint.page import Painting
from clipmaker.paint.yuv import Planes, Samples, Window
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
) -> Iterator[Samples]:
    """Yield frames of a card as raw ``yuv420p`` pictures, BT.709, limited range.

    Args:
        painting: the painted card.
        chrome: ring, bar and mark; None shows none.
        profile: size and rate.
        shot_start_frame: frame of the clip on which the card begins.
        shot_frames: length of the card.
        first: first frame wanted, counted from the card's beginning.
        count: how many.
    """
    if painting.drift:
        yield from moving_frames(
            painting,
            painting.drift,
            chrome,
            profile,
            shot_start_frame=shot_start_frame,
            shot_frames=shot_frames,
            first=first,
            count=count,
        )
        return
    height, width = np.asarray(painting.ground).shape[:2]
    planes = Planes(width, height)
    for picture, changed in _pictures(painting, chrome, profile, shot_start_frame, first, count):
        for window in changed:
            planes.update(picture, window)
        if changed:
            data = planes.snapshot()
        yield data


def _pictures(
    painting: Painting,
    chrome: ChromeStrip | None,
    profile: DeliveryProfile,
    shot_start_frame: int,
    first: int,
    count: int,
) -> Iterator[tuple[Pixels, tuple[Window, ...]]]:
    """Yield every frame as RGB with the windows that changed; the array is used again."""
    motion = Motion(painting, profile)
    moving = moving_pictures(motion, profile, first)
    strip: Stamp | None = None
    screen: Pixels | None = None
    for frame in range(first, first + count):
        base = next(moving, None)
        base = motion.still if base is None else base
        now = chrome.stamp(shot_start_frame + frame) if chrome else None
        if screen is None:
            screen = base.copy()
            changed: tuple[Window, ...] = (Window(0, 0, screen.shape[1], screen.shape[0]),)
        else:
            changed = motion.touched(frame) if frame < motion.length else ()
            if chrome and now is not strip:
                changed += chrome.windows
        for window in changed:
            _refresh(screen, base, now, window)
        strip = now
        yield screen, changed


def _refresh(screen: Pixels, base: Pixels, strip: Stamp | None, window: Window) -> None:
    """Bring a window of the screen up to date: the card, and the strip over it."""
    screen[window.rows, window.columns] = base[window.rows, window.columns]
    if strip is None or window.top >= strip.height:
        return
    rows = slice(window.top, min(window.bottom, strip.height))
    part = Stamp(strip.colour[rows, window.columns], strip.alpha[rows, window.columns])
    lay(screen[rows, window.columns], part, 0, 0)
