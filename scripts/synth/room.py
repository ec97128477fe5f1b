"""A plain room, a window's light on its wall, and who sits in it: the set of the interview."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from synth.figure import Person, Pose, make_person
from synth.grain import blur, cloudy, lumps
from synth.solids import (
    Floats,
    Shape,
    Vector,
    block,
    join,
    length,
    light_reaching,
    limb,
    openness,
    shift,
    turn,
)
from synth.stage import Camera, Lamp, Material, Stage

SIZE = (1280, 720)
CANVAS = (1376, 774)
WALL_Z = -0.75
SUN = (-2.6, 2.9, 2.6)
KEY = Lamp(place=(-1.9, 1.75, -0.62), colour=(6.0, 3.5, 1.75), size=0.5)
COLD = Lamp(place=(1.7, 1.8, -0.6), colour=(0.55, 0.9, 1.5), size=0.5)
SOFT = Lamp(place=(-1.6, 2.0, 2.4), colour=(0.30, 0.31, 0.36), size=1.2)
AMBIENT = ((0.045, 0.065, 0.095), (0.018, 0.021, 0.03))
"""Light from above and from below."""

MATERIALS = {
    "skin": Material(colour=(0.33, 0.215, 0.155), sheen=0.05, gloss=0.03),
    "hair": Material(colour=(0.022, 0.02, 0.02), sheen=0.04),
    "wool": Material(
        colour=(0.082, 0.102, 0.128), sheen=0.06, grain=lambda p: 1 + 0.1 * cloudy(p, 60, 3, 2)
    ),
    "shirt": Material(colour=(0.035, 0.04, 0.042), sheen=0.03),
    "gauze": Material(colour=(0.55, 0.525, 0.48), sheen=0.04),
    "trousers": Material(colour=(0.04, 0.045, 0.045), sheen=0.03),
    "jacket": Material(
        colour=(0.078, 0.085, 0.066), sheen=0.05, grain=lambda p: 1 + 0.08 * cloudy(p, 45, 8, 2)
    ),
    "chair": Material(colour=(0.09, 0.06, 0.04), sheen=0.03, gloss=0.05),
}


@dataclass(frozen=True, kw_only=True)
class Setup:
    """One camera position.

    Attributes:
        place: where the camera stands.
        aim: the point in the middle of its picture.
        height_m: height of what it sees there.
        person: who sits there.
        facing: how far the person is turned, degrees.
        stands: where the person sits.
        window: where light comes in, on a plane beside the camera: lowest and highest y, z.
        listener: whether somebody sits before the camera with the back to it.
    """

    place: Vector
    aim: Vector
    height_m: float
    person: Person
    facing: float
    stands: Vector
    window: tuple[float, float, float, float]
    listener: bool


def first_man() -> Setup:
    """Return the one in a blanket, his right hand bandaged, an interviewer before him."""
    return Setup(
        place=(-0.25, 1.10, 3.4),
        aim=(-0.22, 1.029, 0.0),
        height_m=0.923,
        person=make_person(
            pose=Pose(yaw=-24, pitch=14, roll=-3),
            blanket=True,
            bandaged_hand=True,
            bandaged_head=False,
        ),
        facing=-16,
        stands=(0.06, 0, 0),
        window=(1.42, 2.02, 0.28, 0.88),
        listener=True,
    )


def second_man() -> Setup:
    """Return the one in a padded jacket, his head bandaged, closer and turned the other way."""
    return Setup(
        place=(-0.1, 1.14, 3.4),
        aim=(-0.24, 1.105, 0.0),
        height_m=0.70,
        person=make_person(
            pose=Pose(yaw=-17, pitch=17, roll=4),
            blanket=False,
            bandaged_hand=False,
            bandaged_head=True,
        ),
        facing=-15,
        stands=(-0.02, 0, 0),
        window=(1.50, 2.10, 0.02, 0.62),
        listener=False,
    )


def settle(shape: Shape, setup: Setup) -> Shape:
    """Return a part of a person or a chair where the setup has it."""
    return shift(turn(shape, (0, 0, 0), setup.facing), setup.stands)


def chair(setup: Setup) -> Shape:
    """Return the chair that the person sits on."""
    rails = [block((0, y, -0.2), (0.25, 0.034, 0.012), 0.01) for y in (0.93, 0.78)]
    posts = [limb((x, 0.0, -0.2), (x, 1.0, -0.2), 0.015, 0.015) for x in (-0.25, 0.25)]
    legs = [limb((x, 0.0, 0.22), (x, 0.43, 0.22), 0.015, 0.015) for x in (-0.25, 0.25)]
    seat = block((0, 0.44, 0.01), (0.265, 0.016, 0.235), 0.012)
    return settle(join([*rails, *posts, *legs, seat]), setup)


def _bar(x: Floats, low: float, high: float, soft: float) -> Floats:
    """Return 1 between two edges, 0 outside, with soft edges."""
    return np.asarray(
        np.clip((x - low) / soft + 0.5, 0, 1) * np.clip((high - x) / soft + 0.5, 0, 1)
    )


def _through_window(points: Floats, window: tuple[float, float, float, float]) -> Floats:
    """Return how much of the sun comes through the panes to points on the wall."""
    low_y, high_y, low_z, high_z = window
    path = np.asarray(SUN, dtype=np.float32) - points
    at = points + ((-1.2 - points[:, 0]) / path[:, 0])[:, None] * path
    seen = _bar(at[:, 1], low_y, high_y, 0.06) * _bar(at[:, 2], low_z, high_z, 0.06)
    middle = (low_z + high_z) / 2
    seen *= 1 - 0.92 * _bar(at[:, 2], middle - 0.022, middle + 0.022, 0.05)
    for share in (1 / 3, 2 / 3):
        y = low_y + share * (high_y - low_y)
        seen *= 1 - 0.92 * _bar(at[:, 1], y - 0.016, y + 0.016, 0.05)
    return np.asarray(seen, dtype=np.float32)


def wall_light(camera: Camera, casters: Shape, setup: Setup) -> Floats:
    """Return the painted wall with its light and shadows, (h, w, 4)."""
    rays = camera.rays()
    place = np.asarray(camera.place, dtype=np.float32)
    points = place + ((WALL_Z - place[2]) / rays[:, 2])[:, None] * rays
    out = np.tile(np.array([0, 0, 1], dtype=np.float32), (len(points), 1))
    plaster = (
        1
        + 0.06 * cloudy(points, 2.0, 1)
        + 0.05 * cloudy(points, 9, 4)
        + 0.03 * lumps(points, 60, 9)
    )
    line = np.clip((points[:, 1] - 1.02 + 0.002 * lumps(points, 12, 5)) / 0.004, 0, 1)[:, None]
    lower, upper = np.array([0.036, 0.078, 0.105]), np.array([0.20, 0.20, 0.19])
    paint = (lower + (upper - lower) * line) * plaster[:, None]
    start = points + out * np.float32(0.01)
    path = np.asarray(SUN, dtype=np.float32) - points
    sun = _through_window(points, setup.window) * path[:, 2] / length(path)
    sun *= light_reaching(casters, start, SUN, 0.35)
    path = np.asarray(KEY.place, dtype=np.float32) - points
    spill = np.clip(path[:, 2] / length(path), 0.02, 1) / length(path) ** 2
    spill *= light_reaching(casters, start, KEY.place, 0.8)
    dim = 0.5 + 0.5 * np.clip((points[:, 1] - 0.4) / 1.2, 0, 1)
    light = dim[:, None] * np.array([0.050, 0.068, 0.096])
    light = light + sun[:, None] * np.array([1.13, 0.65, 0.31])
    light += spill[:, None] * np.array([0.22, 0.15, 0.085])
    light *= (0.35 + 0.65 * openness(casters, points, out, 0.3))[:, None]
    whole = np.concatenate([paint * light, np.ones((len(points), 1))], axis=1)
    return whole.astype(np.float32).reshape(camera.size[1], camera.size[0], 4)


def staged(camera: Camera, casters: Shape) -> Stage:
    """Return the room's light for some shapes."""
    return Stage(
        camera=camera,
        lamps=(KEY, COLD, SOFT),
        ambient=AMBIENT,
        materials=MATERIALS,
        casters=casters,
    )


def empty_chair(size: tuple[int, int]) -> Floats:
    """Return a still of the room with nobody in it, upright, in linear light, (h, w, 3)."""
    setup = replace(first_man(), facing=24, stands=(0.12, 0, 0), window=(1.42, 2.10, 0.34, 0.94))
    camera = Camera(place=(-0.02, 1.12, 3.4), aim=(-0.03, 0.96, 0.0), height_m=1.44, size=size)
    seat = chair(setup)
    things = staged(camera, seat).shoot({"chair": seat})[0]
    wall = blur(wall_light(camera, seat, setup), size[1] / 500)
    return np.asarray((wall * (1 - things[..., 3:]) + things)[..., :3])
