"""Opens pictures; nothing else in the program does.

Pictures come from strangers. Pillow would open some sixty formats by content, whatever the name
says, of which one starts another program (PostScript) and several crash: here the format is known
before Pillow sees the file, and is one of those that are promised. Sizes are read before anything
is decoded, large pictures are decoded one at a time, and nobody keeps more of them than a canvas
can show.

Imports Pillow and NumPy: import this module only where pictures are opened.
"""

from __future__ import annotations

import io
import re
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms

from clipmaker.errors import MediaError
from clipmaker.media.bounds import MAX_PIXELS
from clipmaker.media.others import what_is
from clipmaker.media.size import declared_size
from clipmaker.media.sniff import head_of, kind_of

PIXELS_AT_MOST = 120_000_000
"""Larger photos are refused before they are decoded: they would fill the memory."""
BYTES_AT_MOST = 1_000_000_000
"""What uncompressed TIFF of the largest size takes, with 16 bits a sample."""
PIXELS_KEPT = 32_000_000
"""Of larger photos every second, third, ... pixel is kept, as a mean: no canvas shows more."""

_ALONE_FROM = 8_000_000
"""Pictures of so many pixels are decoded one at a time: each takes up to a gigabyte meanwhile."""
_alone = threading.Lock()

# Judged here before anything is decoded; Pillow's warning could be silenced for all threads only.
Image.MAX_IMAGE_PIXELS = None
# What it thinks of broken EXIF and the like must not reach the screen.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")


@dataclass(frozen=True)
class _Format:
    """A format of pictures.

    Attributes:
        name: as Pillow calls it.
        starts: what the first bytes of every such file match.
        demuxer: as it is called where it is read as footage, "" where it is not.
        pixels: how many pixels it may have.
    """

    name: str
    starts: bytes
    demuxer: str = ""
    pixels: int = PIXELS_AT_MOST

    def matches(self, head: bytes) -> bool:
        """Whether a file that begins so is one."""
        return re.match(self.starts, head, re.DOTALL) is not None


_PNG = _Format("PNG", rb"\x89PNG\r\n\x1a\n", "png_pipe")
_FORMATS = (
    _Format("JPEG", rb"\xff\xd8\xff", "jpeg_pipe"),
    _PNG,
    # It is composed on canvases of its own, of which there are three.
    _Format("WEBP", rb"RIFF....WEBP", "webp_pipe", MAX_PIXELS),
    _Format("GIF", rb"GIF8[79]a", "gif"),
    _Format("TIFF", rb"II[*+]\0|MM\0[*+]"),
)
_MODES = re.compile(r"1|LA?|La|PA?|RGB[AaX]?|CMYK|YCbCr|I(;16[BLN]?)?")
_COLOURS = "the picture keeps its colours in a way that is not read here"
_ORIENTATION = 0x0112
"""EXIF's tag for how a picture is to be turned."""
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE = (5, 6, 7, 8)
_BAND = 256
"""Rows of a reduced picture that are made at a time."""
_REMEDY = "Use a complete JPEG, PNG or WebP file."


def read_photo(file: Path) -> Image.Image:
    """Return a photo upright, in sRGB, without transparency, with `PIXELS_KEPT` at most.

    Raises:
        MediaError: it is no picture of a kind that is used here, is damaged, or is too large.
    """
    with _decoded(file) as found:
        return _finished(found.image, found.turn, PIXELS_KEPT)


def check_photo(file: Path) -> tuple[int, int]:
    """Find out whether a photo can be used, as quickly as its kind allows.

    Returns:
        Its width and height as it is seen, pixels.

    Raises:
        MediaError: it is no picture of a kind that is used here, is damaged, or is too large.
    """
    with _decoded(file, smallest=(1, 1)) as found:
        _finished(found.image, found.turn, _ALONE_FROM)
        width, height = found.whole
    return (height, width) if found.turn in _ON_ITS_SIDE else (width, height)


def read_layer(file: Path) -> Image.Image:
    """Return a picture with its transparency (RGBA), such as a logo.

    Raises:
        MediaError: it is no picture of a kind that is used here, is damaged, or is too large.
    """
    with _decoded(file) as found:
        return found.image.convert("RGBA")


def read_cover(file: Path, width: int, height: int) -> Image.Image:
    """Return a cover of a clip (RGB), decoded no larger than it takes to fill a size in pixels.

    Raises:
        MediaError: it is no picture, or damaged.
    """
    with _decoded(file, smallest=(width, height)) as found:
        return found.image.convert("RGB")


def read_own(data: bytes) -> Image.Image:
    """Return a PNG that was written here."""
    return Image.open(io.BytesIO(data), formats=[_PNG.name])


@dataclass(frozen=True)
class _Found:
    """A decoded picture.

    Attributes:
        image: as it is stored; a JPEG may be decoded smaller.
        whole: the size that the file has, pixels.
        turn: how it is to be turned, EXIF's number; 1 is upright.
    """

    image: Image.Image
    whole: tuple[int, int]
    turn: int


@contextmanager
def _decoded(file: Path, smallest: tuple[int, int] | None = None) -> Iterator[_Found]:
    """Decode a picture, and say in plain words what is wrong with it.

    Args:
        file: the picture.
        smallest: the size in pixels down to which a JPEG may be decoded; None for what is kept.
    """
    kind = _kind(file)
    with _spelt_out(file), Image.open(file, formats=[kind.name]) as image:
        _check_pixels(file, kind, *image.size)
        if not _MODES.fullmatch(image.mode):
            raise MediaError(f"{file}: {_COLOURS} ({image.mode})", remedy=_REMEDY)
        whole = image.size
        if smallest is None and whole[0] * whole[1] > PIXELS_KEPT:
            smallest = (whole[0] // 2, whole[1] // 2)
        with _alone if whole[0] * whole[1] > _ALONE_FROM else nullcontext():
            if smallest:
                image.draft("RGB", smallest)
            image.load()
            # Asked afterwards: TIFF is turned by Pillow itself while it is decoded.
            yield _Found(image, whole, image.getexif().get(_ORIENTATION, 1))


def _kind(file: Path) -> _Format:
    """Return the format of a picture whose size is within bounds, before anything opens it."""
    head = head_of(file)
    kind = next((one for one in _FORMATS if one.matches(head)), None)
    if kind is None:
        what = "this is video or sound, not a picture" if kind_of(head) else what_is(head)
        raise MediaError(f"{file}: {what}", remedy=_REMEDY)
    if file.stat().st_size > BYTES_AT_MOST:
        size = f"{file.stat().st_size // 1_000_000} MB"
        raise _too_large(file, f"{size}, more than {BYTES_AT_MOST // 1_000_000}")
    if told := declared_size(file, kind.demuxer):
        _check_pixels(file, kind, *told)
    return kind


@contextmanager
def _spelt_out(file: Path) -> Iterator[None]:
    """Turn whatever a decoder makes of a damaged file into one line for people."""
    try:
        yield
    except MediaError:
        raise
    except MemoryError as error:
        raise MediaError(
            f"{file}: this machine has not enough memory to open the picture", remedy=_REMEDY
        ) from error
    except Exception as error:
        # Pillow's decoders answer damage with errors of any kind: IndexError, struct.error, ...
        # (Pillow issue 9814).
        raise MediaError(
            f"{file}: the picture cannot be read: it is damaged ({_in_words(error)})",
            remedy=_REMEDY,
        ) from error


def _in_words(error: Exception) -> str:
    said = " ".join(str(error).split())
    return said if len(said) > 10 else f"{type(error).__name__} {said}".strip()


def _check_pixels(file: Path, kind: _Format, width: int, height: int) -> None:
    if width * height > kind.pixels:
        most = f"{kind.pixels // 1_000_000} million"
        raise _too_large(file, f"{width}x{height} pixels, more than {most} in all")


def _too_large(file: Path, what: str) -> MediaError:
    return MediaError(f"{file}: the picture is too large: {what}", remedy="Make it smaller first.")


def _finished(image: Image.Image, turn: int, keep: int) -> Image.Image:
    """Return a picture upright, in sRGB, without transparency, with so many pixels at most."""
    profile = image.info.get("icc_profile")
    image = _reduced(image, keep)
    if turn in _TURNS:
        image = image.transpose(_TURNS[turn])
    return _flattened(_in_srgb(image, profile))


def _reduced(image: Image.Image, keep: int) -> Image.Image:
    """Return a picture with so many pixels at most, as plain grey or colours of 8 bits."""
    factor = 1
    while image.width * image.height > keep * factor**2:
        factor += 1
    if factor == 1:
        return _plain(image)
    size = -(-image.width // factor), -(-image.height // factor)
    smaller: Image.Image | None = None
    for top in range(0, image.height, _BAND * factor):
        rows = (0, top, image.width, min(image.height, top + _BAND * factor))
        band = _plain(image.crop(rows)).reduce(factor)
        smaller = smaller or Image.new(band.mode, size)
        smaller.paste(band, (0, top // factor))
    assert smaller is not None
    return smaller


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture in a mode whose samples have 8 bits and mean colours."""
    if image.mode.startswith("I"):
        values = np.array(image)
        np.clip(values, 0, 65535, out=values)
        return Image.fromarray((values // 257).astype(np.uint8))
    if image.mode in ("P", "PA", "RGBa", "La") or "transparency" in image.info:
        through = "transparency" in image.info or image.mode != "P"
        return image.convert("RGBA" if through else "RGB")
    if image.mode in ("1", "YCbCr", "RGBX"):
        return image.convert("RGB")
    return image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture with its colour profile applied; phones write wider ones than sRGB."""
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
    if image.mode in ("RGBA", "LA"):
        layer = image.convert("RGBA")
        below = Image.new("RGBA", layer.size, (255, 255, 255, 255))
        return Image.alpha_composite(below, layer).convert("RGB")
    return image.convert("RGB")
