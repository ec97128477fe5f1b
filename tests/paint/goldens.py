"""Comparing frames with golden ones; CLIPMAKER_REGENERATE_GOLDENS=1 writes them anew.

What is compared are the planes that the encoder is handed: Y, U and V of a card's frame, and of
footage with the overlays that FFmpeg's own filter lays over it. A golden file shows them as a
player would, in RGB, so that it can be looked at; the way there and back is exact for every
colour that RGB has, and a sample is off where a letter's edge is brighter than white.
"""

import os
from pathlib import Path

import av
import numpy as np
import pytest
from av.filter import Graph
from PIL import Image

from clipmaker.paint.chrome import ChromeStrip
from clipmaker.paint.frames import card_frames
from clipmaker.paint.motion import Motion
from clipmaker.paint.overlay import Overlay
from clipmaker.paint.page import Page, Painting
from clipmaker.paint.yuv import Planes, Samples
from clipmaker.render.reel import write_reel
from clipmaker.render.words import FootageWords

GOLDEN = Path(__file__).parent / "golden"
MEAN_AT_MOST = 0.5
FAR_OFF, FAR_SHARE = 34, 0.002
SHOWN_AT = 50
"""The frame of the clip that goldens show."""


def planes_of(rgb: np.ndarray) -> Samples:
    """Return an RGB picture as the encoder's planes."""
    planes = Planes(rgb.shape[1], rgb.shape[0])
    planes.update(rgb)
    return planes.snapshot()


def as_played(data: Samples, width: int, height: int) -> np.ndarray:
    """Return planes as RGB, height x width x 3, chroma repeated for every pixel of its block."""
    samples = np.frombuffer(data, np.uint8).astype(float)
    size = width * height
    blue, red = (
        (part.reshape(height // 2, width // 2).repeat(2, 0).repeat(2, 1) - 128) / 224
        for part in np.split(samples[size:], 2)
    )
    grey = (samples[:size].reshape(height, width) - 16) / 219
    light, colour = grey + 1.5748 * red, grey + 1.8556 * blue
    green = (grey - 0.2126 * light - 0.0722 * colour) / 0.7152
    shown = np.stack([light, green, colour], axis=-1)
    return np.rint(np.clip(shown, 0, 1) * 255).astype(np.uint8)


def frame_of(
    painting: Painting, page: Page, *, frame: int | None = None, shot_frames: int = 90
) -> np.ndarray:
    """Return a card's frame as the encoder is handed it, in RGB as it is played.

    Args:
        painting: the card.
        page: what it was painted on.
        frame: counted from the card's beginning; without it, one where everything stands.
        shot_frames: length of the card.
    """
    stands = max(SHOWN_AT, Motion(painting, page.profile).length)
    start = SHOWN_AT - stands if frame is None else 27
    (data,) = card_frames(
        painting,
        ChromeStrip(page, painting.chrome),
        page.profile,
        shot_start_frame=start,
        shot_frames=shot_frames,
        first=stands if frame is None else frame,
        count=1,
    )
    return as_played(data, page.profile.width_px, page.profile.height_px)


def over_footage(
    footage: np.ndarray, page: Page, folder: Path, *overlays: Overlay, chrome: bool = True
) -> np.ndarray:
    """Return footage with overlays and chrome, laid over it by FFmpeg's filter as in a clip.

    Args:
        footage: height x width x 3 samples.
        page: size, and the brand's chrome.
        folder: where films of words may be written.
        overlays: from the lowest to the topmost.
        chrome: whether ring, bar and mark are shown.
    """
    height, width = footage.shape[:2]
    data = planes_of(footage)
    for one in overlays:
        reel = write_reel([FootageWords(overlay=one, frames=(0, 1))], folder / "words.yuv")
        window = reel.window
        size = (window.right - window.left, window.bottom - window.top)
        film = reel.file.read_bytes()[: size[0] * size[1] * 5 // 2]
        data = _laid(data, (width, height), film, size, (window.left, window.top))
    if chrome:
        strip = ChromeStrip(page, "footage")
        size = (width, strip.height_px)
        data = _laid(data, (width, height), strip.planes(SHOWN_AT), size, (0, 0))
    return as_played(data, width, height)


def _laid(
    below: Samples, size: tuple[int, int], above: bytes, part: tuple[int, int], at: tuple[int, int]
) -> bytes:
    """Lay ``yuva420p`` over ``yuv420p`` at a place, by FFmpeg's overlay filter."""
    graph = Graph()
    frames = (_frame(below, *size, "yuv420p"), _frame(above, *part, "yuva420p"))
    inputs = [graph.add_buffer(template=None, **_said(frame)) for frame in frames]
    overlay = graph.add("overlay", f"x={at[0]}:y={at[1]}:format=yuv420")
    sink = graph.add("buffersink")
    for number, source in enumerate(inputs):
        source.link_to(overlay, 0, number)
    overlay.link_to(sink)
    graph.configure()
    for source, frame in zip(inputs, frames, strict=True):
        source.push(frame)
        source.push(None)
    return sink.pull().to_ndarray().tobytes()


def _said(frame: av.VideoFrame) -> dict:
    return {
        "width": frame.width,
        "height": frame.height,
        "format": frame.format,
        "time_base": frame.time_base,
    }


def _frame(data: Samples, width: int, height: int, form: str) -> av.VideoFrame:
    """Return raw planes as a frame of PyAV."""
    from fractions import Fraction

    frame = av.VideoFrame(width, height, form)
    frame.pts, frame.time_base = 0, Fraction(1, 30)
    rest = np.frombuffer(data, np.uint8)
    for plane in frame.planes:
        own, rest = np.split(rest, [plane.width * plane.height])
        rows = np.zeros((plane.height, plane.line_size), np.uint8)
        rows[:, : plane.width] = own.reshape(plane.height, plane.width)
        plane.update(rows)
    return frame


def check_golden(name: str, picture: np.ndarray, folder: Path) -> None:
    """Compare with tolerance: rasterisers and processors may differ by a shade at edges.

    Args:
        name: the golden file, without its ending.
        picture: height x width x 3 samples, sides even; see :func:`frame_of`.
        folder: where a picture of the difference may be written.
    """
    file = GOLDEN / f"{name}.png"
    if os.environ.get("CLIPMAKER_REGENERATE_GOLDENS") == "1":
        GOLDEN.mkdir(exist_ok=True)
        Image.fromarray(picture).save(file, optimize=True)
        return
    with Image.open(file) as found:
        wanted = np.asarray(found.convert("RGB"))
    assert picture.shape == wanted.shape, f"{name}: {picture.shape} instead of {wanted.shape}"
    now, then = (np.frombuffer(planes_of(p), np.uint8).astype(int) for p in (picture, wanted))
    difference = np.abs(now - then)
    far = (difference > FAR_OFF).mean()
    if difference.mean() > MEAN_AT_MOST or far > FAR_SHARE:
        seen = folder / f"{name}-difference.png"
        apart = np.minimum(np.abs(picture.astype(int) - wanted) * 4, 255)
        Image.fromarray(np.hstack([wanted, picture, apart]).astype(np.uint8)).save(seen)
        pytest.fail(
            f"{name} differs (mean {difference.mean():.2f}, {far:.2%} far off): "
            f"golden, now and difference side by side are in {seen}"
        )
