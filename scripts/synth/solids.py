"""Solid shapes as distance functions, and rays that find them.

A shape is a function from points, float32 of shape (n, 3) in metres with y up and z towards the
camera, to the distance from its surface, negative inside. Shapes are joined softly, as clay is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]
Shape: TypeAlias = Callable[[Floats], Floats]
Vector: TypeAlias = tuple[float, float, float]


def _vector(v: Vector) -> Floats:
    return np.asarray(v, dtype=np.float32)


def length(v: Floats) -> Floats:
    """Return the length of every vector."""
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", v, v)), dtype=np.float32)


def normal(v: Floats) -> Floats:
    """Return every vector at length one."""
    return np.asarray(v / np.maximum(length(v), 1e-9)[:, None], dtype=np.float32)


def ellipsoid(centre: Vector, radii: Vector) -> Shape:
    """Return an ellipsoid; its distance is close to exact near the surface."""
    c, r = _vector(centre), _vector(radii)

    def distance(p: Floats) -> Floats:
        q = (p - c) / r
        near, slope = length(q), length(q / r)
        return np.asarray(near * (near - 1) / np.maximum(slope, 1e-6), dtype=np.float32)

    return distance


def limb(start: Vector, end: Vector, start_radius: float, end_radius: float) -> Shape:
    """Return a rounded rod whose thickness changes from one end to the other."""
    a = _vector(start)
    along = _vector(end) - a
    size = float(along @ along)

    def distance(p: Floats) -> Floats:
        q = p - a
        share = np.clip(q @ along / size, 0, 1)
        radius = start_radius + (end_radius - start_radius) * share
        return np.asarray(length(q - share[:, None] * along) - radius, dtype=np.float32)

    return distance


def block(centre: Vector, half: Vector, rounding: float) -> Shape:
    """Return a box with rounded edges."""
    c, h = _vector(centre), _vector(half) - np.float32(rounding)

    def distance(p: Floats) -> Floats:
        q = np.abs(p - c) - h
        outside = length(np.maximum(q, 0))
        return np.asarray(outside + np.minimum(q.max(axis=1), 0) - rounding, dtype=np.float32)

    return distance


def cylinder(centre: Vector, radius: float, half_height: float, rounding: float) -> Shape:
    """Return an upright cylinder with rounded rims."""
    c = _vector(centre)

    def distance(p: Floats) -> Floats:
        q = p - c
        out = np.sqrt(q[:, 0] ** 2 + q[:, 2] ** 2) - (radius - rounding)
        up = np.abs(q[:, 1]) - (half_height - rounding)
        outside = np.sqrt(np.maximum(out, 0) ** 2 + np.maximum(up, 0) ** 2)
        inside = np.minimum(np.maximum(out, up), 0)
        return np.asarray(outside + inside - rounding, dtype=np.float32)

    return distance


def ring(centre: Vector, radius: float, thickness: float, axis: int) -> Shape:
    """Return a torus around an axis: 0 x, 1 y, 2 z."""
    c = _vector(centre)
    others = [i for i in range(3) if i != axis]

    def distance(p: Floats) -> Floats:
        q = p - c
        out = np.sqrt(q[:, others[0]] ** 2 + q[:, others[1]] ** 2) - radius
        return np.asarray(np.sqrt(out**2 + q[:, axis] ** 2) - thickness, dtype=np.float32)

    return distance


def join(shapes: Sequence[Shape], softness: float = 0.0) -> Shape:
    """Return shapes as one; seams narrower than ``softness`` metres melt together."""

    def distance(p: Floats) -> Floats:
        total = shapes[0](p)
        for shape in shapes[1:]:
            other = shape(p)
            if softness:
                blend = np.maximum(softness - np.abs(total - other), 0) / softness
                total = np.minimum(total, other) - blend**2 * np.float32(softness / 4)
            else:
                total = np.minimum(total, other)
        return total

    return distance


def carve(shape: Shape, away: Shape, softness: float) -> Shape:
    """Return a shape without what lies in another, with a soft edge."""

    def distance(p: Floats) -> Floats:
        kept, hole = shape(p), -away(p)
        blend = np.maximum(softness - np.abs(kept - hole), 0) / softness
        return np.asarray(np.maximum(kept, hole) + blend**2 * (softness / 4), dtype=np.float32)

    return distance


def ruffle(shape: Shape, relief: Callable[[Floats], Floats]) -> Shape:
    """Return a shape whose surface is raised by ``relief`` metres; slopes must stay gentle."""
    return lambda p: np.asarray((shape(p) - relief(p)) * np.float32(0.8), dtype=np.float32)


def turn(shape: Shape, pivot: Vector, yaw: float = 0, pitch: float = 0, roll: float = 0) -> Shape:
    """Return a shape turned about a pivot, degrees: yaw to its left, pitch down, roll over."""
    y, x, z = np.radians((yaw, pitch, roll))
    about_y = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(x), -np.sin(x)], [0, np.sin(x), np.cos(x)]])
    about_z = np.array([[np.cos(z), -np.sin(z), 0], [np.sin(z), np.cos(z), 0], [0, 0, 1]])
    matrix = (about_y @ about_x @ about_z).astype(np.float32)
    c = _vector(pivot)
    return lambda p: shape((p - c) @ matrix + c)


def scale(shape: Shape, pivot: Vector, factor: float) -> Shape:
    """Return a shape made larger or smaller about a pivot."""
    c = _vector(pivot)
    return lambda p: np.asarray(shape((p - c) / np.float32(factor) + c) * np.float32(factor))


def shift(shape: Shape, by: Vector) -> Shape:
    """Return a shape moved by a vector."""
    v = _vector(by)
    return lambda p: shape(p - v)


def march(shape: Shape, origins: Floats, rays: Floats, near: float, far: float) -> Floats:
    """Return how far along each ray the shape is met, infinite where it is not."""
    reached = np.full(len(rays), np.inf, dtype=np.float32)
    alive = np.arange(len(rays))
    t = np.full(len(rays), near, dtype=np.float32)
    for _ in range(110):
        gap = shape(origins[alive] + t[alive, None] * rays[alive])
        hit = gap < 0.0007
        reached[alive[hit]] = t[alive[hit]]
        t[alive] += np.maximum(gap, 0.0007) * np.float32(0.92)
        alive = alive[~hit & (t[alive] < far)]
        if not len(alive):
            break
    return reached


def facing(shape: Shape, points: Floats, step: float = 0.0012) -> Floats:
    """Return the outward direction of the surface at points on it."""
    corners = np.array([[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]], dtype=np.float32)
    total = np.zeros_like(points)
    for corner in corners:
        total += corner * shape(points + corner * np.float32(step))[:, None]
    return normal(total)


def light_reaching(
    shape: Shape, points: Floats, lamp: Vector, size: float, step: float = 0.012
) -> Floats:
    """Return how much of a lamp each point sees, 0 to 1; a larger lamp throws softer shadows.

    ``step`` is the shortest stride in metres: a tenth of the smallest thing that matters.
    """
    path = _vector(lamp) - points
    far = length(path)
    rays = path / far[:, None]
    seen = np.ones(len(points), dtype=np.float32)
    # Uneven first strides turn the steps of a penumbra into grain.
    uneven = np.sin(points @ np.array([7919.1, 6271.3, 9173.7], dtype=np.float32)) * 0.5 + 0.5
    t = np.asarray(step * (1 + 2 * uneven), dtype=np.float32)
    alive = np.arange(len(points))
    last = np.full(len(points), 1e9, dtype=np.float32)
    for _ in range(90):
        gap = shape(points[alive] + t[alive, None] * rays[alive])
        # Between two samples the ray may have passed nearer: where two spheres of free space meet.
        back = np.where(gap > 0, gap**2 / (2 * last[alive]), 0)
        free = np.where(gap > 0, np.sqrt(np.maximum(gap**2 - back**2, 0)), gap)
        wide = np.maximum((t[alive] - back) * size / far[alive], 1e-4)
        seen[alive] = np.minimum(seen[alive], np.clip(0.5 + 0.5 * free / wide, 0, 1))
        last[alive] = np.maximum(gap, 1e-6)
        t[alive] += np.clip(np.abs(gap) * np.float32(0.8), step, 0.15)
        alive = alive[(seen[alive] > 0.004) & (t[alive] < np.minimum(far[alive], 3.0))]
        if not len(alive):
            break
    return np.asarray(seen * seen * (3 - 2 * seen), dtype=np.float32)


def openness(shape: Shape, points: Floats, normals: Floats, reach: float) -> Floats:
    """Return how open the surroundings of each point are, 0 in a crease to 1 in the open."""
    shut = np.zeros(len(points), dtype=np.float32)
    for i in range(1, 6):
        step = reach * i / 5
        shut += (step - shape(points + normals * np.float32(step))) / 2**i
    return np.asarray(np.clip(1 - 1.6 * shut / reach, 0, 1), dtype=np.float32)
