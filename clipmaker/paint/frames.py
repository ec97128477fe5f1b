"""Frames of a card for the encoder, in its own planes.

A held frame is the very same object as the one before. Where only ring, number and bar move, only
those few pixels are blended and converted. A drifting picture is copied for every frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clipmaker.paint.backdrop import Backdrop, Passing
from clipmaker.paint.blend import Stamp
from clipmaker.paint.chrome import ChromeStrip
from clipmaker.paint.motion import Motion, played
from clipmaker.paint.moving import MovingPage
from clipmaker.paint.page import Painting
from clipmaker.paint.waiting import Waiting, read_on
from clipmaker.paint.yuv import PlaneSet, Samples, Window
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
    chrome_over: ChromeStrip | None = None,
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
        chrome_over: the strip over pictures; it is shown while the card's own could not be read
            for what is left of the shot before. None keeps to the own one.
    """
    behind, page = (
        backdrop or Backdrop(painting, shot_frames),
        MovingPage(profile.width_px, profile.height_px),
    )
    last = shot_start_frame + shot_frames >= profile.frames
    motion = Motion(painting, profile, None if last else shot_frames)
    join = _Join(passing, Waiting(painting, motion, behind.veil), (chrome, chrome_over))
    behind.begin(first, count)
    veil = [(behind.veil, 0, 0)] if behind.veil else []
    strip: Stamp | None = None
    stood = None
    data: Samples = b""
    for frame in played(profile, first, count):
        join.take(frame, behind)
        now = join.strip.stamp(shot_start_frame + frame) if join.strip else None
        changed: tuple[Window, ...] = page.bands if frame == first else join.windows
        if frame > 0 and motion.moves(frame):
            changed += motion.touched(frame)
        if chrome and now is not strip:
            changed += chrome.windows
        strip = now
        if changed:
            words = motion.shown(frame, join.most)
            page.cover(changed, [*veil, *words, *([(strip, 0, 0)] if strip else [])])
        place = (behind.place(frame), join.below is None)
        if changed or place != stood or join.below:
            data = page.frame(join.below or behind.at(frame))
        stood = place
        yield data


class _Join:
    """What the shot before does to a card, frame by frame.

    Attributes:
        strip: the strip that is shown.
        windows: parts of the page that change for its sake.
        most: how much is seen of words that wait, by the place of their layer.
        below: the card's picture with what is left of the one before; None where nothing is.
    """

    def __init__(
        self, passing: Passing | None, waiting: Waiting, strips: Sequence[ChromeStrip | None]
    ) -> None:
        self._passing, self._waiting = passing, waiting
        self._own, self._over = strips
        self.strip = self._own
        self.windows: tuple[Window, ...] = ()
        self.most: dict[int, int] = {}
        self.below: PlaneSet | None = None

    def take(self, frame: int, behind: Backdrop) -> None:
        """Find out about the next frame, counted from the card's first."""
        shown, waited = self.strip, self.most
        self.strip, self.most, self.below = self._own, {}, None
        if self._passing and self._passing.seen(frame):
            own = behind.at(frame)
            self.below = self._passing.over(frame, own)
            self.most = self._waiting.seen(own, self.below)
            if self._own and self._over:
                self.strip = read_on(self._own, self._over, self.below)
        self.windows = self._waiting.windows if self.most or waited else ()
        if self.strip and self.strip is not shown:
            self.windows += (self.strip.window,)
