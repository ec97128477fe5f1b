"""Footage and pictures of a story: taken in as they arrive, and given to players and forms."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response

from clipmaker.desk.changes import TextChange
from clipmaker.desk.desk import Desk, desk_of
from clipmaker.desk.known import KnownClip
from clipmaker.desk.request import DeskRequest, asked_of, body, known_clip
from clipmaker.desk.story_view import media_facts
from clipmaker.edit.arriving_media import MOST_PART_BYTES, Arriving, OffsetError
from clipmaker.edit.media_file import KeptMedia, media_beside
from clipmaker.machine.moment import now
from clipmaker.media.model import MediaInfo

_SENT_AS = "application/octet-stream"


def _noted(desk: Desk, known: KnownClip, kept: KeptMedia, who: str, page: str) -> Response:
    """Note that a file was brought, tell other pages, and answer with what lies there now."""
    noted = TextChange(of="story", what="files", old="", new=kept.name, who=who, at=now())
    desk.changes.add(known.key, [noted])
    desk.broker.tell("sheet", {"day": known.day, "slug": known.slug, "page": page})
    assert known.story is not None
    media = media_facts(known.story.file.parent)
    return JSONResponse({**_facts(kept), "media": media}, 201)


async def begin(request: Request) -> Response:
    """Answer where a file goes on, by its beginning: at 0, or where the line broke before."""
    arriving = _arriving(request)
    head = await body(request)
    return JSONResponse({"offset": await run_in_threadpool(arriving.begin, head)})


async def part(request: Request) -> Response:
    """Take the next part of a file; after the last one it lies beside the story."""
    known, asked, arriving = known_clip(request), asked_of(request), _arriving(request)
    who, offset, checksum = asked.who, _whole(asked, "offset"), asked.text("sum")
    try:
        content = await body(request, MOST_PART_BYTES)
    except ClientDisconnect:
        # Nobody hears the answer; whoever sent it asks where it goes on.
        return Response(status_code=400)
    try:
        kept = await run_in_threadpool(arriving.take, offset, content, checksum)
    except OffsetError as error:
        return JSONResponse({"error": error.message, "offset": error.offset}, 409)
    if kept is None:
        return JSONResponse({"offset": offset + len(content)})
    return await run_in_threadpool(_noted, desk_of(request), known, kept, who, asked.text("page"))


async def forget(request: Request) -> Response:
    """Remove what has arrived of a file that nobody wants any more."""
    await run_in_threadpool(_arriving(request).forget)
    return JSONResponse({})


def _arriving(request: Request) -> Arriving:
    asked = asked_of(request)
    return Arriving(
        folder=_folder(request),
        name=asked.text("name"),
        size=_whole(asked, "size"),
        mark=asked.text("mark"),
    )


def _whole(asked: DeskRequest, name: str) -> int:
    value = asked.text(name)
    if not re.fullmatch(r"[0-9]{1,15}", value):
        raise HTTPException(422, f"“{name}” is to be a number")
    return int(value)


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
