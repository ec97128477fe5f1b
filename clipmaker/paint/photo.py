"""Photographs behind a card's words: turned upright, cut around their focus, darkened evenly."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from clipmaker.errors import MediaError
from clipmaker.paint.blend import Pixels
from clipmaker.paint.colour import RGB
from clipmaker.paint.dither import settled
from clipmaker.story.model import Point

PIXELS_AT_MOST = 120_000_000
"""Larger pictures are refused before they are decoded: they would fill the memory."""

Stops = Sequence[tuple[float, float]]
"""Places, as shares of the height, with the scrim's opacity there, 0 to 1."""


def open_photo(file: Path) -> Image.Image:
    """Return a picture upright, in sRGB, without transparency.

    Raises:
        MediaError: it is no picture, is damaged, or is too large.
    """
    try:
        with Image.open(file) as found:
            if found.width * found.height > PIXELS_AT_MOST:
                raise MediaError(
                    f"{file}: a picture of {found.width}x{found.height} pixels is too large",
                    remedy=f"Use one of at most {PIXELS_AT_MOST // 1_000_000} megapixels.",
                )
            upright = ImageOps.exif_transpose(found)
            return _flattened(_in_srgb(upright))
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise _unusable(file, "is not a picture that can be read") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise _unusable(file, f"cannot be read ({error})") from error


def _unusable(file: Path, why: str) -> MediaError:
    return MediaError(f"{file}: {why}", remedy="Use a complete JPEG, PNG or WebP file.")


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return a picture with its colour profile applied; phones write wider ones than sRGB."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        done = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError):
        # A damaged profile says nothing; browsers then take the picture as sRGB too.
        return image
    return done or image


def _flattened(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        below = Image.new("RGBA", layer.size, (255, 255, 255, 255))
        return Image.alpha_composite(below, layer).convert("RGB")
    if image.mode.startswith("I;16") or image.mode == "I":
        values = np.asarray(image, np.float64) / 65535 * 255
        return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)).convert("RGB")
    return image.convert("RGB")


def filled(
    image: Image.Image, width: int, height: int, focus: Point, *, level: float = 0.5
) -> Image.Image:
    """Return a picture scaled and cut to fill a size.

    Args:
        image: the picture.
        width: pixels.
        height: pixels.
        focus: the point that stands as near to the middle as the picture allows.
        level: where "middle" is from top to bottom, as a share.
    """
    scale = max(width / image.width, height / image.height)
    wide, high = width / scale, height / scale
    left = max(0.0, min(focus.x * image.width - wide / 2, image.width - wide))
    top = max(0.0, min(focus.y * image.height - high * level, image.height - high))
    return image.resize(
        (width, height),
        Image.Resampling.LANCZOS,
        box=(left, top, min(left + wide, image.width), min(top + high, image.height)),
        reducing_gap=3.0,
    )


def scrim(stops: Stops, height: int, strength: float = 0.0) -> NDArray[np.float32]:
    """Return the opacity of a scrim in every row.

    Args:
        stops: the scrim as designed; between stops it passes over smoothly.
        height: rows.
        strength: share of what it lets through that is taken away besides, 0 to 1.
    """
    rows = (np.arange(height, dtype=np.float32) + 0.5) / height
    out = np.full(height, stops[0][1], np.float32)
    for (above, start), (below, end) in pairwise(stops):
        share = np.clip((rows - above) / max(below - above, 1e-6), 0, 1).astype(np.float32)
        smooth = share * share * (3 - 2 * share)
        out = np.where(rows >= above, start + (end - start) * smooth, out).astype(np.float32)
    return 1 - (1 - out) * np.float32(1 - strength)


def darkened(picture: Pixels, opacity: NDArray[np.float32], colour: RGB) -> Pixels:
    """Return a picture under a scrim of one colour, dithered so that it does not band."""
    return settled(_mixed(picture, opacity, colour))


def darkened_roughly(picture: Pixels, opacity: NDArray[np.float32], colour: RGB) -> Pixels:
    """Return the same within one code, quickly, for measuring contrast."""
    return _mixed(picture, opacity, colour).astype(np.uint8)


def _mixed(picture: Pixels, opacity: NDArray[np.float32], colour: RGB) -> NDArray[np.float32]:
    share = opacity[:, None, None]
    return picture.astype(np.float32) * (1 - share) + np.array(colour, np.float32) * share
