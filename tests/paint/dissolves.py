"""What is behind a card's words in each frame of a dissolve, measured on the encoder's planes.

A card is played three times: as it is, and with its words painted black and white. Where those two
differ words are seen, however faint they are; without words it tells what is behind them.
"""

from dataclasses import replace

import numpy as np
from PIL import Image

from clipmaker.paint.backdrop import LastPicture, Passing
from clipmaker.paint.colour import contrast_ratio, luminance, rgb
from clipmaker.paint.contrast import luminances
from clipmaker.paint.frames import card_frames
from clipmaker.paint.page import Layer, Painting
from clipmaker.profile.model import DeliveryProfile

from .goldens import as_played

SEEN = 0.5
"""Words count from where they are as opaque as this."""
LEAST = 12
"""Pixels of words in a frame that are enough to measure."""


def out_of(light: int, profile: DeliveryProfile, frames: int = 10) -> Passing:
    """Return the end of footage that is one even grey, 0 to 255."""
    high, wide = profile.height_px, profile.width_px
    y = np.full((high, wide), 16 + round(light * 219 / 255), np.uint8)
    half = np.full((high // 2, wide // 2), 128, np.uint8)
    return Passing(LastPicture((y, half, half)), frames)


def _inked(layer: Layer, colour: tuple[int, int, int] | None) -> Layer:
    if not layer.colours:
        return layer
    alpha = layer.image.getchannel("A") if colour else Image.new("L", layer.image.size, 0)
    image = Image.new("RGBA", layer.image.size, (*(colour or (0, 0, 0)), 0))
    image.putalpha(alpha)
    return replace(layer, image=image, reel=None)


def played(
    painting: Painting, profile: DeliveryProfile, passing: Passing, count: int, ink: object = False
) -> list[np.ndarray]:
    """Return the first frames of a card in RGB, its words in one colour or (None) without any."""
    if ink is not False:
        layers = tuple(_inked(layer, ink) for layer in painting.layers)
        painting = replace(painting, layers=layers)
    made = card_frames(
        painting,
        None,
        profile,
        shot_start_frame=20,
        shot_frames=60,
        first=0,
        count=count,
        passing=passing,
    )
    return [as_played(frame, profile.width_px, profile.height_px) for frame in made]


def lowest_contrasts(
    painting: Painting, profile: DeliveryProfile, passing: Passing, count: int = 12
) -> list[float | None]:
    """Return the lowest contrast that a text has in each frame; None where none is seen yet.

    Of a text's pixels one in twenty may be worse.
    """
    dark, light, behind = (
        played(painting, profile, passing, count, ink) for ink in ((0, 0, 0), (255, 255, 255), None)
    )
    found: list[float | None] = []
    for frame in range(count):
        ink = light[frame][..., 1].astype(int) - dark[frame][..., 1]
        below = luminances(behind[frame])
        worst = []
        for layer in painting.layers:
            if not layer.colours:
                continue
            top, left = layer.top_px, layer.left_px
            part = slice(top, top + layer.image.height), slice(left, left + layer.image.width)
            own = np.asarray(layer.image)[: ink[part].shape[0], : ink[part].shape[1]]
            words = (ink[part] >= 255 * SEEN) & (own[..., 3] >= 200)
            if words.sum() < LEAST:
                continue
            # The colour that is really there: a line may have several.
            shades = np.array([luminance(rgb(colour)) for colour in layer.colours])
            shown = luminances(own[..., :3][words][None])[0]
            text = shades[np.abs(shown[:, None] - shades).argmin(axis=1)]
            ratios = [contrast_ratio(t, b) for t, b in zip(text, below[part][words], strict=True)]
            worst.append(float(np.percentile(ratios, 5)))
        found.append(min(worst) if worst else None)
    return found
