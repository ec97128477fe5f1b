"""Subtitle files of other programs, sent in by a page; and tables for translators, given out."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from clipmaker.desk.api import story_file
from clipmaker.desk.api_cues import changed_sheet, note_step
from clipmaker.desk.desk import desk_of
from clipmaker.desk.known import KnownClip
from clipmaker.desk.request import asked_of, body, known_clip
from clipmaker.edit.subtitle_files import ImportOptions, timed_texts
from clipmaker.errors import ClipmakerError
from clipmaker.exchange.read import TABLES, endings
from clipmaker.exchange.table import to_table
from clipmaker.exchange.write import to_srt, to_vtt

_SENT_AS = "application/octet-stream"


async def take(request: Request) -> Response:
    """Take a subtitle file into a cue sheet, and render the clip again."""
    known = known_clip(request)
    if request.headers.get("content-type") != _SENT_AS:
        raise HTTPException(415, f"send the file as {_SENT_AS}")
    suffix = PurePosixPath(request.query_params.get("name", "")).suffix.lower()
    if suffix not in (*endings(), *TABLES):
        kinds = ", ".join([*endings(), *TABLES])
        raise HTTPException(415, f"only subtitles are taken in: {kinds}")
    content = await body(request)
    return await run_in_threadpool(_take, request, known, suffix, content)


def _take(request: Request, known: KnownClip, suffix: str, content: bytes) -> Response:
    desk, asked = desk_of(request), request.query_params
    who, page = asked_of(request).who, asked.get("page", "")
    name = asked["name"][-80:]
    with TemporaryDirectory(prefix="clipmaker-") as folder:
        # Only the ending is the sender's: it says which reader is asked.
        file = Path(folder) / f"subtitles{suffix}"
        file.write_bytes(content)
        brought = ImportOptions(
            file=file,
            credit=asked.get("credit", "").strip()[:80],
            who=who,
            overrule=asked.get("overrule") == "yes",
        )
        try:
            footage = asked.get("footage", "")
            story = story_file(known)
            before = desk.opened.history_of(story, footage, page)
            saved, notes = desk.opened.take(story, footage, page, brought)
        except ClipmakerError as error:
            error.message = error.message.replace(str(file), name).replace(file.name, name)
            error.remedy = error.remedy.replace("with --replace", "by ticking the box")
            raise
    note_step(desk, known, saved, page, before, who)
    return JSONResponse({**changed_sheet(desk, known, saved, page), "notes": notes})


async def give(request: Request) -> Response:
    """Give out a cue sheet as a table for a translator, or as subtitles."""
    known = known_clip(request)
    form = request.query_params.get("form", "csv")
    text = await run_in_threadpool(_given, request, known, form)
    return Response(
        text,
        media_type="text/plain; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{known.slug}.{form}"'},
    )


def _given(request: Request, known: KnownClip, form: str) -> str:
    opened = desk_of(request).opened.open(story_file(known))
    one = opened.sheet(request.query_params.get("footage", ""))
    assert one.sheet is not None
    if form == "csv":
        return to_table(one.sheet.cues)
    language, texts = timed_texts(one, "")
    if form == "srt":
        return to_srt(texts)
    if form == "vtt":
        return to_vtt(texts, language=language)
    raise HTTPException(404, "there is no such form")
