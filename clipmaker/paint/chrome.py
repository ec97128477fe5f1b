"""The strip that every clip wears: countdown ring with its number, wordmark, topic, progress.

Ring, number and progress move once a second, easing for a third of it, and then stand still: most
frames are the very same array as the one before and cost nothing. For audiences that read from
the right everything is mirrored; the ring still runs clockwise, as clocks do everywhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

import numpy as np

from clipmaker.paint.blend import Pixels, Stamp, lay, lay_stamp, unmultiplied
from clipmaker.paint.bug import BrandMark, brand_marks, shadow
from clipmaker.paint.colour import rgb
from clipmaker.paint.contrast import over_pictures, visible
from clipmaker.paint.digits import Digits
from clipmaker.paint.motion import ease_out
from clipmaker.paint.page import Page, TextBox
from clipmaker.paint.progress import BOTTOM_UNITS, Progress
from clipmaker.paint.ring import disc, inked, ring, sector
from clipmaker.paint.styles import Role, style
from clipmaker.paint.topic import topic_chip
from clipmaker.paint.yuv import Window, overlay_arrays

_STRIP_UNITS = 90.0
"""How far the strip reaches below the ring's top."""
_BAR_UNITS = 10.0
_RING_UNITS, _STROKE_UNITS = 84.0, 8.0
_NUMBER_UNITS = 33.0
_TICK_S = Fraction(1, 3)
_DISC_OPACITY = 0.9
_SHADE = 0.4
"""Over pictures what is still to come is darkened so far, so that it is seen on white."""


@dataclass(frozen=True)
class _Look:
    """Colours (``#RRGGBB``) of a variant.

    Attributes:
        text: number and wordmark.
        moving: ring and bar.
        ground: the disc inside the ring, and the shadow.
        track: opacity of what ring and bar have passed or still have before them.
        disc: whether the number stands on a disc.
        chip: the topic's words and what they stand on.
        shadow: whether the mark has a shadow.
    """

    text: str
    moving: str
    ground: str
    track: float
    chip: tuple[str, str]
    disc: bool = True
    shadow: bool = False


def _looks(page: Page) -> dict[str, _Look]:
    own = page.brand.colours
    shade, light = over_pictures(own)
    moving = visible((own.accent, light), shade)
    chip = (own.on_accent, own.accent)
    return {
        "normal": _Look(own.text, own.accent, own.ground, 0.26, chip),
        "footage": _Look(light, moving, shade, 0.34, chip, shadow=True),
        "on_accent": _Look(own.on_accent, own.on_accent, own.accent, 0.34, chip[::-1], disc=False),
    }


VARIANTS = ("normal", "footage", "on_accent", "none")


@dataclass(frozen=True)
class _Tick:
    """What the strip shows: seconds gone, how far the step to them has come, the running shot."""

    second: int
    share: float
    shot: int = 0


class ChromeStrip:
    """The strip of one clip, for any of its frames.

    Args:
        page: brand, and the profile whose frames, rate and scale decide all.
        counting: whether ring and bar are shown; a picture that stands for the clip has neither.
        variant: ``"normal"`` on cards, ``"footage"`` over moving pictures (with a shadow under
            the mark), ``"on_accent"`` on a ground in the accent, ``"none"`` shows nothing.

    Raises:
        ValueError: there is no such variant.
        MediaError: the brand's logo cannot be read.
    """

    def __init__(self, page: Page, variant: str = "normal", *, counting: bool = True) -> None:
        looks = _looks(page)
        if variant not in VARIANTS:
            raise ValueError(f"no chrome variant {variant!r} (there are {', '.join(VARIANTS)})")
        self._page = page
        self._hidden = variant == "none"
        self._counting = counting and not self._hidden
        self._look = looks.get(variant, looks["normal"])
        self._profile = page.profile
        self._seconds = math.ceil(page.profile.duration_s)
        self._size = page.px(_RING_UNITS)
        self._digits = Digits(style(page, Role.NAME, _NUMBER_UNITS, colour=self._look.text))
        self._marks = () if self._hidden else self._brand_marks()
        ink, box = self._look.chip
        self._chip = () if self._hidden else topic_chip(page, box, ink)
        self._progress = Progress(page) if page.shots else None
        self._base = self._standing()
        self._shown = lru_cache(maxsize=4)(self._drawn)
        self._plain = lru_cache(maxsize=4)(self._unmultiplied)
        self._raw = lru_cache(maxsize=4)(self._planes)

    @property
    def height_px(self) -> int:
        """Rows of the strip, even; it covers the picture's full width from its top."""
        return self._base.height

    @property
    def window(self) -> Window:
        """The part of the page that it covers."""
        return Window(0, 0, self._base.width, self.height_px)

    @property
    def windows(self) -> tuple[Window, ...]:
        """The parts that move, on even pixels; none where nothing is shown."""
        if not self._counting:
            return ()
        left, top = self._ring_place
        bar = Window.around(0, 0, self._base.width, self._bar_px)
        if self._progress:
            bar = self._progress.window
        return bar, Window.around(left, top, left + self._size, top + self._size)

    def texts(self, behind: Pixels) -> tuple[TextBox, ...]:
        """Return wordmark and topic for the checks; they may stand outside the safe area.

        Args:
            behind: the picture below the strip, height x width x 3.
        """
        seen = behind[: self.height_px].copy()
        for below in (*self._shadows(), *self._chip[:1]):
            lay(seen, below.stamp, below.left_px, below.top_px)
        boxes = (mark.text_box(seen) for mark in (*self._marks, *self._chip))
        return tuple(box for box in boxes if box)

    def frame(self, index: int) -> Pixels:
        """Return the strip in a frame of the clip, height x width x 4, plain colour, read-only.

        Args:
            index: frame of the clip, 0 to before its length.
        """
        return self._plain(self._tick(index))

    def planes(self, index: int) -> bytes:
        """Return the same as raw ``yuva420p`` for FFmpeg; the same object when nothing changed."""
        return self._raw(self._tick(index))

    def stamp(self, index: int) -> Stamp:
        """Return the same as a stamp; the same object when nothing has changed."""
        return self._shown(self._tick(index))

    def _tick(self, index: int) -> _Tick:
        if not 0 <= index < self._profile.frames:
            raise ValueError(f"frame {index} is outside the clip's {self._profile.frames}")
        rate = self._profile.rate
        if not self._counting:
            return _Tick(0, 1.0)
        second = math.floor(index / rate)
        shot = self._progress.shot_at(index) if self._progress else 0
        if second == 0:
            return _Tick(0, 1.0, shot)
        step = index - math.ceil(second * rate)
        if step == 0:
            # A whole second shows the number before: a frame that is taken there is at rest.
            return _Tick(second - 1, 1.0, shot)
        steps = max(1, round(rate * _TICK_S))
        return _Tick(second, ease_out(step / steps), shot)

    def _drawn(self, tick: _Tick) -> Stamp:
        if not self._counting:
            return self._base
        out = Stamp(self._base.colour.copy(), self._base.alpha.copy())
        gone = max(tick.second - 1, 0) + (tick.share if tick.second else 0.0)
        share = gone / float(self._profile.duration_s)
        self._lay_progress(out, tick.shot, min(share, 1.0))
        lay_stamp(out, self._ring(tick, share), *self._ring_place)
        out.colour.flags.writeable = False
        out.alpha.flags.writeable = False
        return out

    def _planes(self, tick: _Tick) -> bytes:
        """Convert what moves; the rest is as it was in the first second."""
        stamp = self._shown(tick)
        planes = [plane.copy() for plane in self._first]
        for window in self.windows:
            rows, columns = window.rows, window.columns
            part = unmultiplied(Stamp(stamp.colour[rows, columns], stamp.alpha[rows, columns]))
            half = window.halved
            for plane, moved, where in zip(
                planes, overlay_arrays(part), (window, half, half, window), strict=True
            ):
                plane[where.rows, where.columns] = moved
        return b"".join(plane.tobytes() for plane in planes)

    @cached_property
    def _first(self) -> tuple[Pixels, ...]:
        return overlay_arrays(self._plain(_Tick(0, 1.0)))

    def _unmultiplied(self, tick: _Tick) -> Pixels:
        plain = unmultiplied(self._shown(tick))
        plain.flags.writeable = False
        return plain

    def _lay_progress(self, strip: Stamp, shot: int, share: float) -> None:
        if self._progress:
            over, running = rgb(self._look.text), rgb(self._look.moving)
            self._progress.lay(strip, shot, share * self._profile.frames, over, running)
            return
        filled = np.clip(share * strip.width - np.arange(strip.width), 0, 1)
        if self._page.right_to_left:
            filled = filled[::-1]
        alpha = np.floor(filled * 255 + 0.5).astype(np.uint8)
        rgba = np.empty((self._bar_px, strip.width, 4), np.uint8)
        rgba[..., :3] = rgb(self._look.moving)
        rgba[..., 3] = alpha
        lay_stamp(strip, Stamp.of_array(rgba), 0, 0)

    def _ring(self, tick: _Tick, gone: float) -> Stamp:
        stroke = _STROKE_UNITS * self._profile.scale
        radius = (self._size - stroke) / 2
        shape = ring(self._size, radius, stroke)
        ground = disc(self._size, self._size / 2 - 0.5)
        opacity = _DISC_OPACITY if self._look.disc else 0.0
        out = inked(ground, rgb(self._look.ground), opacity)
        lay_stamp(out, inked(shape, rgb(self._look.text), self._look.track), 0, 0)
        left = np.minimum(shape, sector(self._size, 1 - gone))
        lay_stamp(out, inked(left, rgb(self._look.moving)), 0, 0)
        now = self._seconds - tick.second
        if tick.second == 0 or tick.share >= 1:
            self._digits.lay(out, now)
        else:
            self._digits.lay_change(out, now + 1, now, tick.share)
        return out

    @property
    def _bar_px(self) -> int:
        return max(2, self._page.px(_BAR_UNITS))

    @property
    def _ring_place(self) -> tuple[int, int]:
        left = self._page.px(self._profile.head.left)
        if self._page.right_to_left:
            left = self._profile.width_px - left - self._size
        return left, self._page.px(self._profile.head.top)

    def _standing(self) -> Stamp:
        """Return what never moves: the progress's track, the brand's mark, the topic."""
        below = max(_STRIP_UNITS, BOTTOM_UNITS) if self._progress else _STRIP_UNITS
        reach = (self._profile.head.top + below) * self._profile.scale
        width, height = self._profile.width_px, 2 * round(reach / 2)
        out = Stamp.of_array(np.zeros((height, width, 4), np.uint8))
        if self._counting and self._progress:
            if self._look.shadow:
                self._progress.lay_track(out, rgb(self._look.ground), _SHADE)
            self._progress.lay_track(out, rgb(self._look.text), self._look.track)
        elif self._counting:
            track = np.full((self._bar_px, width), self._look.track, np.float32)
            lay_stamp(out, inked(track, rgb(self._look.text)), 0, 0)
        for part in (*self._shadows(), *self._marks, *self._chip):
            lay_stamp(out, part.stamp, part.left_px, part.top_px)
        return out

    def _brand_marks(self) -> tuple[BrandMark, ...]:
        """Return the brand's mark; where there is no ring it stands in the ring's place."""
        return brand_marks(self._page, self._look.text, beside_ring=self._counting)

    def _shadows(self) -> tuple[BrandMark, ...]:
        if not self._look.shadow:
            return ()
        return tuple(shadow(mark, self._page, rgb(self._look.ground)) for mark in self._marks)


@lru_cache(maxsize=4)
def footage_strip(page: Page, *, counting: bool = True) -> ChromeStrip:
    """Return the strip over moving pictures; neighbouring segments share one."""
    return ChromeStrip(page, "footage", counting=counting)
