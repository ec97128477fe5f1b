"""Files of every kind that arrives, made when a test needs them: four colours, and moving bars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from clipmaker.canvas.placement import FootageLayout, even_pixels, footage_layout
from clipmaker.media.model import MediaInfo
from clipmaker.media.probe import probe
from clipmaker.media.stills import rgb_of_planes
from clipmaker.profile.load import load_delivery
from clipmaker.profile.model import DeliveryProfile
from clipmaker.render.footage import FootageSource, place_picture
from clipmaker.render.grid import grid_frames
from clipmaker.render.tone import write_tone
from clipmaker.story.photo import Point
from clipmaker.tools.ffmpeg import run_ffmpeg
from clipmaker.tools.graph import arguments, frames_output

COLOURS = ((180, 60, 50), (60, 150, 80), (60, 80, 180), (170, 170, 170))
"""Upper left, upper right, lower left, lower right; no letters of a clip have them."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """How the four colours are stored.

    Attributes:
        args: FFmpeg's output arguments.
        name: the file's name.
        size: width and height of the stored picture.
        light: ``hlg`` or ``pq`` for high dynamic range; "" for what screens show.
        before: arguments that stand before the input.
    """

    args: tuple[str, ...]
    name: str = "footage.mp4"
    size: tuple[int, int] = (320, 180)
    light: str = ""
    before: tuple[str, ...] = ()


def quarters(width: int, height: int) -> np.ndarray:
    """The four colours as RGB from 0 to 1."""
    picture = np.zeros((height, width, 3))
    halves = (slice(0, height // 2), slice(height // 2, height))
    sides = (slice(0, width // 2), slice(width // 2, width))
    for number, colour in enumerate(COLOURS):
        picture[halves[number // 2], sides[number % 2]] = np.array(colour) / 255
    return picture


def make(file: Path, way: Way, frames: int = 10) -> Path:
    """Write the four colours as footage of 25 frames a second."""
    width, height = way.size
    picture = quarters(width, height)
    if way.light:
        picture = LIGHTS[way.light](picture.reshape(-1, 3)).reshape(picture.shape)
    raw = np.round(picture * 65535).astype("<u2").tobytes()
    source = f"-f rawvideo -pix_fmt rgb48le -s {width}x{height} -r 25 -i pipe:0".split()
    run_ffmpeg([*source, *way.args, str(file)], doing="making footage", feed=[raw] * frames)
    if way.before:
        made = file.with_name(f"plain-{file.name}")
        file.rename(made)
        run_ffmpeg([*way.before, "-i", str(made), "-c", "copy", str(file)], doing="marking it")
    return file


def hlg(shown: np.ndarray) -> np.ndarray:
    """What a camera stores in HLG so that a display of 1000 cd/m² shows SDR's white at 203."""
    light = _wide(shown) * 203 / 1000
    luminance = (light @ np.array([0.2627, 0.6780, 0.0593]))[:, None]
    scene = light * np.maximum(luminance, 1e-9) ** (1 / 1.2 - 1)
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    return np.where(
        scene <= 1 / 12, np.sqrt(3 * scene), a * np.log(np.maximum(12 * scene - b, 1e-9)) + c
    )


def pq(shown: np.ndarray) -> np.ndarray:
    """SDR's white at 203 cd/m² in PQ."""
    y = (_wide(shown) * 203 / 10_000) ** 0.1593017578125
    return ((0.8359375 + 18.8515625 * y) / (1 + 18.6875 * y)) ** 78.84375


def _wide(shown: np.ndarray) -> np.ndarray:
    """Light of BT.709 colours in the primaries of BT.2020 (BT.2087)."""
    matrix = [[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]]
    return shown**2.4 @ np.array(matrix).T


LIGHTS: Mapping[str, object] = {"hlg": hlg, "pq": pq}


def layout_of(media: MediaInfo, profile: DeliveryProfile) -> FootageLayout:
    """Where a file's picture stands."""
    assert media.video is not None
    video = media.video
    size = (video.display_width_px, video.display_height_px)
    return footage_layout(*size, Point(), None, profile)


def shown(file: Path, folder: Path, frame: int = 3) -> np.ndarray:
    """The picture of a frame of footage as it stands on the canvas, RGB."""
    media, profile = probe(file), load_delivery("tiny")
    assert media.video is not None
    frames = grid_frames(media, 0, frame, 1, profile.rate)
    source = FootageSource(
        frames=frames, video=media.video, tone=write_tone(media.video, folder / "tone.cube")
    )
    layout = layout_of(media, profile)
    left, top, width, height = even_pixels(layout.picture, profile.scale)
    canvas = place_picture(source, layout, profile).canvas
    alone = canvas.filter("crop", w=width, h=height, x=left, y=top)
    output = frames_output(alone, profile.rate)
    planes = run_ffmpeg(arguments([output]), doing="a frame").stdout
    return rgb_of_planes(planes, width, height)


def bars(width: int, height: int, count: int) -> list[bytes]:
    """Grey frames of a bar that moves two pixels to the right from each to the next."""
    frames = []
    for number in range(count):
        picture = np.zeros((height, width), np.uint8)
        picture[:, 20 + 2 * number : 60 + 2 * number] = 220
        frames.append(picture.tobytes())
    return frames


def damage(file: Path, kind: str, from_s: float) -> None:
    """Zero a stream's packets from a time on."""
    content = bytearray(file.read_bytes())
    with av.open(str(file)) as media:
        for packet in media.demux(getattr(media.streams, kind)[0]):
            if packet.pts is not None and packet.pts * packet.time_base >= from_s:
                content[packet.pos : packet.pos + packet.size] = bytes(packet.size)
    file.write_bytes(content)
