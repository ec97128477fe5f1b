"""The still that platforms show before a clip is played."""

from __future__ import annotations

import io

from PIL import Image

from clipmaker.paint.blend import Pixels

QUALITY = 90


def cover_jpeg(frame: Pixels) -> bytes:
    """Return a finished frame, height x width x 3, as a JPEG file's content.

    Colour is kept at full resolution: thin red type would fray otherwise. The same frame gives
    the same bytes.
    """
    out = io.BytesIO()
    image = Image.fromarray(frame)
    image.save(out, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return out.getvalue()
