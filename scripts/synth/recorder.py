"""The insert: a sound recorder on a table, and behind it, out of focus, both men.

Which of the two speaks is not to be seen; the recorder's level moves with the voice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PIL import Image, ImageDraw

from synth.film import Layer, Move, Scene, as_layer, sway
from synth.grain import blur, cloudy, resized
from synth.lettering import inter
from synth.room import (
    CANVAS,
    MATERIALS,
    SIZE,
    first_man,
    second_man,
    settle,
    staged,
    wall_light,
)
from synth.solids import Floats, Shape, block, carve, cylinder, join, limb, ring, shift, turn
from synth.stage import Camera, Lamp, Material, Stage

PLACE, AIM, HEIGHT_M = (0.03, 0.865, 2.85), (0.0, 0.812, 2.0), 0.30
TOP = 0.72
STANDS = (-0.025, TOP, 2.0)
MUG = (0.155, TOP + 0.041, 1.93)
TILT = 9.0
SCALE = 2
"""The display is drawn larger than it is shown, so that thin strokes survive."""

THINGS = {
    **MATERIALS,
    "table": Material(
        colour=(0.085, 0.052, 0.034),
        sheen=0.02,
        gloss=0.10,
        grain=lambda p: (
            1
            + 0.22 * cloudy(p * np.array([3.0, 3.0, 40.0], dtype=np.float32), 1.0, 12)
            + 0.10 * cloudy(p, 12, 14, 2)
        ),
    ),
    "case": Material(colour=(0.034, 0.036, 0.040), sheen=0.16, gloss=0.5),
    "metal": Material(colour=(0.16, 0.165, 0.17), sheen=0.05, gloss=0.9),
    "enamel": Material(colour=(0.42, 0.42, 0.40), sheen=0.04, gloss=0.6),
    "rim": Material(colour=(0.01, 0.016, 0.035), sheen=0.04, gloss=0.6),
    "paper": Material(colour=(0.50, 0.48, 0.43), sheen=0.02),
    "pen": Material(colour=(0.012, 0.014, 0.02), sheen=0.03, gloss=0.9),
}
"""Materials of the table and of what lies on it."""


def _stood(shape: Shape) -> Shape:
    """Stand the recorder on the table: it is built around the origin, its foot at y 0."""
    return shift(turn(shape, (0, 0, 0), 10, -TILT), STANDS)


def _recorder() -> dict[str, Shape]:
    body = block((0, 0.062, 0), (0.029, 0.062, 0.0105), 0.006)
    glass = block((0, 0.071, 0.0105), (0.0225, 0.029, 0.0016), 0.001)
    heads = [limb((x, 0.118, 0), (x * 1.9, 0.142, 0), 0.0085, 0.0085) for x in (-0.012, 0.012)]
    foot = block((0, 0.004, -0.016), (0.024, 0.004, 0.026), 0.003)
    button = cylinder((0, 0, 0), 0.0075, 0.003, 0.0015)
    button = shift(turn(button, (0, 0, 0), 0, 90), (0, 0.024, 0.0115))
    return {
        "case": _stood(join([carve(body, glass, 0.001), foot])),
        "metal": _stood(join([*heads, button])),
    }


def _mug() -> dict[str, Shape]:
    at = MUG
    cup = carve(
        cylinder(at, 0.04, 0.041, 0.004),
        cylinder((at[0], at[1] + 0.01, at[2]), 0.033, 0.041, 0.004),
        0.002,
    )
    grip = ring((at[0] + 0.047, at[1], at[2]), 0.021, 0.0052, axis=2)
    return {
        "enamel": join([cup, grip], 0.004),
        "rim": ring((at[0], at[1] + 0.041, at[2]), 0.0368, 0.0036, axis=1),
    }


def _notes() -> dict[str, Shape]:
    pad = turn(
        block((-0.262, TOP + 0.006, 1.68), (0.062, 0.006, 0.085), 0.002), (-0.262, TOP, 1.68), 24
    )
    pen = limb((-0.317, TOP + 0.017, 1.67), (-0.212, TOP + 0.017, 1.72), 0.0042, 0.0042)
    return {"paper": pad, "pen": pen}


def _behind(camera: Camera) -> Floats:
    """Return the room with both men, as the lens sees it before it blurs it."""
    men: dict[str, Shape] = {}
    for index, (setup, x, facing) in enumerate(
        ((first_man(), -0.40, 14), (second_man(), 0.42, -22))
    ):
        seated = replace(setup, stands=(x, 0.0, 0.0), facing=facing)
        for part in (setup.person.body, setup.person.head):
            for name, shape in part.items():
                men[f"{name}.{index}{len(men)}"] = settle(shape, seated)
    casters = join(list(men.values()))
    people = staged(camera, casters).shoot(men)[0]
    room = replace(first_man(), window=(1.45, 2.05, 0.10, 0.70))
    wall = wall_light(camera, casters, room)
    return np.asarray(wall * (1 - people[..., 3:]) + people)


def on_table(camera: Camera) -> Floats:
    """Return the table and what lies on it, (h, w, 4)."""
    top = block((0, TOP - 0.02, 1.9), (0.9, 0.02, 0.55), 0.004)
    things: dict[str, Shape] = {"table": top, **_recorder(), **_mug(), **_notes()}
    # The mug's wall is thinner than a stride of a shadow's ray, so a full one throws its shadow.
    solid = [shape for name, shape in things.items() if name not in ("enamel", "rim")]
    solid.append(cylinder(MUG, 0.04, 0.041, 0.004))
    lamps = (
        Lamp(place=(-1.1, 1.75, 1.5), colour=(2.3, 1.35, 0.70), size=0.30),
        Lamp(place=(0.9, 1.3, 1.2), colour=(0.30, 0.48, 0.80), size=0.25),
        Lamp(place=(-0.5, 1.25, 3.2), colour=(0.16, 0.19, 0.24), size=0.6, shadows=False),
    )
    ambient = ((0.030, 0.042, 0.060), (0.010, 0.012, 0.016))
    stage = Stage(
        camera=camera,
        lamps=lamps,
        ambient=ambient,
        materials=THINGS,
        casters=join(solid),
        fine=0.004,
    )
    return stage.shoot(things)[0]


def _screen(level: Callable[[float], float], starts_s: float) -> Callable[[float], Image.Image]:
    """Return the recorder's display as it is at a time: a dot, the time counted, two bars."""
    small, large = inter(SCALE * 30, 600), inter(SCALE * 58, 650)
    ink = (214, 226, 235)

    def draw(t: float) -> Image.Image:
        picture = Image.new("RGBA", (SCALE * 270, SCALE * 348), (9, 15, 22, 255))
        pen = ImageDraw.Draw(picture)

        def box(x: float, y: float, wide: float, tall: float) -> tuple[float, float, float, float]:
            return SCALE * x, SCALE * y, SCALE * (x + wide), SCALE * (y + tall)

        if (t + starts_s) % 1 < 0.6:
            pen.ellipse(box(26, 33, 22, 22), fill=(238, 52, 40))
        pen.text((SCALE * 62, SCALE * 55), "REC", font=small, fill=ink, anchor="ls")
        seconds = int(t + starts_s)
        counter = f"{seconds // 60:02d}:{seconds % 60:02d}"
        pen.text((SCALE * 24, SCALE * 150), counter, font=large, fill=ink, anchor="ls")
        for row, lag in enumerate((0.0, 0.045)):
            share = 0.10 + 0.85 * level(max(0.0, t - lag))
            for step in range(14):
                hot = (232, 168, 92) if step > 10 else (122, 178, 196)
                colour = hot if step / 14 < share else (30, 42, 52)
                pen.rectangle(box(24 + 16 * step, 208 + 46 * row, 10, 30), fill=colour)
        return picture.reduce(4)

    return draw


def build(level: Callable[[float], float], *, starts_s: float, quality: float) -> Scene:
    """Return the insert.

    Args:
        level: how loud it is at a time, 0 to 1.
        starts_s: what the recorder's counter shows at first.
        quality: rendered pixels for one of the canvas, each way.
    """
    canvas = Camera(place=PLACE, aim=AIM, height_m=HEIGHT_M * CANVAS[1] / SIZE[1], size=CANVAS)
    coarse = replace(canvas, size=(round(CANVAS[0] * quality / 3), round(CANVAS[1] * quality / 3)))
    fine = replace(canvas, size=(round(CANVAS[0] * quality), round(CANVAS[1] * quality)))
    back = resized(blur(_behind(coarse), 15 * quality / 3), CANVAS)
    table = resized(on_table(fine), CANVAS)
    table = _focus(table)
    layers = [as_layer(back, 301), as_layer(table, 302)]
    corner, right, below = (
        canvas.pixel(_screen_point(x, y))
        for x, y in ((-0.0215, 0.099), (0.0215, 0.099), (-0.0215, 0.043))
    )
    show = _screen(level, starts_s)

    def glass(t: float) -> Image.Image:
        picture = show(t)
        across = (right[0] - corner[0], right[1] - corner[1])
        down = (below[0] - corner[0], below[1] - corner[1])
        size = (int(across[0] + abs(down[0])) + 4, int(down[1] + abs(across[1])) + 4)
        matrix = np.array([[across[0] / picture.width, down[0] / picture.height],
                           [across[1] / picture.width, down[1] / picture.height]])  # fmt: skip
        origin = np.array([max(0.0, -down[0]) + 1, max(0.0, -across[1]) + 1])
        back_ = np.linalg.inv(matrix)
        start = -back_ @ origin
        return picture.transform(
            size,
            Image.Transform.AFFINE,
            (back_[0, 0], back_[0, 1], start[0], back_[1, 0], back_[1, 1], start[1]),
            Image.Resampling.BICUBIC,
        )

    across_y, down_x = right[1] - corner[1], below[0] - corner[0]
    at = (corner[0] - max(0.0, -down_x) - 1, corner[1] - max(0.0, -across_y) - 1)
    placed = (
        Layer(picture=layers[0][0], corner=layers[0][1], near=0.35),
        Layer(picture=layers[1][0], corner=layers[1][1]),
        Layer(picture=glass, corner=at),
    )

    def drift(t: float) -> Move:
        return Move(
            right=9 * sway(t, 6, 12) - 1.4 * t, down=4 * sway(t, 2, 9), wide=1.004 + 0.0045 * t
        )

    return Scene(layers=placed, canvas=CANVAS, drift=drift, vignette=0.42)


def _screen_point(x: float, y: float) -> tuple[float, float, float]:
    """Return where a point of the recorder's front lies in the room."""
    yaw, pitch = np.radians((10, -TILT))
    about_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    about_x = np.array(
        [[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]]
    )
    placed = about_y @ about_x @ np.array([x, y, 0.0098]) + np.asarray(STANDS)
    return float(placed[0]), float(placed[1]), float(placed[2])


def _focus(table: Floats) -> Floats:
    """Return the table sharp across the recorder, softer towards both edges of its depth."""
    rows = np.arange(table.shape[0], dtype=np.float32)[:, None, None]
    near = np.clip((rows - 655) / 120, 0, 1)
    return np.asarray(table * (1 - near) + blur(table, 7) * near)
