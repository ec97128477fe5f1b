"""The interview's takes of one man: he breathes, nods when he speaks, and his face is veiled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from synth.figure import NECK, Pose, make_person
from synth.film import STILL, Layer, Move, Scene, as_layer, dusty_beam, sway
from synth.grain import blur, resized
from synth.room import CANVAS, COLD, KEY, MATERIALS, SIZE, Setup, chair, settle, staged, wall_light
from synth.solids import Floats, Shape, join, shift, turn
from synth.stage import Camera, Lamp, Stage

Motion = Callable[[float], Move]


def build(
    setup: Setup, speaking: Callable[[float], float], *, quality: float, mirror: bool
) -> Scene:
    """Return the take of one camera position.

    Args:
        setup: what is in front of the camera.
        speaking: how loud the sitter speaks at a time, 0 to 1.
        quality: rendered pixels for one of the canvas, each way.
        mirror: swap left and right.
    """
    camera = Camera(
        place=setup.place,
        aim=setup.aim,
        height_m=setup.height_m * CANVAS[1] / SIZE[1],
        size=(round(CANVAS[0] * quality), round(CANVAS[1] * quality)),
    )
    pictures = [resized(p, CANVAS) for p in _pictures(setup, camera, quality)]
    if mirror:
        pictures = [p[:, ::-1] for p in pictures]
    neck = replace(camera, size=CANVAS).pixel((setup.stands[0], NECK[1], 0))
    pivot = (CANVAS[0] - neck[0] if mirror else neck[0], neck[1])
    floor = (pivot[0], float(CANVAS[1]))
    nod = _nodding(speaking, -1 if mirror else 1)
    holds: list[tuple[float, tuple[float, float], Motion]] = [
        (0.55, floor, lambda _t: STILL),
        (1.0, floor, _breathing),
        (1.0, pivot, nod),
        (1.0, floor, _breathing),
        (1.9, floor, lambda t: Move(right=5 * sway(t, 9, 8), down=2 * sway(t, 8, 3.9))),
    ]
    layers = []
    for index, light in enumerate(pictures):
        picture, corner = as_layer(light, 200 + index)
        near, at, motion = holds[index]
        layers.append(Layer(picture=picture, corner=corner, near=near, pivot=at, motion=motion))
    edge = ((-60.0, -40.0), (150.0, -40.0), (760.0, 520.0), (640.0, 760.0), (430.0, 760.0))
    outline = [(SIZE[0] - x if mirror else x, y) for x, y in edge]
    glow = dusty_beam(SIZE, outline, seed=5 if mirror else 4, haze=0.030)
    return Scene(layers=tuple(layers), canvas=CANVAS, drift=_drift, glow=glow)


def _pictures(setup: Setup, camera: Camera, quality: float) -> list[Floats]:
    """Return wall, body, head, what of the body hides the head, and the listener if there is one.

    The body is there twice, so that the head can move without baring a hole behind it.
    """
    head = {name: settle(shape, setup) for name, shape in setup.person.head.items()}
    body = {name: settle(shape, setup) for name, shape in setup.person.body.items()}
    body["chair"] = chair(setup)
    casters = join([*head.values(), *body.values()])
    stage = staged(camera, casters)
    head_light, head_depth = stage.shoot(head)
    body_light, body_depth = stage.shoot(body)
    rough = replace(camera, size=(camera.size[0] // 2, camera.size[1] // 2))
    pictures = [
        blur(wall_light(rough, casters, setup), 2.5 * quality),
        body_light,
        _veiled(head_light, camera, setup, quality),
        body_light * (body_depth < head_depth)[..., None],
    ]
    if setup.listener:
        pictures.append(blur(_listener(camera), 15 * quality))
    return pictures


def _veiled(head: Floats, camera: Camera, setup: Setup, quality: float) -> Floats:
    """Return the head with its face out of focus, as a newsroom shows prisoners."""
    turned = float(np.sin(np.radians(setup.facing - 22)))
    across, down = camera.pixel((setup.stands[0] + 0.045 * turned, 1.222, 0.05))
    metre = camera.size[1] / camera.height_m
    y, x = np.mgrid[0 : camera.size[1], 0 : camera.size[0]]
    away = np.hypot((x - across) / (0.142 * metre), (y - down) / (0.185 * metre))
    mask = blur(np.clip(3.6 - 3.2 * away, 0, 1), 5 * quality)[..., None]
    return np.asarray(head * (1 - mask) + blur(head, 13 * quality) * mask)


def _listener(camera: Camera) -> Floats:
    """Return the interviewer, whose head and shoulder stand dark in the foreground."""
    person = make_person(pose=Pose(yaw=8, pitch=5))
    every = {**person.body, **{f"{name}.head": shape for name, shape in person.head.items()}}

    def seated(shape: Shape) -> Shape:
        return shift(turn(shape, (0, 0, 0), 160), (-0.70, -0.10, 1.2))

    parts = {name: seated(shape) for name, shape in every.items()}
    lamps = (_twice(KEY), _twice(COLD))
    ambient = ((0.02, 0.03, 0.045), (0.008, 0.01, 0.014))
    casters = join(list(parts.values()))
    stage = Stage(camera=camera, lamps=lamps, ambient=ambient, materials=MATERIALS, casters=casters)
    return stage.shoot(parts)[0]


def _twice(lamp: Lamp) -> Lamp:
    red, green, blue = lamp.colour
    return replace(lamp, colour=(2 * red, 2 * green, 2 * blue))


def _breath(t: float) -> float:
    """Return the breath at a time, -1 out to 1 in: slow, and a little held at its ends."""
    wave = float(np.sin(2 * np.pi * t / 3.7))
    return 0.65 * wave + 0.35 * wave**3


def _breathing(t: float) -> Move:
    return Move(
        tall=1 + 0.0045 * _breath(t), wide=1 + 0.002 * _breath(t), right=1.2 * sway(t, 2, 9)
    )


def _nodding(speaking: Callable[[float], float], way: int) -> Motion:
    """Return the movement of a head: it rides on the breath, idles, and dips with the voice."""

    def motion(t: float) -> Move:
        voice = speaking(t)
        return Move(
            right=1.2 * sway(t, 2, 9) + way * (1.6 * sway(t, 5, 5.1) - 1.5 * voice),
            down=-2.0 * _breath(t) + 1.2 * sway(t, 7, 4.3) + 3.4 * voice,
            degrees=way * (0.9 * sway(t, 3, 6.7) - 1.1 * voice),
        )

    return motion


def _drift(t: float) -> Move:
    return Move(right=7 * sway(t, 1, 13), down=4 * sway(t, 4, 10), wide=1 + 0.0022 * t)
