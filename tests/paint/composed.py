"""Frames of a card composed whole, pixel by pixel in RGB: what the encoder's planes are held to."""

import numpy as np

from clipmaker.paint.blend import Pixels, lay
from clipmaker.paint.motion import Motion
from clipmaker.paint.page import Painting

from .looks import TINY


def composed(painting: Painting, motion: Motion, frame: int) -> Pixels:
    """Return a frame of a card, 0-based from its first."""
    picture = np.array(painting.ground.convert("RGB"))
    for posed in motion.shown(frame):
        lay(picture, *posed)
    return picture


def still(painting: Painting) -> Pixels:
    """Return the card when everything stands."""
    motion = Motion(painting, TINY)
    return composed(painting, motion, motion.length)
