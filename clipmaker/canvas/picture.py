"""Where a footage picture stands on the canvas, and which part of the source is seen there.

A picture stands in one of three ways. It *fills* the canvas; it is *cut* to 4:5 and stands at the
canvas's top, with the subtitles over its lower part; or it is *contained*, as wide as the canvas
and so low that subtitles fit beneath it. A wide canvas has what it contains beside the words.
Lengths are canvas units, parts of the source shares of its width and height.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from clipmaker.canvas.areas import safe_bounds
from clipmaker.profile.model import DeliveryProfile, Rect
from clipmaker.story.model import FootageFit
from clipmaker.story.photo import Box, Point

_LOW = 648.0
"""Pictures up to this height share one middle on the canvas; taller ones share their foot."""
ORDINARY_HEIGHT = 608.0
"""Height of a 16:9 picture."""
CUT_HEIGHT = 1350.0
"""Height of a picture of 4:5."""
_KEEPS = 0.69
"""Of a picture of which nobody says what matters in it, a cut to 4:5 or to the canvas keeps at
least this share of its width."""
_KEEPS_SQUARE = 0.55
"""The same of canvases that are no higher than wide: a whole picture would leave bars there."""
_WORDS_BELOW = 351.0
"""Height of three lines of subtitles and the draft mark beneath a picture."""
_LOW_CANVAS = 1.4
"""From this shape on, height over width, a canvas has room for more than picture and words."""
_SHARP = 2.5
"""What would be enlarged more than so many times is not cut unless that is asked for."""
WHOLE = Box(left=0.0, top=0.0, right=1.0, bottom=1.0)


@dataclass(frozen=True, kw_only=True)
class FootageFrame:
    """What is known of a footage picture before it is placed.

    Attributes:
        aspect: width over height of the source as seen.
        rows: its height, pixels.
        focus: what a crop keeps in its middle.
        focus_box: a part that a crop keeps whole, or None.
        fit: how it was asked for.
        inner: the part of the source that is picture, without the bars around it.
    """

    aspect: float
    rows: float = CUT_HEIGHT
    focus: Point = field(default_factory=Point)
    focus_box: Box | None = None
    fit: FootageFit = FootageFit.AUTO
    inner: Box = WHOLE

    @property
    def told(self) -> bool:
        """Whether the story says what matters in the picture."""
        return self.focus_box is not None or self.focus != Point()

    @property
    def bare(self) -> FootageFrame:
        """The same as if its inner part were all of the source."""
        inner = self.inner
        if inner == WHOLE:
            return self
        width, height = inner.right - inner.left, inner.bottom - inner.top
        box = self.focus_box
        told = self.focus != Point()
        return replace(
            self,
            aspect=self.aspect * width / height,
            rows=self.rows * height,
            focus=Point(
                x=_share((self.focus.x - inner.left) / width),
                y=_share((self.focus.y - inner.top) / height),
            )
            if told
            else Point(),
            focus_box=box
            and Box(
                left=_share((box.left - inner.left) / width),
                top=_share((box.top - inner.top) / height),
                right=_share((box.right - inner.left) / width),
                bottom=_share((box.bottom - inner.top) / height),
            ),
            inner=WHOLE,
        )

    @property
    def aim(self) -> Point:
        """The middle of what matters."""
        box = self.focus_box
        if box is None or self.focus != Point():
            return self.focus
        return Point(x=(box.left + box.right) / 2, y=(box.top + box.bottom) / 2)

    @property
    def kept(self) -> Box:
        """The part that a crop must hold."""
        x, y = self.focus.x, self.focus.y
        return self.focus_box or Box(left=x, top=y, right=x, bottom=y)


@dataclass(frozen=True, kw_only=True)
class PlacedPicture:
    """A picture on the canvas.

    Attributes:
        place: where it stands.
        crop: the part of the source that is shown there.
        fit: how it stands, never ``auto``.
        leaves_room_below: whether subtitles fit beneath it.
        beside: whether words stand at its side.
    """

    place: Rect
    crop: Box
    fit: FootageFit
    leaves_room_below: bool = False
    beside: bool = False

    @property
    def bleed(self) -> float:
        """Where what is written on or beside it may begin: at its edge, or at the canvas's."""
        return 0.0 if self.beside else self.place.left

    def seen_at(self, box: Box) -> Rect:
        """Return where a part of the source is seen on the canvas."""
        place, crop = self.place, self.crop
        across = (place.right - place.left) / (crop.right - crop.left)
        down = (place.bottom - place.top) / (crop.bottom - crop.top)
        return Rect(
            left=place.left + (box.left - crop.left) * across,
            top=place.top + (box.top - crop.top) * down,
            right=place.left + (box.right - crop.left) * across,
            bottom=place.top + (box.bottom - crop.top) * down,
        )


def place_picture(frame: FootageFrame, profile: DeliveryProfile) -> PlacedPicture:
    """Place a picture as it was asked for, or else as large as is safe.

    No crop ever cuts a focus box: where the fit that was asked for would, the next smaller one
    is taken, whose name then stands in the result.
    """
    inner, bare = frame.inner, frame.bare
    for fit in _tries(bare, profile):
        height = _height(profile) if fit is FootageFit.FILL else _cut_height(profile)
        if placed := _cut(bare, profile.canvas_width, height, fit):
            return _within(placed, inner)
    return _within(_contained(bare, profile), inner)


def _tries(frame: FootageFrame, profile: DeliveryProfile) -> Iterator[FootageFit]:
    """Yield the ways to cut a picture that are allowed, the largest first."""
    wide = profile.canvas_width
    shapes = {
        FootageFit.FILL: wide / _height(profile),
        FootageFit.CROP: wide / _cut_height(profile),
    }
    keeps = _KEEPS if _height(profile) > wide else _KEEPS_SQUARE
    for fit, shape in shapes.items():
        kept = min(shape / frame.aspect, frame.aspect / shape)
        if fit is FootageFit.CROP and frame.aspect < shape:
            # Taller than 4:5: what would be cut off fills the canvas instead.
            if frame.fit is fit:
                yield FootageFit.FILL
            continue
        if frame.fit is FootageFit.AUTO:
            enough = kept >= keeps or (fit is FootageFit.CROP and frame.told)
            if fit is FootageFit.CROP and frame.rows * _SHARP < _cut_height(profile):
                enough = False
        else:
            enough = frame.fit is fit or (frame.fit is FootageFit.FILL and fit is FootageFit.CROP)
        if enough:
            yield fit


def _cut(frame: FootageFrame, width: float, height: float, fit: FootageFit) -> PlacedPicture | None:
    """Cut a picture to a shape at the canvas's top; None where that would cut the focus box."""
    kept, shape = frame.kept, width / height
    width_kept, height_kept = min(1.0, shape / frame.aspect), min(1.0, frame.aspect / shape)
    if kept.right - kept.left > width_kept or kept.bottom - kept.top > height_kept:
        return None
    return PlacedPicture(
        place=Rect(left=0.0, top=0.0, right=width, bottom=height),
        crop=_crop(width_kept, height_kept, frame.aim, kept),
        fit=fit,
    )


def _contained(frame: FootageFrame, profile: DeliveryProfile) -> PlacedPicture:
    """Place a picture across the canvas; made smaller where it is too tall for its face."""
    kept = frame.kept
    highest, wide = _highest(profile), profile.canvas_width
    share = 1.0
    if frame.fit is FootageFit.AUTO and not frame.told and _low_canvas(profile):
        share = min(1.0, max(_KEEPS, wide / highest / frame.aspect))
    if frame.fit is not FootageFit.CONTAIN and frame.told:
        # Nobody said so of others: what stands at their sides may be words.
        share = max(min(1.0, wide / highest / frame.aspect), kept.right - kept.left)
    wanted = wide / (frame.aspect * share)
    beneath = wanted <= highest or (frame.aspect >= _LANDSCAPE and not profile.wide)
    tallest = highest if beneath else _height(profile)
    down = 1.0
    if frame.fit is not FootageFit.CONTAIN and not profile.wide:
        down = max(min(1.0, tallest / wanted), kept.bottom - kept.top)
    height = min(wanted * down, tallest)
    width = height / down * frame.aspect * share
    left, top = _left_of(width, profile), _top_of(height, highest, profile)
    return PlacedPicture(
        place=Rect(left=left, top=top, right=left + width, bottom=top + _even(height)),
        crop=_crop(share, down, frame.aim, kept),
        fit=FootageFit.CONTAIN,
        leaves_room_below=beneath,
        beside=profile.wide,
    )


_LANDSCAPE = 1.2
"""From this shape on, width over height, subtitles always stand beneath a contained picture."""


def _left_of(width: float, profile: DeliveryProfile) -> float:
    """Return where a contained picture begins: in the middle, or as far from words as can be."""
    middle = (profile.canvas_width - width) / 2
    if not profile.wide:
        return middle
    return max(2 * middle - min(r.left for r in profile.safe_area), middle)


def _top_of(height: float, highest: float, profile: DeliveryProfile) -> float:
    """Return where a contained picture begins."""
    safe_top, safe_bottom = safe_bounds(profile.safe_area)
    if height <= _LOW:
        middle = safe_top + ORDINARY_HEIGHT / 2 + max(0.0, height - ORDINARY_HEIGHT) / 6
    elif height <= highest:
        middle = highest - height / 2
    else:
        middle = (_height(profile) + safe_top + safe_bottom) / 4
    top = middle - height / 2
    if height <= highest:
        top = min(top, highest - height)
    return max(0.0, _even(min(top, _height(profile) - height)))


def _within(placed: PlacedPicture, inner: Box) -> PlacedPicture:
    """Return a picture whose crop counted from a part with it counting from the whole source."""
    width, height = inner.right - inner.left, inner.bottom - inner.top
    crop = placed.crop
    return replace(
        placed,
        crop=Box(
            left=inner.left + crop.left * width,
            top=inner.top + crop.top * height,
            right=inner.left + crop.right * width,
            bottom=inner.top + crop.bottom * height,
        ),
    )


def behind(frame: FootageFrame, crop: Box, profile: DeliveryProfile) -> Box:
    """Return the part around a crop's middle that is blurred behind it, of the canvas's shape."""
    inner = frame.inner
    width, height = inner.right - inner.left, inner.bottom - inner.top
    shape = profile.canvas_width / _height(profile) / (frame.aspect * width / height)
    across, down = width * min(1.0, shape), height * min(1.0, 1 / shape)
    left = _between((crop.left + crop.right - across) / 2, inner.left, inner.right - across)
    top = _between((crop.top + crop.bottom - down) / 2, inner.top, inner.bottom - down)
    return Box(left=left, top=top, right=left + across, bottom=top + down)


def _height(profile: DeliveryProfile) -> float:
    return profile.canvas_height


def _cut_height(profile: DeliveryProfile) -> float:
    return min(CUT_HEIGHT, profile.canvas_height)


def _highest(profile: DeliveryProfile) -> float:
    """Return how far down a picture may reach that leaves room for words beneath it."""
    top, bottom = safe_bounds(profile.safe_area)
    lowest = bottom - _WORDS_BELOW
    return lowest if _low_canvas(profile) else min(top + ORDINARY_HEIGHT, lowest)


def _low_canvas(profile: DeliveryProfile) -> bool:
    """Whether a landscape picture and the words beneath it take most of the canvas."""
    return _height(profile) < _LOW_CANVAS * profile.canvas_width


def _even(length: float) -> float:
    return 2.0 * round(length / 2)


def _share(number: float) -> float:
    return _between(number, 0.0, 1.0)


def _between(number: float, least: float, most: float) -> float:
    return min(max(number, least), most)


def _crop(width: float, height: float, focus: Point, kept: Box) -> Box:
    """Return a part of so much width and height (shares) around the focus that holds a box."""
    left = _start(width, focus.x, kept.left, kept.right)
    top = _start(height, focus.y, kept.top, kept.bottom)
    return Box(left=left, top=top, right=left + width, bottom=top + height)


def _start(length: float, focus: float, first: float, last: float) -> float:
    wanted = focus - length / 2
    if last - first <= length:
        wanted = _between(wanted, last - length, first)
    return _between(wanted, 0.0, 1.0 - length)
