"""Cover and thumbs of a clip from its segments, kept by the segments' bytes.

After an edit only the pictures of what changed are decoded and scaled again. Not by their keys: a
segment that turns out to be made of another file is dropped, and what it showed must go with it.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from clipmaker.media.pictures import read_own
from clipmaker.media.stills import read_each
from clipmaker.paint.cover import cover_jpeg
from clipmaker.paint.storyboard import small
from clipmaker.render.segment import Rendered
from clipmaker.render.store import Store

if TYPE_CHECKING:
    from clipmaker.paint.blend import Pixels

_VERSION = 2
"""Raised when the same picture is made into other bytes."""
_FILE = "still"


class Stills:
    """Stills of the segments of one clip.

    The cover is composed anew, without ring and bar: it stands for the clip where nothing runs.

    Args:
        pieces: the segments, in order.
        rate: frames a second.
        store: where stills are kept.
        folder: where to work; must exist as long as stills are used.
        composed: returns a frame of the clip as a cover shows it, height x width x 3.
    """

    def __init__(
        self,
        pieces: Sequence[Rendered],
        rate: Fraction,
        store: Store,
        folder: Path,
        composed: Callable[[int], Pixels],
    ) -> None:
        self._composed = composed
        self._pieces, self._rate = pieces, rate
        self._store, self._folder = store, folder
        self._frames: dict[int, Pixels] = {}

    def cover_and_thumbs(
        self, cover: int, telling: Iterable[int]
    ) -> tuple[bytes, dict[int, Pixels]]:
        """Return the cover as a JPEG, and small pictures for the storyboard by their frame.

        Args:
            cover: frame of the clip.
            telling: frames of the clip.
        """
        wanted = sorted(set(telling))
        jpeg, thumbs = self._kept(cover, "cover"), {n: self._kept(n, "thumb") for n in wanted}
        self._read([n for n in wanted if thumbs[n] is None])
        if jpeg is None:
            jpeg = self._keep(cover, "cover", cover_jpeg(self._composed(cover)))
        return jpeg, {n: self._thumb(n, thumb) for n, thumb in thumbs.items()}

    def _thumb(self, number: int, kept: bytes | None) -> Pixels:
        if kept is not None:
            return np.asarray(read_own(kept))
        made, out = small(self._frames[number]), io.BytesIO()
        Image.fromarray(made).save(out, "PNG", compress_level=1)
        self._keep(number, "thumb", out.getvalue())
        return made

    def _read(self, missing: Sequence[int]) -> None:
        """Decode frames of the clip."""
        places = [(piece.file, local) for piece, local in map(self._at, missing)]
        found = read_each(places, self._rate)
        self._frames |= {n: f for n, f in zip(missing, found, strict=True) if f is not None}

    def _at(self, number: int) -> tuple[Rendered, int]:
        """Return the segment that shows a frame of the clip, and its number in there."""
        for piece in self._pieces:
            if piece.segment.start_frame <= number < piece.segment.end_frame:
                return piece, number - piece.segment.start_frame
        raise ValueError(f"no segment shows frame {number}")

    def _key(self, number: int, kind: str) -> str:
        piece, local = self._at(number)
        text = f"{kind} {_VERSION} {piece.digest} {local}"
        return hashlib.sha256(text.encode()).hexdigest()

    def _kept(self, number: int, kind: str) -> bytes | None:
        entry = self._store.get(self._key(number, kind))
        return entry.file(_FILE).read_bytes() if entry else None

    def _keep(self, number: int, kind: str, data: bytes) -> bytes:
        key = self._key(number, kind)
        file = self._folder / key
        file.write_bytes(data)
        self._store.put(key, {_FILE: file}, {})
        return data
