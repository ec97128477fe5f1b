"""The page that painters draw for, and the layers they give back.

A painter draws nothing onto the page itself: it returns layers with their places and how they
enter. Layers make the entrance, the still, the content checks and the storyboard from one source.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol

from clipmaker.languages import reads_from_right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

    from clipmaker.brand.model import Brand
    from clipmaker.paint.blend import Pixels, Stamp
    from clipmaker.paint.drift import Drift
    from clipmaker.profile.model import DeliveryProfile
    from clipmaker.story.field_values import MapPlace
    from clipmaker.story.photo import Box, Photo


class Films(Protocol):
    """Shows the videos of clips behind cards."""

    def seen(self, photo: Photo) -> Box:
        """Return the part of a video that fills the page, as shares of its width and height."""

    def stills(self, photo: Photo) -> Sequence[Pixels]:
        """Return pages of a clip from its beginning to its end, height x width x 3."""


class DrawnPicture(Protocol):
    """A picture behind a card that is drawn for it, such as a map."""

    @property
    def credit(self) -> str:
        """Whose it is."""

    def check(self, top_px: int, words_top_px: int, way_px: int) -> None:
        """Find out whether it can be drawn."""

    def picture(
        self, top_px: int, words_top_px: int, way_px: int
    ) -> tuple[Image.Image, Sequence[TextBox]]:
        """Return it, wider than the page by its way, and what is read on it."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a painter needs to know.

    Attributes:
        brand: colours, fonts, wordmark.
        profile: picture size and safe area; sizes in painters are canvas units times its scale.
        language: language of the cards.
        position: place of the shot in its story, 0-based; moves the light on the ground, so it
            belongs to the content key of a card.
        shown_s: how long the card stays, seconds; what comes in later than that is never seen.
        trial: whether the card is only tried and thrown away: its texts are set and its picture is
            placed, but nothing behind them is painted and no contrast is measured.
        films: shows clips behind cards; None for a story without any.
        behind: places of a map that is the ground of a card without a picture; () for none.
        shots: the frames of the clip on which its shots begin; none where they are not known, and
            then progress is one bar across the top.
        topic: what the clip is about, in a word or two; "" for nothing.
    """

    brand: Brand
    profile: DeliveryProfile
    language: str = "en"
    position: int = 0
    shown_s: float = math.inf
    trial: bool = False
    films: Films | None = field(default=None, compare=False)
    behind: tuple[MapPlace, ...] = ()
    shots: tuple[int, ...] = ()
    topic: str = ""

    @property
    def right_to_left(self) -> bool:
        """Whether everything is laid out from the right, as its audience reads."""
        return reads_from_right(self.language)

    def px(self, units: float) -> int:
        """Return canvas units as whole pixels."""
        return round(units * self.profile.scale)


@dataclass(frozen=True, kw_only=True)
class TextBox:
    """A painted text, for the checks.

    Attributes:
        text: what it says.
        left_px: left edge of the ink, output pixels.
        top_px: top edge of the ink.
        right_px: right edge, exclusive.
        bottom_px: bottom edge, exclusive.
        size_px: type size.
        weight: font weight.
        colours: every text colour used, ``#RRGGBB``.
        contrast: lowest contrast ratio of those colours against the pixels really behind, 1 to 21.
        must_read: False for the bug, which may stand outside the safe area.
        lines: left, top, right and bottom of each line's ink, where there are several.
        beat: which beat of its card shows it, from 0; None for what stands all the time.
    """

    text: str
    left_px: int
    top_px: int
    right_px: int
    bottom_px: int
    size_px: float
    weight: int
    colours: tuple[str, ...]
    contrast: float
    must_read: bool = True
    lines: tuple[tuple[int, int, int, int], ...] = ()
    beat: int | None = None

    @property
    def parts(self) -> tuple[TextBox, ...]:
        """Its lines as boxes of their own: one may reach further than its neighbours."""
        return tuple(
            replace(self, left_px=left, top_px=top, right_px=right, bottom_px=bottom, lines=())
            for left, top, right, bottom in self.lines
        ) or (self,)


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """How a layer comes in; it eases out and then stands still.

    Attributes:
        delay_s: seconds after the card's first frame.
        duration_s: seconds from first visible to standing still; 0 is there at once.
        rise_px: pixels that it travels upwards.
        grow: whether it is uncovered from its reading edge instead of fading (rules, kickers).
        from_right: whether that edge is the right one, as in right-to-left scripts.
        until_s: seconds after the card's first frame by which it has gone again, leaving the way
            it came; never for what stays with its card.
    """

    delay_s: float = 0.0
    duration_s: float = 0.0
    rise_px: float = 0.0
    grow: bool = False
    from_right: bool = False
    until_s: float = math.inf


@dataclass(frozen=True, kw_only=True)
class Reel:
    """What a layer shows before its own picture, such as a digit of a number that counts up.

    Attributes:
        pictures: RGBA, each as large as the layer's own; None shows nothing.
        turns: seconds after the layer begins to come in with the picture shown from then on, by
            its place in ``pictures``; in order, the first at 0.
        end_s: seconds after which the layer shows its own picture.
    """

    pictures: tuple[Image.Image | None, ...]
    turns: tuple[tuple[float, int], ...]
    end_s: float

    def at(self, seconds: float) -> int | None:
        """Return the place of the picture that is shown, None when it is the layer's own."""
        if seconds >= self.end_s:
            return None
        place = bisect_right(self.turns, seconds, key=itemgetter(0)) - 1
        return self.turns[max(place, 0)][1]


@dataclass(frozen=True)
class Layer:
    """An RGBA picture with its place on the page, its entrance and what it shows before.

    ``colours`` are those of the words on it, ``#RRGGBB``; none where it shows something else.
    """

    image: Image.Image
    left_px: int
    top_px: int
    entrance: Entrance = Entrance()
    reel: Reel | None = None
    colours: tuple[str, ...] = ()

    @property
    def right_px(self) -> int:
        """Its right edge, exclusive."""
        return self.left_px + self.image.width

    @property
    def bottom_px(self) -> int:
        """Its bottom edge, exclusive."""
        return self.top_px + self.image.height

    def holds(self, other: Layer) -> bool:
        """Whether another layer lies within its edges."""
        return (
            self.left_px <= other.left_px
            and self.top_px <= other.top_px
            and self.right_px >= other.right_px
            and self.bottom_px >= other.bottom_px
        )


@dataclass(frozen=True, kw_only=True)
class Painting:
    """A painted card: an opaque ground, the layers over it in order, and the texts for checks.

    Attributes:
        ground: RGB picture of the full size.
        layers: in painting order.
        texts: every text on it.
        chrome: which way ring, bar and wordmark are drawn: ``"normal"``, ``"footage"`` over
            pictures, ``"on_accent"``, or ``"none"`` (the card shows no chrome).
        drift: motion of the picture behind it for the card's whole length; ``ground`` is then how
            it looks in the middle.
        clip: part of a video behind it instead; ``ground`` is likewise one moment of it.
        veil: what lies over that.
    """

    ground: Image.Image
    layers: tuple[Layer, ...]
    texts: tuple[TextBox, ...]
    chrome: str = "normal"
    drift: Drift | None = None
    clip: Photo | None = None
    veil: Stamp | None = None
