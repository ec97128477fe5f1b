"""A seated person in clay: nobody's portrait, built from a few soft solids.

Measures are metres. The person sits over the origin and looks towards the camera (z); the scene
turns it. The face has a brow, a nose and a jaw, and nothing that could be recognised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from synth.grain import lumps
from synth.solids import (
    Floats,
    Shape,
    block,
    carve,
    ellipsoid,
    join,
    limb,
    ring,
    ruffle,
    scale,
    turn,
)

NECK = (0.0, 1.06, 0.0)
"""Where the head turns."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person's parts by material; ``head`` moves by itself, ``body`` breathes."""

    head: Mapping[str, Shape]
    body: Mapping[str, Shape]


@dataclass(frozen=True, kw_only=True)
class Pose:
    """How the head is held, degrees: yaw to its left, pitch down, roll to a shoulder."""

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0


def _blanket_folds(p: Floats) -> Floats:
    """Return the relief of wool that hangs from shoulders."""
    angle = np.arctan2(p[:, 0], p[:, 2] + 0.05)
    drop = np.clip((1.04 - p[:, 1]) / 0.3, 0, 1)
    bend = angle + 0.12 * np.sin(9 * p[:, 1] + 1.3) * drop
    deep = np.sin(8 * bend + 1.1 * np.sin(4 * p[:, 1] + 2 * angle))
    fine = np.sin(21 * bend - 9 * p[:, 1] + 1.7 * np.sin(5 * angle))
    return np.asarray((0.013 * deep + 0.004 * fine) * drop, dtype=np.float32)


def _creases(p: Floats) -> Floats:
    """Return the relief of a thick coat: broad folds, and finer ones across them."""
    slanted = p * np.array([0.8, 1.6, 0.8], dtype=np.float32)
    return np.asarray(
        0.0075 * lumps(slanted, 3.2, 31) + 0.003 * lumps(p, 8.5, 32), dtype=np.float32
    )


def _opening(p: Floats) -> Floats:
    """Return the wedge in which a blanket stands open, from the collar down."""
    half = 0.012 + 0.16 * np.clip(1.05 - p[:, 1], 0, 1)
    middle = 0.012 + 0.012 * np.sin(9 * p[:, 1])
    return np.asarray(np.maximum(np.abs(p[:, 0] - middle) - half, 0.03 - p[:, 2]), dtype=np.float32)


def _seam(p: Floats) -> Floats:
    """Return the edge of a coat that is buttoned in the middle, as a thin groove to cut."""
    return np.asarray(
        np.maximum(np.abs(p[:, 0] - 0.014) - 0.0022, 0.05 - p[:, 2]), dtype=np.float32
    )


def _layers_of_gauze(p: Floats) -> Floats:
    """Return the relief of a bandage wound at a slant."""
    slant = p[:, 0] * 0.75 + p[:, 1] * 0.55 + p[:, 2] * 0.35
    edge = (slant / 0.0135) % 1
    return np.asarray(0.0022 * np.minimum(edge * 1.15, (1 - edge) * 6), dtype=np.float32)


def _torso() -> list[Shape]:
    return [
        ellipsoid((0, 0.83, 0.02), (0.172, 0.25, 0.122)),
        ellipsoid((0, 0.52, 0.0), (0.185, 0.13, 0.15)),
        limb((-0.155, 0.985, 0.0), (0.155, 0.985, 0.0), 0.064, 0.064),
        limb((0, 1.075, -0.02), (-0.15, 1.0, -0.01), 0.05, 0.055),
        limb((0, 1.075, -0.02), (0.15, 1.0, -0.01), 0.05, 0.055),
    ]


def _hanging_arms(grow: float) -> list[Shape]:
    return [
        part
        for side in (-1, 1)
        for part in (
            limb((side * 0.18, 0.965, 0), (side * 0.235, 0.68, -0.01), 0.058 + grow, 0.05 + grow),
            limb((side * 0.235, 0.68, -0.01), (side * 0.24, 0.4, 0.06), 0.05 + grow, 0.042 + grow),
        )
    ]


def _arms(grow: float) -> list[Shape]:
    return [
        part
        for side in (-1, 1)
        for part in (
            limb((side * 0.18, 0.965, 0.0), (side * 0.222, 0.72, 0.05), 0.058 + grow, 0.05 + grow),
            limb(
                (side * 0.222, 0.72, 0.05), (side * 0.07, 0.625, 0.25), 0.047 + grow, 0.036 + grow
            ),
        )
    ]


def _thighs() -> list[Shape]:
    return [limb((s * 0.1, 0.47, 0.02), (s * 0.15, 0.5, 0.44), 0.095, 0.075) for s in (-1, 1)]


def _hand(side: int) -> Shape:
    """Return a closed hand in the lap: a palm and four fingers folded over."""
    fingers = [
        limb(
            (side * (0.052 - 0.004 * i), 0.628 - 0.016 * i, 0.268),
            (side * (0.012 - 0.002 * i), 0.622 - 0.016 * i, 0.304),
            0.0105,
            0.0092,
        )
        for i in range(4)
    ]
    return join([ellipsoid((side * 0.05, 0.608, 0.258), (0.034, 0.036, 0.034)), *fingers], 0.008)


def _mitten() -> Shape:
    """Return the hand that a bandage has made shapeless, up to the wrist."""
    wrist = limb((-0.12, 0.65, 0.2), (-0.045, 0.615, 0.25), 0.043, 0.046)
    return join([ellipsoid((-0.045, 0.612, 0.262), (0.05, 0.045, 0.062)), wrist], 0.03)


def _face() -> Shape:
    return join(
        [
            ellipsoid((0, 1.245, -0.006), (0.074, 0.098, 0.094)),
            ellipsoid((0, 1.185, 0.026), (0.056, 0.082, 0.062)),
            ellipsoid((0, 1.122, 0.052), (0.026, 0.02, 0.024)),
            limb((-0.03, 1.236, 0.072), (0.03, 1.236, 0.072), 0.014, 0.014),
            limb((0, 1.222, 0.086), (0, 1.188, 0.102), 0.008, 0.0125),
            ellipsoid((-0.074, 1.2, -0.006), (0.011, 0.029, 0.018)),
            ellipsoid((0.074, 1.2, -0.006), (0.011, 0.029, 0.018)),
        ],
        0.022,
    )


def _hair() -> Shape:
    cap = ellipsoid((0, 1.258, -0.016), (0.079, 0.091, 0.092))
    return carve(cap, ellipsoid((0, 1.15, 0.088), (0.095, 0.125, 0.088)), 0.012)


def _band() -> Shape:
    """Return a bandage wound about the forehead."""
    cap = ruffle(ellipsoid((0, 1.25, -0.01), (0.0845, 0.101, 0.1005)), _layers_of_gauze)

    def distance(p: Floats) -> Floats:
        height = np.abs(p[:, 1] - 1.272 - 0.22 * (p[:, 2] - 0.02)) - 0.026
        return np.asarray(np.maximum(cap(p), height), dtype=np.float32)

    return distance


def _cap() -> Shape:
    """Return a knitted cap with its brim turned up."""
    crown = carve(
        ellipsoid((0, 1.262, -0.016), (0.087, 0.104, 0.101)),
        block((0, 1.10, 0), (0.2, 0.155, 0.2), 0.01),
        0.01,
    )

    def ribs(p: Floats) -> Floats:
        return np.asarray(0.0016 * np.sin(46 * np.arctan2(p[:, 0], p[:, 2])), dtype=np.float32)

    brim = ellipsoid((0, 1.262, -0.014), (0.0935, 0.03, 0.106))
    return turn(ruffle(join([crown, brim], 0.008), ribs), (0, 1.262, -0.016), 0, -9)


def make_person(
    *,
    pose: Pose,
    blanket: bool = False,
    bandaged_hand: bool = False,
    bandaged_head: bool = False,
    cap: bool = False,
    standing: bool = False,
) -> Person:
    """Return a person, in a blanket or else in a coat, bandaged or in a knitted cap or neither."""

    def held(shape: Shape) -> Shape:
        """Turn a part with the head, a little larger than life, as clay figures are."""
        larger = scale(shape, NECK, 1.07)
        return turn(larger, NECK, pose.yaw, pose.pitch, pose.roll)

    neck = limb((0, 1.02, -0.012), (0, 1.14, 0.012), 0.056, 0.052)
    head = {"skin": join([held(_face()), neck], 0.02), "hair": held(_hair())}
    if bandaged_head:
        head["gauze"] = held(_band())
    if cap:
        head["cap"] = held(_cap())
    body: dict[str, Shape] = {}
    if not standing:
        body = {"trousers": join(_thighs(), 0.04), "skin": _hand(1)}
        if bandaged_hand:
            body["gauze"] = ruffle(_mitten(), _layers_of_gauze)
        else:
            body["skin"] = join([_hand(1), _hand(-1)])
    if blanket:
        wrap = ring((0, 1.045, 0.0), 0.082, 0.034, axis=1)
        cape = join([*_torso(), *_arms(0.012)[0:1], *_arms(0.012)[2:3], wrap], 0.07)
        thick = ruffle(lambda p: cape(p) - np.float32(0.02), _blanket_folds)
        body["wool"] = carve(thick, _opening, 0.02)
        body["shirt"] = join([*_torso(), *_arms(0.0)], 0.03)
    else:
        collar = ring((0, 1.068, 0.006), 0.078, 0.034, axis=1)
        arms = _hanging_arms(0.016) if standing else _arms(0.016)
        hem = [ellipsoid((0, 0.52, 0.0), (0.225, 0.34, 0.15))] if standing else []
        trunk = join([join([*_torso(), *hem], 0.05), collar], 0.02)
        sleeves = join(arms, 0.01)
        coat = ruffle(lambda p: join([trunk, sleeves], 0.018)(p) - np.float32(0.012), _creases)
        body["jacket"] = carve(coat, _seam, 0.008)
    return Person(head=head, body=body)
