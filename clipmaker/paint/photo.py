"""Photographs behind a card's words: turned upright, in sRGB, cut around their focus."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from clipmaker.errors import MediaError
from clipmaker.story.model import Point

PIXELS_AT_MOST = 120_000_000
"""Larger pictures are refused before they are decoded: they would fill the memory."""


def open_photo(file: Path) -> Image.Image:
    """Return a picture upright, in sRGB, without transparency.

    Raises:
        MediaError: it is no picture, is damaged, or is too large.
    """
    with _opened(file) as found:
        return _flattened(_in_srgb(ImageOps.exif_transpose(found)))


def check_photo(file: Path) -> None:
    """Find out whether a picture can be used, as quickly as its kind allows.

    Raises:
        MediaError: it is no picture, is damaged, or is too large.
    """
    with _opened(file) as found:
        found.draft("RGB", (found.width // 8, found.height // 8))
        found.load()


@contextmanager
def _opened(file: Path) -> Iterator[Image.Image]:
    """Open a picture, and say in plain words what is wrong with it."""
    try:
        with warnings.catch_warnings():
            # Pillow warns well below the size that is refused here.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            found = Image.open(file)
        with found:
            if found.width * found.height > PIXELS_AT_MOST:
                raise _too_large(file, f"a picture of {found.width}x{found.height} pixels")
            yield found
    except Image.DecompressionBombError as error:
        raise _too_large(file, "the picture") from error
    except UnidentifiedImageError as error:
        raise _unusable(file, "is not a picture that can be read") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise _unusable(file, f"cannot be read ({error})") from error


def _too_large(file: Path, what: str) -> MediaError:
    return MediaError(
        f"{file}: {what} is too large",
        remedy=f"Use one of at most {PIXELS_AT_MOST // 1_000_000} megapixels.",
    )


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
    """Return a picture scaled and cut to fill a size; see :func:`cut`."""
    return image.resize(
        (width, height),
        Image.Resampling.LANCZOS,
        box=cut(image, width, height, focus, level=level),
        reducing_gap=3.0,
    )


def cut(
    image: Image.Image, width: int, height: int, focus: Point, *, level: float = 0.5
) -> tuple[float, float, float, float]:
    """Return the part of a picture that fills a size: left, top, right, bottom, pixels.

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
    return left, top, min(left + wide, image.width), min(top + high, image.height)
