"""Layers in front of a drifting camera, and the frames that they make.

Layers are drawn once, larger than the frame, and moved: each by itself (a head, a breath) and
all together, nearer ones further, as a camera held by hand would show them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from synth.grain import blur
from synth.solids import Floats
from synth.stage import develop


@dataclass(frozen=True, kw_only=True)
class Move:
    """A movement: px right and down, degrees clockwise, and growth about the layer's pivot."""

    right: float = 0.0
    down: float = 0.0
    degrees: float = 0.0
    wide: float = 1.0
    tall: float = 1.0


STILL = Move()


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A picture with its place on the canvas and its movement.

    Attributes:
        picture: RGBA, or a function from seconds to one of unchanging size.
        corner: where its top left corner lies on the canvas, px.
        near: how much the camera's drift moves it; 0 infinitely far, 1 at the focus.
        pivot: the point on the canvas that turning and growing leave in place.
        motion: from seconds to its own movement.
    """

    picture: Image.Image | Callable[[float], Image.Image]
    corner: tuple[float, float] = (0.0, 0.0)
    near: float = 1.0
    pivot: tuple[float, float] = (0.0, 0.0)
    motion: Callable[[float], Move] = field(default=lambda _t: STILL)


def sway(t: float, seed: float, slow_s: float) -> float:
    """Return an idle movement, about -1 to 1, that takes ``slow_s`` to come and go."""
    turn = 2 * np.pi * t / slow_s
    waves = ((1.0, 0.55), (1.618, 0.3), (2.7, 0.15))
    return float(sum(a * np.sin(turn * f + seed * (3.1 + f)) for f, a in waves))


def as_layer(light: Floats, seed: int) -> tuple[Image.Image, tuple[float, float]]:
    """Return linear light, (h, w, 4) premultiplied, as an RGBA picture cut to what is there."""
    alpha = np.clip(light[..., 3], 0, 1)
    rows, columns = (np.flatnonzero(alpha.max(axis=a) > 0.003) for a in (1, 0))
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    part = light[top:bottom, left:right]
    cover = np.clip(part[..., 3:], 0, 1)
    colour = develop(part[..., :3] / np.maximum(cover, 1e-3)) * 255
    grain = np.random.default_rng(seed).uniform(0, 1, colour.shape)
    pixels = np.concatenate([np.floor(colour + grain), np.round(cover * 255)], axis=2)
    picture = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return picture, (float(left), float(top))


def place(frame: Image.Image, layer: Layer, t: float, drift: Move, canvas: tuple[int, int]) -> None:
    """Draw a layer onto the frame as it stands at time ``t``."""
    picture = layer.picture(t) if callable(layer.picture) else layer.picture
    move = layer.motion(t)
    angle = np.radians(move.degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    own = turn @ np.diag([move.wide, move.tall])
    pivot, corner = np.asarray(layer.pivot), np.asarray(layer.corner)
    zoom = 1 + (drift.wide - 1) * layer.near
    middle = np.asarray(canvas) / 2
    shift = np.array([drift.right, drift.down]) * layer.near
    matrix = zoom * own
    step = zoom * (own @ (corner - pivot) + pivot + (move.right, move.down) - middle)
    offset = step + shift + np.asarray(frame.size) / 2
    corners = np.array([[0, 0, 1, 1], [0, 1, 0, 1]]) * np.array([[picture.width], [picture.height]])
    where = matrix @ corners + offset[:, None]
    low = np.maximum(np.floor(where.min(axis=1)).astype(int), 0)
    high = np.minimum(np.ceil(where.max(axis=1)).astype(int), frame.size)
    if (high <= low).any():
        return
    back = np.linalg.inv(matrix)
    start = back @ (low - offset)
    coefficients = (back[0, 0], back[0, 1], start[0], back[1, 0], back[1, 1], start[1])
    size = (int(high[0] - low[0]), int(high[1] - low[1]))
    moved = picture.transform(size, Image.Transform.AFFINE, coefficients, Image.Resampling.BICUBIC)
    frame.alpha_composite(moved, (int(low[0]), int(low[1])))


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One take: its layers from back to front, its camera and its light.

    Attributes:
        layers: from back to front; the first covers everything.
        canvas: size of the canvas that layers are placed on, px.
        drift: from seconds to the camera's movement.
        glow: from seconds to light added to the picture, display values, or None.
        vignette: how much the corners lose, 0 to 1.
    """

    layers: tuple[Layer, ...]
    canvas: tuple[int, int]
    drift: Callable[[float], Move]
    glow: Callable[[float], Floats] | None = None
    vignette: float = 0.35

    def frame(self, t: float, size: tuple[int, int]) -> Floats:
        """Return the picture at ``t`` seconds into the take, (h, w, 3), 0 to 255."""
        frame = Image.new("RGBA", size, (0, 0, 0, 255))
        drift = self.drift(t)
        for layer in self.layers:
            place(frame, layer, t, drift, self.canvas)
        picture: Floats = np.asarray(frame)[..., :3].astype(np.float32)
        if self.glow is not None:
            light = self.glow(t)
            picture = 255 - (255 - picture) * (1 - light)
        return np.asarray(picture * _vignette(size, self.vignette))


_SHADES: dict[tuple[tuple[int, int], float], Floats] = {}


def _vignette(size: tuple[int, int], depth: float) -> Floats:
    """Return the factor by which a lens darkens its corners."""
    if (size, depth) not in _SHADES:
        y, x = np.mgrid[-1 : 1 : size[1] * 1j, -1 : 1 : size[0] * 1j]
        away = np.clip(np.sqrt(x * x + y * y) / np.sqrt(2), 0, 1)
        _SHADES[size, depth] = (1 - depth * away**2.4).astype(np.float32)[..., None]
    return _SHADES[size, depth]


def film_grain(size: tuple[int, int], strength: float) -> Iterator[Floats]:
    """Yield fine noise for one frame after another, display values of that deviation."""
    chance = np.random.default_rng(77)
    width, height = size
    tile = blur(chance.standard_normal((height + 96, width + 96)).astype(np.float32), 0.75)
    tile *= strength / float(tile.std())
    while True:
        y, x = chance.integers(0, 96, 2)
        yield tile[y : y + height, x : x + width, None]


def dusty_beam(
    size: tuple[int, int], outline: list[tuple[float, float]], *, seed: int, haze: float
) -> Callable[[float], Floats]:
    """Return warm light that hangs in the air, with dust that drifts through it.

    Args:
        size: the frame, px.
        outline: where the beam is, px of the frame.
        seed: which dust.
        haze: how bright the air is, display values of 0 to 1.
    """
    from PIL import ImageDraw

    mask = Image.new("L", (size[0] // 4, size[1] // 4), 0)
    ImageDraw.Draw(mask).polygon([(x / 4, y / 4) for x, y in outline], fill=255)
    soft = blur(np.asarray(mask, dtype=np.float32) / 255, 14)
    beam = np.asarray(Image.fromarray(soft).resize(size, Image.Resampling.BICUBIC))
    colour = np.array([1.0, 0.66, 0.36], dtype=np.float32)
    specks = np.random.default_rng(seed).uniform(0, 1, (60, 6))
    y, x = np.mgrid[-7:8, -7:8].astype(np.float32)

    def glow(t: float) -> Floats:
        light = beam * np.float32(haze * (1 + 0.10 * sway(t, seed, 7)))
        for px, py, depth, phase, rate, turn in specks:
            across = (px + 0.012 * t * (turn - 0.3)) % 1 * size[0] + 9 * sway(t, 10 * phase, 6)
            down = (py - 0.010 * t * (0.4 + rate)) % 1 * size[1] + 7 * sway(t, 10 * rate, 5)
            column, row = int(across), int(down)
            if 8 < column < size[0] - 8 and 8 < row < size[1] - 8:
                wide = 0.9 + 1.9 * depth
                away = (x - (across - column)) ** 2 + (y - (down - row)) ** 2
                shine = (0.34 - 0.20 * depth) * (0.55 + 0.45 * np.sin(1.7 * t + 6.28 * phase))
                part = (slice(row - 7, row + 8), slice(column - 7, column + 8))
                light[part] += shine * beam[part] * np.exp(-away / (2 * wide * wide))
        return np.asarray(light[..., None] * colour)

    return glow
