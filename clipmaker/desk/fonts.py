"""Fonts for the pages, from the packages that also set the clips: cut down to what pages need."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import uharfbuzz as hb
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from clipmaker.desk.request import known_clip
from clipmaker.machine.writing import write_whole
from clipmaker.resources import cache_dir
from clipmaker.text.fonts import by_key, catalogue

_LATIN = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2190, 0x2191, 0x2192),
    *(0x2193, 0x00D7, 0x2212, 0x21E7, 0x2318, 0x2325, 0x2715, 0x2713, 0x2032, 0x2009, 0x202F),
)
_FEATURES = ("kern", "liga", "calt", "tnum", "ccmp", "locl", "mark", "mkmk", "case", "ss03", "cv11")
_WEIGHTS = (400.0, 700.0)


async def font(request: Request) -> Response:
    """Answer with the interface's font."""
    if request.path_params["name"] != "inter.ttf":
        raise HTTPException(404, "there is no such font")
    path = await run_in_threadpool(_inter)
    return FileResponse(
        path, media_type="font/ttf", headers={"cache-control": "private, max-age=86400"}
    )


async def letters_font(request: Request) -> Response:
    """Answer with a font for the words of a clip's footage: browsers may have none for them."""
    known = known_clip(request)
    text = "".join(cue["source"] + cue["text"] for cue in known.cues)
    content = await run_in_threadpool(_said, tuple(sorted(set(text))))
    return Response(content, media_type="font/ttf")


@lru_cache(maxsize=64)
def _said(letters: tuple[str, ...]) -> bytes:
    """Return letters that Inter lacks, in the font that has most of them."""
    wanted = {ord(letter) for letter in letters} - set(_LATIN)
    best: tuple[int, hb.Face | None] = (0, None)
    for font in catalogue():
        if font.path is None or font.key.startswith("inter"):
            continue
        face = hb.Face(hb.Blob.from_file_path(str(font.path)), font.index)
        best = max(best, (len(wanted & set(face.unicodes)), face), key=lambda one: one[0])
    if best[1] is None:
        raise HTTPException(404, "no installed font has these letters")
    subset = hb.SubsetInput()
    subset.unicode_set.update(wanted)
    if any(axis.tag == "wght" for axis in best[1].axis_infos):
        subset.pin_axis_location(best[1], "wght", _WEIGHTS[0])
    return bytes(hb.subset(best[1], subset).blob.data)


@cache
def _inter() -> Path:
    """Return Inter with the letters and weights that pages use, about a tenth of the whole."""
    source = by_key("inter").path
    if source is None:
        raise HTTPException(404, "the package fontpkg-inter is not installed")
    place = cache_dir() / "desk" / f"inter-2-{source.stat().st_size}.ttf"
    if not place.is_file():
        face = hb.Face(hb.Blob.from_file_path(str(source)))
        wanted = hb.SubsetInput()
        wanted.unicode_set.update(_LATIN)
        wanted.layout_feature_tag_set.clear()
        wanted.layout_feature_tag_set.update(
            int.from_bytes(tag.encode(), "big") for tag in _FEATURES
        )
        wanted.pin_axis_location(face, "opsz", 14.0)
        wanted.set_axis_range(face, "wght", *_WEIGHTS, 400.0)
        small = hb.subset(face, wanted)
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, small.blob.data)
    return place
