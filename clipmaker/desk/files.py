"""Files of published clips, and small pictures and curves made from them.

What a page asks for is looked up in the manifest; what is derived is kept in the cache, by content.
"""

from __future__ import annotations

import io
import json
import mimetypes
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from clipmaker.desk.desk import desk_of
from clipmaker.desk.known import ClipVersion
from clipmaker.desk.measures import measures
from clipmaker.errors import ClipmakerError
from clipmaker.machine.parsed import parsed_json
from clipmaker.machine.writing import write_whole
from clipmaker.media.stills import read_frames
from clipmaker.publish.manifest import MANIFEST
from clipmaker.resources import cache_dir

STRIP_FRAMES = 30
STRIP_HEIGHT_PX = 96
_MOST_KEPT = 2000
_THUMB_PX = 216
_POSTER_PX = 480
_LONG = "private, max-age=31536000, immutable"
_TYPES = {".srt": "text/plain", ".vtt": "text/vtt", ".txt": "text/plain"}
_making = Lock()


async def file(request: Request) -> Response:
    """Answer with a file of a version; parts of it are given to players that seek."""
    made = version_of(request)
    name = next((n for n in made.files if n == request.path_params["name"]), None)
    if name is None:
        raise HTTPException(404, "this version has no such file")
    path = made.folder / name
    if not path.is_file():
        raise HTTPException(410, "this version was replaced by a newer one: load the page again")
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind == "application/json"
    keep = _LONG if request.query_params.get("v") == made.stamp else "no-cache"
    return FileResponse(
        path,
        media_type=f"{kind}; charset=utf-8" if text else kind,
        filename=name,
        content_disposition_type="attachment" if "download" in request.query_params else "inline",
        headers={"cache-control": keep},
    )


async def thumb(request: Request) -> Response:
    """Answer with a small cover."""
    return await _derived(version_of(request), "thumb.jpg", "image/jpeg", _thumb)


async def poster(request: Request) -> Response:
    """Answer with a cover of the player's size."""
    return await _derived(version_of(request), "poster.jpg", "image/jpeg", _poster)


async def strip(request: Request) -> Response:
    """Answer with one picture of small frames side by side, evenly spread over the clip."""
    return await _derived(version_of(request), "strip.jpg", "image/jpeg", _strip)


async def loudness(request: Request) -> Response:
    """Answer with the short-term loudness ten times a second, LUFS, as a JSON list."""
    return await _derived(version_of(request), "loudness.json", "application/json", _loudness)


def version_of(request: Request) -> ClipVersion:
    """Return the version that an address names.

    Raises:
        HTTPException: there is none.
    """
    params = request.path_params
    library = desk_of(request).library
    stamp = request.query_params.get("v", "")
    made = library.version((params["day"], params["slug"]), params["version"], stamp)
    if made is None:
        raise HTTPException(404, "there is no such clip or version")
    return made


async def _derived(
    made: ClipVersion, name: str, kind: str, make: Callable[[ClipVersion], bytes]
) -> FileResponse:
    place = cache_dir() / "desk" / made.stamp / name
    if not place.is_file():
        try:
            await run_in_threadpool(_keep, made, place, make)
        except (OSError, ValueError, ClipmakerError) as error:
            raise _unmade(made) from error
    return FileResponse(place, media_type=kind, headers={"cache-control": _LONG})


def _unmade(made: ClipVersion) -> HTTPException:
    """Return why nothing can be derived: a newer version lies there, or a file is not whole."""
    try:
        there = parsed_json((made.folder / MANIFEST).read_text(encoding="utf-8"))
        same = there["fingerprint"] == made.manifest["fingerprint"]
    except (OSError, ValueError, TypeError, KeyError):
        same = False
    if not same:
        return HTTPException(410, "this version was replaced by a newer one")
    told = (
        f"a file of this version is damaged or missing: “clipmaker verify {made.folder}” says which"
    )
    return HTTPException(422, told)


def _keep(made: ClipVersion, place: Path, make: Callable[[ClipVersion], bytes]) -> None:
    with _making:
        if place.is_file():
            return
        content = make(made)
        write_whole(place, content)
        _tidy(place.parent.parent)


def _tidy(folder: Path) -> None:
    """Remove what was made longest ago when it is too much; it can be made again."""
    kept = [p for p in folder.iterdir() if p.is_dir()]
    if len(kept) > _MOST_KEPT:
        for old in sorted(kept, key=lambda p: p.stat().st_mtime)[: len(kept) - _MOST_KEPT // 2]:
            shutil.rmtree(old, ignore_errors=True)


def _thumb(made: ClipVersion) -> bytes:
    return _small_cover(made, _THUMB_PX)


def _poster(made: ClipVersion) -> bytes:
    return _small_cover(made, _POSTER_PX)


def _small_cover(made: ClipVersion, width_px: int) -> bytes:
    from PIL import Image

    from clipmaker.media.pictures import read_cover

    cover = read_cover(made.folder / "cover.jpg", width_px, width_px * 2)
    height = round(width_px * cover.height / cover.width)
    return _jpeg(cover.resize((width_px, height), Image.Resampling.LANCZOS), 80)


def _strip(made: ClipVersion) -> bytes:
    from PIL import Image

    video = measures(made)
    numbers = [video.frames * (2 * i + 1) // (2 * STRIP_FRAMES) for i in range(STRIP_FRAMES)]
    frames = read_frames(made.folder / f"{made.slug}.mp4", numbers, video.rate)
    width = round(STRIP_HEIGHT_PX * video.width_px / video.height_px)
    sheet = Image.new("RGB", (width * STRIP_FRAMES, STRIP_HEIGHT_PX))
    for i, number in enumerate(numbers):
        if number in frames:
            small = Image.fromarray(frames[number]).resize(
                (width, STRIP_HEIGHT_PX), Image.Resampling.LANCZOS, reducing_gap=2.0
            )
            sheet.paste(small, (width * i, 0))
    return _jpeg(sheet, 72)


def _loudness(made: ClipVersion) -> bytes:
    from clipmaker.tools.loudness import measure_course

    course = measure_course(made.folder / f"{made.slug}.mp4", demuxer="mov", doing="loudness")
    return json.dumps([round(value, 1) for value in course]).encode()


def _jpeg(picture: object, quality: int) -> bytes:
    from PIL import Image

    assert isinstance(picture, Image.Image)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
