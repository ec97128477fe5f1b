"""Stills of the interview's story without anybody in them: what lies and stands in its rooms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from synth import recorder
from synth.grain import blur, cloudy, lumps, resized
from synth.room import AMBIENT, COLD, KEY, MATERIALS, SOFT, Setup, chair, first_man, wall_light
from synth.solids import (
    Floats,
    Shape,
    block,
    carve,
    cylinder,
    ellipsoid,
    join,
    limb,
    ring,
    ruffle,
    turn,
)
from synth.stage import Camera, Lamp, Material, Stage

_MATERIALS = {
    **MATERIALS,
    "wood": Material(
        colour=(0.115, 0.068, 0.036),
        sheen=0.04,
        gloss=0.06,
        grain=lambda p: 1 + 0.22 * cloudy(p * np.array([3, 40, 40], np.float32), 1.2, 4, 2),
    ),
    "steel": Material(
        colour=(0.105, 0.118, 0.078),
        sheen=0.05,
        gloss=0.16,
        grain=lambda p: 1 + 0.09 * cloudy(p, 30, 12, 3),
    ),
    "tin": Material(colour=(0.42, 0.42, 0.40), sheen=0.04, gloss=0.5),
    "blanket": Material(
        colour=(0.10, 0.112, 0.13), sheen=0.12, grain=lambda p: 1 + 0.16 * cloudy(p, 90, 3, 2)
    ),
    "strap": Material(colour=(0.06, 0.045, 0.03), sheen=0.05),
    "plaster": Material(
        colour=(0.17, 0.19, 0.2), sheen=0.01, grain=lambda p: 1 + 0.07 * cloudy(p, 3, 7, 3)
    ),
    "floor": Material(
        colour=(0.075, 0.07, 0.068), sheen=0.05, gloss=0.12,
        grain=lambda p: 1 + 0.16 * cloudy(p, 5, 15, 3),
    ),
    "outside": Material(
        colour=(0.46, 0.42, 0.36), sheen=0, grain=lambda p: 1 + 0.1 * cloudy(p, 1.1, 21, 3)
    ),
    "leaf": Material(colour=(0.06, 0.085, 0.1), sheen=0.03, gloss=0.1),
}  # fmt: skip


def helmet(size: tuple[int, int]) -> Floats:
    """Return a helmet, a folded blanket and a cup on a table before the wall, in linear light."""
    setup = replace(first_man(), window=(1.34, 2.02, 0.3, 0.92))
    camera = Camera(place=(-0.1, 1.32, 2.5), aim=(-0.03, 1.06, 0.0), height_m=1.12, size=size)
    bowl = carve(
        ellipsoid((0.03, 0.80, 0.02), (0.150, 0.150, 0.185)),
        join([
            block((0.03, 0.66, 0.02), (0.4, 0.1, 0.4), 0.01),
            ellipsoid((0.03, 0.795, 0.02), (0.138, 0.138, 0.172)),
        ]),
        0.012,
    )  # fmt: skip
    rim = turn(ring((0.03, 0.0, 0.02), 0.158, 0.0085, 1), (0.03, 0, 0.02))

    def oval(p: Floats) -> Floats:
        q = (p - np.array([0, 0.768, 0], np.float32)) * np.array([1, 1, 0.82], np.float32)
        return rim(q + np.array([0, 0, 0.0036], np.float32))

    steel = turn(join([bowl, oval], 0.012), (0.03, 0.76, 0.02), yaw=28, roll=3)
    strap = join([
        limb((0.15, 0.775, 0.12), (0.20, 0.734, 0.20), 0.006, 0.006),
        limb((0.20, 0.734, 0.20), (0.12, 0.730, 0.27), 0.006, 0.006),
        limb((0.12, 0.730, 0.27), (0.02, 0.731, 0.25), 0.006, 0.006),
    ], 0.01)  # fmt: skip
    cup = carve(
        cylinder((-0.26, 0.775, 0.16), 0.043, 0.052, 0.006),
        cylinder((-0.26, 0.80, 0.16), 0.038, 0.06, 0.004),
        0.003,
    )
    handle = ring((-0.308, 0.775, 0.16), 0.026, 0.0055, 2)
    folds = [
        ruffle(
            turn(block((-0.2, 0.752 + 0.048 * i, -0.16), (0.2, 0.023, 0.15), 0.022),
                 (-0.2, 0.75, -0.16), yaw=-14 + 3 * i),
            lambda p: 0.004 * lumps(p, 7, 5),
        )
        for i in range(3)
    ]  # fmt: skip
    parts: dict[str, Shape] = {
        "wood": block((0, 0.695, -0.05), (1.3, 0.032, 0.52), 0.008),
        "steel": steel,
        "strap": strap,
        "tin": join([cup, handle], 0.006),
        "blanket": join(folds, 0.012),
    }
    casters = join(list(parts.values()))
    lamps = (
        replace(KEY, place=(-1.5, 1.9, 0.9), colour=(4.6, 2.9, 1.55)),
        COLD,
        replace(SOFT, colour=(0.5, 0.52, 0.6)),
    )
    stage = Stage(
        camera=camera,
        lamps=lamps,
        ambient=AMBIENT,
        materials=_MATERIALS,
        casters=casters,
        fine=0.006,
    )
    return _before_wall(stage, parts, setup)


def two_chairs(size: tuple[int, int]) -> Floats:
    """Return two chairs that stand apart, back to back, in the light of a window."""
    one = replace(first_man(), facing=118, stands=(-0.36, 0, 0.15), window=(1.36, 2.30, 0.12, 0.98))
    other = replace(one, facing=-62, stands=(0.32, 0, -0.05))
    camera = Camera(place=(0.0, 1.24, 4.2), aim=(-0.02, 1.06, 0.0), height_m=2.35, size=size)
    chairs = join([chair(one), chair(other)])
    floor = block((0, -0.03, 0), (4, 0.03, 3), 0.005)
    parts: dict[str, Shape] = {"chair": chairs, "floor": floor}
    casters = join([chairs, floor])
    lamps = (replace(KEY, place=(-2.2, 2.3, 1.6), colour=(4.2, 2.6, 1.4)), COLD, SOFT)
    stage = Stage(
        camera=camera, lamps=lamps, ambient=AMBIENT, materials=_MATERIALS, casters=casters
    )
    return _before_wall(stage, parts, one)


def open_door(size: tuple[int, int]) -> Floats:
    """Return a dark corridor whose door stands open to a bright morning."""
    camera = Camera(place=(-0.25, 1.35, 3.6), aim=(0.02, 1.12, -2.0), height_m=3.3, size=size)
    wall = carve(
        block((0, 1.5, -2.0), (3.0, 1.8, 0.09), 0.005),
        block((0.1, 1.0, -2.0), (0.5, 1.06, 0.5), 0.005),
        0.01,
    )
    sides = [
        block((-1.5, 1.5, 0.5), (0.1, 1.8, 3.5), 0.005),
        block((1.55, 1.5, 0.5), (0.1, 1.8, 3.5), 0.005),
        block((0, 2.95, 0.5), (3.0, 0.1, 3.5), 0.005),
    ]
    leaf = turn(
        block((-0.42, 1.02, -1.46), (0.025, 1.03, 0.46), 0.008), (-0.42, 1.0, -1.9), yaw=-16
    )
    knob = limb((-0.36, 1.0, -1.12), (-0.30, 1.0, -1.12), 0.012, 0.012)
    frame = join([
        block((-0.43, 1.05, -1.93), (0.035, 1.09, 0.06), 0.005),
        block((0.63, 1.05, -1.93), (0.035, 1.09, 0.06), 0.005),
        block((0.1, 2.11, -1.93), (0.565, 0.035, 0.06), 0.005),
    ])  # fmt: skip
    parts: dict[str, Shape] = {
        "plaster": join([wall, *sides]),
        "floor": block((0, -0.05, 0), (4, 0.05, 8), 0.005),
        "leaf": join([leaf, frame]),
        "tin": knob,
        "outside": block((0, 2.0, -6.0), (6, 5, 0.1), 0.005),
    }
    casters = join([parts[name] for name in ("plaster", "floor", "leaf", "tin")])
    lamps = (
        Lamp(place=(1.5, 3.3, -4.6), colour=(8.0, 5.6, 3.3), size=0.3),
        Lamp(place=(-0.2, 0.5, -4.4), colour=(0.9, 0.8, 0.75), size=1.0),
        Lamp(place=(-0.8, 2.4, 2.8), colour=(0.16, 0.22, 0.34), size=1.0),
    )
    stage = Stage(
        camera=camera,
        lamps=lamps,
        ambient=((0.05, 0.068, 0.1), (0.03, 0.03, 0.035)),
        materials=_MATERIALS,
        casters=casters,
        far=14.0,
    )
    return np.asarray(stage.shoot(parts)[0][..., :3])


def recorder_on_table(size: tuple[int, int]) -> Floats:
    """Return the sound recorder on its table, the wall behind it out of focus."""
    setup = first_man()
    camera = Camera(place=(-0.05, 0.95, 2.85), aim=(-0.075, 0.878, 2.0), height_m=0.46, size=size)
    table = recorder.on_table(camera)
    coarse = replace(camera, size=(size[0] // 3, size[1] // 3))
    wall = blur(wall_light(coarse, chair(setup), setup), size[1] / 180)
    back = resized(wall, size)
    return np.asarray((back * (1 - table[..., 3:]) + table)[..., :3])


def _before_wall(stage: Stage, parts: dict[str, Shape], setup: Setup) -> Floats:
    things = stage.shoot(parts)[0]
    wall = blur(wall_light(stage.camera, stage.casters, setup), stage.camera.size[1] / 500)
    return np.asarray((wall * (1 - things[..., 3:]) + things)[..., :3])
