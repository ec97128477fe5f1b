"""A small harbour at first light, upright: somebody in a knitted cap speaks before the water."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

from synth.figure import NECK, Pose, make_person
from synth.film import Layer, Move, Scene, as_layer, sway
from synth.grain import blur, cloudy, resized
from synth.solids import Floats, join, shift, turn
from synth.stage import Camera, Lamp, Material, Stage

SIZE = (720, 1280)
CANVAS = (792, 1408)
HORIZON = 640
SUN = (236.0, 612.0)

WEAR = {
    "skin": Material(colour=(0.20, 0.125, 0.09), sheen=0.05, gloss=0.02),
    "hair": Material(colour=(0.03, 0.026, 0.024)),
    "cap": Material(colour=(0.055, 0.028, 0.022), sheen=0.10),
    "trousers": Material(colour=(0.03, 0.03, 0.03)),
    "jacket": Material(
        colour=(0.030, 0.046, 0.060), sheen=0.07, grain=lambda p: 1 + 0.08 * cloudy(p, 45, 8, 2)
    ),
}


def _over(stops: list[tuple[float, tuple[float, float, float]]], y: Floats) -> Floats:
    """Return colours between stops (0 to 1 from top to bottom), (n, 3), linear light."""
    places = [p for p, _ in stops]
    return np.stack([np.interp(y, places, [c[i] for _, c in stops]) for i in range(3)], axis=1)


def _sky() -> Floats:
    """Return sky, hills and pier in linear light, (h, w, 4)."""
    width, height = CANVAS
    rows = np.arange(height, dtype=np.float32) / HORIZON
    stops = [
        (0.0, (0.0045, 0.0075, 0.016)),
        (0.30, (0.010, 0.018, 0.036)),
        (0.62, (0.034, 0.047, 0.070)),
        (0.84, (0.150, 0.105, 0.088)),
        (1.0, (0.42, 0.205, 0.105)),
    ]
    sky = np.repeat(_over(stops, rows)[:, None], width, axis=1)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    away = np.hypot((x - SUN[0]) / 1.5, y - SUN[1])
    sky += np.exp(-away[..., None] / 95) * np.array([0.75, 0.36, 0.13])
    sky += np.exp(-((away[..., None] / 34) ** 2)) * np.array([3.2, 2.2, 1.15])
    flat = np.stack([x.ravel() / 150, y.ravel() / 26, 0 * x.ravel()], axis=1)
    cloud = np.clip(cloudy(flat, 0.16, 40, 4).reshape(height, width) - 0.15, 0, 1)
    cloud *= np.exp(-(((y - 430) / 130) ** 2))
    sky *= 1 - 0.45 * cloud[..., None]
    sky += cloud[..., None] * np.exp(-away / 260)[..., None] * np.array([0.20, 0.085, 0.03])
    return np.concatenate([sky, np.ones((height, width, 1))], axis=2).astype(np.float32)


def _outline(points: list[tuple[float, float]], soft: float) -> Floats:
    """Return a filled outline on the canvas, (h, w), with a soft edge."""
    big = Image.new("L", (CANVAS[0] * 2, CANVAS[1] * 2), 0)
    ImageDraw.Draw(big).polygon([(2 * x, 2 * y) for x, y in points], fill=255)
    return blur(np.asarray(big.reduce(2), dtype=np.float32) / 255, soft)


def _strokes(lines: list[tuple[float, float, float, float, float]], soft: float) -> Floats:
    """Return lines (x, y, x, y, width) on the canvas, (h, w), with soft edges."""
    big = Image.new("L", (CANVAS[0] * 4, CANVAS[1] * 4), 0)
    pen = ImageDraw.Draw(big)
    for x0, y0, x1, y1, thick in lines:
        pen.line((4 * x0, 4 * y0, 4 * x1, 4 * y1), fill=255, width=max(1, round(4 * thick)))
    return blur(np.asarray(big.reduce(4), dtype=np.float32) / 255, soft)


def _ink(mask: Floats, colour: tuple[float, float, float]) -> Floats:
    """Return a mask as linear light of one colour, premultiplied, (h, w, 4)."""
    light = np.empty((*mask.shape, 4), dtype=np.float32)
    light[..., :3] = mask[..., None] * np.asarray(colour)
    light[..., 3] = mask
    return light


def _onto(below: Floats, above: Floats) -> Floats:
    return np.asarray(below * (1 - above[..., 3:]) + above)


def _far_shore() -> Floats:
    """Return hills, a mole and its small lighthouse, against the light."""
    x = np.linspace(0, CANVAS[0], 80)
    ridge = (
        HORIZON
        - 34
        - 26 * np.sin(x / 190 + 0.6)
        - 9 * np.sin(x / 47)
        - 30 * np.clip((x - 420) / 380, 0, 1)
    )
    hills = [
        (0.0, HORIZON + 4.0),
        *zip(x.tolist(), ridge.tolist(), strict=True),
        (float(CANVAS[0]), HORIZON + 4.0),
    ]
    shore = _ink(_outline(hills, 2.6), (0.050, 0.044, 0.050))
    mole = _outline([(-5, 628), (418, 633), (430, 646), (-5, 652)], 1.6)
    tower = _outline([(384, 633), (388, 566), (404, 566), (408, 633)], 1.6)
    lamp = _outline([(386, 566), (389, 548), (396, 540), (403, 548), (406, 566)], 1.6)
    return _onto(shore, _ink(np.clip(mole + tower + lamp, 0, 1), (0.016, 0.016, 0.021)))


def _boat(x: float, y: float, size: float, facing: int) -> Floats:
    """Return a moored fishing boat, against the light and out of focus."""

    def at(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x + facing * size * px, y + size * py) for px, py in points]

    hull = _outline(at([(-120, -34), (-96, 14), (84, 16), (128, -46), (60, -30), (-60, -27)]), 2.2)
    house = _outline(at([(-66, -28), (-62, -84), (-12, -86), (-4, -28)]), 2.2)
    ropes = [
        (-36, -84, -36, -236, 5),
        (-36, -230, 120, -46, 1.6),
        (-36, -230, -116, -36, 1.6),
        (34, -30, 34, -150, 4),
        (34, -146, -36, -200, 1.4),
        (-36, -190, -96, -150, 3),
    ]
    rig = _strokes(
        [
            (x + facing * size * a, y + size * b, x + facing * size * c, y + size * d, size * thick)
            for a, b, c, d, thick in ropes
        ],
        1.3,
    )
    dark = _ink(np.clip(hull + house + rig, 0, 1), (0.010, 0.012, 0.017))
    window = _outline(at([(-54, -74), (-52, -56), (-26, -56), (-26, -75)]), 1.6)
    return _onto(dark, _ink(window, (0.30, 0.17, 0.07)))


def _water() -> Callable[[float], Image.Image]:
    """Return the water below the horizon at a time: the sky's mirror, ripples, and glitter."""
    scale = 2
    width, height = CANVAS[0] // scale, (CANVAS[1] - HORIZON) // scale
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    depth = (y + 1.5) / height
    far = 1 / (depth + 0.06)
    stops = [
        (0.0, (0.30, 0.155, 0.085)),
        (0.06, (0.165, 0.105, 0.078)),
        (0.25, (0.052, 0.056, 0.068)),
        (0.6, (0.014, 0.021, 0.034)),
        (1.0, (0.006, 0.010, 0.019)),
    ]
    mirror = _over(stops, depth[:, 0])[:, None]
    across = (x - SUN[0] / scale) / (18 + 150 * depth)
    path = np.exp(-(across**2)).astype(np.float32)
    chance = np.random.default_rng(3)
    waves = [
        (
            chance.uniform(0.2, 1.0) * 0.10,
            chance.uniform(1.4, 3.6),
            chance.uniform(0.8, 2.4),
            chance.uniform(0, 6.28),
        )
        for _ in range(14)
    ]
    sparks = chance.uniform(0, 1, (170, 4))

    def draw(t: float) -> Image.Image:
        ripple = np.zeros_like(x)
        for slant, tight, speed, phase in waves:
            ripple += np.sin(
                (x - width / 2) * slant * far * 0.35 + 15 * tight * far + speed * t + phase
            )
        ripple /= 4.2
        light = mirror * (1 + 0.30 * ripple[..., None])
        shine = path * np.clip(0.35 + 0.75 * ripple, 0, 2) ** 2 * (1.02 - depth) ** 1.6
        light = light + shine[..., None] * np.array([0.95, 0.47, 0.19])
        for place, side, rate, phase in sparks:
            deep = place**1.7
            twinkle = np.sin(2 * np.pi * (t * (0.25 + 0.5 * rate) + phase)) ** 9
            if twinkle > 0.05:
                row = deep * (height - 6)
                column = SUN[0] / scale + (side - 0.5) * 2.4 * (12 + 120 * deep)
                _disc(light, column, row, 1.2 + 3.6 * deep, twinkle * 0.85 * (1.1 - deep))
        whole = np.concatenate([light, np.ones_like(light[..., :1])], axis=2).astype(np.float32)
        picture, _ = as_layer(whole, int(t * 1000))
        return picture.resize((width * scale, height * scale), Image.Resampling.BICUBIC)

    return draw


def _disc(light: Floats, x: float, y: float, radius: float, strength: float) -> None:
    """Add an out-of-focus spark: an even disc with a soft rim."""
    top, left = int(y - radius - 2), int(x - radius - 2)
    size = int(2 * radius + 5)
    if left < 0 or top < 0 or left + size > light.shape[1] or top + size > light.shape[0]:
        return
    rows, columns = np.mgrid[top : top + size, left : left + size]
    cover = np.clip(radius + 0.5 - np.hypot(columns - x, rows - y), 0, 1)[..., None]
    light[top : top + size, left : left + size] += cover * strength * np.array([0.80, 0.42, 0.18])


def _speaker(quality: float) -> tuple[list[Floats], tuple[float, float]]:
    """Return body, head and what of the body stands before the head; and the neck's place."""
    size = (round(CANVAS[0] * quality), round(CANVAS[1] * quality))
    camera = Camera(place=(-0.05, 1.16, 3.0), aim=(-0.10, 1.0, 0), height_m=1.22 * 1.1, size=size)
    person = make_person(pose=Pose(yaw=-20, pitch=2, roll=-2), cap=True, standing=True)

    head = {n: shift(turn(s, (0, 0, 0), -14), (0.03, 0, 0)) for n, s in person.head.items()}
    body = {n: shift(turn(s, (0, 0, 0), -14), (0.03, 0, 0)) for n, s in person.body.items()}
    stage = Stage(
        camera=camera,
        lamps=(
            Lamp(place=(-1.7, 1.45, -1.5), colour=(11.0, 5.4, 2.3), size=0.4),
            Lamp(place=(1.6, 2.1, 1.2), colour=(0.14, 0.20, 0.29), size=1.0),
        ),
        ambient=((0.070, 0.094, 0.130), (0.036, 0.036, 0.042)),
        materials=WEAR,
        casters=join([*head.values(), *body.values()]),
    )
    head_light, head_depth = stage.shoot(head)
    body_light, body_depth = stage.shoot(body)
    front = body_light * (body_depth < head_depth)[..., None]
    canvas = Camera(place=camera.place, aim=camera.aim, height_m=camera.height_m, size=CANVAS)
    softened = blur(head_light, 3.2 * quality)
    pictures = [resized(p, CANVAS) for p in (body_light, softened, front)]
    return pictures, canvas.pixel((0.03, NECK[1], 0))


def _background() -> list[Layer]:
    """Return sky, shore, water and two boats that ride at their moorings."""
    shore = blur(_onto(_sky(), _far_shore()), 2.2)
    boats = [
        (blur(_boat(322, 672, 0.46, -1), 1.6), (322.0, 672.0), 1.0),
        (blur(_boat(126, 748, 1.10, 1), 3.2), (126.0, 748.0), 2.0),
    ]
    layers = [Layer(picture=as_layer(shore, 401)[0], near=0.25)]
    layers.append(Layer(picture=_water(), corner=(0.0, float(HORIZON)), near=0.3))
    for light, at, seed in boats:
        picture, corner = as_layer(light, 410 + int(seed))
        layers.append(
            Layer(picture=picture, corner=corner, near=0.45, pivot=at, motion=_riding(seed))
        )
    return layers


def at_first_light() -> Image.Image:
    """Return a still of the harbour with nobody in it, upright."""
    scene = Scene(layers=tuple(_background()), canvas=CANVAS, drift=lambda _t: Move(), vignette=0.3)
    return Image.fromarray(np.clip(scene.frame(1.0, SIZE), 0, 255).astype(np.uint8))


def build(speaking: Callable[[float], float], *, quality: float) -> Scene:
    """Return the take: sky, shore, boats that ride at their moorings, water and the speaker."""
    people, neck = _speaker(quality)
    floor = (neck[0], float(CANVAS[1]))
    layers = _background()

    def torso(t: float) -> Move:
        breath = float(np.sin(2 * np.pi * t / 3.4))
        return Move(tall=1 + 0.004 * breath, wide=1 + 0.002 * breath, right=2.0 * sway(t, 2, 7))

    def nod(t: float) -> Move:
        voice = speaking(t)
        return Move(
            right=2.0 * sway(t, 2, 7) + 2.2 * sway(t, 5, 3.9) - 2.0 * voice,
            down=-1.8 * float(np.sin(2 * np.pi * t / 3.4)) + 1.4 * sway(t, 7, 3.1) + 4.5 * voice,
            degrees=1.3 * sway(t, 3, 4.9) - 1.3 * voice,
        )

    motions = ((floor, torso), (neck, nod), (floor, torso))
    for index, (light, (pivot, motion)) in enumerate(zip(people, motions, strict=True)):
        picture, corner = as_layer(light, 420 + index)
        layers.append(Layer(picture=picture, corner=corner, pivot=pivot, motion=motion))

    def drift(t: float) -> Move:
        return Move(right=9 * sway(t, 1, 9), down=6 * sway(t, 4, 8), wide=1 + 0.003 * t)

    return Scene(layers=tuple(layers), canvas=CANVAS, drift=drift, vignette=0.30)


def _riding(seed: float) -> Callable[[float], Move]:
    """Return the movement of a boat at its mooring."""
    return lambda t: Move(degrees=0.8 * sway(t, seed, 4.2), down=2.0 * sway(t, seed + 3, 3.4))
