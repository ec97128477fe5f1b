"""A camera, lamps and materials: solids become pictures with transparency.

Light is reckoned linearly, in float32; ``develop`` turns it into a picture as film does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from synth.solids import (
    Floats,
    Shape,
    Vector,
    facing,
    join,
    length,
    light_reaching,
    march,
    normal,
    openness,
)

EXPOSURE = 1.18


@dataclass(frozen=True, kw_only=True)
class Camera:
    """Where the picture is taken from, and how much of it is seen.

    Attributes:
        place: where the camera stands, metres.
        aim: the point in the middle of the picture.
        height_m: height of what is seen in the plane of ``aim``.
        size: width and height of the picture, px.
    """

    place: Vector
    aim: Vector
    height_m: float
    size: tuple[int, int]

    def rays(self) -> Floats:
        """Return the direction of every pixel's ray, row by row."""
        place, aim = np.asarray(self.place), np.asarray(self.aim)
        ahead = aim - place
        distance = float(np.linalg.norm(ahead))
        ahead = ahead / distance
        right = np.cross(ahead, (0, 1, 0))
        right /= np.linalg.norm(right)
        up = np.cross(right, ahead)
        width, height = self.size
        step = self.height_m / height
        x = (np.arange(width) + 0.5 - width / 2) * step
        y = (height / 2 - np.arange(height) - 0.5) * step
        rays = distance * ahead + x[None, :, None] * right + y[:, None, None] * up
        return normal(rays.reshape(-1, 3).astype(np.float32))

    def pixel(self, point: Vector) -> tuple[float, float]:
        """Return where a point appears in the picture, px."""
        place, aim = np.asarray(self.place), np.asarray(self.aim)
        ahead = aim - place
        distance = float(np.linalg.norm(ahead))
        ahead = ahead / distance
        right = np.cross(ahead, (0, 1, 0))
        right /= np.linalg.norm(right)
        up = np.cross(right, ahead)
        v = np.asarray(point) - place
        scale = distance / float(v @ ahead) * self.size[1] / self.height_m
        return self.size[0] / 2 + float(v @ right) * scale, self.size[1] / 2 - float(v @ up) * scale


@dataclass(frozen=True, kw_only=True)
class Lamp:
    """A light: where it is, its colour times its strength, and its size (softness), metres."""

    place: Vector
    colour: Vector
    size: float
    shadows: bool = True


@dataclass(frozen=True, kw_only=True)
class Material:
    """How a surface looks.

    Attributes:
        colour: share of red, green and blue light that it gives back.
        sheen: light caught by fibres or skin at its edges.
        gloss: strength of the highlight.
        grain: relief too fine to be a shape: points to a factor on the colour around 1.
    """

    colour: Vector
    sheen: float = 0.15
    gloss: float = 0.0
    grain: Callable[[Floats], Floats] | None = None


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Everything that is lit together.

    Attributes:
        camera: who looks.
        lamps: what shines.
        ambient: light from everywhere, from above and from below.
        materials: by name.
        casters: everything that throws shadows.
        far: nothing is looked for beyond it, metres.
        fine: size below which nothing throws a shadow of its own, metres.
    """

    camera: Camera
    lamps: tuple[Lamp, ...]
    ambient: tuple[Vector, Vector]
    materials: Mapping[str, Material]
    casters: Shape
    far: float = 9.0
    fine: float = 0.012

    def shoot(self, parts: Mapping[str, Shape]) -> tuple[Floats, Floats]:
        """Return some parts alone, (h, w, 4) premultiplied, and how far they are, (h, w)."""
        width, height = self.camera.size
        rays = self.camera.rays()
        origin = np.broadcast_to(np.asarray(self.camera.place, dtype=np.float32), rays.shape)
        whole = join(list(parts.values()))
        depth = np.full(len(rays), np.inf, dtype=np.float32)
        worth = self._worth_marching(whole)
        depth[worth] = march(whole, origin[worth], rays[worth], 0.05, self.far)
        hit = np.flatnonzero(np.isfinite(depth))
        picture = np.zeros((len(rays), 4), dtype=np.float32)
        points = origin[hit] + depth[hit, None] * rays[hit]
        picture[hit, :3] = self.light(parts, points, rays[hit])
        picture[hit, 3] = 1
        return picture.reshape(height, width, 4), depth.reshape(height, width)

    def _worth_marching(self, whole: Shape) -> NDArray[np.intp]:
        """Return the pixels near enough to the shape, found with one ray for many pixels."""
        width, height = self.camera.size
        coarse = replace(self.camera, size=(max(1, width // 6), max(1, height // 6)))
        rays = coarse.rays()
        origin = np.broadcast_to(np.asarray(self.camera.place, dtype=np.float32), rays.shape)
        found = np.isfinite(march(whole, origin, rays, 0.05, self.far))
        near = np.pad(found.reshape(coarse.size[::-1]), 2)
        grown = np.zeros(coarse.size[::-1], dtype=np.bool_)
        for down in range(5):
            for across in range(5):
                grown |= near[down : down + coarse.size[1], across : across + coarse.size[0]]
        rows = np.minimum(np.arange(height) * coarse.size[1] // height, coarse.size[1] - 1)
        columns = np.minimum(np.arange(width) * coarse.size[0] // width, coarse.size[0] - 1)
        return np.flatnonzero(grown[rows][:, columns])

    def light(self, parts: Mapping[str, Shape], points: Floats, rays: Floats) -> Floats:
        """Return the colour of points on the surface of some parts."""
        whole = join(list(parts.values()))
        normals = facing(whole, points)
        nearest = np.argmin(np.stack([shape(points) for shape in parts.values()]), axis=0)
        surfaces = [self.materials[name.split(".")[0]] for name in parts]
        albedo = np.asarray([s.colour for s in surfaces], dtype=np.float32)[nearest]
        sheen = np.asarray([s.sheen for s in surfaces], dtype=np.float32)[nearest]
        gloss = np.asarray([s.gloss for s in surfaces], dtype=np.float32)[nearest]
        for index, surface in enumerate(surfaces):
            if surface.grain is not None:
                at = nearest == index
                albedo[at] *= surface.grain(points[at])[:, None]
        edge = np.clip(1 + np.einsum("ij,ij->i", normals, rays), 0, 1) ** 3
        open_ = openness(self.casters, points, normals, 0.14)
        above, below = (np.asarray(c, dtype=np.float32) for c in self.ambient)
        up = (0.5 + 0.5 * normals[:, 1])[:, None]
        total = albedo * (below + (above - below) * up) * open_[:, None]
        for lamp in self.lamps:
            path = np.asarray(lamp.place, dtype=np.float32) - points
            towards = normal(path)
            slope = np.einsum("ij,ij->i", normals, towards)
            lit = np.clip((slope + 0.12) / 1.12, 0, 1)
            if lamp.shadows:
                seen = np.zeros(len(points), dtype=np.float32)
                some = np.flatnonzero(lit > 0)
                start = points[some] + normals[some] * np.float32(self.fine / 2)
                seen[some] = light_reaching(self.casters, start, lamp.place, lamp.size, self.fine)
            else:
                seen = open_
            half = np.clip(np.einsum("ij,ij->i", normals, normal(towards - rays)), 0, 1)
            colour = np.asarray(lamp.colour, dtype=np.float32)
            diffuse = albedo * (lit * seen)[:, None]
            glint = (gloss * half**40 + sheen * edge * np.clip(slope + 0.4, 0, 1)) * seen
            total += (diffuse + glint[:, None]) * colour / np.maximum(length(path), 0.3)[:, None]
        return np.asarray(total)


def develop(light: Floats) -> Floats:
    """Return display values, 0 to 1, of linear light: a film-like shoulder, then the sRGB curve."""
    x = EXPOSURE * np.maximum(light, 0)
    film = (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14)
    film = np.clip(film, 0, 1)
    return np.asarray(
        np.where(film < 0.0031308, 12.92 * film, 1.055 * film ** (1 / 2.4) - 0.055),
        dtype=np.float32,
    )
