"""Footage and pictures of a story: taken in as they arrive, and given to players and forms."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from clipmaker.desk.changes import TextChange
from clipmaker.desk.desk import desk_of
from clipmaker.desk.request import asked_of, body, known_clip
from clipmaker.desk.story_view import media_facts
from clipmaker.edit.media_file import IncomingMedia, KeptMedia, media_beside
from clipmaker.machine.moment import now
from clipmaker.media.model import MediaInfo

_SENT_AS = "application/octet-stream"
_PART_BYTES = 1024 * 1024


async def look(request: Request) -> Response:
    """Answer whether a file is of use, by its beginning: before all of it is sent."""
    folder, asked = _folder(request), asked_of(request)
    head = await body(request)
    size = asked.text("size")
    if not re.fullmatch(r"[0-9]{1,15}", size):
        raise HTTPException(422, "“size” is to be a number")

    def looked() -> None:
        with IncomingMedia(folder, asked.text("name"), int(size)) as incoming:
            incoming.look(head, int(size))

    await run_in_threadpool(looked)
    return JSONResponse({})


async def take(request: Request) -> Response:
    """Take a file in, piece by piece, and keep it beside the story once all of it is of use."""
    known, folder = known_clip(request), _folder(request)
    asked = asked_of(request)
    who = asked.who
    size = request.headers.get("content-length", "0")
    with IncomingMedia(folder, asked.text("name"), int(size)) as incoming:
        part = bytearray()
        async for chunk in request.stream():
            part += chunk
            if len(part) >= _PART_BYTES:
                await run_in_threadpool(incoming.take, bytes(part))
                part.clear()
        await run_in_threadpool(incoming.take, bytes(part))
        kept = await run_in_threadpool(incoming.keep)
    noted = TextChange(of="story", what="files", old="", new=kept.name, who=who, at=now())
    await run_in_threadpool(desk_of(request).changes.add, known.key, [noted])
    desk_of(request).broker.tell(
        "sheet", {"day": known.day, "slug": known.slug, "page": asked.text("page")}
    )
    media = await run_in_threadpool(media_facts, folder)
    return JSONResponse({**_facts(kept), "media": media}, 201)


async def give(request: Request) -> Response:
    """Answer with a file that lies beside a story; players get the parts that they seek."""
    folder, name = _folder(request), request.path_params["name"]
    file = next((one for one in media_beside(folder) if one.name == name), None)
    if file is None or not file.resolve().is_relative_to(folder.resolve()):
        raise HTTPException(404, "there is no such file beside the story")
    return FileResponse(file, headers={"cache-control": "no-cache"})


def _folder(request: Request) -> Path:
    if request.method == "POST" and request.headers.get("content-type") != _SENT_AS:
        raise HTTPException(415, f"send the file as {_SENT_AS}")
    story = known_clip(request).story
    if story is None:
        raise HTTPException(409, "only to be watched: its story is not in the desk’s folders")
    # One that cannot be read may lack the very file that is sent.
    return story.file.parent


def _facts(kept: KeptMedia) -> dict[str, Any]:
    return {"name": kept.name, "there": kept.there, "told": told_media(kept.info)}


def told_media(info: MediaInfo) -> str:
    """Return what a file holds, as one line for people."""
    seconds = "" if info.still else f"{info.duration_ms / 1000:.1f} s"
    size = f"{info.video.display_width_px}×{info.video.display_height_px}" if info.video else ""
    sound = "" if info.still or info.audio else "without sound"
    parts = ["picture" if info.still else "film" if info.video else "sound", seconds, size, sound]
    return ", ".join(filter(None, parts))
